"""Somebody who speaks Socket.IO to the backend without a browser, with whatever opening data they like."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, Self, TypeVar

import socketio

Outcome = TypeVar("Outcome")

WITHIN_S = 30.0


class Intruder:
    """One connection at a time, on a thread of its own. Playwright has the main thread's event loop."""

    def __init__(self, backend: str) -> None:
        self._backend = backend
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._client: socketio.AsyncClient | None = None
        self.heard: list[str] = []
        """The types of all events that it was told, over all its connections."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.leave()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(WITHIN_S)
        self._loop.close()

    def enter(self, namespace: str, hello: dict[str, Any]) -> str | None:
        """Connect. Return the code of the refusal; None when the page was let in."""
        return self._run(self._enter(namespace, hello))

    def leave(self) -> None:
        """End the connection, if there is one."""
        if self._client is not None:
            self._run(self._client.disconnect())

    async def _enter(self, namespace: str, hello: dict[str, Any]) -> str | None:
        outcome: asyncio.Future[str | None] = self._loop.create_future()
        client = self._client = socketio.AsyncClient(reconnection=False)

        async def on_event(event: dict[str, Any]) -> None:
            self.heard.append(event["type"])
            if event["type"].endswith("_snapshot"):
                outcome.set_result(None)

        async def on_refusal(error: dict[str, Any]) -> None:
            outcome.set_result(error["data"]["code"])

        client.on("event", on_event, namespace=namespace)
        client.on("connect_error", on_refusal, namespace=namespace)
        await client.connect(self._backend, auth=hello, transports=["websocket"], namespaces=[namespace], wait=False)
        return await outcome

    def _run(self, coroutine: Coroutine[Any, Any, Outcome]) -> Outcome:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(WITHIN_S)
