"""The people of the session, and what their pages and the server tell each other that is secret."""

import html
import re
from collections.abc import Callable
from urllib.parse import quote

import msgspec
from playwright.sync_api import BrowserContext, Page, Route, WebSocket

from e2e.pages import ConsolePage, PortalPage, ProviderPage, StandalonePage, WalkInPage
from e2e.privacy.canaries import Canaries, Kind
from e2e.privacy.server import RIVERA_EMAIL, ROOM, Server
from e2e.support.alerts import watch_alerts

NewContext = Callable[..., BrowserContext]

PUBLIC = ("room", "key")
"""What a page shows when it connects that is no secret; any other text in it is."""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Clinic</title><link rel="icon" href="data:,"></head>
<body><div id="queue" style="height: 90vh"></div>{tag}</body></html>"""
_TICKET = re.compile(r'"ticket":"([^"]+)"')
_VISIT = re.compile(r'"visit":\{"id":"([^"]+)"')


class People:
    """Opens pages of patients and providers, each in a browser context of its own."""

    def __init__(self, server: Server, canaries: Canaries, new_context: NewContext) -> None:
        self._server = server
        self._canaries = canaries
        self._new_context = new_context
        self._contexts: list[BrowserContext] = []

    def console(self) -> ConsolePage:
        """Dr. Rivera, signed in at the console, where a browser may show notifications."""
        page = self._page()
        page.context.grant_permissions(["notifications", "clipboard-read", "clipboard-write"])
        watch_alerts(page)
        console = ConsolePage(page, self._server.backend, ROOM)
        page.goto(console.address)
        console.sign_in(RIVERA_EMAIL, self._server.password)
        console.expect_connection("online")
        for cookie in page.context.cookies():
            self._canaries.note("a console's cookie", Kind.SECRET, cookie.get("value", ""))
        return console

    def colleague(self) -> ProviderPage:
        """Dr. Okafor, brought by the clinic's own site."""
        token = self._server.token("provider", "okafor")
        data = {"role": "provider", "token": token, "container": "#queue"}
        provider = ProviderPage(self._host_page("/staff", data), self._server.site)
        provider.arrive()
        return provider

    def walk_in(self) -> WalkInPage:
        """A patient on the clinic's site, before checking in."""
        return WalkInPage(self._host_page("/", {}), self._server.site)

    def portal_patient(self, name: str, subject: str, reference: str) -> PortalPage:
        """A patient whom the portal has signed in, on a page that has the name in its address."""
        token = self._server.token("patient", subject, reference)
        page = self._host_page(f"/portal?patient={quote(name)}", {"token": token, "name": name})
        patient = PortalPage(page, self._server.site, name)
        patient.arrive()
        return patient

    def standalone_patient(self, name: str) -> StandalonePage:
        """A patient on the server's own page."""
        patient = StandalonePage(self._page(), self._server.backend, ROOM)
        patient.arrive(name, self._server.passcode)
        return patient

    def leave(self) -> None:
        """Close every page."""
        while self._contexts:
            self._contexts.pop().close()

    def _page(self) -> Page:
        context = self._new_context(accept_downloads=True)
        context.grant_permissions(["local-network-access"])  # pages that no server sent count as from the internet
        self._contexts.append(context)
        page = context.new_page()
        page.on("websocket", self._listen)
        return page

    def _host_page(self, path: str, data: dict[str, str]) -> Page:
        """A page of the clinic's site with the script tag; not loaded yet."""
        page = self._page()
        attributes = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
        tag = f'<script async src="{self._server.backend}/widget.js" data-room="{ROOM}"{attributes}></script>'

        def answer(route: Route) -> None:
            route.fulfill(content_type="text/html", body=_PAGE.format(tag=tag))

        page.route(f"{self._server.site}/**", answer)
        return page

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._on_sent)
        socket.on("framereceived", self._on_received)

    def _on_sent(self, frame: str | bytes) -> None:
        """Note the secrets of a hello: tokens, tickets and whatever else shows who a page is."""
        if isinstance(frame, bytes) or not frame.startswith("40/"):
            return
        hello = msgspec.json.decode(frame.partition(",")[2], type=dict[str, object])
        for name, value in hello.items():
            if isinstance(value, str) and name not in PUBLIC:
                self._canaries.note(f"a page's {name}", Kind.SECRET, value)

    def _on_received(self, frame: str | bytes) -> None:
        for ticket in _TICKET.findall(str(frame)):
            self._canaries.note("a visit ticket", Kind.SECRET, ticket)
        for visit in _VISIT.findall(str(frame)):
            self._canaries.note("the id of a visit", Kind.VISIT, visit)
