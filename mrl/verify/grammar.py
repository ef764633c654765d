"""What a document of mrl is made of: each kind of dictionary with its keys, and what may stand there.

A list of what is allowed, never of what is forbidden: there are more ways to make a PDF do something
(scripts, forms, layers, notes, files, signatures) than anybody can list. A key that is not named here,
a kind of object in a place of another kind, an object that nothing points to: each is a finding.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mrl.model.base import Message, say
from mrl.verify.building import Built, Object, Stream, is_name
from mrl.verify.differences import first_named
from mrl.verify.syntax import Reference, Value

_EITHER: Final = {"trailer", "Pattern", "ColorSpace"}
"""What is a stream in one case and none in another."""
_SHOWN: Final = 40


@dataclass(frozen=True)
class _Plain:
    """A value without dictionaries and references; of these names one, where there are any."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Back:
    """A reference to what is reached in another way as well, or an array of such."""


@dataclass(frozen=True)
class _Of:
    """A dictionary of a kind, in the place or pointed to."""

    kind: str


@dataclass(frozen=True)
class _Many:
    """An array in which each entry is one of these."""

    entries: tuple["_Allowed", ...]


@dataclass(frozen=True)
class _Named:
    """A dictionary whose keys may be any, each entry of one kind."""

    entry: "_Allowed"


_Allowed = _Plain | _Back | _Of | _Many | _Named

_PLAIN: Final = _Plain()
_BACK: Final = _Back()
_NAMED_PLACE: Final = _Many((_BACK, _PLAIN))
"""A place on a page: the page, how it is shown, coordinates."""


def _type(*names: str) -> _Plain:
    return _Plain(names)


def _all(text: str, allowed: _Allowed = _PLAIN) -> dict[str, _Allowed]:
    return dict.fromkeys(text.split(), allowed)


_STREAM: Final[dict[str, _Allowed]] = {"Filter": _type("FlateDecode"), "Length": _PLAIN}
_FONT: Final[dict[str, _Allowed]] = {"Type": _type("Font"), **_all("BaseFont")}
_COLOURS: Final = _Many((_PLAIN, _Of("ColorSpace")))
_BELOW: Final[dict[str, _Allowed]] = {"First": _Of("OutlineItem"), "Last": _BACK, "Count": _PLAIN}

KINDS: Final[Mapping[str, Mapping[str, _Allowed]]] = {
    "trailer": {
        "Type": _type("XRef"),
        "Root": _Of("Catalog"),
        "Info": _Of("Info"),
        **_all("Index W Size ID"),
        **_STREAM,
    },
    "Catalog": {
        "Type": _type("Catalog"),
        "Pages": _Of("Pages"),
        "Outlines": _Of("Outlines"),
        "Lang": _PLAIN,
        "Names": _Of("Names"),
        "StructTreeRoot": _Of("StructTreeRoot"),
        "ViewerPreferences": _Of("ViewerPreferences"),
        "MarkInfo": _Of("MarkInfo"),
        "OutputIntents": _Many((_Of("OutputIntent"),)),
        "AF": _Many((_Of("Filespec"),)),
        "Metadata": _Of("Metadata"),
    },
    "Info": _all("Producer Title Subject Creator CreationDate ModDate Author Keywords"),
    "ViewerPreferences": _all("DisplayDocTitle"),
    "MarkInfo": _all("Marked"),
    "Metadata": {"Type": _type("Metadata"), "Subtype": _type("XML"), "Length": _PLAIN},
    "OutputIntent": {
        "Type": _type("OutputIntent"),
        "S": _type("GTS_PDFA1"),
        "DestOutputProfile": _Of("ColorSpace"),
        **_all("OutputConditionIdentifier Info"),
    },
    "Names": {"EmbeddedFiles": _Of("EmbeddedFiles"), "Dests": _Of("Dests")},
    "EmbeddedFiles": {"Names": _Many((_PLAIN, _Of("Filespec")))},
    "Dests": {"Names": _Many((_PLAIN, _NAMED_PLACE))},
    "Filespec": {
        "Type": _type("Filespec"),
        "AFRelationship": _type("Source", "Data", "Supplement"),
        "EF": _Of("EF"),
        **_all("F UF Desc"),
    },
    "EF": {"F": _Of("EmbeddedFile")},
    "EmbeddedFile": {"Type": _type("EmbeddedFile"), "Subtype": _PLAIN, "Params": _Of("Params"), **_STREAM},
    "Params": _all("CheckSum Size CreationDate ModDate"),
    "Outlines": _BELOW,
    "OutlineItem": {
        "Title": _PLAIN,
        "Dest": _NAMED_PLACE,
        "Next": _Of("OutlineItem"),
        **_all("Prev Parent", _BACK),
        **_BELOW,
    },
    "Pages": {"Type": _type("Pages"), "Kids": _Many((_Of("Page"),)), "Count": _PLAIN},
    "Page": {
        "Type": _type("Page"),
        "Parent": _BACK,
        "Contents": _Of("Contents"),
        "Resources": _Of("Resources"),
        "Annots": _Many((_Of("Annot"),)),
        **_all("MediaBox TrimBox BleedBox Tabs StructParents"),
    },
    "Contents": _STREAM,
    "Annot": {
        "Type": _type("Annot"),
        "Subtype": _type("Link"),
        "BS": _Of("BS"),
        "A": _Of("Action"),
        **_all("Rect Contents Dest StructParent F"),
    },
    "BS": _all("W"),
    "Action": {"Type": _type("Action"), "S": _type("URI"), "URI": _PLAIN},
    "Resources": {
        "ExtGState": _Named(_Of("ExtGState")),
        "XObject": _Named(_Of("XObject")),
        "Pattern": _Named(_Of("Pattern")),
        "Shading": _Named(_Of("Shading")),
        "ColorSpace": _Named(_COLOURS),
        "Font": _Named(_Of("Font")),
    },
    "ExtGState": {"Type": _type("ExtGState"), "SMask": _Of("SMask"), **_all("ca CA AIS BM")},
    "SMask": {"Type": _type("Mask"), "S": _type("Luminosity", "Alpha"), "G": _Of("XObject")},
    "XObject": {
        "Type": _type("XObject"),
        "Subtype": _type("Form", "Image"),
        "Resources": _Of("Resources"),
        "Group": _Of("Group"),
        "SMask": _Of("XObject"),
        "DecodeParms": _Of("DecodeParms"),
        "Filter": _type("FlateDecode", "DCTDecode", "JPXDecode"),
        **_all("BBox Length Width Height ColorSpace BitsPerComponent Interpolate Decode"),
    },
    "DecodeParms": _all("Predictor Columns Colors"),
    "Group": {
        "Type": _type("Group"),
        "S": _type("Transparency"),
        "I": _PLAIN,
        "CS": _COLOURS,
    },
    "Pattern": {
        "Type": _type("Pattern"),
        "Resources": _Of("Resources"),
        "Shading": _Of("Shading"),
        **_all("PatternType BBox XStep YStep TilingType PaintType Matrix"),
        **_STREAM,
    },
    "Shading": {
        "ColorSpace": _COLOURS,
        "Function": _Of("Function"),
        **_all("ShadingType Domain Coords Extend"),
    },
    "Function": {
        "Functions": _Many((_Of("Function"),)),
        **_all("FunctionType Domain C0 C1 N Bounds Encode"),
    },
    "ColorSpace": {**_all("WhitePoint Range N"), **_STREAM},
    "Font": {
        **_FONT,
        "Subtype": _type("Type0"),
        "ToUnicode": _Of("ToUnicode"),
        "Encoding": _Many((_PLAIN, _Of("CMap"))),
        "DescendantFonts": _Many((_Of("CIDFont"),)),
    },
    "ToUnicode": _STREAM,
    "CMap": {
        "Type": _type("CMap"),
        "CMapName": _PLAIN,
        "CIDSystemInfo": _Of("CIDSystemInfo"),
        **_STREAM,
    },
    "CIDFont": {
        **_FONT,
        "Subtype": _type("CIDFontType0", "CIDFontType2"),
        "CIDSystemInfo": _Of("CIDSystemInfo"),
        "FontDescriptor": _Of("FontDescriptor"),
        **_all("CIDToGIDMap W DW"),
    },
    "CIDSystemInfo": _all("Registry Ordering Supplement"),
    "FontDescriptor": {
        "Type": _type("FontDescriptor"),
        "FontFile2": _Of("FontFile"),
        "FontFile3": _Of("FontFile"),
        **_all("FontName FontFamily Flags FontBBox ItalicAngle Ascent Descent CapHeight StemV StemH"),
    },
    "FontFile": {"Length1": _PLAIN, "Subtype": _type("OpenType"), **_STREAM},
    "StructTreeRoot": {
        "Type": _type("StructTreeRoot"),
        "ParentTree": _Of("ParentTree"),
        "K": _Many((_Of("StructElem"),)),
    },
    "ParentTree": {"Nums": _Many((_BACK, _PLAIN))},
    "StructElem": {
        "Type": _type("StructElem"),
        "K": _Many((_Of("StructElem"), _PLAIN)),
        "A": _Of("Attributes"),
        **_all("P Pg", _BACK),
        **_all("S Alt ID"),
    },
    "OBJR": {"Type": _type("OBJR"), **_all("Obj Pg", _BACK)},
    "Attributes": _all("O BBox Headers ColSpan RowSpan"),
}
"""What each kind may hold, in the terms of ISO 32000-1; what WeasyPrint newly writes is added here."""


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What a file is made of.

    strange: what mrl does not write, the first such things and how many more. of_kind: every dictionary
    and stream, by what it is.
    """

    strange: list[Message]
    of_kind: Mapping[str, list[Object]]


def survey(built: Built) -> Survey:
    """Go through a whole file."""
    walk = _Walk(built)
    return Survey(strange=first_named(list(walk.findings.values())), of_kind=walk.of_kind)


class _Walk:
    """Goes through all objects from the trailer on, and then through those that nothing points to."""

    def __init__(self, built: Built) -> None:
        self._built = built
        self._kinds: dict[int, str] = {}
        self._open: list[tuple[Object, _Allowed]] = [(built.trailer, _Of("trailer"))]
        self.findings: dict[str, Message] = {}
        """By their words, each once."""
        self.of_kind: dict[str, list[Object]] = defaultdict(list)
        self._go()
        for number in sorted(built.objects):
            if number not in self._kinds:
                self._loose(number)

    def _find(self, finding: Message) -> None:
        self.findings.setdefault(finding.in_english(), finding)

    def _go(self) -> None:
        while self._open:
            value, allowed = self._open.pop()
            if not self._fits(value, allowed):
                kind = allowed.kind if isinstance(allowed, _Of) else "Array"
                self._find(say("something else stands in the place of {kind}", kind=kind))

    def _loose(self, number: int) -> None:
        """Look at what nothing points to: WeasyPrint leaves that of margins behind, nothing else."""
        value = self._built.objects[number]
        if isinstance(value, dict) and is_name(value.get("Type"), "StructElem"):
            self._open.append((Reference(number), _Of("StructElem")))
            self._go()
        else:
            self._find(say("the object {number} is there for nothing", number=str(number)))

    def _fits(self, value: Object, allowed: _Allowed) -> bool:
        """See whether a value may stand in a place, and put what it holds on the list."""
        match allowed:
            case _Plain():
                return _is_plain(value) and (not allowed.names or value in allowed.names)
            case _Back():
                return all(
                    isinstance(each, Reference) for each in (value if isinstance(value, list) else [value])
                )
            case _Many():
                entries = value if isinstance(value, list) else [value]
                return all(self._one_of(each, allowed.entries) for each in entries)
            case _Named():
                return self._named(value, allowed.entry)
            case _Of():
                return self._of(value, allowed.kind)

    def _one_of(self, value: Object, entries: tuple[_Allowed, ...]) -> bool:
        """Choose among what an array may hold by the form of the entry."""
        if _is_plain(value) and any(isinstance(each, _Plain) for each in entries):
            return True
        for allowed in entries:
            if isinstance(allowed, _Plain):
                continue
            if isinstance(allowed, _Back) or isinstance(allowed, _Many) == isinstance(value, list):
                self._open.append((value, allowed))
                return True
        return False

    def _named(self, value: Object, entry: _Allowed) -> bool:
        found = self._built.follow(value)
        if isinstance(value, Reference):
            known = self._kinds.setdefault(value.number, repr(entry))
            if known != repr(entry):
                return False
        if not isinstance(found, dict):
            return False
        self._open += [(each, entry) for each in found.values()]
        return True

    def _of(self, value: Object, kind: str) -> bool:
        """See whether a value is a dictionary of a kind; an object is looked into once."""
        found = self._built.follow(value)
        about = found.about if isinstance(found, Stream) else found
        if not isinstance(about, dict):
            return False
        kind = "OBJR" if kind == "StructElem" and is_name(about.get("Type"), "OBJR") else kind
        if isinstance(value, Reference):
            known = self._kinds.get(value.number)
            self._kinds[value.number] = kind
            if known is not None:
                return known == kind
        rules = KINDS[kind]
        self.of_kind[kind].append(found)
        self._keys(about, kind, rules)
        return isinstance(found, Stream) == ("Length" in rules) or kind in _EITHER

    def _keys(self, about: dict[str, Value], kind: str, rules: Mapping[str, _Allowed]) -> None:
        for key, value in about.items():
            allowed = rules.get(key)
            if allowed is None:
                self._find(say("{kind} has /{key}, which mrl does not write", kind=kind, key=key[:_SHOWN]))
            elif isinstance(allowed, _Plain) and not self._fits(value, allowed):
                self._find(say("/{key} of {kind} is not as mrl writes it", kind=kind, key=key))
            else:
                self._open.append((value, allowed))


def _is_plain(value: Object) -> bool:
    if isinstance(value, list):
        return all(_is_plain(each) for each in value)
    return not isinstance(value, dict | Reference | Stream)
