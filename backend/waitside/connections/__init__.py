"""Connections as uvicorn has them, with bounds on how long a caller may dawdle and on what waits for a slow reader."""

from waitside.connections.callers import Callers
from waitside.connections.http import HttpConnection
from waitside.connections.per_address import PerAddress
from waitside.connections.refusal_log import RefusalLog
from waitside.connections.websocket import EXTENSION, WebSocketConnection

__all__ = ["EXTENSION", "Callers", "HttpConnection", "PerAddress", "RefusalLog", "WebSocketConnection"]
