"""HTTP: callers have to say what they want, in time, and to take the answer."""

import asyncio
from collections.abc import Callable, MutableMapping
from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from websockets.exceptions import InvalidHeader

from waitside.serving.connections.callers import Callers
from waitside.serving.connections.opening import WebSocketOpening, request_of
from waitside.serving.connections.reading import SmallReads

HEAD_WITHIN: Final = 8.0  # seconds for the head of a request, or a handshake: a slow phone's network, not more
LONGEST_HEAD: Final = 64 * 1024  # bytes
PIPELINE: Final = 8  # requests that wait for the answers to others before them; browsers send none that way
STALLED_FOR: Final = 8.0  # seconds in which a reader of an answer takes nothing of it


class HttpConnection(HttpToolsProtocol):
    """Cuts callers who connect and then say nothing, go on about it for ever, or do not listen to the answer."""

    def __init__(
        self,
        *args: Any,
        callers: "Callers[HttpConnection]",
        address_of: Callable[[MutableMapping[str, Any]], str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._callers = callers
        self._address_of = address_of
        self._address = ""
        self._head_due: asyncio.TimerHandle | None = None
        self._head_size = 0
        self._progress_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        transport.set_write_buffer_limits(0)  # so writing is paused whenever something is left to send
        transport.set_protocol(SmallReads(self, self._callers.leave))
        host = self.client[0] if self.client is not None else ""
        self._address = self._address_of({"client": self.client})
        if self._callers.admit(self, host, self._address):
            self._expect_head()
        else:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._head_due is not None:
            self._head_size += len(data)
            if self._head_size > LONGEST_HEAD:
                self.cut()
                return
        super().data_received(data)
        if self._is_out_of_step():
            self._expect_head()

    def handle_websocket_upgrade(self) -> None:
        if self._is_answering():
            self.cut()  # browsers never ask for both at once; what is left to send would delay the end of a WebSocket
            return
        try:
            request = request_of(self.scope["method"], self.url, self.headers)
        except InvalidHeader:
            self.send_400_response("Invalid HTTP request received.")
            return
        self.connections.discard(self)
        self.transport.set_write_buffer_limits()
        opening = WebSocketOpening(self.config, self.server_state, self.app_state)
        opening.connection_made(self.transport)
        opening.begin(cast("SmallReads", self.transport.get_protocol()), request)
        self._callers.forget(self, self._address)
        self.parser = None  # type: ignore[assignment]  # as when a connection is lost: each would keep the other alive

    def pause_writing(self) -> None:
        super().pause_writing()
        self._expect_progress(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_expecting_progress()
        self._note_if_idle()

    def on_message_begin(self) -> None:
        self._expect_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop_expecting()
        if len(self.pipeline) < PIPELINE:
            super().on_headers_complete()
        else:
            self.cut()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and not cycle.response_complete:
            self._callers.set_idle(self, self._address, idle=False)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._note_if_idle()

    def cut(self) -> None:
        """End the connection; what is being answered on it ends as it does when a caller hangs up."""
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None:
            cycle.disconnected = True
        self.pipeline.clear()
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_expecting()
        self._stop_expecting_progress()
        self._callers.forget(self, self._address)
        super().connection_lost(exc)

    def _note_if_idle(self) -> None:
        if not self._is_answering():
            self._callers.set_idle(self, self._address, idle=True)

    def _is_answering(self) -> bool:
        """Whether a request is under way, or something of an answer is left to send."""
        cycle: RequestResponseCycle | None = self.cycle
        return self.flow.write_paused or (cycle is not None and not cycle.response_complete)

    def _is_out_of_step(self) -> bool:
        """Whether HTTP goes on with every request answered, but uvicorn has stopped its clock for idle connections."""
        cycle: RequestResponseCycle | None = self.cycle
        answered = cycle is not None and cycle.response_complete and not self.pipeline
        stopped = self.timeout_keep_alive_task is None and not self.transport.is_closing()
        return answered and stopped and self.parser is not None

    def _expect_head(self) -> None:
        if self._head_due is None:
            self._head_size = 0
            self._head_due = self.loop.call_later(HEAD_WITHIN, self.cut)

    def _stop_expecting(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None

    def _expect_progress(self, waiting: int) -> None:
        self._stop_expecting_progress()
        self._progress_due = self.loop.call_later(STALLED_FOR, self._check_progress, waiting)

    def _check_progress(self, before: int) -> None:
        waiting = self.transport.get_write_buffer_size()
        if waiting < before:
            self._expect_progress(waiting)
        else:
            self.cut()

    def _stop_expecting_progress(self) -> None:
        if self._progress_due is not None:
            self._progress_due.cancel()
            self._progress_due = None
