"""The whole proof: the session with its searches, the positive control, and what both come to."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from e2e.privacy.canaries import Canaries, Canary, Kind, Place
from e2e.privacy.control import missed, run_control
from e2e.privacy.evidence import Evidence
from e2e.privacy.hostile import Stranger
from e2e.privacy.people import NewContext
from e2e.privacy.processes import count_sockets
from e2e.privacy.server import Server
from e2e.privacy.session import Session

GONE_WITHIN_S: Final = 30.0
KNOWN: Final = ((Kind.CLINIC, Place.DATABASE), (Kind.CLINIC, Place.MEMORY), (Kind.VISIT, Place.MEMORY))
"""What the server is meant to know, and where: a search of the product that does not find it has not looked."""


@dataclass(frozen=True)
class Proof:
    """What a run came to. `blind`: what the searches should have found, in words."""

    began: datetime
    seconds: float
    steps: list[str]
    product: Evidence
    control: Evidence
    blind: list[str]

    @property
    def holds(self) -> bool:
        """Whether nothing was found that may not be there, by searches that find what is there."""
        return not self.product.wrong and not self.blind

    @property
    def whole(self) -> bool:
        """Whether every part could be run."""
        return not self.not_run

    @property
    def not_run(self) -> str:
        """Why memory could not be searched, or nothing."""
        return self.product.not_run or self.control.not_run


def prove(folder: Path, new_context: NewContext, say: Callable[[str], None] = lambda _: None) -> Proof:
    """Run everything in an empty folder. `say` is told how far it is."""
    began, clock = datetime.now(UTC), time.monotonic()
    steps, product = _run_session(folder, new_context, say)
    say("The positive control…")
    (folder / "control").mkdir()
    control = run_control(folder / "control", new_context)
    blind = [*_not_known(product), *map(_words, missed(control))]
    return Proof(began, time.monotonic() - clock, steps, product, control, blind)


def _run_session(folder: Path, new_context: NewContext, say: Callable[[str], None]) -> tuple[list[str], Evidence]:
    canaries = Canaries()
    (folder / "product").mkdir()
    server = Server(folder / "product", canaries.make("the room's passcode", Kind.SECRET))
    evidence, session = Evidence(server, canaries), Session(server, canaries, new_context)
    server.start()
    try:
        idle = _sockets(server)
        say("The session…")
        session.open()
        session.talk()
        evidence.search_memory("while they chat")
        session.refresh()
        session.outage(lambda: evidence.search_disk("after the server was killed"))
        say("Refusals, a call, leaving…")
        session.fail()
        session.call(folder / "saved.txt")
        session.leave()
        session.steps.append(_attack(server, canaries))
        say("The searches…")
        evidence.search_memory("when everybody has left the waiting room")
        session.people.leave()
        _wait_until_alone(server, idle)
        evidence.search_memory("when every page is closed")
        evidence.search_disk("when every page is closed")
        server.stop()
        evidence.search_disk("after the server has stopped")
    finally:
        session.people.leave()
        server.kill()
    return session.steps, evidence


def _attack(server: Server, canaries: Canaries) -> str:
    stranger = Stranger(server, canaries)
    stranger.attack()
    return f"A stranger sent {stranger.sent} malformed requests, frames and commands with plain text in them."


def _sockets(server: Server) -> int:
    """How many sockets the server has open; 0 where that cannot be seen."""
    try:
        return count_sockets(server.pid)
    except OSError:
        return 0


def _wait_until_alone(server: Server, idle: int) -> None:
    until = time.monotonic() + GONE_WITHIN_S
    while _sockets(server) > idle and time.monotonic() < until:
        time.sleep(0.05)


def _not_known(product: Evidence) -> list[str]:
    """What the server knows, and the search of the product did not find."""
    searched = {each.place for each in product.searches}
    found = {(hit.canary.kind, hit.place) for hit in product.hits}
    missing = [(kind, place) for kind, place in KNOWN if place in searched and (kind, place) not in found]
    return [f"{kind.words}: not found in the product's {place}" for kind, place in missing]


def _words(one: tuple[Canary, Place, str]) -> str:
    canary, place, spelling = one
    return f"{canary.what} as {spelling}: not found in the control's {place}"
