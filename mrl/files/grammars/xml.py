"""XML, read as a tree of elements; a document type declaration, the only door for entities, is refused."""

from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from mrl.files.grammars.errors import UnreadableError, malformed, too_deep, too_large
from mrl.files.limits import XML, Bounds
from mrl.model.base import say


class _Builder(TreeBuilder):
    """Counts elements, levels and attributes as they come."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__()
        self._bounds = bounds
        self._depth = self._elements = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> NoReturn:
        raise UnreadableError(say("a document type declaration is refused"))

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > (self._bounds.depth or 0):
            raise too_deep(self._bounds.depth)
        if self._elements > (self._bounds.items or 0):
            most = self._bounds.items or 0
            raise UnreadableError(say("it has more than {count} elements", count=most))
        if len(attrs) > (self._bounds.parts or 0):
            most = self._bounds.parts or 0
            raise UnreadableError(say("an element has more than {count} attributes", count=most))
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)


def read_xml(content: str | bytes, bounds: Bounds = XML) -> Element:
    """Read an XML document and give its root, tags without their namespaces.

    Raises `UnreadableError` and nothing else. Bytes are read in the encoding that they declare.
    """
    if len(content) > bounds.size:
        raise too_large(bounds.size)
    parser = XMLParser(target=_Builder(bounds))  # noqa: S314 - no document type, no entity; size and shape are bounded
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError):  # an encoding that there is not, or that is none of bytes
        raise malformed("XML") from None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    return root
