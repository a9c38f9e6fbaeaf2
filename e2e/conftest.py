"""A fresh demo and fresh browser contexts for every test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.support.demo import Demo, running_demo
from e2e.support.figures import Figures
from e2e.support.installation import Installation
from e2e.support.people import People
from e2e.support.preview import Preview, serve_preview

SYSTEM_BROWSERS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "firefox": ("firefox", "firefox-esr"),
    "webkit": (),
}
DISABLED = (
    # What Playwright disables: Chromium heeds the last such list alone, and ours comes after its.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    # Two pages that drop down from the address bar, made anew for each context: two thirds of what a context costs.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
"""Features of Chromium that no test is about."""
FONTS = Path(__file__).parent / "looks" / "fonts.conf"
WAIT_MS = 30_000  # against hanging, as Playwright's own waits; a test that passes never takes that long

expect.set_options(timeout=WAIT_MS)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "demo_settings(**environment): settings of the demo that this test starts")
    # A fixture of pytest-base-url, which comes with pytest-playwright; nothing here uses it.
    config.addinivalue_line("filterwarnings", "ignore:Session-scoped fixtures defined as instance methods")


def launch_arguments(browser: str = "chromium") -> dict[str, Any]:
    """How the browser is started: the system's own where there is one; HEADED=1 shows it."""
    arguments: dict[str, Any] = {}
    system = next(filter(None, map(shutil.which, SYSTEM_BROWSERS[browser])), None)
    if system is not None:
        arguments["executable_path"] = system
        if browser == "firefox":
            arguments["channel"] = (
                "moz-firefox"  # by WebDriver BiDi: what Playwright needs else is in its own build only
            )
    if os.environ.get("HEADED", "0") not in ("", "0"):
        arguments["headless"] = False
    if browser == "chromium":
        # Text is drawn in one way everywhere. Playwright's own Chromium heeds the flag, a distribution's the file.
        arguments["args"] = ["--font-render-hinting=none", f"--disable-features={','.join(DISABLED)}"]
        arguments["env"] = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            arguments["args"].append("--no-sandbox")  # Chromium refuses to run as root with it
    return arguments


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], browser_name: str) -> dict[str, Any]:
    """Pytest's own options, such as --slowmo, and ours."""
    return {**browser_type_launch_args, **launch_arguments(browser_name)}


@pytest.fixture
def demo(request: pytest.FixtureRequest) -> Iterator[Demo]:
    """A demo of this test's own."""
    marker = request.node.get_closest_marker("demo_settings")
    with running_demo(marker.kwargs if marker else {}) as demo:
        yield demo


@pytest.fixture
def people(demo: Demo, new_context: Callable[..., BrowserContext]) -> Iterator[People]:
    """Patients and providers. Their consoles must stay clean."""
    everyone = People(demo, new_context)
    yield everyone
    everyone.check_consoles()


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Every state of the views, without a backend."""
    with serve_preview(tmp_path_factory.mktemp("preview")) as pages:
        yield pages


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A clinic from nothing, for tests to copy: its ten commands take longer than what is done in it."""
    clinic = Installation(tmp_path_factory.mktemp("clinic"))
    printed = clinic.set_up()
    assert "ok     secret keys" in printed and "WRONG" not in printed, "`waitside check` finds nothing amiss"
    assert clinic.password not in printed
    return clinic


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Takes measurements that the run prints at its end."""
    return Figures(request.node)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests measured, whatever worker they ran on."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    called = [report for report in reports if report.when == "call"]
    lines = [text for report in called for key, text in report.user_properties if key == Figures.KEY]
    if lines:
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.line(line)
