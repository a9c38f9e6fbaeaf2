"""What happens to tabs, devices and their networks."""

from tests.simulator.network import Device
from tests.simulator.patients import MOST_PATIENTS
from tests.simulator.scene import Scene, jump, pick
from tests.simulator.tabs import Tab

COMMANDS = ("open", "minimize", "close")


class Devices:
    """Each public method is an action of stories."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._world = scene.world

    def tab_reloads(self, first: int, _second: int) -> bool:
        """Somebody reloads a page."""
        tab = self._scene.someone(None, first)
        if tab is not None:
            self._world.reload(tab)
        return tab is not None

    def tab_is_duplicated(self, first: int, _second: int) -> bool:
        """A patient duplicates a tab, with its session storage."""
        tab = self._scene.someone("patient", first)
        if tab is None or len(self._world.open_tabs("patient")) > MOST_PATIENTS:
            return False
        look = self._scene.looks.get(tab.name)
        visit = None if look is None else self._world.papers.visit_of(tab, look)
        name = f"{tab.device.name}/{sum(each.device is tab.device for each in self._world.tabs) + 1}"
        copy = Tab(name, tab.device, tab.role, tab.clinic, tab.room, tab.subject, tab.person, visit)
        self._world.pages.tell("duplicate", tab=name, of=tab.name)
        self._world.open_tab(copy)
        return True

    def tab_closes(self, first: int, _second: int) -> bool:
        """Somebody closes a tab."""
        tab = self._scene.someone(None, first)
        if tab is not None:
            self._world.close_tab(tab)
        return tab is not None

    def tab_crashes(self, first: int, _second: int) -> bool:
        """A tab's process ends."""
        tab = pick(self._world.open_tabs(), first)
        if tab is not None:
            self._world.close_tab(tab, crash=True)
        return tab is not None

    def tab_is_hidden(self, first: int, _second: int) -> bool:
        """Somebody looks at another tab."""
        return self._show(pick([tab for tab in self._world.awake_tabs() if tab.visible], first), visible=False)

    def tab_is_shown(self, first: int, _second: int) -> bool:
        """Somebody looks at this tab again."""
        return self._show(pick([tab for tab in self._world.awake_tabs() if not tab.visible], first), visible=True)

    def host_commands(self, first: int, second: int) -> bool:
        """The clinic's page opens, minimizes or closes the panel."""
        tab = self._scene.someone(None, first)
        return self._scene.on(tab, "host_command", {"type": COMMANDS[second % len(COMMANDS)]})

    def device_sleeps(self, first: int, _second: int) -> bool:
        """A device falls asleep."""
        device = pick([each for each in self._world.devices() if not each.asleep], first)
        if device is not None:
            self._world.set_asleep(device, asleep=True)
        return device is not None

    def device_wakes(self, first: int, _second: int) -> bool:
        """A device wakes up."""
        device = pick([each for each in self._world.devices() if each.asleep], first)
        if device is not None:
            self._world.set_asleep(device, asleep=False)
        return device is not None

    def network_is_lost(self, first: int, second: int) -> bool:
        """A device is out of reach. Its browser notices that, or does not."""
        return self._set_online(first, online=False, noticed=second % 2 == 0)

    def network_is_back(self, first: int, _second: int) -> bool:
        """A device is within reach again."""
        return self._set_online(first, online=True)

    def network_changes(self, first: int, second: int) -> bool:
        """A phone leaves the house. Or its browser says that the network is gone, and nothing is."""
        device: Device | None = pick(self._world.devices(), first)
        if device is not None and second % 3 > 0:
            self._world.change_network(device)
        elif device is not None:
            self._world.tell_online(device, online=False)
        return device is not None

    def clock_steps(self, first: int, second: int) -> bool:
        """A device's clock is set."""
        tab = self._scene.someone(None, first)
        if tab is not None:
            tab.skew += jump(second)
            self._world.pages.tell("skew", page=tab.page, skew=tab.skew)
        return tab is not None

    def _set_online(self, chosen: int, *, online: bool, noticed: bool = True) -> bool:
        device = pick([each for each in self._world.devices() if each.online != online], chosen)
        if device is not None:
            self._world.set_online(device, online=online, noticed=noticed)
        return device is not None

    def _show(self, tab: Tab | None, *, visible: bool) -> bool:
        if tab is None:
            return False
        self._world.show(tab, visible=visible)
        return True
