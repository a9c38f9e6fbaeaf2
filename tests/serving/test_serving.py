"""Tests run an app under the product's settings: what its clients may not do, those of a test may not do either."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from websockets.exceptions import ConnectionClosed

from tests.bounds import SOON
from tests.serving import serving, websocket
from tests.serving.receivers import echo
from tests.serving.test_server import fails_to_start, say_hello
from waitside.serving.connections import MAX_FRAME

APP = Starlette(routes=[Route("/", say_hello), WebSocketRoute("/echo", echo)])


async def test_it_has_the_products_limits() -> None:
    async with serving(APP) as address:
        url = address.replace("http", "ws", 1) + "/echo"
        async with websocket(url, compression="deflate") as opened:
            assert opened.response is not None
            assert "Sec-WebSocket-Extensions" not in opened.response.headers
            await opened.send("x" * (MAX_FRAME + 1))
            with pytest.raises(ConnectionClosed) as closed:
                await opened.recv()
            assert closed.value.rcvd is not None and closed.value.rcvd.code == 1009


async def test_it_ends_with_the_block() -> None:
    async with serving(APP) as address, httpx.AsyncClient(base_url=address, timeout=SOON, trust_env=False) as client:
        assert (await client.get("/")).text == "hello"
    async with httpx.AsyncClient(base_url=address, timeout=SOON, trust_env=False) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("/")


async def test_an_app_that_does_not_start_is_told() -> None:
    with pytest.raises(RuntimeError, match="did not start"):
        async with serving(fails_to_start):
            pytest.fail("it is not up")


async def test_a_failure_of_the_block_is_raised_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        async with serving(APP):
            raise ZeroDivisionError
