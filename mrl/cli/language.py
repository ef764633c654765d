"""The language of a run: chosen once, from `--lang` or the environment, for all that is printed.

Commands are written in English. What they print is looked up in the catalogue when it is printed, and
so are the help texts, paragraph by paragraph, and click's own words.
"""

import gettext
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from inspect import cleandoc
from itertools import pairwise
from typing import TYPE_CHECKING

from mrl.catalogue import DOMAIN, LANGUAGES, LOCALE_FOLDER, catalogue, typography

if TYPE_CHECKING:
    from mrl.i18n import Translator
    from mrl.model.base import Day, Message

OPTION = "--lang"
DEBUG = "--debug"
EXAMPLE = "Example: "
KEPT_AS_IT_STANDS = "\b\n"
"""What click takes for the beginning of a paragraph whose lines stay as they are."""

_language: ContextVar[str] = ContextVar("language", default="en")


def current() -> str:
    """Give the language of this run: `en` or `fr`."""
    return _language.get()


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Choose a language: the last `--lang` of the command line, else what the environment asks for."""
    return _of_arguments(arguments) or _of_environment(environment)


def _of_arguments(arguments: Sequence[str]) -> str | None:
    """Look for `--lang` before click does, whose own complaints should be in that language as well."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    found = None
    for word, after in pairwise([*arguments[:end], ""]):
        value = after if word == OPTION else word.partition(f"{OPTION}=")[2]
        found = value if value in LANGUAGES else found
    return found


def _of_environment(environment: Mapping[str, str]) -> str:
    """Choose as other programs do: LANGUAGE lists wishes, unless the locale is C; else the locale says."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    if locale in ("C", "POSIX"):
        return "en"
    wishes = [wish for wish in environment.get("LANGUAGE", "").split(":") if wish] or [locale]
    codes = (re.split(r"[-_.@]", wish)[0].lower() for wish in wishes)
    return next((code for code in codes if code in LANGUAGES), "en")


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Speak a language for as long as the block lasts."""
    token = _language.set(language)
    try:
        with _click_speaks(language):
            yield
    finally:
        _language.reset(token)


@contextmanager
def _click_speaks(language: str) -> Iterator[None]:
    """Let click find its words in our catalogue; it asks gettext's default domain, in English none."""
    before = gettext.textdomain(), os.environ.get("LANGUAGE")
    if language == "en":
        yield
        return
    gettext.bindtextdomain(DOMAIN, str(LOCALE_FOLDER))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(before[0])
        if before[1] is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before[1]


def translator_of_run() -> "Translator":
    """Give what writes sentences, numbers and dates in the language of this run."""
    from mrl.i18n import translator

    return translator(current())


def said(template: str, **values: "bool | float | str | Day | Message") -> str:
    """Say a sentence in the language of this run, its `{named}` values filled in.

    The first value that is a whole number chooses the plural where the catalogue has one.
    """
    from mrl.model.base import say

    return in_words(say(template, **values))


def in_words(message: "Message | str") -> str:
    """Say a message in the language of this run."""
    return message if isinstance(message, str) else translator_of_run().message(message)


def explained(text: str | None) -> str | None:
    """Give a help text in the language of this run, each paragraph as the catalogue has it."""
    if text is None or current() == "en":
        return text
    return "\n\n".join(_paragraph_said(paragraph) for paragraph in cleandoc(text).split("\n\n"))


def _paragraph_said(paragraph: str) -> str:
    if paragraph.startswith(EXAMPLE):
        return _looked_up(EXAMPLE.strip()) + " " + paragraph.removeprefix(EXAMPLE)
    kept = KEPT_AS_IT_STANDS if paragraph.startswith(KEPT_AS_IT_STANDS) else ""
    return kept + _looked_up(key_of(paragraph))


def key_of(paragraph: str) -> str:
    """Give the key of a paragraph of help: on one line, unless its lines stay as they are."""
    if paragraph.startswith(KEPT_AS_IT_STANDS):
        return paragraph.removeprefix(KEPT_AS_IT_STANDS)
    return " ".join(paragraph.split())


def _looked_up(key: str) -> str:
    return typography(catalogue(current()).gettext(key), current()) if key else key
