"""The product's server beside a Node socket.io server that does the same relay: `python -m tests.bench`."""
