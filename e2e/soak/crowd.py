"""Everyone in the soak, writing without a pause, and the comparing of their pages."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from e2e.soak.clinic import ROOMS, ClinicServer
from e2e.soak.ledger import ARRIVED, Tally
from e2e.soak.person import Person, Row
from e2e.soak.room import PATIENTS, NewContext, WaitingRoom, open_room

RATE: Final = 20.0  # messages a second in five rooms, both directions together
PAGES: Final = len(ROOMS) * (PATIENTS + 1)
SETTLED_WITHIN_S: Final = (
    40.0  # for what is still on its way when the writing ends; twice what a dead line takes to show
)
POLL_S: Final = 0.2  # to look more often would be most of the load


class Crowd:
    """Everyone in the clinic's rooms. What is wrong goes into the tally."""

    def __init__(self, rooms: Sequence[WaitingRoom], tally: Tally, rng: random.Random) -> None:
        self._rooms = rooms
        self._tally = tally
        self._rng = rng

    @classmethod
    def gather(
        cls,
        server: ClinicServer,
        new_context: NewContext,
        line: Callable[[], int],
        tally: Tally,
        rng: random.Random,
        rooms: int = len(ROOMS),
    ) -> "Crowd":
        """Open everyone's page. `line` gives each the port through which it reaches the server."""
        opened = [open_room(server, new_context, line, number) for number in range(1, rooms + 1)]
        return cls(opened, tally, rng)

    @property
    def people(self) -> Iterator[Person]:
        """Every page."""
        for room in self._rooms:
            yield room.provider
            yield from room.patients

    def start(self) -> None:
        """Everyone begins to write, in five rooms twenty messages a second."""
        for room in self._rooms:
            room.provider.start(PAGES / RATE)
            for number, patient in enumerate(room.patients, start=1):
                patient.start(PAGES / RATE, room.conversation(number))

    def watch(self, seconds: float) -> None:
        """Compare what senders' pages claim with what receivers' pages show, for so long."""
        until = time.time() + seconds
        while time.time() < until:
            self._compare(self._rng.choice(self._rooms))
            time.sleep(POLL_S)

    def drain(self, since: float, within: float, patience: float) -> None:
        """Wait until all that was written before `since` has arrived, and everyone is connected and in place.

        Writing goes on meanwhile. Longer than `within` is noted as too slow; at `patience` the wait is given up.
        Moments in seconds since the epoch, lengths in seconds.
        """
        left, last = list(self._rooms), since
        while left and time.time() < since + patience:
            drained = {room.number: self._drained_at(room, since) for room in left}
            last = max([last, *filter(None, drained.values())])
            left = [room for room in left if drained[room.number] is None]
            self._compare(self._rng.choice(self._rooms))
            time.sleep(POLL_S if left else 0)
        took = (time.time() if left else last) - since
        self._tally.drains.append(took)
        if left or took > within:
            rooms = ", ".join(str(room.number) for room in left) or "none"
            self._tally.slow.append(f"drain took {took:.1f} s; rooms not drained by then: {rooms}")

    def switch(self) -> None:
        """Every provider turns to the next patient, by the three dots. What was not on the screen is now compared."""
        for room in self._rooms:
            shown = room.provider.read().shown
            following = int(shown.split("-")[1]) % PATIENTS + 1 if shown else 1
            patient = room.patients[following - 1].read()
            _open_chat(room, room.conversation(following))
            self._tally.compare_claims(patient, room.provider.read())
            self._compare(room)

    def finish(self) -> None:
        """Everyone stops; when all is quiet, every conversation is compared from its first message to its last."""
        for person in self.people:
            person.stop()
        for room in self._rooms:
            for number in range(1, PATIENTS + 1):
                self._close(room, number)
        self._tally.refused += [
            f"{person.who}: {refused} times" for person in self.people if (refused := person.read().refused)
        ]

    def _compare(self, room: WaitingRoom) -> None:
        """In both directions, the sender's claims first, and the receiver's page after."""
        patient_first = room.provider.read().shown
        if patient_first is None:
            return
        patient = room.patient_of(patient_first)
        up = patient.read()
        provider = room.provider.read()
        down = patient.read()
        self._tally.compare_claims(up, provider)
        self._tally.compare_claims(provider, down)

    def _drained_at(self, room: WaitingRoom, since: float) -> float | None:
        """When it was, as the pages noted it; None while it is not.

        A provider's page shows one conversation: of the others, the patients' pages alone can tell.
        """
        provider = room.provider.progress(since)
        self._check_queue(room, provider.rows)
        if provider.sending or not all(row.connected for row in provider.rows):
            return None  # every look takes time from the pages
        expected = {}
        moments = []
        for number, patient in enumerate(room.patients, start=1):
            name, page = room.conversation(number), patient.progress(since)
            up, down = page.written.get(f"{name} up", 0), provider.written.get(f"{name} down", 0)
            if name == provider.shown:
                expected[f"{name} up"] = up
            if page.sending or page.received < down or provider.received < expected.get(f"{name} up", 0):
                return None
            moments.append(patient.drained_at(since, {f"{name} down": down}))
        return max(*moments, room.provider.drained_at(since, expected))

    def _check_queue(self, room: WaitingRoom, rows: Iterable[Row]) -> None:
        seen = [(row.name, row.status) for row in rows]
        complaint = f"room {room.number}: {seen}"
        if seen != [(row.name, row.status) for row in room.queue] and complaint not in self._tally.queues:
            self._tally.queues.append(complaint)

    def _close(self, room: WaitingRoom, number: int) -> None:
        conversation = room.conversation(number)
        _open_chat(room, conversation)
        patient, until = room.patients[number - 1], time.time() + SETTLED_WITHIN_S
        while True:
            up, down = patient.read(), room.provider.read()
            if all(status in ARRIVED for _, status in (*up.sent, *down.sent)) or time.time() > until:
                break
            time.sleep(POLL_S)
        up, down = patient.read(), room.provider.read()  # again: the last ones may have arrived between the two
        self._tally.close_stream(f"{conversation} up", up, down)
        self._tally.close_stream(f"{conversation} down", down, up)


def _open_chat(room: WaitingRoom, conversation: str) -> None:
    """Show the provider a conversation, from its first message to its last."""
    room.console.open_chat(f"Patient {conversation}")
    room.provider.wait_until_whole()
