"""Room tokens and visit tickets: only what we signed, for its purpose, in its time, counts."""

import hashlib
import random
import string
import zlib
from collections.abc import Callable, Iterator

import msgspec
import pytest
from itsdangerous import URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode

from waitside.tokens import MAX_LENGTH, CallClaim, ConsoleSession, RoomToken, Signer, TokenError, VisitTicket

NOW = 1_790_000_000_000
HOUR = 3_600_000
KEY = "an-old-key-of-sufficient-length-0123456789"
NEWER_KEY = "a-newer-key-of-sufficient-length-0123456789"

TOKEN = RoomToken("harbor", "dr-rivera", "patient", "subject-1", "MRN 7", NOW + HOUR)
PAYLOAD = {"clinic": "c", "room": "r", "role": "patient", "subject": "s", "reference": None, "expires_at": 10**15}
TICKET = VisitTicket("harbor", "dr-rivera", "visit-1", "subject-1", None, NOW, CallClaim("c", "p", "r"), NOW + HOUR)
SESSION = ConsoleSession("provider", 0, NOW + HOUR)


def signer(*keys: str, at: int = NOW) -> Signer:
    return Signer(keys or (KEY,), clock=lambda: at)


def refusal(read: Callable[[str, int], object], text: str, now: int = NOW) -> str:
    """The code with which a text is refused."""
    with pytest.raises(TokenError) as raised:
        read(text, now)
    return raised.value.code


def with_the_key(payload: object, salt: str = "waitside.room-token") -> str:
    """What somebody who has the key, but not our structs, would sign."""
    options = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    return str(URLSafeTimedSerializer(KEY, salt=salt, signer_kwargs=options).dumps(payload))


def test_what_was_signed_is_read_back() -> None:
    assert signer().read_room_token(signer().sign_room_token(TOKEN), NOW) == TOKEN
    assert signer().read_ticket(signer().sign_ticket(TICKET), NOW) == TICKET


def test_a_token_and_a_ticket_never_pass_for_each_other() -> None:
    assert refusal(signer().read_ticket, signer().sign_room_token(TOKEN)) == "token_invalid"
    assert refusal(signer().read_room_token, signer().sign_ticket(TICKET)) == "token_invalid"


@pytest.mark.parametrize(
    "change",
    [
        {"role": "admin"},
        {"expires_at": "soon"},
        {"expires_at": True},
        {"expires_at": 1.5},
        {"subject": None},
        {"reference": 7},
        {"epoch": "1"},
    ],
)
def test_a_payload_of_another_shape_is_refused(change: dict[str, object]) -> None:
    assert signer().read_room_token(with_the_key(PAYLOAD), NOW).subject == "s"
    assert refusal(signer().read_room_token, with_the_key(PAYLOAD | change), NOW) == "token_invalid"


@pytest.mark.parametrize("missing", [*PAYLOAD])
def test_a_payload_that_lacks_something_is_refused(missing: str) -> None:
    payload = {name: value for name, value in PAYLOAD.items() if name != missing}
    assert refusal(signer().read_room_token, with_the_key(payload), NOW) == "token_invalid"


def test_fields_that_a_newer_server_adds_are_ignored() -> None:
    newer = with_the_key(PAYLOAD | {"priority": 1})
    assert signer().read_room_token(newer, NOW) == msgspec.convert(PAYLOAD, RoomToken)
    call = {"id": "c", "page": "p", "provider": "r", "held": True}
    newer = with_the_key(msgspec.to_builtins(TICKET) | {"call": call, "asleep": True}, "waitside.visit-ticket")
    assert signer().read_ticket(newer, NOW) == TICKET
    newer = with_the_key({"provider": "p", "epoch": 1, "expires_at": 10**15, "device": "x"}, "waitside.console-session")
    assert signer().read_session(newer, NOW) == ConsoleSession("p", 1, 10**15)


def test_a_foreign_key_is_refused() -> None:
    forged = signer("somebody-elses-key-of-sufficient-length-01").sign_room_token(TOKEN)
    assert refusal(signer().read_room_token, forged) == "token_invalid"


def test_keys_rotate_without_taking_back_what_the_old_one_signed() -> None:
    old = signer(KEY).sign_room_token(TOKEN)
    both = signer(NEWER_KEY, KEY)
    assert both.read_room_token(old, NOW) == TOKEN
    assert signer(NEWER_KEY).read_room_token(both.sign_room_token(TOKEN), NOW) == TOKEN, "the newest key signs"
    assert refusal(signer(NEWER_KEY).read_room_token, old) == "token_invalid"


def test_a_signer_wants_a_key() -> None:
    with pytest.raises(ValueError, match="key"):
        Signer([])


@pytest.mark.parametrize(("late", "readable"), [(0, True), (60_000, True), (60_001, False), (HOUR, False)])
def test_expiry_tolerates_a_minute_of_clock_skew(late: int, readable: bool) -> None:
    token, ticket = signer().sign_room_token(TOKEN), signer().sign_ticket(TICKET)
    moment = TOKEN.expires_at + late
    if readable:
        assert signer().read_room_token(token, moment) == TOKEN
        assert signer().read_ticket(ticket, moment) == TICKET
    else:
        assert refusal(signer().read_room_token, token, moment) == "token_expired"
        assert refusal(signer().read_ticket, ticket, moment) == "token_expired"


@pytest.mark.parametrize("back", [61_000, HOUR, 10**10])
def test_a_clock_that_steps_back_ends_nothing_that_was_signed_before(back: int) -> None:
    token, ticket = signer().sign_room_token(TOKEN), signer().sign_ticket(TICKET)
    session = signer().sign_session(SESSION)
    assert signer().read_room_token(token, NOW - back) == TOKEN
    assert signer().read_ticket(ticket, NOW - back) == TICKET
    assert signer().read_session(session, NOW - back) == SESSION


def test_expiry_holds_whatever_the_clock_did_at_the_signing() -> None:
    for at in (0, NOW - 10**10, NOW + 10**10):
        token = signer(at=at).sign_room_token(TOKEN)
        assert signer().read_room_token(token, TOKEN.expires_at) == TOKEN
        assert refusal(signer().read_room_token, token, TOKEN.expires_at + 60_001) == "token_expired"


def test_a_verified_token_may_have_expired_and_nothing_else() -> None:
    token = signer().sign_room_token(TOKEN)
    later = signer(NEWER_KEY, KEY, at=NOW + 10**9)
    assert later.verify_room_token(token) == TOKEN
    for other in (token[:-1], "", "x" * 3_000, later.sign_ticket(TICKET), with_the_key(PAYLOAD | {"role": "admin"})):
        with pytest.raises(TokenError) as raised:
            later.verify_room_token(other)
        assert raised.value.code == "token_invalid"


def alterations(text: str) -> Iterator[str]:
    """Every text one small step away: characters changed, dropped, doubled, junk put in, parts cut and swapped."""
    for place, character in enumerate(text):
        for other in {"A", "B", "_", ".", "!", " ", "\n", "é", chr(ord(character) ^ 1), character.swapcase()} - {
            character
        }:
            yield text[:place] + other + text[place + 1 :]
        yield text[:place] + text[place + 1 :]
        yield text[:place] + character + text[place:]
        yield text[:place] + "\n" + text[place:]
        yield text[:place]
    yield from (text + each for each in ("=", "==", "\n", " ", ".", "A", "\x00", "\ud800"))
    yield from (each + text for each in (".", "..", " ", "\x00"))
    yield ".".join(reversed(text.split(".")))


def test_no_altered_token_counts() -> None:
    """Not the last bits of the signature either, nor characters that Base64 decoding would overlook."""
    reader = signer()
    for original in (reader.sign_room_token(TOKEN), reader.sign_ticket(TICKET)):
        for altered in {*alterations(original)} - {original}:
            assert refusal(reader.read_room_token, altered) == "token_invalid"
            assert refusal(reader.read_ticket, altered) == "token_invalid"


def garbage(random_source: random.Random) -> str:
    alphabet = random_source.choice([string.printable, string.ascii_letters + "-_.", "\x00.é\ud800\u202e😀"])
    return "".join(random_source.choices(alphabet, k=random_source.choice([0, 1, 5, 60, 300, 3_000])))


def test_nothing_but_a_token_error_comes_of_any_text() -> None:
    reader, source = signer(), random.Random(2)
    for _ in range(3_000):
        text = garbage(source)
        assert refusal(reader.read_room_token, text) == "token_invalid"


def test_a_compressed_bomb_is_neither_signed_by_us_nor_unpacked() -> None:
    bomb = "." + base64_encode(zlib.compress(b" " * 50_000_000)).decode()
    for text in (bomb, bomb[:1_500], f"{bomb[:1_500]}.aaaaaa.{'A' * 43}"):
        assert refusal(signer().read_room_token, text) == "token_invalid"


def test_an_overlong_text_is_refused_before_any_work_on_it() -> None:
    subject = "".join(random.Random(1).choices(string.ascii_letters, k=4_000))
    overlong = signer().sign_room_token(msgspec.structs.replace(TOKEN, subject=subject))
    assert len(overlong) > MAX_LENGTH
    assert refusal(signer().read_room_token, overlong) == "token_invalid"


def test_the_longest_that_the_api_admits_fits_into_a_signed_text() -> None:
    source = random.Random(3)

    def long(count: int) -> str:
        return "".join(chr(source.randrange(0x10000, 0x10FFFF)) for _ in range(count))

    call = CallClaim("c" * 64, "p" * 43, "r" * 22)
    ticket = VisitTicket("c" * 64, "r" * 64, "v" * 64, long(128), long(64), NOW, call, NOW + HOUR)
    text = signer().sign_ticket(ticket)
    assert len(text) <= MAX_LENGTH
    assert signer().read_ticket(text, NOW) == ticket


def test_an_error_never_carries_the_text() -> None:
    text = signer().sign_room_token(TOKEN)[:-2]
    with pytest.raises(TokenError) as raised:
        signer().read_room_token(text, NOW)
    error = raised.value
    assert text not in repr(error) + str(error)
    assert error.__suppress_context__, "a logged traceback shows no cause"
