"""Reading what pages show: see `Look` in `widget/simulator/protocol.ts`."""

from collections.abc import Iterator
from typing import Any

from tests.simulator.pages import Look
from tests.simulator.tabs import Tab

Looks = dict[str, Look]
"""What each tab's page shows, by the tab's name."""


def is_in(tab: Tab, look: Look) -> bool:
    """Whether a page has been let in, and has not been told that it is over."""
    model = look.get("model")
    if model is None:
        return False
    if tab.role == "provider":
        return bool(model["room"] is not None and model["blocked"] is None and model["refused"] is None)
    return bool(model["stage"]["stage"] == "visiting")


def stage_of(look: Look) -> str:
    """The stage of a patient's page; empty while it loads."""
    model = look.get("model")
    return "" if model is None else str(model["stage"]["stage"])


def problem_of(tab: Tab, look: Look) -> str | None:
    """Why a page is not let in; None for one that is, or does not want to be."""
    model = look["model"]
    stage = model.get("stage", {})
    refusal = stage.get("problem") if stage.get("stage") in ("blocked", "check_in") else None
    if tab.role == "provider":
        refusal = model["blocked"] or model["refused"]
    return None if refusal is None else str(refusal["code"])


def waits_in_vain(tab: Tab, look: Look) -> bool:
    """Whether a page has neither been let in nor been told why not."""
    model = look["model"]
    if tab.role == "provider":
        return model["room"] is None and model["blocked"] is None
    stage = model["stage"]
    return bool(stage["stage"] == "entering" or (stage["stage"] == "check_in" and stage["busy"]))


def queue(look: Look) -> dict[str, dict[str, Any]]:
    """The rows of a provider's queue, by visit."""
    return {row["visit"]: row for row in look["model"]["queue"]}


def full_rows(look: Look) -> list[str]:
    """The visits of which a provider's page says that it takes no more for now."""
    return [visit for visit, row in queue(look).items() if row["tooMany"]]


def messages(look: Look) -> Iterator[tuple[str, dict[str, Any]]]:
    """All messages on a page, each with the conversation that it is in."""
    for conversation in look["conversations"]:
        for message in conversation["messages"]:
            yield conversation["visit"], message


def late(look: Look) -> Iterator[tuple[str, str]]:
    """The messages of the other side that a page has acknowledged and shows with its next frame: visit and text.

    A page that falls asleep before that has them, and shows them once it is awake.
    """
    for each in look["late"]:
        if each["side"] == "other":
            yield each["visit"], each["text"]


def is_unseen(message: dict[str, Any]) -> bool:
    """Whether a message has come, and nobody has looked at it."""
    return bool(message["direction"] == "received" and message["status"] != "read")
