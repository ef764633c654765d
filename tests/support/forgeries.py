"""Forged documents, each by somebody who knows how mrl writes and seals a file and changes one thing.

FORGERIES are changes of objects; the file around them is built and sealed as mrl would do it. RAW_FORGERIES
change bytes, or go through another program.
"""

import json
import re
from collections.abc import Callable, Mapping

from support import tampering
from support.documents import reader
from support.rebuilding import (
    Change,
    added,
    dictionary,
    file_named,
    pages,
    rebuilt,
    root,
    with_content,
    with_file,
    written,
)

from mrl.rendering.archive import sealed
from mrl.verify.building import Built, Object, Stream, take_apart
from mrl.verify.syntax import Name, Reference, Value

SCRIPT: dict[str, Value] = {"S": Name("JavaScript"), "JS": b"app.alert(1)"}
FLATE: dict[str, Value] = {"Filter": Name("FlateDecode")}
_CODES = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>\n")


def _annotation(subtype: str, **entries: Value) -> Change:
    def changed(built: Built) -> None:
        page = pages(built)[0]
        about: dict[str, Value] = {"Type": Name("Annot"), "Subtype": Name(subtype), "Rect": [0, 0, 99, 99]}
        annots = built.follow(page.setdefault("Annots", []))
        assert isinstance(annots, list)
        annots.append(added(built, {**about, **entries}))

    return changed


def _in_root(key: str, value: Value) -> Change:
    return lambda built: root(built).update({key: value})


def _in_page(key: str, value: Value) -> Change:
    return lambda built: pages(built)[0].update({key: value})


def _on_page(text: bytes, number: int = 1) -> Change:
    """Add instructions to the end of a page."""
    return lambda built: with_content(built, pages(built)[number]["Contents"], lambda old: old + b"\n" + text)


def _resource(kind: str, value: Object, use: bytes, number: int = 1) -> Change:
    """Add something to draw with and draw with it."""

    def changed(built: Built) -> None:
        resources = dictionary(built, pages(built)[number]["Resources"])
        dictionary(built, resources[kind])["Forged"] = (
            added(built, value) if isinstance(value, Stream) else value
        )
        _on_page(use, number)(built)

    return changed


def _fonts(built: Built) -> dict[str, Value]:
    return dictionary(built, dictionary(built, pages(built)[1]["Resources"])["Font"])


def _glyphs(built: Built) -> dict[str, Value]:
    font = dictionary(built, next(iter(_fonts(built).values())))
    below = font["DescendantFonts"]
    assert isinstance(below, list)
    return dictionary(built, below[0])


def swapped_letters(built: Built) -> None:
    """Let a copied 2 be a 9: what is drawn stays."""
    for font in _fonts(built).values():
        with_content(
            built, dictionary(built, font)["ToUnicode"], lambda old: old.replace(b"<0032>\n", b"<0039>\n")
        )


def other_figure(built: Built) -> None:
    """Draw another digit where a page has one."""
    for font, value in _fonts(built).items():
        letters = built.follow(dictionary(built, value)["ToUnicode"])
        assert isinstance(letters, Stream)
        codes = {letter: code for code, letter in _CODES.findall(letters.content)}
        old, new = codes.get(b"0032"), codes.get(b"0035")
        if old and new:
            pattern = re.compile(rb"(/%s [\d.]+ Tf\n\[[^\]]*)<%s>" % (font.encode(), old))
            with_content(
                built,
                pages(built)[1]["Contents"],
                lambda drawing, p=pattern, n=new: p.sub(rb"\1<%s>" % n, drawing, count=1),  # type: ignore[misc]
            )


def wider(built: Built) -> None:
    widths = _glyphs(built)["W"]
    assert isinstance(widths, list)
    assert isinstance(widths[1], list)
    widths[1][0] = 999


def other_font_file(built: Built) -> None:
    place = dictionary(built, _glyphs(built)["FontDescriptor"])["FontFile2"]
    with_content(built, place, lambda old: old[:-40] + bytes(40))


def other_font_name(built: Built) -> None:
    dictionary(built, next(iter(_fonts(built).values())))["BaseFont"] = Name("AAAAAA+Somebody")


def _kids(change: Callable[[list[Value]], list[Value]]) -> Change:
    def changed(built: Built) -> None:
        tree = dictionary(built, root(built)["Pages"])
        kids = tree["Kids"]
        assert isinstance(kids, list)
        tree["Kids"] = change(kids)
        tree["Count"] = len(change(kids))

    return changed


def _embedded(built: Built, content: bytes, name: bytes = b"assessment.json") -> Reference:
    stream = added(built, Stream({"Type": Name("EmbeddedFile"), **FLATE}, content))
    about: dict[str, Value] = {"Type": Name("Filespec"), "F": name, "UF": name, "EF": {"F": stream}}
    return added(built, {**about, "AFRelationship": Name("Data")})


def _names(built: Built) -> list[Value]:
    found = dictionary(built, dictionary(built, root(built)["Names"])["EmbeddedFiles"])["Names"]
    assert isinstance(found, list)
    return found


def associated_elsewhere(built: Built) -> None:
    root(built)["AF"] = [_embedded(built, b"{}")]


def associated_less(built: Built) -> None:
    root(built)["AF"] = [file_named(built, b"document.json")]


def name_twice(built: Built) -> None:
    _names(built).extend([b"assessment.json", _embedded(built, b"{}")])


def one_more_file(built: Built) -> None:
    _names(built).extend([b"zzz.txt", _embedded(built, b"cheap", b"zzz.txt")])


def renamed_for_some(built: Built) -> None:
    dictionary(built, file_named(built, b"assessment.json"))["UF"] = b"document.json"


def other_for_old_readers(built: Built) -> None:
    files = dictionary(built, dictionary(built, file_named(built, b"assessment.json"))["EF"])
    files["UF"] = added(built, Stream({"Type": Name("EmbeddedFile"), **FLATE}, b"{}"))


def wrong_checksum(built: Built) -> None:
    stream = dictionary(built, dictionary(built, file_named(built, b"assessment.json"))["EF"])["F"]
    dictionary(built, dictionary(built, stream)["Params"])["CheckSum"] = bytes(16)


def better_score(content: bytes) -> bytes:
    """Change the score in an assessment and nothing else."""
    assessment = json.loads(content)
    assessment["headlines"][0]["score"]["point"] = 9.8
    return json.dumps(assessment, separators=(",", ":")).encode()


def _script_name(built: Built) -> None:
    dictionary(built, root(built)["Names"])["JavaScript"] = {"Names": [b"run", SCRIPT]}


def _outline(key: str, value: Value) -> Change:
    def changed(built: Built) -> None:
        first = dictionary(built, dictionary(built, root(built)["Outlines"])["First"])
        first[key] = value

    return changed


def _link(key: str, value: Value) -> Change:
    """Change the first link."""

    def changed(built: Built) -> None:
        link = next(
            each
            for each in built.objects.values()
            if isinstance(each, dict) and each.get("Subtype") == "Link"
        )
        link.pop("Dest", None)
        link[key] = value

    return changed


def _element(key: str, value: Value) -> Change:
    def changed(built: Built) -> None:
        element = next(
            each for each in built.objects.values() if isinstance(each, dict) and each.get("S") == "Figure"
        )
        element[key] = value

    return changed


def _metadata(old: bytes, new: bytes) -> Change:
    return lambda built: with_content(built, root(built)["Metadata"], lambda text: text.replace(old, new))


def _info(built: Built) -> None:
    dictionary(built, built.trailer["Info"])["Title"] = b"Recommended"


def _moved_place(built: Built) -> None:
    places = dictionary(built, dictionary(built, root(built)["Names"])["Dests"])["Names"]
    assert isinstance(places, list)
    places[1] = places[-1]


def _for_nothing(built: Built) -> None:
    added(built, {"Hidden": b"9.8"})


PICTURE = Stream(
    {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": 2,
        "Height": 1,
        "BitsPerComponent": 8,
        "ColorSpace": Name("DeviceGray"),
        **FLATE,
    },
    b"\x00\xff",
)
FORM = Stream(
    {"Type": Name("XObject"), "Subtype": Name("Form"), "BBox": [0, 0, 99, 99], **FLATE}, b"0 0 99 99 re f"
)

FORGERIES: Mapping[str, Change] = {
    "a stamp": _annotation("Stamp", Name=Name("Approved")),
    "a note": _annotation("Text", Contents=b"level 7"),
    "a text over the page": _annotation("FreeText", Contents=b"9.8", DA=b"/Helv 40 Tf"),
    "a file in a note": _annotation("FileAttachment", FS={"F": b"assessment.json"}),
    "a link to somewhere else": _annotation("Link", A={"S": Name("URI"), "URI": b"https://evil.example"}),
    "a link that starts a program": _link("A", {"S": Name("Launch"), "F": b"x.exe"}),
    "a link into another file": _link("A", {"S": Name("GoToR"), "F": b"x.pdf"}),
    "a link with a script": _link("A", {**SCRIPT}),
    "a link that sends a form": _link("A", {"S": Name("SubmitForm"), "F": b"https://evil.example"}),
    "a link with a further action": _link("AA", {"E": {**SCRIPT}}),
    "a link that looks otherwise": _link("AP", {"N": None}),
    "a script on opening": _in_root("OpenAction", {**SCRIPT}),
    "opening on another page": _in_root("OpenAction", [0, Name("Fit")]),
    "actions of the document": _in_root("AA", {"WC": {**SCRIPT}}),
    "actions of a page": _in_page("AA", {"O": {**SCRIPT}}),
    "an action of a bookmark": _outline("A", {"S": Name("URI"), "URI": b"https://evil.example"}),
    "a script by name": _script_name,
    "a base for addresses": _in_root("URI", {"Base": b"https://evil.example"}),
    "associated with another assessment": associated_elsewhere,
    "associated with less": associated_less,
    "a name of a file twice": name_twice,
    "one more file": one_more_file,
    "a file with two names": renamed_for_some,
    "a file with two contents": other_for_old_readers,
    "a wrong checksum": wrong_checksum,
    "a better assessment": with_file(b"assessment.json", better_score),
    "an easier rubric": with_file(b"test.yaml", lambda old: old.replace(b"best: '20'", b"best: '10'")),
    "half a page cut off": _in_page("CropBox", [0, 400, 595, 842]),
    "a smaller page": _in_page("MediaBox", [0, 400, 595, 842]),
    "a smaller trim": _in_page("TrimBox", [0, 400, 595, 842]),
    "an art box": _in_page("ArtBox", [0, 400, 595, 842]),
    "a turned page": _in_page("Rotate", 180),
    "a larger unit": _in_page("UserUnit", 10),
    "layers": _in_root("OCProperties", {"OCGs": [], "D": {}}),
    "a picture over the score": _resource("XObject", PICTURE, b"q 99 0 0 99 0 0 cm /Forged Do Q"),
    "a drawing over the score": _resource("XObject", FORM, b"/Forged Do"),
    "a state of drawing": _resource("ExtGState", {"ca": 0.5}, b"/Forged gs"),
    "a transition of colours": _resource(
        "Shading",
        {
            "ShadingType": 2,
            "ColorSpace": Name("DeviceGray"),
            "Coords": [0, 0, 1, 1],
            "Function": {"FunctionType": 2, "N": 1, "Domain": [0, 1]},
        },
        b"/Forged sh",
    ),
    "a white box": _on_page(b"1 1 1 rg 0 0 500 500 re f"),
    "invisible letters": _on_page(b"BT 3 Tr (9.8) Tj ET"),
    "a picture in the instructions": _on_page(b"BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI"),
    "another text for copying": _on_page(b"/Span <</ActualText (9.8)>> BDC EMC"),
    "another figure": other_figure,
    "letters that stand for others": swapped_letters,
    "a letter of another width": wider,
    "another font file": other_font_file,
    "another font": other_font_name,
    "a form to sign": _in_root("AcroForm", {"Fields": [{"FT": Name("Sig")}], "SigFlags": 3}),
    "a form in XML": _in_root("AcroForm", {"XFA": b"<x/>", "Fields": []}),
    "a usage right": _in_root("Perms", {"UR3": {}}),
    "a folder of files": _in_root("Collection", {"View": Name("H")}),
    "a title in the metadata": _metadata(b"Example: ", b"Recommended: "),
    "a claim in the metadata": _metadata(b"</rdf:RDF>", b'<rdf:Description xmp:Rating="5"/></rdf:RDF>'),
    "a title of the file": _info,
    "another order of pages": _kids(lambda kids: [kids[1], kids[0], *kids[2:]]),
    "a page less": _kids(lambda kids: kids[:-1]),
    "a page twice": _kids(lambda kids: [*kids, kids[0]]),
    "no tools for the reader": _in_root("ViewerPreferences", {"DisplayDocTitle": True, "HideToolbar": True}),
    "other numbers of pages": _in_root("PageLabels", {"Nums": [0, {"S": Name("r")}]}),
    "another language": _in_root("Lang", b"fr"),
    "a full screen": _in_root("PageMode", Name("FullScreen")),
    "another text for reading aloud": _element("Alt", b"9.8 of 10"),
    "a text instead of a picture": _element("ActualText", b"9.8 of 10"),
    "a long form": _element("E", b"9.8 of 10"),
    "another bookmark": _outline("Title", b"Recommended"),
    "a place elsewhere": _moved_place,
    "an object for nothing": _for_nothing,
    "an older state beside": lambda built: built.trailer.update({"Prev": 9}),
    "a table of its own": lambda built: built.trailer.update({"XRefStm": 9}),
    "thumbnails": _in_page("Thumb", PICTURE.about),
    "private data": _in_root("PieceInfo", {"X": {}}),
    "a web page captured": _in_root("SpiderInfo", {"V": 1}),
    "threads": _in_root("Threads", []),
    "a page that turns itself": _in_page("Dur", 1),
}


def _key_twice(pdf: bytes) -> bytes:
    """Write a key twice: one reader takes the first, the next the last."""
    built = take_apart(pdf)
    files = dictionary(built, dictionary(built, file_named(built, b"assessment.json"))["EF"])
    files["F\0"] = _embedded(built, b"{}")
    raw = written(built)
    return sealed(raw.replace(b"/F#00 ", b"/F "))


def _hidden_object(pdf: bytes) -> bytes:
    """Put an object into the file that its table does not list."""
    place = pdf.index(b"\n3 0 obj") + 1
    return tampering.resealed(pdf[:place] + b"9999 0 obj\n<</Hidden true>>\nendobj\n" + pdf[place:])


def _other_head(pdf: bytes) -> bytes:
    return tampering.resealed(pdf.replace(b"\xf0\x9f\x96\xa4", b"\xf0\x9f\x96\xa5"))


def _with_second_identifier(pdf: bytes) -> bytes:
    """Change the other half of the identifier, and seal again."""
    identifier = reader(pdf).trailer["/ID"][1]
    other = identifier if isinstance(identifier, bytes) else identifier.encode()
    return tampering.resealed(pdf.replace(other, other[::-1]))


RAW_FORGERIES: Mapping[str, Callable[[bytes], bytes]] = {
    "bytes after the end": lambda pdf: pdf + b"9.8\n",
    "two ends": lambda pdf: tampering.resealed(pdf + pdf[pdf.rindex(b"startxref") :]),
    "a remark inside": lambda pdf: tampering.resealed(pdf.replace(b"endobj\n", b"endobj\n%9.8\n", 1)),
    "an unlisted object": _hidden_object,
    "an update": tampering.with_comment,
    "a password": tampering.with_password,
    "no password": lambda pdf: tampering.with_password(pdf, ""),
    "saved by pypdf": tampering.saved_again,
    "a file less": tampering.without_files,
    "filled up streams": lambda pdf: tampering.resealed(tampering.filled_up(pdf, 1)),
    "another version of PDF": lambda pdf: tampering.resealed(pdf.replace(b"%PDF-1.7", b"%PDF-1.4")),
    "another remark at the head": lambda pdf: tampering.resealed(
        pdf.replace(b"\xf0\x9f\x96\xa4", b"\xf0\x9f\x96\xa5")
    ),
    "cut short": lambda pdf: pdf[:-9],
    "seal only": _with_second_identifier,
}


def forged(pdf: bytes, name: str, *changes: Change) -> bytes:
    """Make one of the forgeries, and further changes."""
    if name in RAW_FORGERIES:
        return RAW_FORGERIES[name](rebuilt(pdf, *changes) if changes else pdf)
    return rebuilt(pdf, FORGERIES[name], *changes)
