"""The positive control: pages that do not seal, and a server that keeps all it relays. The search has to find it."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext

from e2e.privacy.canaries import Alphabet, Canaries, Canary, Kind, Place
from e2e.privacy.evidence import Evidence
from e2e.privacy.people import NewContext, People
from e2e.privacy.server import Server
from e2e.privacy.spellings import spellings

HOARDER = ("python", "-m", "e2e.privacy.hoarder", "serve")
UNSEALED = """
SubtleCrypto.prototype.encrypt = async (_algorithm, _key, data) => data.slice().buffer;
SubtleCrypto.prototype.decrypt = async (_algorithm, _key, data) => data.slice().buffer;
"""
"""Makes "sealing" a page's letters leave them as they are."""


def run_control(folder: Path, new_context: NewContext) -> Evidence:
    """A short session of pages that do not seal. Returns what was found on the server."""
    canaries = Canaries()
    server = Server(folder, canaries.make("the room's passcode", Kind.SECRET), HOARDER)
    evidence = Evidence(server, canaries)

    def unsealed_context(**options: object) -> BrowserContext:
        context = new_context(**options)
        context.add_init_script(UNSEALED)
        return context

    people = People(server, canaries, unsealed_context)
    server.start()
    try:
        _talk(people, canaries)
        evidence.search_memory("while they chat")
        evidence.search_disk("while they chat")
    finally:
        people.leave()
        server.kill()
    return evidence


def missed(evidence: Evidence) -> list[tuple[Canary, Place, str]]:
    """Every spelling of a name or message that the search did not find at a place, though it is there."""
    found = {(hit.canary, hit.place, hit.spelling) for each in evidence.searches for hit in each.hits}
    searched = {each.place for each in evidence.searches}
    return [one for one in _expected(evidence.canaries, searched) if one not in found]


def _expected(canaries: Canaries, places: set[Place]) -> Iterator[tuple[Canary, Place, str]]:
    for canary in canaries.made:
        if canary.kind is Kind.PRIVATE:
            for place in places:
                for spelling in spellings(canary.text):
                    yield canary, place, spelling


def _talk(people: People, canaries: Canaries) -> None:
    """A name and a message each way in every alphabet."""
    rivera = people.console()
    for alphabet in Alphabet:
        name = canaries.make(f"a name ({alphabet.name.lower()})", alphabet=alphabet)
        patient = people.standalone_patient(name)
        chat = rivera.open_chat(name)
        there = canaries.make(f"a message ({alphabet.name.lower()})", alphabet=alphabet)
        back = canaries.make(f"a reply ({alphabet.name.lower()})", alphabet=alphabet)
        patient.chat.send(there)
        chat.expect_received(there)
        chat.send(back)
        patient.chat.expect_received(back)
        patient.leave()
