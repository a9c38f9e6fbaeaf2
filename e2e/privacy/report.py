"""The report: Markdown for a clinic's data protection officer, and JSON for programs."""

import platform
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import msgspec

from e2e.privacy import wording
from e2e.privacy.canaries import Kind, Place
from e2e.privacy.evidence import Evidence
from e2e.privacy.prove import Proof
from e2e.privacy.search import Hit, Searched
from e2e.support.guide import ROOT

MIB: Final = 1 << 20
SHOWN: Final = 40  # findings that the text lists; the JSON lists all


def write_report(proof: Proof, folder: Path) -> Path:
    """Write `report.md` and `report.json` into a folder. Returns the path of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    about = _about(proof)
    (folder / "report.json").write_bytes(msgspec.json.format(msgspec.json.encode(_facts(proof, about))))
    path = folder / "report.md"
    path.write_text("\n".join(_lines(proof, about)) + "\n", "utf-8")
    return path


def verdict(proof: Proof) -> str:
    """The result in one line."""
    if not proof.holds:
        return "FAILED"
    return "PASSED" if proof.whole else "PASSED IN PART: the search of memory was NOT RUN"


def summary(proof: Proof) -> str:
    """The figures in a few lines."""
    private = sum(each.kind is Kind.PRIVATE for each in proof.product.canaries.made)
    size = max((each.size for each in proof.product.searches if each.place is Place.MEMORY), default=0)
    control = sum(hit.canary.kind is Kind.PRIVATE for hit in proof.control.hits)
    lines = [
        verdict(proof),
        f"{private} names and texts, looked for in {size / MIB:.0f} MiB of memory, database, files and logs.",
        f"Found where they may not be: {len(proof.product.wrong)}. The control was found {control} times.",
        *([] if proof.whole else [f"NOT RUN: the search of memory. Reason: {proof.not_run}."]),
    ]
    return "\n".join([*lines, *findings(proof.product.wrong)[:SHOWN], *proof.blind[:SHOWN]])


def findings(hits: Sequence[Hit]) -> list[str]:
    """What was found, a line for each text and file or region: how often, and where it was found first."""
    first: dict[tuple[str, Place, str], Hit] = {}
    times = Counter((hit.canary.what, hit.place, hit.where) for hit in hits)
    for hit in hits:
        first.setdefault((hit.canary.what, hit.place, hit.where), hit)
    return [
        f"{what}: in the {place}, {where}, {times[what, place, where]} times; "
        f"first {hit.moment}, as {hit.spelling}, at offset {hit.offset:#x}"
        for (what, place, where), hit in first.items()
    ]


def _about(proof: Proof) -> dict[str, str]:
    return {
        "date": proof.began.isoformat(timespec="seconds"),
        "software": f"Waitside {version('waitside')}",
        "commit": _commit(),
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "duration": f"{proof.seconds:.0f} s",
    }


def _commit() -> str:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return "unknown"

    def said(*command: str) -> str:
        return subprocess.run([git, *command], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    changed = ", with changes that are not committed" if said("status", "--porcelain") else ""
    return f"{said('rev-parse', 'HEAD')}{changed}"


def _lines(proof: Proof, about: dict[str, str]) -> Iterator[str]:
    yield "# What the server holds: a search for patients' names and words"
    yield ""
    yield from (f"- {name.capitalize()}: {value}" for name, value in about.items())
    for heading, lines in (
        (f"Result: {verdict(proof)}", _result(proof)),
        ("What was done", (*wording.SESSION, "", *(f"{number}. {step}" for number, step in enumerate(proof.steps, 1)))),
        ("What was looked for", _kinds(proof)),
        ("Where it was searched", (*_table(proof.product.searches), "", *wording.TABLE)),
        ("Findings", [f"- {each}" for each in findings(proof.product.wrong)[:SHOWN]] or ["None."]),
        ("The positive control", _control(proof)),
        ("What this does not show", (f"- {each}" for each in wording.LIMITS)),
    ):
        yield from ("", f"## {heading}", "", *lines)


def _result(proof: Proof) -> Iterator[str]:
    if proof.product.wrong:
        yield f"**{len(proof.product.wrong)} texts were found where they may not be.** They are listed under Findings."
    else:
        yield from wording.NOTHING_FOUND
    if proof.blind:
        yield from wording.BLIND
    if not proof.whole:
        yield f"**NOT RUN: the search of memory.** Reason: {proof.not_run}. This report says nothing about memory."


def _kinds(proof: Proof) -> Iterator[str]:
    canaries = proof.product.canaries.all
    yield "| what | texts | may be in |"
    yield "| --- | --- | --- |"
    for kind in Kind:
        count = sum(each.kind is kind for each in canaries)
        yield f"| {kind.words} | {count} | {', '.join(sorted(kind.allowed)) or 'no place'} |"
    spellings = sorted({hit.spelling for hit in proof.control.hits})
    yield from ("", f"Each in these spellings: {', '.join(spellings)}.")


def _table(searches: Sequence[Searched]) -> Iterator[str]:
    yield "| place | when | parts | MiB | byte patterns | found, and may be there | found, and may not be there |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for each in searches:
        wrong = len(each.wrong)
        figures = (each.parts, f"{each.size / MIB:.1f}", each.needles, len(each.hits) - wrong, wrong)
        yield f"| {wording.PLACES[each.place]} | {each.moment} | {' | '.join(map(str, figures))} |"
    unreadable = sum(each.unreadable for each in searches)
    yield from ("", f"Bytes of memory that could not be read: {unreadable}.")


def _control(proof: Proof) -> Iterator[str]:
    yield from (*wording.CONTROL, "", *_table(proof.control.searches), "")
    if not proof.blind:
        yield "It found all of them."
        return
    yield from (f"**It missed {len(proof.blind)}:**", "", *(f"- {each}" for each in proof.blind[:SHOWN]))


def _facts(proof: Proof, about: dict[str, str]) -> dict[str, Any]:
    return {
        **about,
        "verdict": verdict(proof),
        "not_run": proof.not_run,
        "steps": proof.steps,
        "product": _searches(proof.product),
        "findings": findings(proof.product.wrong),
        "control": _searches(proof.control),
        "missed_by_control": proof.blind,
    }


def _searches(evidence: Evidence) -> list[dict[str, Any]]:
    return [
        {
            "place": each.place,
            "moment": each.moment,
            "parts": each.parts,
            "bytes": each.size,
            "unreadable_bytes": each.unreadable,
            "patterns": each.needles,
            "hits": {kind.name.lower(): count for kind, count in each.counts().items()},
        }
        for each in evidence.searches
    ]
