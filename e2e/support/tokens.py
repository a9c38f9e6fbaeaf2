"""Room tokens as a clinic's site gets them, and such as nobody should accept."""

import re
from time import time

import msgspec

from e2e.support.demo import Demo
from waitside.tokens import Signer


def patient_token(demo: Demo, room: str = "dr-rivera") -> str:
    """What the demo clinic's portal gets for a patient."""
    return _token_on(demo, f"/portal?patient=Somebody&room={room}")


def provider_token(demo: Demo, room: str = "dr-rivera") -> str:
    """What the demo clinic gets for a provider."""
    return _token_on(demo, f"/staff?room={room}")


def forged(token: str) -> str:
    """The token with one character of its payload changed."""
    return ("A" if token[0] != "A" else "B") + token[1:]


def expired(token: str, demo: Demo) -> str:
    """The token as it would be if it had been signed with the same key, and had run out an hour ago."""
    now = int(time() * 1_000)
    signer = Signer([demo.secret_key])
    past = msgspec.structs.replace(signer.read_room_token(token, now), expires_at=now - 3_600_000)
    return signer.sign_room_token(past)


def _token_on(demo: Demo, path: str) -> str:
    found = re.search(r'data-token="([^"]+)"', demo.fetch(path))
    assert found is not None, f"no token on {path}"
    return found[1]
