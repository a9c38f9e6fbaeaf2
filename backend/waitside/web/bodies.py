"""Reading the JSON of a request, strictly."""

import asyncio
import re
from datetime import timedelta
from typing import Annotated, Final, TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request

from waitside.protocol.base import PLAIN
from waitside.refusals import Refusal
from waitside.web.problems import HttpRefusal

MAX_BODY: Final = 128 * 1024  # bytes: a photo of 64 kB in Base64, and room to spare
BODY_TIMEOUT: Final = timedelta(seconds=8)  # a body of that size over a bad line; slower ones only hold on to us

Subject = Annotated[str, msgspec.Meta(min_length=1, max_length=128, pattern=PLAIN)]
Reference = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=PLAIN)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80, pattern=PLAIN)]

Body = TypeVar("Body")


async def read_json(request: Request, decoder: msgspec.json.Decoder[Body]) -> Body:
    """The body of a request, decoded. Raises Refusal."""
    if not _says_json(request):
        raise HttpRefusal("bad_request", 415, detail="The body has to be application/json.")
    body = await _read(request)
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise Refusal("bad_request", detail=_complaint(str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refusal("bad_request", detail="The body is not JSON.") from None


def _says_json(request: Request) -> bool:
    types = request.headers.getlist("content-type")
    return len(types) == 1 and types[0].partition(";")[0].strip().lower() == "application/json"


async def _read(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_TIMEOUT.total_seconds()):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY:
                    raise Refusal("too_large")
    except TimeoutError:
        late = "The body did not arrive in time."
        raise HttpRefusal("bad_request", 408, detail=late, headers={"Connection": "close"}) from None
    except ClientDisconnect:
        raise Refusal("bad_request") from None
    return bytes(body)


def _complaint(message: str) -> str:
    """What is wrong, from msgspec's message: only names of fields that we gave ourselves are taken from it."""
    if match := re.search(r"missing required field `(\w+)`", message):
        return f"The field {match[1]} is missing."
    if "unknown field" in message:
        return "There is a field that is not known here. A patient's name, in particular, is not to be sent."
    if match := re.search(r"at `\$\.(\w+)`$", message):
        return f"The field {match[1]} is malformed."
    return "The body is not of the expected shape."
