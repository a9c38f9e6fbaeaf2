"""A real server on a free port, and pages that speak Socket.IO to it as the widget does."""

import asyncio
import base64
import contextlib
import hashlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import socketio

from tests.bounds import SOON
from tests.serving import serving
from waitside.directory import Directory
from waitside.limits import Allowances, Limits
from waitside.live import Live
from waitside.live.admission import fingerprint, proof_of
from waitside.protocol import VERSION
from waitside.serving.socket_io import SocketIo
from waitside.stores.memory import MemoryStore
from waitside.tokens import Role, RoomToken, Signer

GRACE = timedelta(seconds=45)


def secret_for(key: str) -> str:
    """Return the secret of a test's page, made from its key: a page that connects again needs only the same key."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"secret of " + key.encode()).digest()).decode().rstrip("=")


@dataclass
class Page:
    """One page: its own connection, and what it was told. `proves` False: it has no secret, as pages had before."""

    url: str
    namespace: str
    key: str = field(default_factory=lambda: base64.urlsafe_b64encode(os.urandom(65)).decode().rstrip("="))
    client: socketio.AsyncClient = field(default_factory=lambda: socketio.AsyncClient(reconnection=False))
    events: "asyncio.Queue[dict[str, Any]]" = field(default_factory=asyncio.Queue)
    seen: list[dict[str, Any]] = field(default_factory=list)
    proves: bool = True

    @property
    def secret(self) -> str | None:
        """The page's secret."""
        return secret_for(self.key) if self.proves else None

    @property
    def id(self) -> str:
        """The page's id, as the server reckons it."""
        return fingerprint(self.key, None if self.secret is None else proof_of(self.secret))

    async def connect(self, **opening: object) -> dict[str, Any]:
        """Connect with this opening data. Returns the snapshot, or {"type": "refused", "code": …}."""
        refused: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

        async def on_refusal(data: dict[str, Any]) -> None:
            await refused.put({"type": "refused", "code": data["data"]["code"]})

        self.client.on("event", self.events.put, namespace=self.namespace)
        self.client.on("connect_error", on_refusal, namespace=self.namespace)
        auth = {"version": VERSION, "room": "dr-rivera", "key": self.key, "secret": self.secret, **opening}
        try:
            await self.client.connect(
                self.url, auth=auth, transports=["websocket"], namespaces=[self.namespace], wait_timeout=SOON
            )
        except socketio.exceptions.ConnectionError:
            return await asyncio.wait_for(refused.get(), SOON)
        return await self.told("patient_snapshot", "provider_snapshot")

    async def told(self, *kinds: str) -> dict[str, Any]:
        """The next event of one of these kinds; others are kept in `seen` and passed over."""
        while True:
            event = await asyncio.wait_for(self.events.get(), SOON)
            self.seen.append(event)
            if event["type"] in kinds:
                return event

    async def ask(self, kind: str, **fields: object) -> dict[str, Any]:
        """Send a command. Returns the reply."""
        return await self.send({"type": kind, **fields})

    async def send(self, data: object, event: str = "command") -> dict[str, Any]:
        """Send anything under any name. Returns what comes back."""
        reply: dict[str, Any] = await self.client.call(event, data, namespace=self.namespace, timeout=SOON)
        return reply

    async def leave(self) -> None:
        """Close the connection, as a tab that is closed does."""
        await self.client.disconnect()


@dataclass
class Server:
    """A running server and what belongs to it."""

    url: str
    signer: Signer
    directory: Directory
    clock: Any
    pages: list[Page] = field(default_factory=list)

    def token(self, role: Role, subject: str, **changes: Any) -> str:
        """A room token for dr-rivera, or with changes to it."""
        facts: dict[str, Any] = {
            "clinic": "harbor",
            "room": "dr-rivera",
            "role": role,
            "subject": subject,
            "reference": None,
            "expires_at": self.clock() + 3_600_000,
        }
        return self.signer.sign_room_token(RoomToken(**{**facts, **changes}))

    def page(self, role: Role) -> Page:
        """A page that is not connected yet."""
        page = Page(self.url, f"/{role}")
        self.pages.append(page)
        return page

    async def patient(self, subject: str, **changes: Any) -> tuple[Page, dict[str, Any]]:
        """A patient's page that came in, and its snapshot."""
        page = self.page("patient")
        token = self.token("patient", subject, **changes)
        return page, await page.connect(token=token, room=changes.get("room", "dr-rivera"))

    async def provider(self, subject: str = "rivera", **changes: Any) -> tuple[Page, dict[str, Any]]:
        """A provider's page that came in, and its snapshot."""
        page = self.page("provider")
        return page, await page.connect(token=self.token("provider", subject, **changes))

    async def all_leave(self) -> None:
        """Close every page of the test."""
        for page in self.pages:
            with contextlib.suppress(Exception):
                await page.leave()


@pytest.fixture
def allowances() -> Allowances:
    """How much the pages of a test may ask for; a test of limits has its own."""
    return Allowances()


@pytest.fixture
async def server(
    directory: Directory, signer: Signer, clock: Any, api_key: str, allowances: Allowances
) -> AsyncIterator[Server]:
    """Harbor Street Clinic's server, running."""
    connections = SocketIo(allowances)
    live = Live(
        connections=connections,
        signer=signer,
        directory=directory,
        store=MemoryStore(),
        limits=Limits(allowances),
        clock=clock,
        grace=GRACE,
    )
    async with serving(connections, lifespan="off") as url:
        await live.start()
        server = Server(url, signer, directory, clock)
        yield server
        await server.all_leave()
        await live.stop()
