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


def expiring(token: str, demo: Demo, seconds: float) -> str:
    """The token as it would be if it had been signed with the same key, and expired in so many seconds."""
    now = int(time() * 1_000)
    signer = Signer([demo.secret_key])
    changed = msgspec.structs.replace(signer.read_room_token(token, now), expires_at=now + int(seconds * 1_000))
    return signer.sign_room_token(changed)


def expired(token: str, demo: Demo) -> str:
    """The token as it would be if it had run out an hour ago."""
    return expiring(token, demo, -3_600)


def _token_on(demo: Demo, path: str) -> str:
    found = re.search(r'data-token="([^"]+)"', demo.fetch(path))
    assert found is not None, f"no token on {path}"
    return found[1]
