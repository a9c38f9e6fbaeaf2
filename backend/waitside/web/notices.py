"""Pages for people where there is no app to show: in their language, and trying again by themselves if that helps."""

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from waitside.web.html import NOTICE_STYLE, RETRY_SCRIPT, Notice, notice_page
from waitside.web.languages import preferred_language
from waitside.web.notice_texts import FALLBACK, RIGHT_TO_LEFT, TEXTS, NoticeTexts
from waitside.web.policy import ANY_FRAME, NO_FRAME, notice_policy

FRAMEABLE: Final[Mapping[str, str]] = {
    # An isolated host page (COEP require-corp) shows only frames that are isolated too and say that they may be shown.
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
CONSOLE: Final = "/console"


def texts_for(request: Request) -> tuple[str, NoticeTexts]:
    """The reader's language, and what pages say in it."""
    language = preferred_language(request.headers.get("accept-language", ""), TEXTS, FALLBACK)
    return language, TEXTS[language]


def wants_page(request: Request) -> bool:
    """Whether a person looks at the answer: a browser goes to an address that is not the API's."""
    is_read = request.method in ("GET", "HEAD") and not request.scope["path"].startswith("/api/")
    return is_read and "text/html" in request.headers.get("accept", "")


def no_room(request: Request, clinic: str | None) -> Response:
    """There is no room at this address. `clinic`: the name of whose server it is, where that is known."""
    _, texts = texts_for(request)
    return _notice(request, 404, Notice(texts.no_room, texts.check_address, clinic=clinic))


def no_page(request: Request) -> Response:
    """There is nothing at this address."""
    _, texts = texts_for(request)
    return _notice(request, 404, Notice(texts.no_page, texts.check_address))


def not_ready(request: Request, status: int, headers: Mapping[str, str]) -> Response:
    """The server cannot answer at the moment; the page looks again until it can."""
    _, texts = texts_for(request)
    return _notice(request, status, Notice(texts.not_ready, texts.tries_again, retries=True), headers)


def not_built(request: Request) -> Response:
    """There is no widget, which those who run the server have to know."""
    return _notice(
        request, 503, Notice("Not ready yet", "The widget has not been built: run `make build` and start again.")
    )


def home(request: Request, clinic: str | None) -> Response:
    """What is at the server's own address: patients come by a link, and staff by the console. `clinic` as above."""
    _, texts = texts_for(request)
    return _notice(
        request, 200, Notice(texts.home, texts.use_link, link=(CONSOLE, texts.staff), clinic=clinic), framed=False
    )


def _notice(
    request: Request, status: int, notice: Notice, headers: Mapping[str, str] | None = None, *, framed: bool = True
) -> Response:
    """Any site may frame a page about nobody, so that people read it instead of seeing an empty frame."""
    language, _ = texts_for(request)
    policy = notice_policy(NOTICE_STYLE, RETRY_SCRIPT if notice.retries else None, ANY_FRAME if framed else NO_FRAME)
    page = notice_page(notice, language, "rtl" if language in RIGHT_TO_LEFT else "ltr")
    shown = FRAMEABLE if framed else {}
    return HTMLResponse(page, status, {"Content-Security-Policy": policy, **shown, **(headers or {})})
