"""Ten thousand room tokens made at random, most of them wrong in some way: exactly those that should open a door do.

`WAITSIDE_EXAMPLES`: how many. Where it is set they are new each time, unless `WAITSIDE_SEED` says which.
"""

import hashlib
import os
import random
import secrets
import string
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Final, NamedTuple

import pytest
from itsdangerous import URLSafeTimedSerializer
from msgspec import to_builtins
from msgspec.structs import replace

from waitside.directory import Directory, RoomRecord
from waitside.live.admission import Admission
from waitside.live.records import Records
from waitside.protocol import VERSION
from waitside.refusals import Refusal
from waitside.tokens import ConsoleSession, Role, RoomToken, Signer, VisitTicket

EXAMPLES = int(os.environ.get("WAITSIDE_EXAMPLES", "10000"))
SEED = os.environ.get("WAITSIDE_SEED") or (secrets.token_hex(4) if "WAITSIDE_EXAMPLES" in os.environ else "1")

NOW: Final = 1_790_000_000_000
SKEW: Final = 60_000  # milliseconds by which clocks may differ
MOST: Final = 300_000  # by which they do here
YEAR: Final = 31_536_000_000
SIGNING: Final = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
OWN: Final = "our-own-key-of-sufficient-length-0123456789"
OLD: Final = "our-older-key-of-sufficient-length-01234567"
ALPHABET: Final = string.ascii_letters + string.digits + "-_.= \n\0é"
CLINIC_OF: Final = {"dr-rivera": "harbor", "dr-okafor": "harbor", "dr-elsewhere": "elsewhere"}
ROLES: Final[tuple[Role, ...]] = ("patient", "provider")


class Attempt(NamedTuple):
    """A text that is shown at the door of a room, in a role. `token` is what it has to be read as; None if refused."""

    text: str
    room: str
    role: Role
    token: RoomToken | None


def at_its_door(text: str, token: RoomToken, *, counts: bool) -> Attempt:
    """The text is shown where a token says that it opens."""
    return Attempt(text, token.room, token.role, token if counts else None)


def facts(source: random.Random, expires_at: int) -> RoomToken:
    """What could be in a token."""
    room = source.choice(list(CLINIC_OF))
    return RoomToken(
        CLINIC_OF[room],
        room,
        source.choice(ROLES),
        "".join(source.choices(string.printable, k=source.randint(1, 128))),
        source.choice([None, "HSC-1", "MRN 0047"]),
        expires_at,
        source.randint(0, 3),
    )


def signed(token: RoomToken, key: str = OWN, at: int = NOW) -> str:
    """The token, signed by whoever has the key, when that one's clock says it is `at`."""
    return Signer([key], clock=lambda: at).sign_room_token(token)


def lasting(source: random.Random) -> RoomToken:
    """A token that has not expired by anybody's clock."""
    return facts(source, NOW + source.randint(SKEW, 12 * 3_600_000))


def sound(source: random.Random) -> Attempt:
    """By one of our keys."""
    token = lasting(source)
    return at_its_door(signed(token, source.choice([OWN, OLD])), token, counts=True)


def forged(source: random.Random) -> Attempt:
    """By a key of somebody else's."""
    token = lasting(source)
    return at_its_door(signed(token, "".join(source.choices(string.ascii_letters, k=43))), token, counts=False)


def altered(source: random.Random) -> Attempt:
    """One character changed, dropped, put in or swapped with its neighbour: often the last, which has spare bits."""
    token = lasting(source)
    text = signed(token)
    place = source.choice([source.randrange(len(text)), len(text) - 1])
    one, rest = text[place], text[place + 1 :]
    changed = [source.choice(ALPHABET) + rest, rest, source.choice(ALPHABET) + one + rest, rest[:1] + one + rest[1:]]
    other = text[:place] + source.choice(changed)
    return at_its_door(other, token, counts=False) if other != text else altered(source)


def spliced(source: random.Random) -> Attempt:
    """Parts of two tokens: another's rights under one's own signature."""
    tokens = [lasting(source), lasting(source)]
    one, other = (signed(token, at=NOW - source.randint(0, 10**7)).rsplit(".", 2) for token in tokens)
    parts = [source.choice(pair) for pair in zip(one, other, strict=True)]
    if parts in (one, other):
        return spliced(source)
    return at_its_door(".".join(parts), source.choice(tokens), counts=False)


def expired(source: random.Random) -> Attempt:
    """Out of date for longer than clocks may differ."""
    token = facts(source, NOW - SKEW - source.randint(1, 10**9))
    return at_its_door(signed(token, at=NOW - 10**9), token, counts=False)


def skewed_expiry(source: random.Random) -> Attempt:
    """Ends when our clock and another server's do not agree, by up to five minutes."""
    apart = source.randint(-MOST, MOST)
    token = facts(source, NOW + apart)
    return at_its_door(signed(token, at=NOW - 3_600_000), token, counts=apart >= -SKEW)


def skewed_signing(source: random.Random) -> Attempt:
    """Signed when the clock was wrong, by up to a year: expiry alone decides."""
    token = lasting(source)
    return at_its_door(signed(token, at=NOW + source.randint(-YEAR, YEAR)), token, counts=True)


def by_a_newer_server(source: random.Random) -> Attempt:
    """Signed by us with fields that this version does not know, of which one may be of the wrong type."""
    token, counts = lasting(source), source.random() < 0.5
    payload = {**to_builtins(token), source.choice(["x", "until", "Role"]): source.choice([None, 1, "y", [], {}])}
    if not counts:
        payload[source.choice([*to_builtins(token)])] = source.choice([1.5, [], {}])
    signer = URLSafeTimedSerializer(OWN, salt="waitside.room-token", signer_kwargs=SIGNING)
    return at_its_door(str(signer.dumps(payload)), token, counts=counts)


def of_another_kind(source: random.Random) -> Attempt:
    """Signed by us, as something else."""
    signer, token = Signer([OWN], clock=lambda: NOW), lasting(source)
    ticket = VisitTicket(token.clinic, token.room, "visit", token.subject, None, NOW, None, NOW + 10**9)
    session = ConsoleSession("provider", token.epoch, NOW + 10**9)
    text = source.choice([signer.sign_ticket(ticket), signer.sign_session(session)])
    return at_its_door(text, token, counts=False)


def wrong_room(source: random.Random) -> Attempt:
    """Sound, and shown at the door of another room, or of one that is not there."""
    token = lasting(source)
    others = [room for room in (*CLINIC_OF, "dr-nobody", "") if room != token.room]
    return Attempt(signed(token), source.choice(others), token.role, None)


def wrong_role(source: random.Random) -> Attempt:
    """Sound, and shown by somebody who wants in as something else."""
    token = lasting(source)
    return Attempt(signed(token), token.room, ROLES[token.role == "patient"], None)


def wrong_clinic(source: random.Random) -> Attempt:
    """Signed for a clinic that the room is not of, as after a room was given to another one."""
    token = lasting(source)
    other = source.choice([clinic for clinic in ("harbor", "elsewhere", "nowhere", "") if clinic != token.clinic])
    return at_its_door(signed(replace(token, clinic=other)), token, counts=False)


KINDS: Final[list[Callable[[random.Random], Attempt]]] = [
    sound,
    forged,
    altered,
    spliced,
    expired,
    skewed_expiry,
    skewed_signing,
    by_a_newer_server,
    of_another_kind,
    wrong_room,
    wrong_role,
    wrong_clinic,
]


class Remembering(Directory):
    """Looks each room up once: ten thousand look-ups would take most of the time, and nothing changes here."""

    def __init__(self) -> None:
        super().__init__("sqlite://")
        self._found: dict[str, RoomRecord | None] = {}

    async def room(self, slug: str) -> RoomRecord | None:
        """The room with this slug."""
        if slug not in self._found:
            self._found[slug] = await super().room(slug)
        return self._found[slug]


@pytest.fixture
async def admission() -> AsyncIterator[Admission]:
    """What lets pages in, to the rooms of two clinics."""
    directory = Remembering()
    await directory.migrate()
    for clinic in dict.fromkeys(CLINIC_OF.values()):
        await directory.administration.add_clinic(clinic, clinic, [])
    for room, clinic in CLINIC_OF.items():
        await directory.administration.add_room(clinic, room, room)
    yield Admission(Signer([OWN, OLD], clock=lambda: NOW), Records(directory), lambda: NOW)
    await directory.close()


async def admitted(admission: Admission, attempt: Attempt) -> RoomToken | None:
    """Who comes in by an attempt."""
    opening = {"version": VERSION, "room": attempt.room, "key": "k" * 87, "token": attempt.text}
    try:
        page = await (admission.patient if attempt.role == "patient" else admission.provider)(opening)
    except Refusal:
        return None
    assert isinstance(page.who, RoomToken)
    return page.who


async def test_no_token_is_wrongly_accepted_or_refused(admission: Admission) -> None:
    source = random.Random(SEED)
    wrong: Counter[tuple[str, str]] = Counter()
    outcomes: Counter[tuple[str, bool]] = Counter()
    for turn in range(EXAMPLES):
        kind = KINDS[turn % len(KINDS)]
        attempt = kind(source)
        got = await admitted(admission, attempt)
        outcomes[kind.__name__, got is not None] += 1
        if got != attempt.token:
            wrong[kind.__name__, "accepted" if got is not None else "refused"] += 1
    assert wrong == Counter(), f"seed {SEED}"
    assert all(outcomes[kind, each] for kind in ("skewed_expiry", "by_a_newer_server") for each in (True, False))
