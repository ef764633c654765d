"""Comparing what a document draws with: boxes of pages, links, pictures, patterns, states, instructions."""

from collections.abc import Iterator
from typing import Final

from mrl.model.base import say
from mrl.verify.building import Object, Stream, is_name
from mrl.verify.compared import (
    DESIGN,
    INSTRUCTIONS,
    LAYOUT,
    PICTURES,
    Difference,
    Taken,
    about,
    beyond,
    each_of,
    facts,
    text,
    unlike,
)
from mrl.verify.operators import ORDINARY, operators
from mrl.verify.syntax import Budget, BuiltOtherwiseError

_BOXES: Final = ("MediaBox", "TrimBox", "BleedBox")
_DRAWINGS: Final = ("Contents", "XObject", "Pattern")
_SIZE: Final = ("Width", "Height", "ColorSpace", "BitsPerComponent")
_LOOK: Final = DESIGN | {"weasyprint"}
_SHOWN: Final = 60


def drawn_otherwise(found: Taken, fresh: Taken) -> Iterator[Difference]:
    """Say with what a document draws that the fresh copy does not draw with."""
    yield from _boxes(found, fresh)
    yield from _links(found, fresh)
    yield from _pictures(found, fresh)
    yield from _instructions(found, fresh)
    for kind in ("Pattern", "Shading", "Function", "ExtGState", "SMask", "ColorSpace"):
        count = sum(not known for _, known in each_of(found, fresh, kind))
        said = say("parts of the kind {kind} that the copy does not have", kind=kind)
        yield from unlike(count, said, _LOOK if kind in {"ExtGState", "SMask", "ColorSpace"} else LAYOUT)


def _boxes(found: Taken, fresh: Taken) -> Iterator[Difference]:
    sizes = {_box(page) for page in fresh.of_kind("Page")}
    count = sum(_box(page) not in sizes for page in found.of_kind("Page"))
    yield from unlike(count, say("pages of another size, or cut otherwise"))


def _box(page: Object) -> tuple[object, ...]:
    return tuple(facts(about(page).get(name)) for name in _BOXES)


def _links(found: Taken, fresh: Taken) -> Iterator[Difference]:
    addresses = {_address(found, each) for each in found.of_kind("Annot")} - {""}
    known = {_address(fresh, each) for each in fresh.of_kind("Annot")}
    for each in sorted(addresses - known)[:3]:
        yield Difference(say("a link goes to {address}, where none of ours goes", address=each[:_SHOWN]))
    places = [_place(each) for each in found.of_kind("Annot")]
    count = beyond(places, map(_place, fresh.of_kind("Annot")))
    yield from unlike(count, say("links that the copy does not have"), DESIGN)


def _address(of: Taken, link: Object) -> str:
    return text(of.built.entry(about(link).get("A"), "URI"))


def _place(link: Object) -> tuple[object, ...]:
    entries = about(link)
    return (facts(entries.get("Dest")), facts(entries.get("Contents")), facts(entries.get("F")))


def _is_picture(value: Object) -> bool:
    return is_name(about(value).get("Subtype"), "Image")


def _pictures(found: Taken, fresh: Taken) -> Iterator[Difference]:
    pictures = [each for each in fresh.of_kind("XObject") if _is_picture(each)]
    sizes = {_size(each) for each in pictures}
    others = [each for each in found.of_kind("XObject") if _is_picture(each)]
    count = sum(_size(each) not in sizes for each in others)
    yield from unlike(count, say("pictures that the copy does not have"))
    unknown = [(each, known) for each, known in each_of(found, fresh, "XObject") if not known]
    again = sum(_is_picture(each) and _size(each) in sizes for each, _ in unknown)
    yield from unlike(again, say("pictures that are others in the copy"), PICTURES)
    forms = sum(not _is_picture(each) for each, _ in unknown)
    yield from unlike(forms, say("drawings that the copy does not have"), INSTRUCTIONS)


def _size(picture: Object) -> tuple[object, ...]:
    return tuple(facts(about(picture).get(name)) for name in _SIZE)


def _instructions(found: Taken, fresh: Taken) -> Iterator[Difference]:
    """Say which instructions no page of ours holds; what the copy draws may all be there."""
    budget = Budget()
    used: set[str] = set()
    try:
        for kind in _DRAWINGS:
            for each, is_known in each_of(found, fresh, kind):
                if isinstance(each, Stream) and not is_known and not _is_picture(each):
                    used |= operators(each.content, budget)
    except BuiltOtherwiseError:
        yield Difference(say("the instructions of a page are not written as mrl writes them"))
        return
    for name in sorted(used - ORDINARY)[:3]:
        yield Difference(
            say("a page is drawn with the instruction {name}, which mrl does not use", name=name[:_SHOWN])
        )
