"""The live side: Socket.IO connections, what they ask, and what they are told."""

from waitside.live.server import Live

__all__ = ["Live"]
