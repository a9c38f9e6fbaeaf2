"""Templates, and the headers that every page of the clinic carries."""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from waitside_demo.directory import ROOMS

DOCTORS = {room.slug: room.doctor.name for room in ROOMS}
HOST_NAME = re.compile(r"[A-Za-z0-9.:_-]+")

_templates = Jinja2Templates(
    env=Environment(
        loader=PackageLoader("waitside_demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
)


def backend_origin(request: Request, port: int) -> str:
    """Waitside's origin as the visitor's browser reaches it: the host name it used for us, on another port.

    Raises HTTPException (400) for a host name that could mean something else in an address or a policy.
    """
    host = request.url.hostname or ""
    if not HOST_NAME.fullmatch(host):
        raise HTTPException(400)
    return f"{request.url.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def render(
    request: Request, template: str, *, status: int = 200, backend: str | None = None, **context: object
) -> Response:
    """A page from *template*; *backend* is Waitside's origin for a page that carries the widget."""
    return _templates.TemplateResponse(
        request,
        template,
        {"backend": backend, "doctors": DOCTORS, **context},
        status_code=status,
        headers={
            "Cache-Control": "no-store",  # names and tokens are in some of them
            "Content-Security-Policy": _content_policy(backend),
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _content_policy(backend: str | None) -> str:
    """A strict policy. The widget needs two entries of it, one for its script and one for its frame."""
    widget = f" {backend}" if backend else ""
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self'{widget}",
            f"frame-src 'self'{widget}",
            "base-uri 'none'",
            "object-src 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
