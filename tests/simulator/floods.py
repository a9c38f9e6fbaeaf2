"""Floods of an attacker, who has no more than anybody can get hold of: an address, and a place in a waiting room."""

import base64
from collections.abc import Callable, Sequence
from typing import Final

from tests.simulator.attacker import ROOM, Attacker
from tests.simulator.scene import Scene, pick
from tests.simulator.talk import Json
from waitside.tokens import WALK_IN

MANY: Final = 24
"""Connections, entries, or commands to a page: more than small limits allow."""

ARRIVALS: Final = 8
"""Patients who come at once, none of whom there is."""

NONSENSE: Final[tuple[Json, ...]] = (
    {},
    {"type": "dance"},
    {"type": "relay", "seq": -1},
    {"type": "leave", "more": [[]]},
)


class Floods:
    """Does too much of everything, in the waiting rooms of others."""

    def __init__(self, scene: Scene, attacker: Attacker) -> None:
        self._world = scene.world
        self._attacker = attacker
        self._guests = 0

    def attacker_floods(self, first: int, second: int) -> bool:
        """Flood a room that people are in, in one of several ways."""
        room = pick(sorted({tab.room for tab in self._world.open_tabs()} - {ROOM}), first)
        if room is None:
            return False
        ways: tuple[Callable[[str], None], ...] = (
            self._letters,
            self._typing,
            self._nonsense,
            self._arrivals,
            self._silence,
            self._entries,
        )
        ways[second % len(ways)](room)
        return True

    def _letters(self, room: str) -> None:
        """Letters to each page of the team, from a page in a visit of its own. None opens."""
        self._command(room, lambda snapshot: _letters(snapshot, range(1, MANY + 1)))

    def _typing(self, room: str) -> None:
        """What is outside of a stream: receipts and signs of typing."""
        self._command(room, lambda snapshot: _letters(snapshot, [0] * MANY))

    def _nonsense(self, room: str) -> None:
        """Commands that are none, and more greetings."""
        self._command(room, lambda _snapshot: NONSENSE * (MANY // len(NONSENSE)), greetings=MANY)

    def _arrivals(self, room: str) -> None:
        """More patients than a room has space for, or its limits let in from one address."""
        for _ in range(ARRIVALS):
            self._come(room, self._new_guest())

    def _silence(self, _room: str) -> None:
        """Connections that never ask for anything."""
        for _ in range(MANY):
            self._attacker.connect("patient", None)

    def _entries(self, room: str) -> None:
        """One guest, who comes in again and again."""
        guest = self._new_guest()
        for _ in range(MANY):
            self._come(room, guest)

    def _command(self, room: str, commands: Callable[[Json], Sequence[Json]], greetings: int = 0) -> None:
        self._come(room, self._new_guest(), commands, greetings)

    def _come(
        self,
        room: str,
        guest: int,
        commands: Callable[[Json], Sequence[Json]] = lambda _snapshot: (),
        greetings: int = 0,
    ) -> None:
        token = self._attacker.token(room, "patient", f"{WALK_IN}guest-{guest}")
        hello = self._attacker.hello(room, _key(guest), token)
        self._attacker.connect("patient", hello, commands, is_own=True, greetings=greetings)

    def _new_guest(self) -> int:
        self._guests += 1
        return self._guests


def _letters(snapshot: Json, numbers: Sequence[int]) -> list[Json]:
    """Letters to all pages of the team that a snapshot names."""
    visit, team = snapshot.get("visit"), snapshot.get("team")
    assert isinstance(visit, dict)
    assert isinstance(team, list)
    return [
        {"type": "relay", "visit": visit["id"], "to": member["page"]["id"], "seq": number, "sealed": "AAAA"}
        for number in numbers
        for member in team
    ]


def _key(guest: int) -> str:
    """A key of the right length, with which nothing can be sealed."""
    return base64.urlsafe_b64encode(b"\x04" + guest.to_bytes(64)).decode().rstrip("=")
