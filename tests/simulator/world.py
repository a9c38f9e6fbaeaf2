"""Everything that a story happens to: devices, browser tabs, the database, and the server."""

import math
from random import Random

from tests.simulator.clinics import KEYS, WRONG_KEYS, make_tables, page_config
from tests.simulator.faults import Database, Mood
from tests.simulator.limits import Limits
from tests.simulator.network import Device, Mark
from tests.simulator.outputs import Outputs
from tests.simulator.pages import Host, Look, Pages
from tests.simulator.papers import Papers
from tests.simulator.server import GRACE_MS, VERSIONS, Server, own_tasks
from tests.simulator.tabs import Tab
from tests.simulator.virtual_time import EPOCH, VirtualLoop
from waitside.directory.ended_visits import hash_of
from waitside.tokens import Role


class World:
    """The state of a story. Pages do things by themselves, see `outputs.py`."""

    def __init__(self, loop: VirtualLoop, host: Host, seed: int) -> None:
        self.loop = loop
        self.random = Random(f"world {seed}")
        self.tables = make_tables()
        self.papers = Papers(self.tables)
        self.database = Database(Random(f"database {seed}"))
        self.keys: tuple[str, ...] = KEYS[:1]
        self.keys_were_wrong = False
        self._doubtful: set[str] = set()
        """The visits that there were while a server with wrong keys ran, or that it let begin."""
        self.versions = VERSIONS
        self.was_too_new = False
        """Whether a server has run that speaks no version of the pages'."""
        self.limits = Limits()
        self.server_skew = 0
        self.server_clock_was_set = False
        self.server: Server | None = None
        self.server_began = 0.0
        """When a server was started last, in ms since the story began."""
        self.portal_works = True
        self.outage: tuple[float, float] | None = None
        """When the database was last not well, in ms since the story began; the end is infinite while it lasts."""
        self.departed: set[str] = set()
        """The visits that a server has said to be over."""
        self.most_visits: dict[str, int] = {}
        """The most that were in each room at once."""
        self.tabs: list[Tab] = []
        self.closed: set[str] = set()
        """The people who have closed a page, or whose page has crashed."""
        self.outputs = Outputs(self)
        self.pages = Pages(host, seed, self.outputs.take)
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

    def was_ill(self, within: float) -> bool:
        """Whether the database is not well, or was until so many milliseconds ago."""
        return self.outage is not None and self.loop.milliseconds - self.outage[1] <= within

    # --- the server

    def start_server(self) -> None:
        """Start the server, if none is running."""
        self.keys_were_wrong |= self.keys == WRONG_KEYS
        self.was_too_new |= self.versions != VERSIONS
        if self.server is None:
            self.server_began = self.loop.milliseconds
            self.server = Server(
                self.loop,
                self.tables,
                self.database,
                self.keys,
                self.server_skew,
                self.limits.server,
                self.versions,
            )
            self._load_wanted()

    def kill_server(self) -> None:
        """Kill the server, if one is running: its machine closes the connections."""
        server = self._take_server()
        if server is not None:
            server.kill()

    def crash_machine(self) -> None:
        """Kill the server with its machine: no page is told, and its network is silent."""
        for tab in self.open_tabs():
            self._break_lines(tab)
        self.kill_server()

    async def stop_server(self) -> None:
        """Stop the server in good order."""
        server = self._take_server()
        if server is not None:
            await server.stop()

    def _take_server(self) -> Server | None:
        self.note_server()
        server, self.server = self.server, None
        return server

    def note_server(self) -> None:
        """Note which visits are over by now, and how many there were."""
        if self.server is None:
            return
        self.departed.update(self.server.departed())
        if self.server.keys == WRONG_KEYS:
            tickets = {each.ticket for each in self.outputs.hellos if each.ticket is not None}
            self._doubtful.update(self.papers.ticket(each).visit for each in tickets)
            self._doubtful.update(visit for room in self.server.store.rooms() for visit in room.visits)
        self.outputs.troubles += self.server.troubles
        self.server.troubles.clear()
        for room, most in self.server.most_visits.items():
            self.most_visits[room] = max(most, self.most_visits.get(room, 0))

    def may_be_over(self, visit: str) -> bool:
        """Whether a visit has ended, or may seem to.

        A server with other keys tells pages that their visit is over, and issues tickets that do not count later.
        """
        is_over = visit in self.departed or hash_of(visit) in self.tables.ended_visits
        return is_over or self.seems_over(visit)

    def seems_over(self, visit: str) -> bool:
        """Whether a server with other keys may have told its pages that a visit is over."""
        return visit in self._doubtful

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
        token = None if tab.subject is None else self.papers.token(tab, server)
        tab.hidden_at = self.loop.milliseconds
        self.pages.tell(
            "load",
            page=tab.next_page(),
            tab=tab.name,
            role=tab.role,
            config=page_config(self.tables, tab.clinic, tab.room, tab.role),
            host={"token": token, "name": tab.person if tab.role == "patient" else None, "lang": None},
            skew=tab.skew,
            visible=tab.visible,
            caps=self.limits.caps,
        )

    def close_tab(self, tab: Tab, *, crash: bool = False) -> None:
        """Close the tab's page: in good order, or with its process."""
        self.closed.add(tab.person)
        self._end_page(tab, crash=crash)

    def _end_page(self, tab: Tab, *, crash: bool = False) -> None:
        tab.wanted = False
        if tab.page is None:
            return
        self.pages.tell("crash" if crash else "unload", page=tab.page)
        self.settle()
        for line in tab.lines.values():
            line.send(Mark.GONE)
        tab.lines.clear()
        tab.page = None

    def reload(self, tab: Tab) -> None:
        """Load the tab's page again."""
        self._end_page(tab)
        self.open_tab(tab)

    def settle(self) -> None:
        """Let the pages take what has happened to them up to now."""
        now = self.loop.milliseconds
        while self.pages.settle(now, now) is not None:
            pass

    def open_tabs(self, role: Role | None = None) -> list[Tab]:
        """The tabs with a page, in the order in which they were opened."""
        return [tab for tab in self.tabs if tab.page is not None and role in (None, tab.role)]

    def awake_tabs(self, role: Role | None = None) -> list[Tab]:
        """Those among them that a person can do something in."""
        return [tab for tab in self.open_tabs(role) if not tab.device.asleep]

    def look(self) -> dict[str, Look]:
        """What each open tab's page shows, by the name of the tab."""
        tabs = self.open_tabs()
        looks = self.pages.look([tab.page for tab in tabs if tab.page is not None])
        return {tab.name: looks[tab.page] for tab in tabs if tab.page is not None}

    def show(self, tab: Tab, *, visible: bool) -> None:
        """Somebody looks at a tab, or at another one."""
        tab.visible = visible
        tab.hidden_at = self.loop.milliseconds
        self.pages.tell("visible", page=tab.page, visible=visible)

    # --- devices

    def address(self, own: str) -> str:
        """Return the address at which the server sees a device: its own, or that of everybody's router."""
        return "192.0.2.200" if self.limits.one_address else own

    def devices(self) -> list[Device]:
        """The devices with a tab, each once."""
        return list({tab.device.name: tab.device for tab in self.tabs}.values())

    def set_asleep(self, device: Device, *, asleep: bool) -> None:
        """A device falls asleep, or wakes up."""
        if device.asleep == asleep:
            return
        self.settle()  # what has happened to the pages by now, has
        device.asleep = asleep
        self._note_absence(device)
        for tab in self._on(device):
            self.pages.tell("sleep" if asleep else "wake", page=tab.page)
        device.release()
        self._load_wanted()

    def set_online(self, device: Device, *, online: bool, noticed: bool = True) -> None:
        """A device loses its network, or finds it. Its browser tells the pages, if it has noticed."""
        if device.online == online:
            return
        device.online = online
        self._note_absence(device)
        device.release()
        if noticed:
            self.tell_online(device, online=online)
        self._load_wanted()

    def tell_online(self, device: Device, *, online: bool) -> None:
        """A device's browser tells its pages that it has a network, or none; it may be wrong."""
        if not device.asleep:
            for tab in self._on(device):
                self.pages.tell("online" if online else "offline", page=tab.page)

    def change_network(self, device: Device) -> None:
        """A device gets another address: its open connections are dead, and neither end is told."""
        for tab in self._on(device):
            self._break_lines(tab)

    def was_away_long(self, device: Device) -> bool:
        """Whether a server may have given up the device's pages, which it misses after the grace."""
        since, now = device.away_since, self.loop.milliseconds
        return device.was_away_long or (since is not None and now - since >= GRACE_MS)

    def _note_absence(self, device: Device) -> None:
        device.was_away_long = self.was_away_long(device)
        is_away = device.asleep or not device.online
        if not is_away:
            device.away_since = None
        elif device.away_since is None:
            device.away_since = self.loop.milliseconds

    def _on(self, device: Device) -> list[Tab]:
        return [tab for tab in self.open_tabs() if tab.device is device]

    def _break_lines(self, tab: Tab) -> None:
        tab.device.was_away_long |= bool(tab.lines)  # the page notices after 10 s, and may then be out of reach
        for line in tab.lines.values():
            line.dead = True
