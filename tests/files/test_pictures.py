"""Pictures of others: what is taken, and every kind that is not."""

import struct
import zlib

import pytest

from mrl.files.pictures import LONGEST_SIDE, BadPictureError, picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 2, height: int = 3, *, interlaced: int = 0, pixels: bytes | None = None) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlaced)
    data = b"\0" * (height * (1 + 3 * width)) if pixels is None else pixels
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def svg(content: str = "", attributes: str = 'viewBox="0 0 9 9"') -> bytes:
    return SVG.format(attributes, content).encode()


def test_png_is_taken() -> None:
    found = picture(png())
    assert (found.media_type, found.content) == ("image/png", png())
    assert found.address.startswith("data:image/png;base64,iVBORw0KGgo")


def test_drawing_is_taken() -> None:
    content = svg(
        '<title>A town</title><defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs>'
        '<style>.b { fill: url(#a) }</style><use xlink:href="#a"/><path class="b" fill="url(#a)" d="M0 0"/>'
    )
    assert picture(content).media_type == "image/svg+xml"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"GIF89a", "neither a PNG nor an SVG"),
        (b"", "neither a PNG nor an SVG"),
        (b"<html><body/></html>", "neither a PNG nor an SVG"),
        (png()[:-15], "cut short or damaged"),
        (png()[:60] + b"x" + png()[61:], "cut short or damaged"),
        (png(pixels=b"\0" * 5), "cut short or damaged"),
        (png(pixels=b"\0" * 5000), "cut short or damaged"),
        (png(LONGEST_SIDE + 1, 1), "more than 4000 pixels on a side"),
        (png(0, 1), "more than 4000 pixels on a side"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "cut short or damaged"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(BadPictureError, match=reason):
        picture(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (svg("<script>alert(1)</script>"), "holds 'script'"),
        (svg('<image href="https://example.org/a.png"/>'), "holds 'image'"),
        (svg("<foreignObject/>"), "holds 'foreignObject'"),
        (svg('<h:p xmlns:h="http://www.w3.org/1999/xhtml"/>'), "holds '{http://www.w3.org/1999/xhtml}p'"),
        (svg("<animate/>"), "holds 'animate'"),
        (svg("<text>Town</text>"), "convert its text to paths"),
        (svg(attributes='onload="alert(1)"'), r"runs or fetches something \('onload'\)"),
        (svg('<use xlink:href="https://example.org/a.svg#b"/>'), r"\('href'\)"),
        (svg('<path fill="url(https://example.org/a)"/>'), r"\('fill'\)"),
        (svg("<path style=\"fill: url('//example.org/a')\"/>"), r"\('style'\)"),
        (svg("<style>@import 'a.css';</style>"), r"\('style'\)"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg(), "declares a document type"),
        (b'<?xml-stylesheet href="a.css"?>' + svg(), "declares a document type"),
        (svg("<g>"), "not well-formed"),
        (svg("<g>" * 50 + "</g>" * 50), "holds 'g'"),
    ],
)
def test_what_does_more_than_draw_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(BadPictureError, match=reason):
        picture(content)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(BadPictureError, match="cut short or damaged"):
        picture(png(pixels=b"\0" * 20_000_000))


def test_interlaced_png_is_taken() -> None:
    assert picture(png(interlaced=1, pixels=b"\0" * 25)).media_type == "image/png"
