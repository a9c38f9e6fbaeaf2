"""A token opens the one room of the one clinic in the one role that it was signed for, while it lasts."""

import random
from typing import Any, Final

import pytest

from tests.live.conftest import Server
from waitside.tokens import Role

TURNS: Final = 120
FACTS: Final[dict[str, tuple[Any, ...]]] = {
    "clinic": ("harbor", "elsewhere"),
    "room": ("dr-rivera", "dr-lindqvist", "dr-elsewhere", "dr-nobody"),
    "role": ("patient", "provider"),
    "late": (-3_600_000, -60_000, 0, 60_000, 60_001, 300_000),
}
CLINIC_OF: Final = {"dr-rivera": "harbor", "dr-lindqvist": "harbor", "dr-elsewhere": "elsewhere"}


def expected(token: dict[str, Any], room: str, role: Role) -> str | None:
    """The code with which such a token is refused; None when it opens."""
    if token["late"] > 60_000:
        return "token_expired"
    if token["role"] != role:
        return "token_wrong_role"
    if room not in CLINIC_OF:
        return "room_unknown"
    return None if (token["room"], token["clinic"]) == (room, CLINIC_OF[room]) else "token_other_room"


def at_random(source: random.Random) -> tuple[dict[str, Any], str, Role]:
    """A token, and the door that it is tried on: often the right one, or wrong in one thing."""
    token = {"clinic": "harbor", "room": "dr-rivera", "role": source.choice(FACTS["role"]), "late": -3_600_000}
    for fact in source.sample(list(FACTS), source.choice([0, 1, 1, 2])):
        token[fact] = source.choice(FACTS[fact])
    role: Role = token["role"] if source.random() < 0.7 else source.choice(FACTS["role"])
    return token, source.choice([token["room"], "dr-rivera"]), role


@pytest.mark.parametrize("seed", range(3))
async def test_only_the_right_token_opens_a_door(server: Server, seed: int) -> None:
    source, outcomes = random.Random(seed), set()
    for turn in range(TURNS // 3):
        token, room, role = at_random(source)
        facts = {name: token[name] for name in ("clinic", "room")}
        expires_at = server.clock() - token["late"]
        text = server.token(token["role"], f"subject-{turn}", expires_at=expires_at, **facts)
        page = server.page(role)
        answer = await page.connect(room=room, token=text)
        await page.leave()
        refusal = expected(token, room, role)
        assert answer.get("code") == refusal, (token, room, role)
        assert (answer["type"] == "refused") is (refusal is not None)
        outcomes.add(refusal)
    assert {None, "token_expired", "token_wrong_role", "token_other_room"} <= outcomes
