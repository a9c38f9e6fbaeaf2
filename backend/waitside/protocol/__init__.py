"""What pages and server say to each other over Socket.IO: one union of commands up, one of events down.

Everything here is data. `python -m waitside.protocol.export` writes it as JSON Schema for the widget.
See docs/protocol.md.
"""

VERSION = 1
"""Raise it when a change means that pages of the older version no longer understand the server."""

OLDEST = max(1, VERSION - 1)
"""The oldest version of pages that the server takes: an upgrade by one version must not put out those who wait."""
