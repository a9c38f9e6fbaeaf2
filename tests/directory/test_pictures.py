"""Pictures: PNG, JPEG and WebP of a bounded size, by what they are and not by what they are called."""

from base64 import b64encode

import pytest

from waitside.directory import DirectoryError, Picture
from waitside.directory.pictures import MAX_PICTURE, picture_columns, picture_in, picture_of

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)
WEBP = b"RIFF\x10\0\0\0WEBPVP8 " + bytes(20)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def data_url(content: bytes, media_type: str) -> str:
    """A picture as pages send it."""
    return f"data:{media_type};base64,{b64encode(content).decode()}"


@pytest.mark.parametrize(("content", "media_type"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")])
def test_three_types_are_taken(content: bytes, media_type: str) -> None:
    assert picture_of(content) == Picture(content, media_type)
    assert picture_in(data_url(content, media_type)) == Picture(content, media_type)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SVG,
        b"GIF89a" + bytes(20),
        b"BM" + bytes(20),
        b"<!doctype html>",
        b" " + PNG,
        b"RIFF\x10\0\0\0WAVE",
        PNG[:7],
    ],
    ids=lambda content: repr(content[:12]),
)
def test_nothing_else_is(content: bytes) -> None:
    with pytest.raises(DirectoryError, match="PNG, JPEG or WebP"):
        picture_of(content)


@pytest.mark.parametrize("beginning", [PNG, JPEG, WEBP], ids=["png", "jpeg", "webp"])
def test_the_size_is_bounded(beginning: bytes) -> None:
    assert len(picture_of(beginning.ljust(MAX_PICTURE, b"\0")).content) == MAX_PICTURE
    with pytest.raises(DirectoryError, match="64 kB"):
        picture_of(beginning.ljust(MAX_PICTURE + 1, b"\0"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://elsewhere.example/photo.png",
        data_url(SVG, "image/svg+xml"),
        data_url(SVG, "image/png"),
        data_url(JPEG, "image/png"),
        data_url(PNG, "text/html"),
        data_url(PNG, "image/png") + "\n",
        data_url(PNG, "image/png").replace("base64,", "base64, "),
        data_url(PNG, "image/png").replace(";base64", ""),
        data_url(PNG, "image/png;charset=utf-8"),
        data_url(PNG, "IMAGE/PNG"),
        "data:image/png;base64,",
        "data:image/png;base64,iVBORw0KGgo",
        "data:image/png;base64,é",
        data_url(PNG.ljust(MAX_PICTURE + 1, b"\0"), "image/png"),
    ],
    ids=lambda url: ascii(f"{url[:30]}…{len(url)}"),
)
def test_a_data_url_of_anything_else_is_refused(url: str) -> None:
    with pytest.raises(DirectoryError, match="PNG, JPEG or WebP"):
        picture_in(url)


def test_the_version_tells_pictures_apart_and_goes_with_them() -> None:
    one, two = (
        picture_columns("photo", Picture(content, "image/png"))["photo_version"] for content in (PNG, PNG + b".")
    )
    assert one != two
    assert one == picture_columns("photo", Picture(PNG, "image/png"))["photo_version"]
    assert picture_columns("logo", None) == {"logo": None, "logo_type": None, "logo_version": None}
