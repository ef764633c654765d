"""Pictures of others: a PNG that really is one, an SVG that neither runs nor fetches anything."""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from mrl.model.base import Message, say
from mrl.model.branding import Picture

LONGEST_SIDE: Final = 4000
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Colour type to numbers per pixel (PNG specification, 11.2.1)."""
_SVG: Final = "{http://www.w3.org/2000/svg}"
_DRAWING: Final = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "metadata"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern"),
    }
)
_DEEPEST: Final = 40
_OUTSIDE: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.IGNORECASE)


class BadPictureError(ValueError):
    """Why a picture is not taken, as a message."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.in_english())
        self.reason = reason


def picture(content: bytes) -> Picture:
    """Check what a picture's bytes are and whether it is harmless. Raises `BadPictureError`."""
    if content.startswith(_SIGNATURE):
        _check_png(content)
        return Picture(media_type="image/png", content=content)
    if b"<svg" in content[:4096] or content.lstrip().startswith(b"<"):
        _check_svg(content)
        return Picture(media_type="image/svg+xml", content=content)
    raise BadPictureError(say("this is neither a PNG nor an SVG picture"))


def _check_png(content: bytes) -> None:
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13 or chunks[-1][0] != b"IEND":  # noqa: PLR2004 - bytes of a header
        raise BadPictureError(say("the PNG picture is cut short or damaged"))
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
        raise BadPictureError(say("the picture has more than {most} pixels on a side", most=LONGEST_SIDE))
    wanted = height * (1 + (width * depth * _CHANNELS.get(colour, 1) + 7) // 8)
    # Seven passes of an interlaced picture have more line beginnings than one.
    most = wanted * 2 + 64 if interlaced else wanted
    unpacked = _unpacked(b"".join(data for name, data in chunks if name == b"IDAT"), most)
    if colour not in _CHANNELS or (unpacked != wanted and not interlaced) or unpacked < wanted:
        raise BadPictureError(say("the PNG picture is cut short or damaged"))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, place)
        name, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        check = content[place + 8 + length : place + 12 + length]
        if check != struct.pack(">I", zlib.crc32(name + data)):
            raise BadPictureError(say("the PNG picture is cut short or damaged"))
        yield name, data
        place += 12 + length


def _unpacked(data: bytes, most: int) -> int:
    try:
        return len(zlib.decompressobj().decompress(data, most + 1))
    except zlib.error as error:
        raise BadPictureError(say("the PNG picture is cut short or damaged")) from error


def _check_svg(content: bytes) -> None:
    if re.search(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", content, re.IGNORECASE) or b"\0" in content:
        raise BadPictureError(
            say("the SVG picture declares a document type, entities or a style sheet; save it as plain SVG")
        )
    try:
        root = ET.fromstring(content)  # noqa: S314 - without a document type there are no entities
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BadPictureError(say("the SVG picture is not well-formed")) from error
    if root.tag != f"{_SVG}svg":
        raise BadPictureError(say("this is neither a PNG nor an SVG picture"))
    _check_element(root, 1)


def _check_element(element: ET.Element, depth: int) -> None:
    name = element.tag.removeprefix(_SVG)
    if name in {"text", "tspan"}:  # it would look different wherever its font is not installed
        reason = say("the SVG picture holds text, which needs a font; convert its text to paths")
        raise BadPictureError(reason)
    if name not in _DRAWING or depth > _DEEPEST:
        reason = say(
            "the SVG picture holds '{found}', which a logo does not need; save it as plain SVG",
            found=name[:60],
        )
        raise BadPictureError(reason)
    for attribute, value in element.attrib.items():
        _check_attribute(attribute.rpartition("}")[2].lower(), value)
    if name == "style" and _OUTSIDE.search("".join(element.itertext())):
        raise BadPictureError(_active(name))
    if name == "metadata":  # what is described there is not drawn
        return
    for inner in element:
        _check_element(inner, depth + 1)


def _check_attribute(name: str, value: str) -> None:
    leads_out = name in {"href", "src", "base"} and not value.startswith("#")
    if name.startswith("on") or leads_out or _OUTSIDE.search(value):
        raise BadPictureError(_active(name))


def _active(name: str) -> Message:
    return say("the SVG picture runs or fetches something ('{found}'); save it as plain SVG", found=name[:60])
