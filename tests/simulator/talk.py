"""A connection of the attacker's: what it sends, and what must not come back."""

import json
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tests.simulator.network import Line, Mark, Passing
from tests.simulator.world import World
from waitside.tokens import Role

Json: TypeAlias = dict[str, object]


class Talk:
    """Says hello, gives commands, and listens. `refused`: the server must not let it in.

    `on_open` is told the id that Engine.IO gives the connection.
    """

    def __init__(
        self, world: World, role: Role, hello: Json, commands: Sequence[Json], gains: list[str], *, refused: bool
    ) -> None:
        self.line: Line | None = None
        self.on_open: Callable[[str], object] = lambda _sid: None
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
            self.on_open(json.loads(text[1:])["sid"])
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
        rooms = {each.room for each in self._world.outputs.hellos if each.page == sender}
        return self._hello["room"] not in rooms or (self._role == "patient" and visit != self._visit)
