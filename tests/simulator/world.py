"""Everything that a story happens to: clinics, devices, browser tabs, the server, and what connects them."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any, Final

from tests.simulator.directory import Tables
from tests.simulator.faults import Database, Mood
from tests.simulator.network import Connection, Device, Line, Mark, Passing, downward, upward
from tests.simulator.pages import Host, Look, Out, Pages
from tests.simulator.server import Answer, Server, own_tasks
from tests.simulator.virtual_time import EPOCH, VirtualLoop
from waitside.directory import ClinicRecord, RoomRecord
from waitside.directory.accounts import provider_id_of
from waitside.live.admission import fingerprint, proof_of
from waitside.tokens import Role, RoomToken, Signer, VisitTicket

KEYS: Final = ("kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp", "Qw8_eRt5-yU2iOp9aSd6fGh3jKl7zXc1")
WRONG_KEYS: Final = ("bV5-nC7_mX1zLq4Ws6Ed8Rf0Tg2Yh3Uj",)
"""Keys of another server, configured by mistake."""

ROOMS: Final = (("harbor", "rivera"), ("harbor", "okafor"), ("elsewhere", "tanaka"))
_READER: Final = Signer((*KEYS, *WRONG_KEYS), clock=lambda: 2**52)

TOKEN_LIFE: Final = timedelta(minutes=2)


@dataclass(frozen=True)
class Stolen:
    """What an attacker could have seen of a page's hello: on the page's device, or as somebody in the same room."""

    room: str
    key: str
    page: str
    ticket: str | None


@dataclass
class Tab:
    """A browser tab: it keeps the session storage from page to page. `page`: the name of the page in it, if any."""

    name: str
    device: Device
    role: Role
    clinic: str
    room: str
    subject: str | None
    """Whom the portal says that this is; None for a patient who walks in."""
    person: str
    """What the person is called."""
    page: str | None = None
    wanted: bool = False
    """Whether somebody waits for the page to load."""
    visible: bool = True
    skew: int = 0
    lines: dict[int, Line] = field(default_factory=dict)
    pages: int = 0


class World:
    """The state of a story. Pages do things by themselves; `troubles` collects what should never happen."""

    def __init__(self, loop: VirtualLoop, host: Host, seed: int) -> None:
        self.loop = loop
        self.random = Random(f"world {seed}")
        self.tables = _clinics()
        self.database = Database(Random(f"database {seed}"))
        self.keys: tuple[str, ...] = KEYS[:1]
        self.keys_were_wrong = False
        self.server_skew = 0
        self.server: Server | None = None
        self.portal_works = True
        self.outage: tuple[float, float] | None = None
        """When the database was last not well, in ms since the story began; the end is infinite while it lasts."""
        self.stolen: list[Stolen] = []
        self.departed: set[str] = set()
        """The visits that a server has said to be over."""
        self.tabs: list[Tab] = []
        self.troubles: list[str] = []
        self.answers: dict[int, Any] = {}
        """What became of what people did, by the number of the action."""
        self.pages = Pages(host, seed, self._on_out)
        self._tickets: dict[str, VisitTicket] = {}
        own_tasks(loop)
        loop.join(self.pages)

    def now(self) -> int:
        """Milliseconds since the Unix epoch, by the server's clock."""
        return EPOCH + int(self.loop.milliseconds) + self.server_skew

    def set_mood(self, mood: Mood) -> None:
        """Change what the database is like."""
        now = self.loop.milliseconds
        if mood != "well" and self.database.mood == "well":
            self.outage = (now, math.inf)
        elif mood == "well" and self.outage is not None and self.outage[1] == math.inf:
            self.outage = (self.outage[0], now)
        self.database.set_mood(mood)

    # --- the server

    def start_server(self) -> None:
        """Start the server, if none is running."""
        self.keys_were_wrong |= self.keys == WRONG_KEYS
        if self.server is None:
            self.server = Server(self.loop, self.tables, self.database, self.keys, self.server_skew)
            self._load_wanted()

    def kill_server(self) -> None:
        """Kill the server, if one is running."""
        self.note_departed()
        server, self.server = self.server, None
        if server is not None:
            server.kill()

    def note_departed(self) -> None:
        """Note which visits are over by now."""
        if self.server is not None:
            self.departed.update(self.server.departed())

    async def stop_server(self) -> None:
        """Stop the server in good order."""
        self.note_departed()
        server, self.server = self.server, None
        if server is not None:
            await server.stop()

    # --- tabs and pages

    def open_tab(self, tab: Tab) -> None:
        """Load the tab's page, now or as soon as the server can be reached."""
        if tab not in self.tabs:
            self.tabs.append(tab)
        tab.wanted = True
        self._load_wanted()

    def _load_wanted(self) -> None:
        for tab in self.tabs:
            if tab.wanted and self.server is not None and tab.device.online and not tab.device.asleep:
                tab.wanted = False
                self._load(tab, self.server)

    def _load(self, tab: Tab, server: Server) -> None:
        tab.pages += 1
        tab.page = f"{tab.name}#{tab.pages}"
        self.pages.tell(
            "load",
            page=tab.page,
            tab=tab.name,
            role=tab.role,
            config=_config(self.tables, tab),
            host=self._host_of(tab, server),
            skew=tab.skew,
            visible=tab.visible,
        )

    def close_tab(self, tab: Tab, *, crash: bool = False) -> None:
        """Close the tab's page: in good order, or with its process."""
        tab.wanted = False
        if tab.page is None:
            return
        self.pages.tell("crash" if crash else "unload", page=tab.page)
        self.settle()
        for line in tab.lines.values():
            line.send(Mark.GONE)
        tab.lines.clear()
        tab.page = None

    def settle(self) -> None:
        """Let the pages take what has happened to them up to now."""
        while self.pages.settle(self.loop.milliseconds):
            pass

    def open_tabs(self, role: Role | None = None) -> list[Tab]:
        """The tabs with a page, in the order in which they were opened."""
        return [tab for tab in self.tabs if tab.page is not None and role in (None, tab.role)]

    def awake_tabs(self, role: Role | None = None) -> list[Tab]:
        """Those among them that a person can do something in."""
        return [tab for tab in self.open_tabs(role) if not tab.device.asleep]

    def devices(self) -> list[Device]:
        """The devices with a tab, each once."""
        return list({tab.device.name: tab.device for tab in self.tabs}.values())

    def look(self) -> dict[str, Look]:
        """What each open tab's page shows, by the name of the tab."""
        tabs = self.open_tabs()
        looks = self.pages.look([tab.page for tab in tabs if tab.page is not None])
        return {tab.name: looks[tab.page] for tab in tabs if tab.page is not None}

    def visit_of(self, tab: Tab, look: Look) -> str | None:
        """The visit whose ticket a patient's tab keeps."""
        ticket = self._ticket(tab, look)
        return None if ticket is None else ticket.visit

    def arrival_of(self, tab: Tab, look: Look) -> int:
        """When a patient's visit began, by the server's clock: milliseconds since the Unix epoch; 0 without a visit."""
        ticket = self._ticket(tab, look)
        return 0 if ticket is None else ticket.arrived_at

    def set_asleep(self, device: Device, *, asleep: bool) -> None:
        """A device falls asleep, or wakes up."""
        if device.asleep == asleep:
            return
        self.settle()  # what has happened to the pages by now, has
        device.asleep = asleep
        for tab in self.open_tabs():
            if tab.device is device:
                self.pages.tell("sleep" if asleep else "wake", page=tab.page)
        device.release()
        self._load_wanted()

    def set_online(self, device: Device, *, online: bool) -> None:
        """A device loses its network, or finds it."""
        if device.online == online:
            return
        device.online = online
        device.release()
        for tab in self.awake_tabs():
            if online and tab.device is device:
                self.pages.tell("online", page=tab.page)
        self._load_wanted()

    def change_network(self, device: Device) -> None:
        """A device gets another address: its open connections are dead, and neither end is told."""
        for tab in self.open_tabs():
            if tab.device is device:
                for line in tab.lines.values():
                    line.dead = True

    # --- what pages do

    def _on_out(self, out: Out) -> None:
        tab = next((each for each in self.tabs if each.page == out["page"]), None)
        if out["type"] == "error":
            self.troubles.append(f"{out['page']} threw: {out['stack']}")
        elif out["type"] == "done":
            self.answers[out["call"]] = out["result"]
        elif tab is not None:
            handler: Callable[[Tab, Out], None] | None = getattr(self, f"_on_{out['type']}", None)
            if handler is not None:
                handler(tab, out)

    def _on_ws_connect(self, tab: Tab, out: Out) -> None:
        socket, page = out["socket"], tab.page

        def to_page(passing: Passing) -> None:
            if passing is Mark.GONE:
                tab.lines.pop(socket, None)
                self.pages.tell("ws_close", page=page, socket=socket)
            elif passing is Mark.OPENED:
                self.pages.tell("ws_open", page=page, socket=socket)
            else:
                self.pages.tell("ws_message", page=page, socket=socket, data=passing)

        query = out["url"].partition("?")[2]
        tab.lines[socket] = Line(self.loop, tab.device, to_page, partial(self._accept, query, tab.device))

    def _accept(self, query: str, device: Device, connection: Connection) -> None:
        if self.server is None:
            connection.close()
        else:
            self.server.connect(connection, query, device.address)

    def _on_ws_send(self, tab: Tab, out: Out) -> None:
        text: str = out["data"]
        if text.startswith("40/"):
            hello = json.loads(text[text.index("{") :])
            page = fingerprint(hello["key"], proof_of(hello["secret"]))
            self.stolen.append(Stolen(hello["room"], hello["key"], page, hello["ticket"]))
        if (line := tab.lines.get(out["socket"])) is not None:
            line.send(text)

    def _on_ws_close(self, tab: Tab, out: Out) -> None:
        if (line := tab.lines.pop(out["socket"], None)) is not None:
            line.send(Mark.GONE)

    def _on_fetch(self, tab: Tab, out: Out) -> None:
        page, device = tab.page, tab.device

        def to_page(answer: Answer) -> None:
            if answer is None:
                self.pages.tell("fetch_failed", page=page, fetch=out["fetch"])
            else:
                self.pages.tell("fetched", page=page, fetch=out["fetch"], status=answer[0], body=answer[1])

        answers = downward(self.loop, device, to_page)

        def to_server(_request: object) -> None:
            if self.server is None:
                answers.put(None)
            else:
                self.server.request(out["method"], out["url"], out["body"], device.address, answers.put)

        upward(self.loop, device, to_server).put(out)

    def _on_renew_token(self, tab: Tab, out: Out) -> None:
        page, renewal = tab.page, out["renewal"]

        def answer(_asked: object) -> None:
            token = self._token(tab, self.server) if self.portal_works and self.server is not None else None
            self.pages.tell("token", page=page, renewal=renewal, token=token)

        downward(self.loop, tab.device, answer).put(out)  # the portal's own server is there, or says no

    def _on_reload(self, tab: Tab, _out: Out) -> None:
        self.loop.call_soon(self._reload, tab)

    def _reload(self, tab: Tab) -> None:
        self.close_tab(tab)
        self.open_tab(tab)

    # --- tokens

    def _host_of(self, tab: Tab, server: Server) -> dict[str, object]:
        token = None if tab.subject is None else self._token(tab, server)
        return {"token": token, "name": tab.person if tab.role == "patient" else None, "lang": None}

    def _token(self, tab: Tab, server: Server) -> str:
        """Return a token for the person who is signed in at the portal, which gets it from the server."""
        now, subject = server.now(), tab.subject or ""
        known = self.tables.providers.get(provider_id_of(tab.clinic, subject))
        epoch = known.epoch if known is not None and tab.role == "provider" else 0
        life = TOKEN_LIFE // timedelta(milliseconds=1)
        token = RoomToken(tab.clinic, tab.room, tab.role, subject, None, now + life, epoch)
        return Signer(server.keys, clock=server.now).sign_room_token(token)

    def _ticket(self, tab: Tab, look: Look) -> VisitTicket | None:
        kept = look["storage"].get(f"waitside:{tab.room}")
        return None if kept is None else self.read_ticket(json.loads(kept)["ticket"])

    def read_ticket(self, text: str) -> VisitTicket:
        """What a ticket says, expired or not."""
        if text not in self._tickets:
            self._tickets[text] = _READER.read_ticket(text, 0)
        return self._tickets[text]


def _clinics() -> Tables:
    tables = Tables()
    for clinic, room in ROOMS:
        tables.clinics[clinic] = ClinicRecord(clinic, clinic.title(), ("https://clinic.example",))
        tables.rooms[room] = RoomRecord(
            slug=room,
            clinic_id=clinic,
            name=f"Dr. {room.title()}",
            title="",
            open=True,
            walk_ins=True,
            passcode_hash=None,
            patients_write_first=True,
            call_link=None,
        )
    return tables


def _config(tables: Tables, tab: Tab) -> dict[str, object]:
    room = tables.rooms[tab.room]
    return {
        "room": tab.room,
        "role": tab.role,
        "standalone": False,
        "origins": ["https://clinic.example"],
        "roomInfo": {"name": room.name, "title": "", "open": True, "walkIns": True, "passcode": False},
        "clinic": {"name": tables.clinics[tab.clinic].name, "logo": None, "accents": {}},
    }
