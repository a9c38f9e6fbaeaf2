"""Browser tabs, and the pages in them."""

from dataclasses import dataclass, field
from typing import Any

from tests.simulator.network import Device, Line
from waitside.tokens import Role


@dataclass(frozen=True)
class Hello:
    """What a page said of itself when it connected. An attacker on its device, or in its room, could know it."""

    role: Role
    room: str
    key: str
    page: str
    ticket: str | None
    person: str
    address: str
    at: float
    """When it was sent, in milliseconds since the story began."""


@dataclass
class Tab:
    """A browser tab. It keeps its session storage from page to page."""

    name: str
    device: Device
    role: Role
    clinic: str
    room: str
    subject: str | None
    """Whom the portal says that this is; None for a patient who walks in."""
    person: str
    """What the person is called."""
    copied: str | None = None
    """The visit of which it has the ticket from another tab: somebody has duplicated that."""
    page: str | None = None
    """The name of the page in it, if any."""
    wanted: bool = False
    """Whether somebody waits for the page to load."""
    visible: bool = True
    hidden_at: float = 0.0
    """Since when its page is hidden, if it is, in milliseconds since the story began."""
    skew: int = 0
    """How far the page's clock is ahead, in milliseconds."""
    lines: dict[int, Line] = field(default_factory=dict)
    visit: str | None = None
    """The visit that a server has told its page last to be in."""
    place_from: float = 0.0
    """When the server was started that has told its page a place last, in milliseconds since the story began."""
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What its page has told the host page last, by the kind of message."""
    pages: int = 0
    """How many pages the tab has loaded."""

    def next_page(self) -> str:
        """Name the page that the tab loads next."""
        self.pages += 1
        self.told = {}
        self.page = f"{self.name}#{self.pages}"
        return self.page
