"""What pages and server say to each other over Socket.IO: one union of commands up, one of events down.

Everything here is data. `python -m waitside.protocol.export` writes it as JSON Schema for the widget.
See docs/protocol.md.
"""

VERSION = 1
"""Raised when a page of the older kind could no longer understand; a page that asks for another is refused."""
