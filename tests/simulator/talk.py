"""A connection of the attacker's: what it sends, and what must not come back."""

import json
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tests.simulator.network import Line, Mark, Passing
from tests.simulator.world import World
from waitside.tokens import Role

Json: TypeAlias = dict[str, object]
Commands: TypeAlias = Callable[[Json], Sequence[Json]]
"""What to ask for once the server has let a page in, by the snapshot that it sends."""


class Talk:
    """Says hello, gives commands, and listens. Without a `hello` it says nothing at all.

    `refused`: the server must not let it in. `is_own`: the commands are about a visit of the attacker's own, and may be
    accepted. `greetings`: how often it says hello again. `on_open` is told the id that Engine.IO gives the connection.
    """

    def __init__(
        self,
        world: World,
        role: Role,
        hello: Json | None,
        commands: Commands,
        gains: list[str],
        *,
        refused: bool,
        is_own: bool,
        greetings: int,
    ) -> None:
        self.line: Line | None = None
        self.on_open: Callable[[str], object] = lambda _sid: None
        self._world = world
        self._refused = refused
        self._is_own = is_own
        self._greetings = greetings
        self._snapshot: Json = {}
        self._visit: object = None
        self._role = role
        self._hello = hello
        self._commands = commands
        self._gains = gains

    def hear(self, text: Passing) -> None:
        """Take a packet of the server's."""
        if isinstance(text, Mark) or self.line is None or self._hello is None:
            return
        if text.startswith("0"):
            self.on_open(json.loads(text[1:])["sid"])
            self._greet(self.line)
        elif text == "2":
            self.line.send("3")
        elif text.startswith("40"):
            self._go_on(self.line)
        elif text.startswith("43") and "accepted" in text and not self._is_own:
            self._gains.append(f"an attacker's command was accepted: {text}")
        elif text.startswith("42"):
            self._read(json.loads(text[text.index("[") :])[1])

    def _greet(self, line: Line) -> None:
        line.send(f"40/{self._role},{json.dumps(self._hello)}")

    def _go_on(self, line: Line) -> None:
        if self._refused:
            self._gains.append("an attacker was let in by a ticket that does not count")
        for number, command in enumerate(self._commands(self._snapshot)):
            line.send(f"42/{self._role},{number}{json.dumps(['command', command])}")
        greetings, self._greetings = self._greetings, 0
        for _ in range(greetings):
            self._greet(line)

    def _read(self, event: Json) -> None:
        match event:
            case {"type": "patient_snapshot", "visit": {"id": visit}}:
                self._visit = visit  # of the attacker's own
                self._snapshot = event
            case {"type": "relayed", "sender": sender, "visit": visit} if self._is_foreign(str(sender), visit):
                self._gains.append("an attacker was sent somebody's letter")
            case _:
                pass

    def _is_foreign(self, sender: str, visit: object) -> bool:
        """Whether a letter is of another room, or about another patient."""
        rooms = {each.room for each in self._world.outputs.hellos if each.page == sender}
        own = None if self._hello is None else self._hello["room"]
        return own not in rooms or (self._role == "patient" and visit != self._visit)
