"""Somebody with bad intentions, who speaks the protocol by hand and has what can be got hold of."""

import base64
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final

from tests.simulator.clinics import ROOMS
from tests.simulator.network import Connection, Device, Line, Mark, Passing
from tests.simulator.scene import Scene, pick
from tests.simulator.tabs import Hello
from tests.simulator.talk import Commands, Json, Talk
from waitside.protocol import VERSION
from waitside.tokens import Role, RoomToken, Signer

CLINIC, ROOM = "elsewhere", "tanaka"
"""Where the attacker is a provider by right."""
SUBJECT: Final = "mallory"
OPENING: Final = "EIO=4&transport=websocket"

_OWN_KEY: Final = base64.urlsafe_b64encode(b"\x04" + bytes(64)).decode().rstrip("=")


class Attacker:
    """Opens connections with stolen things. `gains` says what came of it that should not have."""

    def __init__(self, scene: Scene) -> None:
        self._world = scene.world
        self._ledger = scene.ledger
        self.device = Device("attacker", "203.0.113.66")
        self._lines: list[Line] = []
        self.gains: list[str] = []

    def attacker_tries(self, first: int, second: int) -> bool:
        """Try one of the ways to get at a page, its letters or its visit."""
        victim = pick(self._hellos(), first)
        if victim is None:
            return False
        ways = (
            self._be_the_page,
            self._be_the_page_beside_it,
            self._reach_in,
            self._reach_over,
            self._show_elsewhere,
            self._name_a_connection,
        )
        ways[second % len(ways)](victim)
        return True

    def attacker_replays(self, first: int, _second: int) -> bool:
        """Show the ticket of a visit that is over."""
        old = [each for each in self._hellos() if (visit := self._visit_of(each)) and visit in self._ledger.over]
        stolen = pick(old, first)
        if stolen is not None:
            self.connect("patient", self.hello(stolen.room, _OWN_KEY, None, stolen.ticket), refused=True)
        return stolen is not None

    def leave(self) -> None:
        """Close all connections."""
        for line in self._lines:
            line.send(Mark.GONE)
        self._lines.clear()

    def _hellos(self) -> list[Hello]:
        return [each for each in self._world.outputs.hellos if each.room != ROOM]

    def _be_the_page(self, victim: Hello) -> None:
        """In a room where the attacker is a provider."""
        self.connect("provider", self.hello(ROOM, victim.key, self.token(ROOM, "provider")))

    def _be_the_page_beside_it(self, victim: Hello) -> None:
        """As another patient of its room."""
        self.connect("patient", self.hello(victim.room, victim.key, self.token(victim.room, "patient")))

    def _reach_in(self, victim: Hello) -> None:
        """From another room, as a provider."""
        hello = self.hello(ROOM, _OWN_KEY, self.token(ROOM, "provider"))
        self.connect("provider", hello, self._attack(victim))

    def _reach_over(self, victim: Hello) -> None:
        """From the same room, as a patient, with a provider's commands."""
        hello = self.hello(victim.room, _OWN_KEY, self.token(victim.room, "patient"))
        self.connect("patient", hello, self._attack(victim))

    def _show_elsewhere(self, victim: Hello) -> None:
        """A ticket, in another room."""
        if victim.ticket is not None:
            other = next(room for _, room in ROOMS if room != victim.room)
            self.connect("patient", self.hello(other, _OWN_KEY, None, victim.ticket), refused=True)

    def _name_a_connection(self, victim: Hello) -> None:
        """Open a connection in the name of another one."""
        talk = self.connect("patient", self.hello(victim.room, _OWN_KEY, None))
        talk.on_open = lambda sid: self._open(lambda _text: None, f"{OPENING}&sid={sid}")

    def _attack(self, victim: Hello) -> Commands:
        commands = [*self._letters_to(victim), *self._ends_of(victim)]
        return lambda _snapshot: commands

    def _letters_to(self, victim: Hello) -> list[Json]:
        visit = self._visit_of(victim)
        letter: Json = {"type": "relay", "visit": visit, "to": victim.page, "seq": 1, "sealed": "AAAA"}
        return [] if visit is None else [letter]

    def _ends_of(self, victim: Hello) -> list[Json]:
        visit = self._visit_of(victim)
        kinds = () if visit is None else ("remove_visit", "start_call", "end_call")
        return [{"type": kind, "visit": visit} for kind in kinds]

    def hello(self, room: str, key: str, token: str | None, ticket: str | None = None) -> Json:
        """What a page says of itself."""
        return {"version": VERSION, "room": room, "key": key, "token": token, "ticket": ticket}

    def connect(
        self,
        role: Role,
        hello: Json | None,
        commands: Commands = lambda _snapshot: (),
        *,
        refused: bool = False,
        is_own: bool = False,
        greetings: int = 0,
    ) -> Talk:
        """Open a connection, see `Talk`."""
        options = {"refused": refused, "is_own": is_own}
        talk = Talk(self._world, role, hello, commands, self.gains, greetings=greetings, **options)
        talk.line = self._open(talk.hear)
        return talk

    def _open(self, hear: Callable[[Passing], None], query: str = OPENING) -> Line:
        line = Line(self._world.loop, self.device, hear, partial(self._accept, query))
        self._lines.append(line)
        return line

    def _accept(self, query: str, connection: Connection) -> None:
        if self._world.server is None:
            connection.close()
        else:
            self._world.server.connect(connection, query, self._world.address(self.device.address))

    def token(self, room: str, role: Role, subject: str = SUBJECT) -> str:
        """Sign a room token, as the server, or a portal that the attacker uses, would."""
        now = self._world.now()
        clinic = self._world.tables.rooms[room].clinic_id
        life = timedelta(hours=1) // timedelta(milliseconds=1)
        token = RoomToken(clinic, room, role, subject, None, now + life)
        keys = self._world.keys if self._world.server is None else self._world.server.keys
        return Signer(keys, clock=lambda: now).sign_room_token(token)

    def _visit_of(self, hello: Hello) -> str | None:
        return None if hello.ticket is None else self._world.papers.ticket(hello.ticket).visit
