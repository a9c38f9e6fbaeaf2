"""What the tests of the backend share."""

import gzip
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import postgres_address, postgres_server
from waitside.directory import Directory, RoomRecord
from waitside.limits import Allowances, Limits
from waitside.protocol.views import CallView, QueueVisit
from waitside.refusals import Refusal
from waitside.tokens import Signer
from waitside.web import Assets, create_web

__all__ = ["postgres_address", "postgres_server"]  # for pytest, which looks for them here

# A machine may be as busy as it likes.
settings.register_profile("waitside", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("waitside")

IN_MEMORY = "sqlite+aiosqlite://"
ORIGINS = ("https://harbor.example", "https://www.harbor.example:8443")


@dataclass
class Clock:
    """A clock that stands until it is moved: milliseconds since the Unix epoch."""

    now: int = 1_790_000_000_000

    def __call__(self) -> int:
        """Tell the time."""
        return self.now


class NobodyThere:
    """Live rooms with nobody in them."""

    async def visits(self, room: RoomRecord) -> list[QueueVisit]:
        """Nobody."""
        return []

    async def start_call(self, room: RoomRecord, visit: str, provider: str) -> CallView:
        """There is nobody to call."""
        raise Refusal("visit_unknown")

    async def end_call(self, room: RoomRecord, call: str) -> None:
        """There is no call."""
        raise Refusal("not_found")


def has_room(_address: str) -> bool:
    """Whether another page could connect: always."""
    return True


@pytest.fixture
def clock() -> Clock:
    """The time of this test."""
    return Clock()


@pytest.fixture
def signer(clock: Clock) -> Signer:
    """A signer with one key."""
    return Signer(["kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"], clock=clock)


@pytest.fixture
async def directory() -> AsyncIterator[Directory]:
    """An empty directory in memory."""
    directory = Directory(IN_MEMORY)
    await directory.migrate()
    yield directory
    await directory.close()


@pytest.fixture
async def api_key(directory: Directory) -> str:
    """The API key of Harbor Street Clinic, with an open room, one for portal patients and a closed one."""
    await directory.administration.add_clinic("harbor", "Harbor Street Clinic", ORIGINS)
    await directory.administration.add_room("harbor", "dr-rivera", "Dr. Elena Rivera", "Family medicine")
    await directory.administration.add_room("harbor", "dr-lindqvist", "Dr. Lindqvist", walk_ins=False)
    await directory.administration.add_room("harbor", "dr-tanaka", "Dr. Tanaka", open=False)
    await directory.administration.add_clinic("elsewhere", "Elsewhere Clinic", [])
    await directory.administration.add_room("elsewhere", "dr-elsewhere", "Dr. Elsewhere")
    return (await directory.administration.add_key("harbor", now=0)).text


@pytest.fixture
async def passcode_room(directory: Directory, api_key: str) -> str:
    """A room of Harbor Street Clinic with the passcode 471147."""
    return (await directory.administration.add_room("harbor", "dr-okafor", "Dr. Okafor", passcode="471147")).slug


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A folder as the widget's build leaves it."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / ".vite").mkdir()
    (folder / "widget.js").write_text("/* the loader */")
    (folder / "widget.d.ts").write_text("/* its types */")
    (folder / "texts").mkdir()
    for name in ("panel.js", "outside.js", "texts/es.js"):
        (folder / name).write_text(f"/* {name} */")
    scripts = ("patient-1a.js", "standalone-8b.js", "provider-2b.js", "shared-3c.js", "console-7a.js")
    for name in (*scripts, "patient-4d.css", "shared-5e.css", "chime-6f.mp3"):
        (folder / "assets" / name).write_text(f"/* {name} */" * 50)
    script = folder / "assets" / "patient-1a.js"
    script.with_name("patient-1a.js.gz").write_bytes(gzip.compress(script.read_bytes()))
    script.with_name("patient-1a.js.br").write_bytes(b"what Brotli made of it")  # no Brotli for Python here
    shared = {
        "file": "assets/shared-3c.js",
        "css": ["assets/shared-5e.css"],
        "imports": ["src/app/patient/embedded.tsx"],
    }
    patient = {"file": "assets/patient-1a.js", "isEntry": True, "css": ["assets/patient-4d.css"], "imports": ["_s.js"]}
    provider = {"file": "assets/provider-2b.js", "isEntry": True, "src": "src/app/provider/main.tsx"}
    console = {"file": "assets/console-7a.js", "isEntry": True, "imports": ["_s.js"]}
    manifests = {
        "manifest.json": {
            "_s.js": {**shared, "imports": []},
            "src/app/provider/main.tsx": provider,
            "src/app/console/main.tsx": console,
        },
        "embedded.json": {"_s.js": shared, "src/app/patient/embedded.tsx": patient},
        "standalone.json": {"src/app/patient/standalone.tsx": {"file": "assets/standalone-8b.js", "isEntry": True}},
    }
    for name, manifest in manifests.items():
        (folder / ".vite" / name).write_text(json.dumps(manifest))
    return folder


@pytest.fixture
async def web(directory: Directory, signer: Signer, build: Path, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the web side, over the directory of this test."""
    app = create_web(directory, signer, Assets(build), Limits(Allowances()), clock, NobodyThere(), has_room)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://chat.example") as client:
        yield client
