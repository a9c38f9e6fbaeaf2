"""A page of somebody with bad intentions, who speaks the protocol by hand and has what can be got hold of."""

import base64
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, TypeAlias

from tests.simulator.network import Connection, Device, Line, Mark, Passing
from tests.simulator.world import ROOMS, Stolen, World
from waitside.protocol import VERSION
from waitside.tokens import Role, RoomToken, Signer

Json: TypeAlias = dict[str, object]

CLINIC, ROOM = "elsewhere", "tanaka"
"""Where the attacker is a provider by right."""
SUBJECT: Final = "mallory"

_OWN_KEY: Final = base64.urlsafe_b64encode(b"\x04" + bytes(64)).decode().rstrip("=")


class Attacker:
    """Opens connections with stolen things. `gains` says what came of it that should not have."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._device = Device("attacker", "203.0.113.66")
        self._lines: list[Line] = []
        self.gains: list[str] = []

    def attack(self, victim: Stolen, way: int) -> None:
        """Try one of the ways to get at a page, its letters or its visit."""
        if victim.room == ROOM:
            return  # where the attacker is a provider by right
        visit = self._visit_of(victim)
        match way % 4:
            case 0:  # to be the page, in a room where the attacker is a provider
                self._connect("provider", self._hello(ROOM, victim.key, self._token(ROOM, "provider")), [])
            case 1:  # to be the page, as another patient of its room
                self._connect("patient", self._hello(victim.room, victim.key, self._token(victim.room, "patient")), [])
            case 2 if visit is not None:  # to reach into its room from another
                self._connect(
                    "provider", self._hello(ROOM, _OWN_KEY, self._token(ROOM, "provider")), _commands(victim, visit)
                )
            case 3 if victim.ticket is not None:  # to show another room's ticket
                self._connect(
                    "patient", self._hello(_other_than(victim.room), _OWN_KEY, None, victim.ticket), [], refused=True
                )
            case _:
                pass

    def replay(self, stolen: Stolen) -> None:
        """Show the ticket of a visit that is over."""
        self._connect("patient", self._hello(stolen.room, _OWN_KEY, None, stolen.ticket), [], refused=True)

    def leave(self) -> None:
        """Close all connections."""
        for line in self._lines:
            line.send(Mark.GONE)
        self._lines.clear()

    def _hello(self, room: str, key: str, token: str | None, ticket: str | None = None) -> dict[str, object]:
        return {"version": VERSION, "room": room, "key": key, "token": token, "ticket": ticket}

    def _connect(self, role: Role, hello: Json, commands: Sequence[Json], *, refused: bool = False) -> None:
        """`refused`: the server must not let the attacker in."""
        talk = _Talk(self._world, role, hello, commands, self.gains, refused=refused)
        talk.line = Line(self._world.loop, self._device, talk.hear, self._accept)
        self._lines.append(talk.line)

    def _accept(self, connection: Connection) -> None:
        if self._world.server is None:
            connection.close()
        else:
            self._world.server.connect(connection, "EIO=4&transport=websocket", self._device.address)

    def _token(self, room: str, role: Role) -> str:
        now = self._world.now()
        clinic = self._world.tables.rooms[room].clinic_id
        life = timedelta(hours=1) // timedelta(milliseconds=1)
        token = RoomToken(clinic, room, role, SUBJECT, None, now + life)
        keys = self._world.keys if self._world.server is None else self._world.server.keys
        return Signer(keys, clock=lambda: now).sign_room_token(token)

    def _visit_of(self, stolen: Stolen) -> str | None:
        return None if stolen.ticket is None else self._world.read_ticket(stolen.ticket).visit


def _commands(victim: Stolen, visit: str) -> list[Json]:
    relay: Json = {"type": "relay", "visit": visit, "to": victim.page, "seq": 1, "sealed": "AAAA"}
    ends: list[Json] = [{"type": kind, "visit": visit} for kind in ("remove_visit", "start_call", "end_call")]
    return [relay, *ends]


def _other_than(room: str) -> str:
    return next(other for _, other in ROOMS if other != room)


class _Talk:
    """What goes over one of the attacker's lines."""

    def __init__(
        self, world: World, role: Role, hello: Json, commands: Sequence[Json], gains: list[str], *, refused: bool
    ) -> None:
        self.line: Line | None = None
        self._world = world
        self._refused = refused
        self._visit: object = None
        self._role = role
        self._hello = hello
        self._commands = commands
        self._gains = gains

    def hear(self, text: Passing) -> None:
        """Take a packet of the server's."""
        if isinstance(text, Mark) or self.line is None:
            return
        if text.startswith("0"):
            self.line.send(f"40/{self._role},{json.dumps(self._hello)}")
        elif text == "2":
            self.line.send("3")
        elif text.startswith("40"):
            if self._refused:
                self._gains.append("an attacker was let in by a ticket that does not count")
            for number, command in enumerate(self._commands):
                self.line.send(f"42/{self._role},{number}{json.dumps(['command', command])}")
        elif text.startswith("43") and "accepted" in text:
            self._gains.append(f"an attacker's command was accepted: {text}")
        elif text.startswith("42"):
            self._read(json.loads(text[text.index("[") :])[1])

    def _read(self, event: Json) -> None:
        match event:
            case {"type": "patient_snapshot", "visit": {"id": visit}}:
                self._visit = visit  # of the attacker's own
            case {"type": "relayed", "sender": sender, "visit": visit} if self._is_foreign(str(sender), visit):
                self._gains.append("an attacker was sent somebody's letter")
            case _:
                pass

    def _is_foreign(self, sender: str, visit: object) -> bool:
        """Whether a letter is of another room, or about another patient."""
        rooms = {each.room for each in self._world.stolen if each.page == sender}
        return self._hello["room"] not in rooms or (self._role == "patient" and visit != self._visit)
