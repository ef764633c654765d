"""What a metric finds in one repository or in the pooled facts, before anything is added up.

Names of values in sentences tell the renderer how to write them: `share` is a part of one (a
percentage), a value that is a date is written as a date, any other number stands for itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mrl.model.base import Day, Message, Value, say
from mrl.model.evidence import Bound

DECIMALS = 6
"""Fractions are cut to this many decimals, far below anything a scale can tell apart."""


class Subject(StrEnum):
    """Which facts were missing; the words that gaps of a snapshot use."""

    HEAD = "head"
    HISTORY = "history"
    RELEASES = "releases"
    TREE = "tree"
    DECLARED = "declared"
    LICENSE = "license"
    CHANGE_REQUESTS = "change requests"
    AUTHORS = "authors"
    FORGE = "forge"
    ISSUES = "issues"
    FORGE_CHANGE_REQUESTS = "change requests on the forge"
    FORGE_RELEASES = "forge releases"
    COMMUNITY_FILES = "community files"
    BRANCH_RULES = "branch rules"
    TRACKER = "tracker"
    QUALITY = "quality"


NOT_READ = {
    Subject.HEAD: say("the assessed commit is not known"),
    Subject.HISTORY: say("the history was not read"),
    Subject.RELEASES: say("the tags were not read"),
    Subject.TREE: say("the file tree was not read"),
    Subject.DECLARED: say("README and manifests were not read"),
    Subject.LICENSE: say("license evidence was not read"),
    Subject.CHANGE_REQUESTS: say("the refs of change requests were not read"),
    Subject.AUTHORS: say("the organisations of authors were not looked at"),
    Subject.FORGE: say("to be read on a forge, which was not asked"),
    Subject.ISSUES: say("to be read in a tracker, which was not asked"),
    Subject.FORGE_CHANGE_REQUESTS: say("to be read on a forge, which was not asked"),
    Subject.FORGE_RELEASES: say("to be read on a forge, which was not asked"),
    Subject.COMMUNITY_FILES: say("not among the files; whether its organisation lends one, a forge can tell"),
    Subject.BRANCH_RULES: say("to be read on a forge, which was not asked"),
    Subject.TRACKER: say("to be read in a tracker, which was not asked"),
    Subject.QUALITY: say("to be read on a quality server, which was not asked"),
}


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part of a whole, both counts, so that ratios of several repositories can be pooled."""

    part: float
    whole: float

    def share(self) -> float | None:
        """Give the part as a number from 0 to 1; None where there is no whole."""
        return rounded(min(self.part / self.whole, 1)) if self.whole else None


@dataclass(frozen=True, slots=True)
class Finding:
    """A value with its sentence, or none with the reason.

    `missing` names the facts that could not be read; where it is None but there is no value, the
    facts were read and the value is not defined for them (no release, so no days since the last).
    """

    value: Value | None = None
    sentence: Message | None = None
    reason: Message | None = None
    missing: Subject | None = None
    paths: tuple[str, ...] = ()
    ratio: Ratio | None = None
    together: Message | None = None
    """For a yes or no that becomes a share over several repositories: the sentence that gets the values
    `count`, `known` and `share`."""
    bound: Bound = Bound.EXACT

    @property
    def known(self) -> bool:
        """True when the facts could be read, also where they define no value."""
        return self.missing is None


class UnknownError(Exception):
    """Raised where a metric cannot give a value; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.reason)
        self.finding = finding


def unread(subject: Subject, reason: Message | None = None) -> UnknownError:
    """Say that facts are missing, with a reason of its own or the plain one of the subject."""
    return UnknownError(Finding(reason=reason or NOT_READ[subject], missing=subject))


def undefined(reason: Message) -> UnknownError:
    """Say that the facts were read and define no value."""
    return UnknownError(Finding(reason=reason))


def rounded(number: float) -> float:
    """Cut a fraction to a stable number of decimals."""
    return round(float(number), DECIMALS)


def share_of(part: float, whole: float, sentence: Message, nothing: Message) -> Finding:
    """Make a share; `sentence` gets the values `part`, `whole` and `share`, and keeps its own."""
    ratio = Ratio(part, whole)
    share = ratio.share()
    if share is None:
        return Finding(reason=nothing, ratio=ratio)
    return Finding(share, filled(sentence, part=part, whole=whole, share=share), ratio=ratio)


def filled(sentence: Message, **values: float | str | Day) -> Message:
    """Give the sentence with values added or replaced."""
    return Message(template=sentence.template, values={**sentence.values, **values})


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that would answer a yes/no question with yes: there, not there, or not known."""

    there: bool | None
    subject: Subject
    sentence: Message | None = None
    paths: tuple[str, ...] = ()


def yes_if_any(signs: Iterable[Sign], no: Message) -> Finding:
    """Answer yes by the first sign that is there, no if all are known not to be; else it is unknown."""
    looked_at = tuple(signs)
    for sign in looked_at:
        if sign.there:
            return Finding(value=True, sentence=sign.sentence, paths=sign.paths)
    for sign in looked_at:
        if sign.there is None:
            raise unread(sign.subject)
    return Finding(value=False, sentence=no)
