"""A document taken apart, and the copy made of what is attached to it: made once, used by every check."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mrl.errors import InputError, MissingLibrary, Problem
from mrl.model.base import Message, say
from mrl.model.document import DocumentFacts
from mrl.rendering.pdf import TooMuchToPrintError
from mrl.verify.building import take_apart
from mrl.verify.compared import FONTS_OF_THE_SYSTEM, Taken
from mrl.verify.content import Content
from mrl.verify.grammar import survey
from mrl.verify.kinds import made_again, versions_here
from mrl.verify.letters import lacks_letters
from mrl.verify.opening import OpenedPdf, UnreadableError, careful, open_pdf
from mrl.verify.syntax import BuiltOtherwiseError, TooMuchError
from mrl.verify.versions import differing
from mrl.verify.weight import check_weight

UNLIKE: Final = say("the file is not built as mrl builds a PDF, so nothing was read from its pages")
"""Readers disagree about such files, and some of them take any of them for hours."""
TOO_MUCH: Final = say("what is attached makes more pages than are made again to compare them")


def taken_apart(raw: bytes, name: str) -> Taken | Message:
    """Take a file apart; give what is otherwise about it where it is not built as mrl builds one.

    Raises `InputError` for more than is read: such a file cannot be read, whatever is in it.
    """
    try:
        taken = _taken(raw)
        check_weight(taken)
    except BuiltOtherwiseError as error:
        return error.reason
    except TooMuchError as error:
        remedy = say("a document that mrl made stays far below that; ask for the file as it was made")
        raise InputError(
            Problem(message=say("cannot be read: {reason}", reason=error.reason), file=name, remedy=remedy)
        ) from error
    return taken


def _taken(raw: bytes) -> Taken:
    built = take_apart(raw)
    return Taken(built=built, survey=survey(built))


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What is made of what is attached; `raw` is None where nothing can be made, and `why_not` says why.

    without_pango: for want of the library, not for want of anything in the document.
    """

    raw: bytes | None = None
    why_not: Message | None = None
    without_pango: bool = False
    is_unreadable: bool = False

    @cached_property
    def opened(self) -> OpenedPdf:
        """The copy for reading its words."""
        return open_pdf(self.raw or b"", "")

    @cached_property
    def taken(self) -> Taken:
        """The copy taken apart. Raises `BuiltOtherwiseError` where a library builds files in a new way."""
        return _taken(self.raw or b"")


def copy_of(content: Content, taken: Taken | Message) -> Copy:
    """Make a document again from what is attached to it; of a file that is built otherwise none is needed."""
    if content.facts is None or content.wrong:
        return Copy(why_not=say("without what is attached the pages cannot be made again"))
    if not isinstance(taken, Taken):
        return Copy(why_not=UNLIKE)
    return _made(content.facts, content)


def _made(facts: DocumentFacts, content: Content) -> Copy:
    try:
        with careful(say("what is attached cannot be made into a document")):
            again = made_again(facts, content)
    except MissingLibrary:
        return Copy(why_not=say("without Pango the pages cannot be made again"), without_pango=True)
    except TooMuchToPrintError:
        return Copy(why_not=TOO_MUCH)
    except UnreadableError as error:
        return Copy(why_not=error.reason, is_unreadable=True)
    if again is None:
        return Copy(why_not=say("this version of mrl cannot make such a document again"))
    return Copy(raw=again)


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A document with all that is needed to check it. taken: apart, or why it could not be."""

    opened: OpenedPdf
    taken: Taken | Message
    content: Content
    copy: Copy

    @property
    def is_same(self) -> bool:
        """Say whether the copy is the same, byte for byte: then it is so in everything."""
        return self.copy.raw == self.opened.raw

    @property
    def is_built(self) -> bool:
        """Say whether the file is built as mrl builds one."""
        return isinstance(self.taken, Taken)

    @property
    def words_are_unsure(self) -> bool:
        """Say whether words cannot be read out of the document reliably, for letters that no font has."""
        return isinstance(self.taken, Taken) and lacks_letters(self.taken)

    def differing(self, fresh: Taken | None = None) -> frozenset[str]:
        """Name what may differ honestly between the document and its copy. Raises `MissingLibrary`."""
        facts = self.content.facts
        if facts is None:
            return frozenset()
        others = differing(facts.made_with, versions_here(facts))
        unsure = fresh is not None and lacks_letters(fresh)
        return others | {FONTS_OF_THE_SYSTEM} if unsure else others
