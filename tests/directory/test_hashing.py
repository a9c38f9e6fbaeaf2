"""Hashes of passwords and passcodes: slow to guess, of use to nobody, and nothing trips over what people type."""

import pytest

from waitside.directory import hashing
from waitside.directory.hashing import hash_secret, secret_fits


async def test_a_secret_fits_its_hash_alone() -> None:
    kept = await hash_secret("Passwört 12 ☂")
    assert await secret_fits("Passwört 12 ☂", kept)
    for other in ("passwört 12 ☂", "Passwört 12 ☂ ", "Passwört 12", "", "\0", "\ud800"):
        assert not await secret_fits(other, kept), other


async def test_equal_secrets_have_different_hashes_of_a_known_cost() -> None:
    one, two = await hash_secret("4711"), await hash_secret("4711")
    assert one != two
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert len(one) <= 255, "as much as the columns hold"


@pytest.mark.parametrize("kept", ["", "not a hash", "$argon2id$", "4711", "é", "\0"], ids=ascii)
async def test_what_is_no_hash_fits_nothing(kept: str) -> None:
    assert not await secret_fits("4711", kept)
    assert not await secret_fits("", kept)


async def test_without_a_hash_the_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[str, str]] = []

    def fits_always(secret: str, kept: str) -> bool:
        tried.append((secret, kept))
        return True

    monkeypatch.setattr(hashing, "_verify", fits_always)
    assert not await secret_fits("", None), "even where it is the secret of the hash that stands in"
    ((secret, kept),) = tried
    assert secret == "" and kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
