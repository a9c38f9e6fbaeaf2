"""What pages do by themselves: connect, send, fetch, ask for a token. The world lets it happen."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from tests.simulator.network import Connection, Device, Line, Mark, Passing, downward, upward
from tests.simulator.pages import Out
from tests.simulator.refusals import COMMAND, Refusals
from tests.simulator.server import Answer
from tests.simulator.tabs import Hello, Tab
from waitside.live.admission import fingerprint, proof_of

if TYPE_CHECKING:
    from tests.simulator.world import World

TOO_MANY: Final = 429
"""The status of an answer."""


class Outputs:
    """Takes what pages do. `troubles` collects what should never happen, `hellos` what an attacker could know."""

    def __init__(self, world: "World") -> None:
        self.troubles: list[str] = []
        self.hellos: list[Hello] = []
        self.answers: dict[int, Any] = {}
        """What became of what people did, by the number of the action."""
        self.refusals = Refusals(world, self.hellos, self.troubles)
        self._world = world

    def take(self, out: Out) -> None:
        """Take something that a page has done."""
        tab = next((each for each in self._world.tabs if each.page == out["page"]), None)
        if out["type"] == "error":
            self.troubles.append(f"{out['page']} threw: {out['stack']}")
        elif out["type"] == "done":
            self.answers[out["call"]] = out["result"]
        elif tab is not None:
            handler: Callable[[Tab, Out], None] | None = getattr(self, f"_on_{out['type']}", None)
            if handler is not None:
                handler(tab, out)

    def _on_ws_connect(self, tab: Tab, out: Out) -> None:
        socket, page, pages = out["socket"], tab.page, self._world.pages
        server_began = 0.0

        def accept(connection: Connection) -> None:
            nonlocal server_began
            server_began = self._world.server_began
            self._accept(query, tab.device, connection)

        def to_page(passing: Passing) -> None:
            if passing is Mark.GONE:
                tab.lines.pop(socket, None)
                pages.tell("ws_close", page=page, socket=socket)
            elif passing is Mark.OPENED:
                pages.tell("ws_open", page=page, socket=socket)
            else:
                if passing.startswith(("43", "44")) and ('"too_many"' in passing or '"too_often"' in passing):
                    self.refusals.hear(tab, COMMAND if passing.startswith("43") else "its connection")
                if tab.page == page and passing.startswith("42/patient,") and '"visit":{' in passing:
                    _note_visit(tab, json.loads(passing[passing.index("[") :])[1]["visit"], server_began)
                pages.tell("ws_message", page=page, socket=socket, data=passing)

        query = out["url"].partition("?")[2]
        tab.lines[socket] = Line(self._world.loop, tab.device, to_page, accept)

    def _accept(self, query: str, device: Device, connection: Connection) -> None:
        if self._world.server is None:
            connection.close()
        else:
            self._world.server.connect(connection, query, device.address)

    def _on_ws_send(self, tab: Tab, out: Out) -> None:
        text: str = out["data"]
        if text.startswith("40/"):
            hello = json.loads(text[text.index("{") :])
            page = fingerprint(hello["key"], proof_of(hello["secret"]))
            who, at = (tab.person, tab.device.address), self._world.loop.milliseconds
            self.hellos.append(Hello(tab.role, hello["room"], hello["key"], page, hello["ticket"], *who, at))
        elif text.startswith("42/"):
            self.refusals.note_command(tab)
        if (line := tab.lines.get(out["socket"])) is not None:
            line.send(text)

    def _on_ws_close(self, tab: Tab, out: Out) -> None:
        if (line := tab.lines.pop(out["socket"], None)) is not None:
            line.send(Mark.GONE)

    def _on_fetch(self, tab: Tab, out: Out) -> None:
        world, page, device = self._world, tab.page, tab.device

        def to_page(answer: Answer) -> None:
            if answer is None:
                world.pages.tell("fetch_failed", page=page, fetch=out["fetch"])
            else:
                if answer[0] == TOO_MANY:
                    self.refusals.hear(tab, out["url"])
                world.pages.tell("fetched", page=page, fetch=out["fetch"], status=answer[0], body=answer[1])

        answers = downward(world.loop, device, to_page)

        def to_server(_request: object) -> None:
            if world.server is None:
                answers.put(None)
            else:
                answer = self.refusals.timed(tab, out["url"], answers.put)
                world.server.request(out["method"], out["url"], out["body"], device.address, answer)

        upward(world.loop, device, to_server).put(out)

    def _on_renew_token(self, tab: Tab, out: Out) -> None:
        world, page, renewal = self._world, tab.page, out["renewal"]

        def answer(_asked: object) -> None:
            server = world.server if world.portal_works else None
            is_unknown = tab.subject is None  # a portal signs nothing for who walks in
            token = None if server is None or is_unknown else world.papers.token(tab, server)
            world.pages.tell("token", page=page, renewal=renewal, token=token)

        downward(world.loop, tab.device, answer).put(out)  # the portal's own server is there, or says no

    def _on_report(self, tab: Tab, out: Out) -> None:
        tab.told[out["message"]["type"]] = out["message"]

    def _on_reload(self, tab: Tab, _out: Out) -> None:
        self._world.loop.call_soon(self._world.reload, tab)


def _note_visit(tab: Tab, visit: dict[str, Any], server_began: float) -> None:
    """Take in what a server tells a patient's page of its visit. `server_began`: when that server was started."""
    tab.visit = visit["id"]
    if visit["place"] is not None:
        tab.place_from = server_began
