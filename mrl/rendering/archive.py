"""What makes a PDF worth keeping: files attached to it, its claims of conformance, and a seal.

Claims: PDF/A-3a (WeasyPrint makes it) and PDF/UA-1 in the same file, for which PDF/A asks that the
properties of the other standard are described in the file itself (ISO 19005-3, 6.6.2.3).
Seal: the file's identifier is the SHA-256 of the file with zeros in that place. It shows whether a
byte was changed by accident or by another program, not who wrote the file: anybody can seal.
"""

import datetime as dt
import hashlib
import re
import zlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final, Literal

NO_SEAL: Final = b"0" * 64
_IDENTIFIER = re.compile(rb"/ID ?\[\(([0-9a-f]{64})\)")
_END = re.compile(rb"%%EOF\r?\n?")
_MOST_ENDS: Final = 10
_STREAM: Final = b"\nstream\n"
_STREAM_END: Final = b"\nendstream"
_TYPES: Final = {".csv": "text/csv", ".json": "application/json", ".yaml": "application/yaml"}

_CLAIM: Final = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\
"""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file inside a document, and what it is to the document.

    Source: what the document was made from; Data: what its figures rest on; Supplement: what else
    is needed to make it again. The name ends in one of the endings that have a media type.
    """

    name: str
    content: bytes
    description: str
    relationship: Literal["Source", "Data", "Supplement"]


def embedded(weasyprint: Any, attachments: Sequence[Attachment], moment: dt.datetime) -> list[Any]:
    """Give WeasyPrint's attachments, in the order that a PDF's list of names has."""
    when = moment.astimezone(dt.UTC)
    only_data = weasyprint.URLFetcher(allowed_protocols=("data",))
    return [
        weasyprint.Attachment(
            url=_address(each),
            url_fetcher=only_data,
            name=each.name,
            description=each.description,
            relationship=each.relationship,
            created=when,
            modified=when,
        )
        for each in sorted(attachments, key=lambda each: each.name.encode())
    ]


def _address(attachment: Attachment) -> str:
    """Give the content as an address: the one way to tell WeasyPrint its media type, too."""
    media_type = _TYPES[PurePath(attachment.name).suffix]
    return f"data:{media_type};base64,{b64encode(attachment.content).decode()}"


def finish(_document: Any, pdf: Any) -> None:
    """Add the claim of PDF/UA-1 to the metadata of a PDF/A that WeasyPrint is about to write."""
    _claim_accessibility(pdf)
    for each in pdf.objects:
        if getattr(each, "compress", False):
            _compress(each)


def _claim_accessibility(pdf: Any) -> None:
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [b"".join(metadata.stream).replace(b"</rdf:RDF>", _CLAIM + b"</rdf:RDF>")]
    metadata.compress = False  # archives and search engines read it without reading the PDF


def _compress(stream: Any) -> None:
    """Put a stream's compressed content in the place of its content.

    pydyf compresses on every reading, and reads twice what has an identifier.
    """
    stream.compress = False
    written: bytes = stream.data
    begin = written.index(_STREAM) + len(_STREAM)
    stream.stream = [zlib.compress(written[begin : -len(_STREAM_END)])]
    stream.extra["Filter"] = "/FlateDecode"


def sealed(document: bytes) -> bytes:
    """Give a document whose identifier is NO_SEAL its seal."""
    return _with_identifier(document, hashlib.sha256(document).hexdigest().encode())


def is_sealed(document: bytes) -> bool:
    """Say whether a document carries the seal of its own bytes."""
    found = _last_identifier(document)
    if found is None:
        return False
    return hashlib.sha256(_with_identifier(document, NO_SEAL)).hexdigest().encode() == found[1]


def sealed_length(document: bytes) -> int | None:
    """Give how many bytes from the first are a sealed document, where more were added; None if none are."""
    ends = [end.end() for end, _ in zip(_END.finditer(document), range(_MOST_ENDS), strict=False)]
    return next((end for end in ends if is_sealed(document[:end])), None)


def _last_identifier(document: bytes) -> re.Match[bytes] | None:
    return max(_IDENTIFIER.finditer(document), key=lambda match: match.start(), default=None)


def _with_identifier(document: bytes, identifier: bytes) -> bytes:
    found = _last_identifier(document)
    if found is None:
        raise ValueError("the document has no identifier")
    return document[: found.start(1)] + identifier + document[found.end(1) :]
