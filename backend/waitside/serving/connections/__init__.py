"""Connections as uvicorn has them, with bounds on how long a caller may dawdle and on what waits for a slow reader."""

from waitside.serving.connections.callers import Callers
from waitside.serving.connections.frames import MAX_FRAME
from waitside.serving.connections.http import HttpConnection
from waitside.serving.connections.interface import Opening, Receiver, WebSocket
from waitside.serving.connections.opening import EXTENSION, WebSocketOpening
from waitside.serving.connections.per_address import PerAddress
from waitside.serving.connections.refusal_log import RefusalLog
from waitside.serving.connections.websocket import WebSocketConnection

__all__ = [
    "EXTENSION",
    "MAX_FRAME",
    "Callers",
    "HttpConnection",
    "Opening",
    "PerAddress",
    "Receiver",
    "RefusalLog",
    "WebSocket",
    "WebSocketConnection",
    "WebSocketOpening",
]
