"""Whatever is sent, at whatever layer: the server goes on, serves the others, and repeats nothing of it.

`WAITSIDE_EXAMPLES`: how many inputs. Where it is set they are new each time, unless `WAITSIDE_SEED` says which.
"""

import asyncio
import os
import re
import secrets
from collections.abc import Iterator

import httpx
import pytest

from e2e.support.demo import Demo
from tests.bounds import SOON
from tests.live.attacker import Attacker, TurnedAway
from tests.live.conftest import Page
from tests.live.fuzz import CANARY, Grammar
from tests.live.test_patients_and_providers import envelope
from waitside.seed import CLINIC
from waitside.tokens import Role, RoomToken, Signer, system_clock

EXAMPLES = int(os.environ.get("WAITSIDE_EXAMPLES", "400"))
SEED = os.environ.get("WAITSIDE_SEED") or (secrets.token_hex(4) if "WAITSIDE_EXAMPLES" in os.environ else "1")
ATTACKERS = 2  # at once
CHECK_EVERY = 200  # inputs of one attacker, after which the others in the building are asked how they are
CONTROL_ROOM = "dr-okafor"

SERVER = {"WAITSIDE_GRACE_SECONDS": "1"}
"""Settings of the server: pages that are gone are soon forgotten, as there are many. Limits would be raised here."""


@pytest.fixture
def demo() -> Iterator[Demo]:
    """The product as a process of its own."""
    demo = Demo(SERVER)
    demo.start()
    yield demo
    demo.kill()


def token(demo: Demo, role: Role, room: str, subject: str) -> str:
    """A room token that the demo's server takes."""
    expires_at = system_clock() + 12 * 3_600_000
    return Signer([demo.secret_key]).sign_room_token(RoomToken(CLINIC, room, role, subject, None, expires_at))


class Control:
    """A patient and a provider who have nothing to do with it, and write to each other."""

    def __init__(self, demo: Demo) -> None:
        self._tokens = {role: token(demo, role, CONTROL_ROOM, "control") for role in ("patient", "provider")}
        self._patient, self._provider = (Page(demo.backend, f"/{role}") for role in ("patient", "provider"))
        self._visit = ""
        self._seq = 0
        self._turn = asyncio.Lock()

    async def enter(self) -> None:
        """Both come in."""
        await self._provider.connect(room=CONTROL_ROOM, token=self._tokens["provider"])
        own = await self._patient.connect(room=CONTROL_ROOM, token=self._tokens["patient"])
        self._visit = own["visit"]["id"]

    async def write(self) -> None:
        """One writes, the other gets it."""
        async with self._turn:
            self._seq += 1
            await self._patient.ask("relay", **envelope(self._visit, self._provider, self._seq))
            assert (await self._provider.told("relayed"))["seq"] == self._seq
            self._provider.seen.clear()

    async def leave(self) -> None:
        """Both go."""
        for page in (self._patient, self._provider):
            await page.leave()


async def attack(attacker: Attacker, inputs: int, control: Control) -> None:
    """Play so many inputs, and see now and then that others can still write."""
    grammar = Grammar(f"{SEED}-{attacker.number}", attacker.pages)
    for count in range(inputs):
        one = grammar.next()
        try:
            await attacker.play(one)
        except TurnedAway:
            await asyncio.sleep(0.1)  # as it was asked to
        except (TimeoutError, AssertionError) as error:
            shown = f"{one.stage} {one.opcode} {one.payload[:300]!r}"
            where = f"seed {SEED}, input {count} of attacker {attacker.number}"
            pytest.fail(f"{type(error).__name__} {error} at {where}: {shown}")
        if count % CHECK_EVERY == 0:
            await control.write()
    attacker.close()


async def test_whatever_is_sent_the_server_goes_on_and_repeats_nothing_of_it(demo: Demo) -> None:
    attackers = [
        Attacker(
            demo.port,
            "dr-rivera",
            {
                "patient": token(demo, "patient", "dr-rivera", CANARY),
                "provider": token(demo, "provider", "dr-rivera", "eve"),
            },
            number,
        )
        for number in range(ATTACKERS)
    ]
    control = Control(demo)
    await control.enter()
    await asyncio.gather(*(attack(attacker, EXAMPLES // ATTACKERS, control) for attacker in attackers))
    await control.write()
    async with httpx.AsyncClient(base_url=demo.backend, timeout=SOON) as client:
        assert (await client.get("/healthz")).json() == {"status": "ok"}
    await control.leave()
    demo.stop()

    seen = f"seed {SEED}, statuses {[attacker.statuses for attacker in attackers]}"
    assert not [status for attacker in attackers for status in attacker.statuses if status >= 500], seen
    check_output(demo.output, sum(attacker.connections for attacker in attackers), seen)


def check_output(output: str, connections: int, seen: str) -> None:
    """Nothing of the inputs is in it, and no more than a line for each connection."""
    assert CANARY not in output, seen
    assert "Traceback" not in output, seen
    lines = [line for line in output.splitlines() if line.strip()]
    assert all(re.match(r"\d{4}-\d\d-\d\d ", line) for line in lines), (seen, lines[:5])
    assert len(lines) <= connections, (seen, len(lines), lines[:20])
