"""The pages of a load: who they are, and how they come in."""

import asyncio
import itertools
from collections.abc import Sequence
from typing import Final, Literal

from tests.bench.framing import Line
from tests.bench.machine import BenchError
from tests.bench.pages import Page, Patient, Provider
from tests.bench.passes import ROOMS, Kind, Pass, signer_for

AT_THE_DOOR: Final = 50  # pages that connect at the same time


class Crowd:
    """A provider in each room, and the patients who write to it."""

    def __init__(self, kind: Kind, port: int, secret: str) -> None:
        self.faults: list[str] = []
        self.patients: list[Patient] = []
        self._providers: dict[str, Provider] = {}
        self._port = port
        self._sign = signer_for(kind, secret)
        self._subjects = itertools.count()

    async def open(self, patients: int) -> None:
        """Let a provider into each room, then so many patients."""
        entries = [self._pass("provider", room) for room in ROOMS]
        self._providers = {entry.room: Provider(entry, self.faults) for entry in entries}
        await self._let_in(list(self._providers.values()))
        self.patients = await self.add_patients(patients)

    async def add_patients(self, count: int) -> list[Patient]:
        """So many more patients, spread over the rooms."""
        rooms = itertools.islice(itertools.cycle(ROOMS), count)
        patients = [Patient(self._pass("patient", room), self.faults) for room in rooms]
        await self._let_in(patients)
        return patients

    @property
    def completed(self) -> int:
        """Messages of all patients both acknowledged and arrived."""
        return sum(patient.completed for patient in self.patients)

    def check(self) -> None:
        """Raises BenchError when anything went wrong."""
        if self.faults:
            raise BenchError(f"{len(self.faults)} faults, the first: {self.faults[0]}")

    def _pass(self, role: Literal["patient", "provider"], room: str) -> Pass:
        return Pass(role, room, f"{role}-{next(self._subjects)}", self._sign)

    async def _let_in(self, pages: Sequence[Page]) -> None:
        queue = iter(pages)

        async def enter_in_turn() -> None:
            for page in queue:
                snapshot = await page.enter(self._port)
                if isinstance(page, Patient):
                    self._introduce(page, snapshot["visit"]["id"])

        await asyncio.gather(*(enter_in_turn() for _ in range(AT_THE_DOOR)))

    def _introduce(self, patient: Patient, visit: str) -> None:
        provider = self._providers[patient.room]
        patient.line = Line(visit=visit, sender=patient.id, to=provider.id)
        provider.patients[patient.id.encode()] = patient
