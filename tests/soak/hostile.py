"""`python -m tests.soak.hostile`: each attack on a server of its own; a table, and exit code 1 when a goal was missed.

Names of attacks on the command line, with underscores, run those alone.
"""

import argparse
import asyncio
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

import msgspec
import uvloop

from tests.soak import clinic, doors, floods, frames, full_room, guesses, guests, openings, product, readers, stopping
from tests.soak.field import Field
from tests.soak.finding import HEAD, Finding, Memory
from tests.soak.target import PROJECT, Target, running
from tests.soak.witness import Account

WARM_UP: Final = 1.5  # seconds of healthy talk before memory is looked at
SETTLE: Final = 1.0  # seconds after the attack
SAMPLE_EVERY: Final = 0.2  # seconds
OPEN_FILES: Final = 8_192  # for the server and the attackers each: twice what the largest crowd needs

Attack = Callable[[Field], Awaitable[None]]
ATTACKS: Final[tuple[Attack, ...]] = (
    readers.slow_readers,
    readers.pings_unread,
    readers.answers_unread,
    readers.offends_with_full_buffers,
    doors.crowd_of_one_address,
    doors.crowd_of_many_addresses,
    doors.silent,
    doors.half_a_head,
    doors.half_a_body,
    doors.line_break_after_answer,
    doors.body_after_answer,
    doors.never_enters,
    doors.refused_and_stays,
    frames.attachments,
    frames.announced,
    frames.sent,
    frames.in_parts,
    frames.empty_parts,
    frames.mistakes,
    floods.one_page,
    floods.many_pages,
    floods.new_pages,
    floods.busy_pages,
    floods.pongs,
    guesses.wrong_passwords,
    guesses.wrong_passwords_beside_staff,
    guesses.devices_without_end,
    guesses.wrong_passcodes,
    guests.visits_without_end,
    guests.silent_device_beside_a_ward,
    guests.plain_connections_beside_a_ward,
    guests.few_descriptors,
    guests.everything_from_one_address,
    openings.opens,
    openings.hellos,
    full_room.provider_on_a_slow_line,
    clinic.clinic_comes_back,
    clinic.clinic_beside_opens,
    clinic.clinic_beside_hellos,
    stopping.stop_under_load,
)
LIMITS: Final[dict[Attack, dict[str, int]]] = {
    guests.few_descriptors: {product.OPEN_FILES: 200},
    guests.everything_from_one_address: {product.OPEN_FILES: guests.FEW_FILES},
    full_room.provider_on_a_slow_line: {product.SEND_BUFFER: 32_768},
}
"""What the server's system is like, where that is part of the attack."""

CLINICS: Final = (clinic.clinic_comes_back, clinic.clinic_beside_opens, clinic.clinic_beside_hellos)
ENDS_THE_SERVER: Final = (*CLINICS, stopping.stop_under_load)
ALL_MAY_COME_IN: Final = (
    doors.crowd_of_many_addresses,
    doors.crowd_of_one_address,
    floods.busy_pages,
    full_room.provider_on_a_slow_line,
    *CLINICS,
)


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.hostile", description="Hostile clients, measured.")
    names = {attack.__name__: attack for attack in ATTACKS}
    parser.add_argument("attack", nargs="*", metavar="ATTACK", help=f"{', '.join(names)}; all unless named")
    wanted = parser.parse_args().attack
    if unknown := set(wanted) - names.keys():
        parser.error(f"no such attack: {', '.join(unknown)}")
    _allow_open_files()
    _say(HEAD)
    missed = 0
    for attack in (names[name] for name in wanted or names):
        with running(LIMITS.get(attack)) as target, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            finding = runner.run(carry_out(attack, target))
            _say(finding.row())
            if finding.faults():
                missed += 1
                sys.stderr.writelines(finding.sayings())
    _say(f"\n{missed} of {len(wanted or names)} attacks missed a goal." if missed else "\nEvery goal was held.")
    return 1 if missed else 0


async def carry_out(attack: Attack, target: Target) -> Finding:
    """One attack, beside a conversation that has nothing to do with it."""
    field = Field(target)
    async with _talking(target) as talk:
        before = target.resident()
        target.forget_peak()
        watching = asyncio.create_task(_highest(target))
        await attack(field)
        field.leave()
        await asyncio.sleep(SETTLE)
        watching.cancel()
        peak, after = await watching, target.resident()
        account = await talk()
    if target.ended is None:
        target.terminate()
        await asyncio.to_thread(target.wait)
    return Finding(
        attack=attack.__name__.replace("_", " "),
        field=field,
        memory=Memory(before, peak, after),
        account=account,
        guests=attack in ALL_MAY_COME_IN,
        stops=attack in ENDS_THE_SERVER,
    )


@asynccontextmanager
async def _talking(target: Target) -> AsyncIterator[Callable[[], Awaitable[Account]]]:
    """A healthy conversation in a process of its own. Gives what ends it and asks for its account."""
    witness = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.soak.witness", str(target.port)),
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    speak, listen = witness.stdin, witness.stdout
    assert speak is not None and listen is not None
    speak.write(f"{target.secret}\n".encode())
    await listen.readline()
    await asyncio.sleep(WARM_UP)

    async def end() -> Account:
        speak.close()
        return msgspec.json.decode(await listen.read(), type=Account)

    try:
        yield end
    finally:
        with suppress(ProcessLookupError):
            witness.kill()  # it has said all, or something else went wrong
        await witness.wait()


async def _highest(target: Target) -> float:
    """The highest that the server's memory has been, when this is cancelled or the server has ended."""
    highest = 0.0
    with suppress(asyncio.CancelledError, FileNotFoundError):
        while True:
            highest = max(highest, target.peak())
            await asyncio.sleep(SAMPLE_EVERY)
    return highest


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a table on the output is what this is for


def _allow_open_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < OPEN_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, hard), hard))


if __name__ == "__main__":
    sys.exit(main())
