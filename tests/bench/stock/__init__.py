"""The peer that shares our library: the same relay with python-socketio and uvicorn as they come."""
