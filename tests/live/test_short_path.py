"""The short path does what the ordinary one does: random packets by both, and every effect compared.

Time is virtual, ids are counted, and the directory's tables are in memory, so that two servers which
are told the same say the same.
"""

import asyncio
import itertools
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.growth.directory import CLINIC, directory_of
from tests.simulator.network import AlwaysRead
from tests.simulator.virtual_time import EPOCH, VirtualLoop, determined
from waitside.limits import Allowances, Limits
from waitside.live import Live
from waitside.live.admission import fingerprint
from waitside.protocol import VERSION
from waitside.serving.connections import Receiver
from waitside.serving.connections.inbox import Inbox
from waitside.serving.socket_io import SocketIo
from waitside.serving.socket_io.short_path import ShortPath
from waitside.stores.memory import MemoryStore
from waitside.tokens import Role, RoomToken, Signer

ROOM: Final = "dr-rivera"
ROLES: Final[list[Role]] = ["patient", "patient", "provider", "provider"]
"""Of the pages: two patients, and two pages of one provider."""
ALLOWANCES: Final = Allowances(page=30, patient=6)
EXAMPLES: Final = int(os.environ.get("WAITSIDE_EXAMPLES", "60"))


@dataclass
class Line:
    """A page's WebSocket, and its opening. With `offers`, texts are offered to the short path, as is done elsewhere."""

    offers: bool
    written: list[bytes] = field(default_factory=list)
    disconnected: bool = False
    short: int = 0
    """How many texts went by the short path."""

    async def accept(self, receiver: Receiver) -> "Line":
        self._receiver = receiver
        self._inbox = Inbox(self, AlwaysRead(), set())
        return self

    def say(self, text: str) -> None:
        """Have a text come in."""
        if not self.disconnected:
            self._inbox.put(text.encode())

    def write(self, text: bytes) -> None:
        self.written.append(text)

    def hang_up(self) -> None:
        self.abort()

    def cut(self, reason: str) -> None:
        self.written.append(reason.encode())
        self.abort()

    def abort(self) -> None:
        if not self.disconnected:
            self.disconnected = True
            self._inbox.clear()
            self._inbox.lose()

    # --- between the inbox and its receiver

    def take(self, text: bytes) -> bool:
        is_envelope = text.startswith(b"4")
        is_taken = (self.offers or not is_envelope) and self._receiver.take(text)
        self.short += is_taken and is_envelope
        return is_taken

    async def receive(self, text: str) -> None:
        await self._receiver.receive(text)

    async def ended(self) -> None:
        await self._receiver.ended()

    def lost(self) -> None:
        self._receiver.lost()


class House:
    """A server with four pages in one room."""

    def __init__(self, loop: VirtualLoop, *, offers: bool) -> None:
        self._loop = loop
        numbers = itertools.count()
        self._signer = Signer(["kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"], clock=self._now)
        self.connections = SocketIo(ALLOWANCES)
        self.store = MemoryStore()
        self.limits = Limits(ALLOWANCES)
        self._live = Live(
            connections=self.connections,
            signer=self._signer,
            directory=directory_of([ROOM]),
            store=self.store,
            limits=self.limits,
            clock=self._now,
            grace=timedelta(seconds=45),
            new_id=lambda: f"id-{next(numbers)}",
        )
        self.lines = [Line(offers) for _ in ROLES]

    async def enter(self) -> None:
        """Let all four in. What they are told first has random ids, and is forgotten."""
        for number, line in enumerate(self.lines):
            assert await self.connections._engine.serve(line, f"192.0.2.{number}")
            line.say(f"4{self.hello(number)}")
            await self.settle()
        for line in self.lines:
            line.written.clear()

    async def settle(self) -> None:
        """Let the server do all that it has to do at this moment."""
        await asyncio.sleep(0.001)  # virtual time passes once there is nothing left to do

    def hello(self, number: int) -> str:
        """The packet by which a page asks to be let in."""
        role = ROLES[number]
        subject = role if role == "provider" else f"{role}-{number}"
        token = RoomToken(CLINIC, ROOM, role, subject, None, self._now() + 3_600_000)
        opening = {"version": VERSION, "room": ROOM, "key": key(number), "token": self._signer.sign_room_token(token)}
        return f"0/{role},{json.dumps(opening)}"

    async def effects(self) -> object:
        """All that has come of what was said."""
        written = [line.written for line in self.lines]
        counted = {name: window._counts for name, window in vars(self.limits).items() if hasattr(window, "_counts")}
        seats = [len(side.seats.all()) for side in (self._live._patients, self._live._providers)]
        return written, [line.disconnected for line in self.lines], self.store.get(ROOM), counted, seats

    async def close(self) -> None:
        """End all connections."""
        for line in self.lines:
            line.abort()
        await self.settle()

    def _now(self) -> int:
        return EPOCH + round(self._loop.milliseconds)


def key(number: int) -> str:
    """A page's public key."""
    return f"{number:086}A"


PAGES: Final = [fingerprint(key(number)) for number, _ in enumerate(ROLES)]
VISITS: Final = ["id-0", "id-1"]


def _mostly(likely: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(*[likely] * 4, other)


SOME_TEXT: Final = st.text(alphabet='aZ0_-,"\\[]{}é\n', max_size=8)
RELAY: Final = st.fixed_dictionaries(
    {
        "type": st.just("relay"),
        "visit": _mostly(st.sampled_from(VISITS), SOME_TEXT),
        "to": _mostly(st.sampled_from(PAGES), SOME_TEXT),
        "seq": _mostly(st.integers(0, 9), st.sampled_from([-1, 2**53, 1.0, 1.5, 1e300, None, "1", True])),
        "sealed": _mostly(st.text(alphabet="aZ0_-", min_size=1, max_size=9), SOME_TEXT),
    },
    optional={"more": SOME_TEXT, "undoWithin": st.just(1)},
)
CHANGE: Final = st.one_of(
    st.just({"type": "leave"}),
    st.builds(lambda away: {"type": "set_away", "away": away}, st.booleans()),
    st.builds(lambda visit: {"type": "start_call", "visit": visit}, st.sampled_from(VISITS)),
    st.builds(lambda visit: {"type": "remove_visit", "visit": visit}, st.sampled_from(VISITS)),
    st.sampled_from([None, [], {}, {"type": "typo"}, {"type": ["relay"]}]),
)
BACKWARDS: Final = st.sampled_from(
    [
        '{"type":"leave","type":"relay","visit":"id-0","to":"x","seq":1,"sealed":"x"}',
        '{"seq":1,"sealed":"x","visit":"id-0","to":"PAGE","type":"relay"}',
        '{"type":"relay","visit":"id-0","to":"PAGE","seq":1e0,"sealed":"x"}',
        '{"type":"relay","visit":"id-0","to":"PAGE","seq":1,"seq":2,"sealed":"x"}',
        '{"type":"relay","visit":"id-0","to":"PAGE","seq":1,"sealed":"x"},{"type":"leave"}',
        '{"type":"relay","visit":"id-0","to":"PAGE","seq":1,"sealed":"x"}]["command",{}',
        '{"type":"relay","visit":"id-0","to":"PAGE","seq":1,"sealed":"x","more":' + "[" * 2_000 + "]" * 2_000 + "}",
        '{"type":"relay","visit":"id-0","to":"PAGE","seq":1,"sealed":"x"',
    ]
).map(lambda text: text.replace("PAGE", PAGES[2]))
COMMAND: Final = st.one_of(RELAY.map(json.dumps), RELAY.map(json.dumps), CHANGE.map(json.dumps), BACKWARDS)
NUMBER: Final = _mostly(st.integers(0, 99).map(str), st.sampled_from(["", "007", "0", "9" * 14, "9" * 40, "1.5", "٣"]))


def _command(role: str, number: str, command: str, name: str) -> str:
    return f'42/{role},{number}["{name}",{command}]'


def packets(role: str) -> st.SearchStrategy[str]:
    """What a page of a role may send: mostly commands, some of them wrong, and now and then something else."""
    roles = _mostly(st.just(role), st.sampled_from(["patient", "provider", "nobody", "patient?x=1"]))
    names = _mostly(st.just("command"), st.sampled_from(["connect", "disconnect", "event"]))
    commands = st.builds(_command, roles, NUMBER, COMMAND, names)
    others = [
        "3",
        "2",
        "",
        "4",
        "9",
        "41/patient,",
        "41/provider,",
        "40/patient,{}",
        '42["command",null]',
        "451-/patient,",
    ]
    return st.one_of(*[commands] * 9, st.sampled_from(others))


BURSTS: Final = st.lists(
    st.integers(0, len(ROLES) - 1).flatmap(
        lambda number: st.tuples(st.just(number), st.lists(packets(ROLES[number]), min_size=1, max_size=3))
    ),
    max_size=12,
)
"""Each of one page, whose packets come at once."""


@pytest.fixture
def loop() -> Iterator[VirtualLoop]:
    """Virtual time."""
    loop = VirtualLoop()
    yield loop
    loop.close()


async def play(house: House, bursts: list[tuple[int, list[str]]]) -> object:
    """Have pages say things, one page after the other."""
    await house.enter()
    for number, texts in bursts:
        for text in texts:
            house.lines[number].say(text)
        await house.settle()
    effects = await house.effects()
    await house.close()
    return effects


def effects_of(bursts: list[tuple[int, list[str]]], *, offers: bool) -> object:
    """What has come of it when pages say these things."""
    loop = VirtualLoop()
    try:
        with determined(loop, seed=1):
            return loop.run_until_complete(play(House(loop, offers=offers), bursts))
    finally:
        loop.close()


@settings(max_examples=EXAMPLES, deadline=None)
@given(bursts=BURSTS)
def test_both_paths_have_the_same_effects(bursts: list[tuple[int, list[str]]]) -> None:
    by_both, by_one = (effects_of(bursts, offers=each) for each in (True, False))
    assert by_both == by_one, "\n".join(f"page {number} says {texts}" for number, texts in bursts)


def relay(number: int, to: int, role: Role = "patient") -> str:
    """An envelope to a page, of the first visit."""
    command = {"type": "relay", "visit": VISITS[0], "to": PAGES[to], "seq": 1, "sealed": "abc"}
    return _command(role, str(number), json.dumps(command), "command")


def test_envelopes_take_the_short_path_and_commands_that_change_something_do_not(loop: VirtualLoop) -> None:
    house = House(loop, offers=True)
    loop.run_until_complete(
        play(
            house,
            [(0, [relay(1, 2)]), (2, [relay(1, 0, "provider")]), (0, ['42/patient,2["command",{"type":"leave"}]'])],
        )
    )
    assert [line.short for line in house.lines] == [1, 0, 1, 0]
    assert b'42/provider,["event",{"type":"relayed"' in house.lines[2].written[0]


def test_an_envelope_behind_something_that_waits_keeps_its_turn(loop: VirtualLoop) -> None:
    house = House(loop, offers=True)
    loop.run_until_complete(play(house, [(0, ['42/patient,1["command",{"type":"leave"}]', relay(2, 2)])]))
    reply = next(text for text in house.lines[0].written if text.startswith(b"43/patient,2"))
    assert b"patient_left" in reply


def test_who_has_left_the_namespace_has_no_short_path_any_more(loop: VirtualLoop) -> None:
    house = House(loop, offers=True)
    loop.run_until_complete(play(house, [(0, ["41/patient,"]), (0, [relay(2, 2)])]))
    assert house.lines[0].short == 0
    assert not any(b"relayed" in text for line in house.lines for text in line.written)


def test_who_was_shown_out_may_say_no_more_than_by_the_ordinary_path(loop: VirtualLoop) -> None:
    removal = json.dumps({"type": "remove_visit", "visit": VISITS[0]})
    bursts = [(2, [_command("provider", "1", removal, "command")]), (0, [relay(number, 2) for number in range(9)])]
    said = []
    for offers in (True, False):
        house = House(loop, offers=offers)
        loop.run_until_complete(play(house, bursts))
        said.append(house.lines[0].written)
    assert said[0] == said[1]
    assert said[0][-1] == b"protocol error"


def test_a_path_that_fails_ends_the_connection_and_says_nothing_of_what_was_sent(
    loop: VirtualLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: ShortPath, packet: bytes) -> bool:
        raise RuntimeError(packet)

    monkeypatch.setattr(ShortPath, "take", fail)
    house = House(loop, offers=True)
    loop.run_until_complete(play(house, [(0, [relay(1, 2)])]))
    assert house.lines[0].written == [b"protocol error"]
