"""How soon both sides notice that a line is dead, and that they keep one that is slow: a real page, a real server."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeAlias

from tests.simulator.hashing import simulated_hashing
from tests.simulator.ledger import Ledger
from tests.simulator.network import Device
from tests.simulator.pages import Host
from tests.simulator.player import Player
from tests.simulator.run import close
from tests.simulator.scene import Scene
from tests.simulator.story import Step
from tests.simulator.tabs import Tab
from tests.simulator.virtual_time import VirtualLoop, determined
from tests.simulator.world import World

COMES: Final = Step("provider_comes", 0, 0, 0)
ARRIVES: Final = Step("arrive", 0, 1, 0)
LAG: Final = 5_000  # ms each way

Story: TypeAlias = Callable[["Line"], Coroutine[Any, Any, None]]


class Line:
    """A patient in the waiting room, and what becomes of the line. Times in seconds."""

    def __init__(self, world: World, tab: Tab) -> None:
        self._world = world
        self._tab = tab
        self.told: list[str] = []
        """How the page has been connected since the last look back, without repetitions."""

    @property
    def device(self) -> Device:
        """The patient's phone."""
        return self._tab.device

    @property
    def connections(self) -> int:
        """How often the page has connected."""
        return sum(each.role == "patient" for each in self._world.outputs.hellos)

    @property
    def lines(self) -> int:
        """How many lines the server has, that of the provider's page included."""
        assert self._world.server is not None
        return self._world.server.lines

    def cut(self) -> None:
        """Nothing passes any more, and nobody is told."""
        self._world.change_network(self.device)

    def mislead(self) -> None:
        """The browser says that the network is gone, and it is not."""
        self._world.tell_online(self.device, online=False)

    def sleep(self, *, asleep: bool) -> None:
        """The phone falls asleep, or wakes up."""
        self._world.set_asleep(self.device, asleep=asleep)

    def write(self) -> None:
        """The patient sends a message."""
        assert self._tab.page is not None
        self._world.pages.act(self._tab.page, "send", "own", "Hello")

    async def wait(self, seconds: float) -> None:
        """Let time pass, and note what the page shows."""
        for _ in range(round(seconds * 10)):
            await asyncio.sleep(0.1)
            self._world.settle()
            connection = self._world.look()[self._tab.name]["model"]["connection"]
            if self.told[-1:] != [connection]:
                self.told.append(connection)


def tell(host: Host, story: Story) -> None:
    """Have a patient come in, and tell what happens then."""

    async def begin() -> None:
        world.start_server()
        player = Player(Scene(world, Ledger()))
        await player.play(COMES)
        await player.play(ARRIVES)
        line = Line(world, world.open_tabs("patient")[0])
        await asyncio.sleep(9)
        await line.wait(0.1)
        assert line.told == ["online"]
        await story(line)

    loop = VirtualLoop()
    with determined(loop, 1), simulated_hashing(loop):
        world = World(loop, host, 1)
        try:
            loop.run_until_complete(begin())
        finally:
            world.kill_server()
            close(loop)


def test_a_page_notices_a_dead_line_within_ten_seconds(host: Host) -> None:
    async def story(line: Line) -> None:
        line.cut()
        await line.wait(5.9)  # a byte came four seconds before at most
        assert line.told == ["online"]
        await line.wait(4.3)
        assert line.told[:2] == ["online", "offline"]
        await line.wait(6)
        assert (line.told, line.connections) == (["online", "offline", "online"], 2)

    tell(host, story)


def test_the_server_notices_a_dead_line_within_twenty_seconds(host: Host) -> None:
    async def story(line: Line) -> None:
        line.sleep(asleep=True)
        await line.wait(15.9)
        assert line.lines == 2
        await line.wait(4.3)
        assert line.lines == 1

    tell(host, story)


def test_a_line_that_gets_five_seconds_slower_each_way_goes_on(host: Host) -> None:
    async def story(line: Line) -> None:
        line.device.latency = LAG
        await line.wait(180)
        assert (line.told, line.connections, line.lines) == (["online"], 1, 2)
        line.write()
        await line.wait(45)
        assert (line.told, line.connections, line.lines) == (["online", "slow"], 1, 2)

    tell(host, story)


def test_a_phone_that_slept_for_a_while_keeps_its_line_and_shows_no_trouble(host: Host) -> None:
    async def story(line: Line) -> None:
        line.write()
        await asyncio.sleep(0.03)  # the answer comes while it sleeps
        line.sleep(asleep=True)
        await line.wait(15)
        line.sleep(asleep=False)
        await line.wait(60)
        assert (line.told, line.connections, line.lines) == (["online"], 1, 2)

    tell(host, story)


def test_a_browser_that_says_that_the_network_is_gone_is_believed_and_proved_wrong(host: Host) -> None:
    async def story(line: Line) -> None:
        line.mislead()
        await line.wait(3)
        assert (line.told, line.connections) == (["online", "offline", "online"], 2)

    tell(host, story)
