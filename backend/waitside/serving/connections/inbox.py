"""What a page has sent: one text after the other, each to its end."""

import asyncio

from waitside.serving.connections.interface import Receiver
from waitside.serving.connections.pace import keep_pace


class Inbox:
    """Hands texts to a receiver. One that needs time gets a task, which works off those behind it as well.

    While some wait, nothing is read, so that no more than one reading waits. While none does, the connection is read:
    so one learns that the page has gone. `tasks`: those that a stopping server waits for.
    """

    __slots__ = ("_ends", "_is_lost", "_is_working", "_receiver", "_tasks", "_transport", "_waiting")

    def __init__(self, receiver: Receiver, transport: asyncio.Transport, tasks: "set[asyncio.Task[None]]") -> None:
        self._is_working = False
        self._receiver: Receiver | None = receiver
        self._transport = transport
        self._tasks = tasks
        self._waiting: list[bytes] = []
        self._ends = False
        self._is_lost = False

    def put(self, text: bytes) -> None:
        """Hand over a text, now or after those before it. Raises UnicodeDecodeError for what is no text."""
        if self._receiver is None or self._ends:
            return
        if not self._is_working and self._receiver.take(text):
            return
        text.decode()
        self._waiting.append(text)
        if not self._is_working:
            self._work_on()
        elif not self._transport.is_closing():
            self._transport.pause_reading()

    def end(self) -> None:
        """Note that nothing more comes. What waits is handled first."""
        if not self._ends:
            self._ends = True
            if not self._is_working:
                self._work_on()

    def lose(self) -> None:
        """Note that the connection is gone."""
        if self._receiver is not None:
            self._receiver.lost()
        self._is_lost = True
        self.end()
        self._let_go()

    def clear(self) -> None:
        """Drop what waits."""
        self._waiting.clear()

    def read_on(self) -> None:
        """Read on, unless something waits."""
        if not self._waiting and not self._transport.is_closing():
            self._transport.resume_reading()

    def _work_on(self) -> None:
        if self._receiver is not None:
            self._is_working = True
            task = asyncio.get_running_loop().create_task(self._work(self._receiver))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _work(self, receiver: Receiver) -> None:
        try:
            await self._work_off(receiver)
        except BaseException:  # a stopping server waits no more
            self._ends = True
            self.clear()
            self._transport.abort()
            raise
        finally:
            try:
                if self._ends:
                    await receiver.ended()
            finally:
                self._is_working = False
                self._let_go()

    async def _work_off(self, receiver: Receiver) -> None:
        while self._waiting or self._ends:
            await keep_pace()
            if not self._waiting:
                return
            text = self._waiting.pop(0)
            self.read_on()
            if not receiver.take(text):
                await receiver.receive(text.decode())

    def _let_go(self) -> None:
        """Let go of the receiver once it knows all, as each holds the other."""
        if self._is_lost and not self._is_working:
            self._receiver = None
