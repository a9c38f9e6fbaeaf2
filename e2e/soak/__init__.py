"""The delivery soak: real pages, a server that is killed, lines that fail, and nothing lost."""
