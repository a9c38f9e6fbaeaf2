"""Cookies that no script can read, under a name for HTTPS and another for plain HTTP."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie of this server. `insecure_name` is for a server on one's own machine, without HTTPS.

    `name` begins with `__Host-` or `__Secure-`, so that browsers take it over HTTPS alone.
    """

    name: str
    insecure_name: str
    path: str
    same_site: Literal["strict", "lax"]

    def read(self, request: Request) -> str:
        """What the browser sent; empty where it sent nothing."""
        return request.cookies.get(self._name_for(request), "")

    def put(self, response: Response, request: Request, value: str, lifetime: timedelta) -> None:
        """Have the browser keep a value; a lifetime of zero has it forget."""
        response.set_cookie(
            self._name_for(request),
            value,
            max_age=int(lifetime.total_seconds()),
            path=self.path,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite=self.same_site,
        )

    def _name_for(self, request: Request) -> str:
        return self.name if request.url.scheme == "https" else self.insecure_name
