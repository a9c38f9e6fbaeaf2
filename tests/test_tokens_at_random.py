"""Ten thousand room tokens made at random, most of them wrong in some way: exactly those that should count do.

`WAITSIDE_EXAMPLES`: how many. Where it is set they are new each time, unless `WAITSIDE_SEED` says which.
"""

import os
import random
import secrets
import string
from collections import Counter
from collections.abc import Callable
from typing import Final

from waitside.tokens import ConsoleSession, RoomToken, Signer, TokenError, VisitTicket

EXAMPLES = int(os.environ.get("WAITSIDE_EXAMPLES", "10000"))
SEED = os.environ.get("WAITSIDE_SEED") or (secrets.token_hex(4) if "WAITSIDE_EXAMPLES" in os.environ else "1")

NOW: Final = 1_790_000_000_000
SKEW: Final = 60_000  # milliseconds by which clocks may differ
MOST: Final = 300_000  # by which they do here
OWN: Final = "our-own-key-of-sufficient-length-0123456789"
OLD: Final = "our-older-key-of-sufficient-length-01234567"
ALPHABET: Final = string.ascii_letters + string.digits + "-_.= \n\0é"

Made = tuple[str, RoomToken | None]
"""A text, and the token that it has to be read as; None where it must not count."""


def facts(source: random.Random, expires_at: int) -> RoomToken:
    """What could be in a token."""
    return RoomToken(
        source.choice(["harbor", "elsewhere"]),
        source.choice(["dr-rivera", "dr-okafor", "dr-elsewhere"]),
        source.choice(["patient", "provider"]),
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


def sound(source: random.Random) -> Made:
    """By one of our keys."""
    token = lasting(source)
    return signed(token, source.choice([OWN, OLD])), token


def forged(source: random.Random) -> Made:
    """By a key of somebody else's."""
    return signed(lasting(source), "".join(source.choices(string.ascii_letters, k=43))), None


def altered(source: random.Random) -> Made:
    """One character changed, dropped, put in or swapped with its neighbour: often the last, which has spare bits."""
    text = signed(lasting(source))
    place = source.choice([source.randrange(len(text)), len(text) - 1])
    one, rest = text[place], text[place + 1 :]
    changed = [source.choice(ALPHABET) + rest, rest, source.choice(ALPHABET) + one + rest, rest[:1] + one + rest[1:]]
    other = text[:place] + source.choice(changed)
    return (other, None) if other != text else altered(source)


def spliced(source: random.Random) -> Made:
    """Parts of two tokens: another's rights under one's own signature."""
    one, other = (signed(lasting(source), at=NOW - source.randint(0, 10**7)).rsplit(".", 2) for _ in range(2))
    parts = [source.choice(pair) for pair in zip(one, other, strict=True)]
    return (".".join(parts), None) if parts not in (one, other) else spliced(source)


def expired(source: random.Random) -> Made:
    """Out of date for longer than clocks may differ."""
    return signed(facts(source, NOW - SKEW - source.randint(1, 10**9)), at=NOW - 10**9), None


def skewed_expiry(source: random.Random) -> Made:
    """Ends when our clock and another server's do not agree, by up to five minutes."""
    apart = source.randint(-MOST, MOST)
    token = facts(source, NOW + apart)
    return signed(token, at=NOW - 3_600_000), token if apart >= -SKEW else None


def skewed_signing(source: random.Random) -> Made:
    """Signed by a server whose clock differs from ours, by up to five minutes; signatures have whole seconds."""
    apart = source.randint(-MOST, MOST) // 1_000 * 1_000
    token = lasting(source)
    return signed(token, at=NOW + apart), token if apart <= SKEW else None


def of_another_kind(source: random.Random) -> Made:
    """Signed by us, as something else."""
    signer = Signer([OWN], clock=lambda: NOW)
    ticket = VisitTicket("harbor", "dr-rivera", "visit", "subject", None, NOW, None, NOW + 10**9)
    session = ConsoleSession("provider", source.randint(0, 3), NOW + 10**9)
    return source.choice([signer.sign_ticket(ticket), signer.sign_session(session)]), None


KINDS: Final[list[Callable[[random.Random], Made]]] = [
    sound,
    forged,
    altered,
    spliced,
    expired,
    skewed_expiry,
    skewed_signing,
    of_another_kind,
]


def read(reader: Signer, text: str) -> RoomToken | None:
    """What a text is read as."""
    try:
        return reader.read_room_token(text, NOW)
    except TokenError:
        return None


def test_no_token_is_wrongly_accepted_or_refused() -> None:
    reader, source = Signer([OWN, OLD], clock=lambda: NOW), random.Random(SEED)
    wrong: Counter[tuple[str, str]] = Counter()
    outcomes: Counter[tuple[str, bool]] = Counter()
    for turn in range(EXAMPLES):
        kind = KINDS[turn % len(KINDS)]
        text, expected = kind(source)
        got = read(reader, text)
        outcomes[kind.__name__, got is not None] += 1
        if got != expected:
            wrong[kind.__name__, "accepted" if got is not None else "refused"] += 1
    assert wrong == Counter(), f"seed {SEED}"
    assert all(outcomes[kind, each] for kind in ("skewed_expiry", "skewed_signing") for each in (True, False))
