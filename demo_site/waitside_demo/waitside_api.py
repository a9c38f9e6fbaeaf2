"""The one request that a clinic's server makes to Waitside: a room token for somebody it has signed in."""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import httpx

from waitside_demo.directory import Colleague, Room
from waitside_demo.patients import Patient


class WaitsideUnavailable(Exception):
    """Waitside gave no token. The message says why, for the clinic's staff, and names nobody."""


@dataclass(frozen=True, slots=True)
class TokenDesk:
    """Asks Waitside for room tokens. *http* has Waitside's address and the clinic's API key."""

    http: httpx.AsyncClient

    async def patient_token(self, room: Room, patient: Patient) -> str:
        """A token for one patient in one room, without the name; raises WaitsideUnavailable."""
        return await self._token(
            {"room": room.slug, "role": "patient", "subject": patient.subject, "reference": patient.reference}
        )

    async def provider_token(self, room: Room, colleague: Colleague) -> str:
        """A token for one colleague, with what patients see of them; raises WaitsideUnavailable."""
        return await self._token(
            {
                "room": room.slug,
                "role": "provider",
                "subject": colleague.subject,
                "name": colleague.name,
                "title": colleague.title,
                "photo": photo_url(colleague),
            }
        )

    async def _token(self, wanted: dict[str, str]) -> str:
        try:
            answer = await self.http.post("/api/tokens", json=wanted)
            answer.raise_for_status()
            return str(answer.json()["token"])
        except httpx.HTTPStatusError as refusal:
            raise WaitsideUnavailable(f"The service answered with status {refusal.response.status_code}.") from None
        except httpx.HTTPError:
            raise WaitsideUnavailable("The service did not answer.") from None
        except (ValueError, KeyError, TypeError):
            raise WaitsideUnavailable("The service’s answer could not be read.") from None


@cache
def photo_url(colleague: Colleague) -> str:
    """The colleague's portrait as a data URL (PNG, 160 by 160 pixels)."""
    portrait = files("waitside_demo") / "static" / "portraits" / f"{colleague.subject}.png"
    return f"data:image/png;base64,{b64encode(portrait.read_bytes()).decode()}"
