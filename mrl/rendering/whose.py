"""From whom a result comes, in words: measured, self-declared, assessed, reviewed."""

from typing import Final

from mrl.i18n import Plain, Translator
from mrl.model.provenance import Provenance, Voice, Word
from mrl.rendering.text import shortened

_LONGEST_ROLE: Final = 80


class Whose:
    """Says in one language whose word something is; everything given back is plain text.

    A role that the project gives itself is never printed but as a claim.
    """

    def __init__(self, words: Translator) -> None:
        self._words = words

    def tag(self, found: Provenance | None) -> str:
        """Name the weakest word in one or two; empty where nothing is decided, or nobody can tell."""
        if found is None or found.word is None:
            return ""
        if found.word is Word.SELF_DECLARED and found.assessed:
            return self._words.sentence("partly self-declared")
        return self.word(found.word)

    def word(self, word: Word) -> str:
        """Name a word."""
        return {
            Word.SELF_DECLARED: self._words.sentence("self-declared"),
            Word.ASSESSED: self._words.sentence("assessed"),
            Word.REVIEWED: self._words.sentence("reviewed"),
            Word.MEASURED: self._words.sentence("all measured"),
        }[word]

    def short(self, found: Provenance | None) -> str:
        """Say from whom a result comes in a few words, with who and when for people from outside."""
        if found is None or found.word in (None, Word.SELF_DECLARED, Word.MEASURED):
            return self.tag(found)
        return self._reviewer(found.review) if found.word is Word.REVIEWED else self.assessors(found)

    def assessors(self, found: Provenance) -> str:
        """Say who assessed: the role that decided most, and how many more."""
        first, *others = found.assessors or (None,)
        said = self._assessor(first)
        if not others:
            return said
        return self._words.counted(
            "{said} and {count} more", "{said} and {count} more", len(others), {"said": said}
        )

    def _assessor(self, voice: Voice | None) -> str:
        if voice is None or voice.day is None:
            return self._words.sentence("assessed by {role}", {"role": self._role(voice)})
        values: dict[str, Plain] = {"role": self._role(voice), "day": voice.day}
        return self._words.sentence("assessed by {role} on {day}", values)

    def _reviewer(self, voice: Voice | None) -> str:
        if voice is None or voice.day is None:
            return self._words.sentence("reviewed by {role}", {"role": self._role(voice)})
        values: dict[str, Plain] = {"role": self._role(voice), "day": voice.day}
        return self._words.sentence("reviewed by {role} on {day}", values)

    def _role(self, voice: Voice | None) -> str:
        if voice is None or not voice.role:
            return self._words.sentence("somebody without a role")
        return shortened(voice.role, _LONGEST_ROLE)

    def claims(self, found: Provenance | None) -> str:
        """Say as whom the project speaks of itself; empty where it does not, or names no role."""
        named = [voice.role for voice in (found.claimed if found else ()) if voice.role]
        if not named:
            return ""
        roles = ", ".join(
            self._words.sentence("“{name}”", {"name": shortened(role, _LONGEST_ROLE)}) for role in named[:2]
        )
        return self._words.counted(
            "who answered for the project claims the role {roles}",
            "who answered for the project claims the roles {roles}",
            len(named),
            {"roles": roles},
        )

    def sentence(self, found: Provenance | None) -> str:
        """Say in a sentence or two whose word a result rests on; empty where nothing is decided."""
        if found is None or found.word is None:
            return ""
        if found.word is Word.MEASURED:
            return self._words.sentence("Measured: it rests on nobody's word.")
        parts = [self._own(found), self._outside(found), self._reviewed(found)]
        return " ".join(part for part in parts if part)

    def _own(self, found: Provenance) -> str:
        if not found.self_declared:
            return ""
        return self._words.counted(
            "Self-declared: {count} of {total} deciding criteria rests on the project's word, "
            "checked by nobody.",
            "Self-declared: {count} of {total} deciding criteria rest on the project's word, "
            "checked by nobody.",
            found.self_declared,
            {"total": self._total(found)},
        )

    def _outside(self, found: Provenance) -> str:
        if not found.assessed:
            return ""
        values: dict[str, Plain] = {"total": self._total(found), "who": self.assessors(found)}
        return self._words.counted(
            "{count} of the {total} criteria that decide it was {who}.",
            "{count} of the {total} criteria that decide it were {who}.",
            found.assessed,
            values,
        )

    def _reviewed(self, found: Provenance) -> str:
        if found.review is None:
            return ""
        return self._words.sentence("All answers were {who}.", {"who": self._reviewer(found.review)})

    def _total(self, found: Provenance) -> int:
        return found.measured + found.assessed + found.self_declared
