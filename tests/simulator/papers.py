"""Room tokens and visit tickets: signed by the portal's backend and the server, and read by the checks."""

import json
from datetime import timedelta
from typing import Final

from tests.simulator.clinics import KEYS, TOKEN_LIFE, WRONG_KEYS
from tests.simulator.directory import Tables
from tests.simulator.pages import Look
from tests.simulator.server import Server
from tests.simulator.tabs import Tab
from waitside.directory.accounts import provider_id_of
from waitside.tokens import RoomToken, Signer, VisitTicket

_READER: Final = Signer((*KEYS, *WRONG_KEYS), clock=lambda: 2**52)


class Papers:
    """Signs and reads. Tickets are read once: most looks show the same ones again."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._tickets: dict[str, VisitTicket] = {}

    def token(self, tab: Tab, server: Server) -> str:
        """Return a token for the person who is signed in at the portal, which gets it from the server."""
        now, subject = server.now(), tab.subject or ""
        known = self._tables.providers.get(provider_id_of(tab.clinic, subject))
        epoch = known.epoch if known is not None and tab.role == "provider" else 0
        life = TOKEN_LIFE // timedelta(milliseconds=1)
        token = RoomToken(tab.clinic, tab.room, tab.role, subject, None, now + life, epoch)
        return Signer(server.keys, clock=server.now).sign_room_token(token)

    def ticket(self, text: str) -> VisitTicket:
        """Return what a ticket says, expired or not."""
        if text not in self._tickets:
            self._tickets[text] = _READER.read_ticket(text, 0)
        return self._tickets[text]

    def visit_of(self, tab: Tab, look: Look) -> str | None:
        """Return the visit whose ticket a patient's tab keeps."""
        ticket = self._kept(tab, look)
        return None if ticket is None else ticket.visit

    def arrival_of(self, tab: Tab, look: Look) -> int:
        """Return when a patient's visit began by the server's clock, in ms since the Unix epoch; 0 without a visit."""
        ticket = self._kept(tab, look)
        return 0 if ticket is None else ticket.arrived_at

    def _kept(self, tab: Tab, look: Look) -> VisitTicket | None:
        kept = look["storage"].get(f"waitside:{tab.room}")
        return None if kept is None else self.ticket(json.loads(kept)["ticket"])
