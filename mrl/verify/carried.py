"""Comparing what a document carries beside drawings: files, metadata, bookmarks, texts for reading aloud."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from mrl.errors import InputError
from mrl.files.reading import of_schema, parse_json, validate
from mrl.files.writing import canonical_json
from mrl.model.base import Message, say
from mrl.model.document import DOCUMENT_SCHEMA, DocumentFacts
from mrl.rendering.attached import FACTS_FILE
from mrl.verify.building import Object, Stream
from mrl.verify.compared import (
    DESIGN,
    LAYOUT,
    Difference,
    Taken,
    about,
    beyond,
    each_of,
    facts,
    text,
    unlike,
)

_VERSIONS = re.compile(r"\b(mrl|WeasyPrint) [0-9][\w.+-]{0,30}")
_PIECES = re.compile(r">([^<>]+)<|=\"([^\"<>]*)\"")
_TEXTS: Final = frozenset({"mrl", "design", "Babel", "Jinja2"})
_SHOWN: Final = 60
_WRITERS: Final = frozenset({"mrl", "weasyprint"})


def carried_otherwise(found: Taken, fresh: Taken) -> Iterator[Difference]:
    """Say what a document carries that the fresh copy does not carry."""
    yield from _files(found, fresh)
    yield from _metadata(found, fresh)
    yield from _whole(found, fresh)
    count = beyond(_outline(found), _outline(fresh))
    yield from unlike(count, say("bookmarks that the copy does not have"), _TEXTS)
    spoken = Counter(_spoken(found)) - Counter(_spoken(fresh))
    yield from unlike(spoken.total(), say("texts for reading aloud that the copy does not have"), _TEXTS)
    kinds = Counter(_roles(found))
    if kinds != Counter(_roles(fresh)):
        yield Difference(say("the order for reading aloud is another than in the copy"), LAYOUT)


def _files(found: Taken, fresh: Taken) -> Iterator[Difference]:
    """Compare what is attached: under which names, in which order, with which contents, once each."""
    ours, theirs = list(_attached(fresh)), list(_attached(found))
    names = [name for name, _ in theirs]
    if names != [name for name, _ in ours]:
        yield Difference(say("other files are attached than mrl attaches, or in another order"))
    elif theirs != ours:
        others = sorted({one[0] for one, other in zip(theirs, ours, strict=True) if one != other})
        yield Difference(
            say("attached otherwise than mrl attaches it: {names}", names=", ".join(others)[:200])
        )
    associated = {_described(found, each)[:-1] for each in _associated(found)}
    if associated != {entry for _, entry in ((name, each[:-1]) for name, each in theirs)}:
        yield Difference(say("what is associated with the document is not what is attached to it"))
    if len(found.of_kind("Filespec")) != len(theirs) or len(found.of_kind("EmbeddedFile")) != len(theirs):
        yield Difference(say("there are more files in the document than its list of files names"))
    described = {facts(about(each).get("Desc")) for each in fresh.of_kind("Filespec")}
    count = beyond((facts(about(each).get("Desc")) for each in found.of_kind("Filespec")), described)
    yield from unlike(count, say("files that are described otherwise than in the copy"), _TEXTS)


def ambiguous_files(of: Taken) -> Iterator[Message]:
    """Say which attached files one reader may take for others than the next does."""
    names = [name for name, _ in _attached(of)]
    for name in sorted({name for name in names if names.count(name) > 1})[:3]:
        yield say("the name {name} stands twice in the list of attached files", name=name[:_SHOWN])
    for name, file in _attached(of):
        if any(name != other for other in file[:2]):
            yield say("the attached file {name} bears another name at another place", name=name[:_SHOWN])


def _attached(of: Taken) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Give each entry of the list of attached files, with what is said of it and what it holds."""
    names = of.built.items(of.built.entry(of.built.trailer, "Root", "Names", "EmbeddedFiles", "Names"))
    for name, file in zip(names[::2], names[1::2], strict=False):
        yield text(name), _described(of, file)


def _associated(of: Taken) -> list[Object]:
    return of.built.items(of.built.entry(of.built.trailer, "Root", "AF"))


def _described(of: Taken, file: Object) -> tuple[object, ...]:
    entries = about(file)
    stream = of.built.entry(file, "EF", "F")
    content = stream.content if isinstance(stream, Stream) else b""
    said = of.built.entry(stream, "Params")
    right = (len(content), hashlib.md5(content, usedforsecurity=False).digest())
    fits = (about(said).get("Size"), about(said).get("CheckSum")) == right
    name = text(entries.get("F"))
    dates = tuple(facts(about(said).get(key)) for key in ("CreationDate", "ModDate"))
    kind = facts(about(stream).get("Subtype"))
    meant = hashlib.sha256(_without_versions(name, content)).hexdigest()
    relation = facts(entries.get("AFRelationship"))
    return (name, text(entries.get("UF")), relation, kind, dates, meant, fits)


def _without_versions(name: str, content: bytes) -> bytes:
    """Give what a document says of its own making without the versions, which may differ."""
    if name != FACTS_FILE:
        return content
    try:
        said = validate(of_schema(parse_json(content, name), DOCUMENT_SCHEMA), DocumentFacts)
    except InputError:
        return content
    plain = canonical_json(said.model_copy(update={"made_with": {}}))
    return plain if canonical_json(said) == content else content


def _metadata(found: Taken, fresh: Taken) -> Iterator[Difference]:
    """Compare what the file says of itself; only the versions of those that wrote it may be others."""
    said, expected = (Counter(_pieces(each)) for each in (found, fresh))
    if said - expected:
        yield Difference(say("the metadata say something that those of the copy do not say"))
    elif any(not known for _, known in each_of(found, fresh, "Metadata")):
        yield Difference(say("the metadata are written otherwise than in the copy"), _WRITERS)
    if _info(found) != _info(fresh):
        yield Difference(say("title, subject, creator or date of the file are others than in the copy"))


def _pieces(of: Taken) -> Iterator[str]:
    for each in of.of_kind("Metadata"):
        if isinstance(each, Stream):
            written = _VERSIONS.sub(r"\1", each.content.decode("utf-8", "replace"))
            yield from (one or other for one, other in _PIECES.findall(written))


def _info(of: Taken) -> dict[str, str]:
    return {
        key: _VERSIONS.sub(r"\1", text(value))
        for each in of.of_kind("Info")
        for key, value in about(each).items()
    }


def _whole(found: Taken, fresh: Taken) -> Iterator[Difference]:
    """Compare what is said of the document as a whole."""
    one, other = (about(each.built.entry(each.built.trailer, "Root")) for each in (found, fresh))
    if facts(one.get("Lang")) != facts(other.get("Lang")):
        yield Difference(say("the file names another language than the copy"))
    for kind in ("ViewerPreferences", "MarkInfo", "OutputIntent"):
        count = sum(not known for _, known in each_of(found, fresh, kind))
        yield from unlike(count, say("parts of the kind {kind} that the copy does not have", kind=kind))
    missing = other.keys() - one.keys()
    if missing:
        names = ", ".join(f"/{key}" for key in sorted(missing))
        yield Difference(say("the file lacks what mrl writes: {names}", names=names))
    places, known = (
        [text(each) for kind in of.of_kind("Dests") for each in of.built.items(about(kind).get("Names"))[::2]]
        for of in (found, fresh)
    )
    if places != known:
        yield Difference(say("the places that links go to have other names than in the copy"), DESIGN)


def _outline(of: Taken) -> list[object]:
    return [facts(about(each).get("Title")) for each in of.of_kind("OutlineItem")]


def _spoken(of: Taken) -> Iterator[object]:
    for each in of.of_kind("StructElem"):
        if "Alt" in about(each):
            yield facts(about(each).get("Alt"))


def _roles(of: Taken) -> Iterator[object]:
    for each in of.of_kind("StructElem"):
        yield facts(about(each).get("S"))
