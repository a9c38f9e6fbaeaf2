"""A stand-in for the service that hands out room tokens, and a reader of the clinic's pages."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from waitside_demo import create_site

BACKEND_PORT = 8000
API_KEY = "the-clinics-key"
SITE = "http://localhost:8001"
PATIENT_PAGE = "/portal?patient=Ana%20Diaz"
PAGES = ["/", "/?room=dr-okafor", "/?room=dr-lindqvist", "/?room=dr-tanaka", PATIENT_PAGE, "/staff", "/call/aBc-1_2"]


@dataclass
class TokenService:
    """Stands in for Waitside: keeps what it was asked, and gives *answer* or the token."""

    answer: Response | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    async def tokens(self, request: Request) -> Response:
        self.keys.append(request.headers["Authorization"])
        self.asked.append(await request.json())
        return self.answer or JSONResponse({"token": "tok.en", "expires_at": "2030-01-01T00:00:00Z"}, 201)

    def transport(self) -> httpx.AsyncBaseTransport:
        return httpx.ASGITransport(Starlette(routes=[Route("/api/tokens", self.tokens, methods=["POST"])]))


class NobodyThere(httpx.AsyncBaseTransport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("All connection attempts failed")


class Page(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self) -> set[str | None]:
        return {attributes["id"] for _, attributes in self.elements if "id" in attributes}

    @property
    def widget(self) -> dict[str, str | None]:
        (tag,) = [script for script in self.all("script") if "data-room" in script]
        return tag

    def addresses(self) -> list[str]:
        return [value for _, attributes in self.elements for name in ("href", "src") if (value := attributes.get(name))]


def visitor(transport: httpx.AsyncBaseTransport, base_url: str = SITE) -> httpx.AsyncClient:
    site = create_site(backend_port=BACKEND_PORT, api_key=API_KEY, transport=transport)
    return httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url=base_url)
