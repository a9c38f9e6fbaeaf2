"""Socket.IO over our own connections: python-socketio's server, between an Engine.IO of ours and the product."""

from waitside.serving.socket_io.server import SocketIo

__all__ = ["SocketIo"]
