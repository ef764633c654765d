"""The questions of an assessment as a YAML file to be filled in by people.

Comments are in the language asked for; the keys are the same words in every language.
"""

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from mrl.i18n import Translator, translator
from mrl.model.answers import ANSWERS_SCHEMA, Answer, Override
from mrl.model.assessment import Assessment, CriterionResult
from mrl.model.base import Day, Text
from mrl.model.evidence import Evidence

_WIDTH = 98


def render_answer_form(
    assessment: Assessment,
    answers: Mapping[str, Sequence[Answer]],
    overrides: Mapping[str, Sequence[Override]],
    language: str = "en",
) -> bytes:
    """Write every question with what was measured, and the answers and overrides given before.

    `answers` by criterion and `overrides` by metric are carried over, the strongest first: it
    stands as the answer, the others beside it as comments.
    """
    form = _Form(assessment, translator(language))
    lines = [*form.head(), "answers:"]
    for criterion in assessment.criteria:
        lines.extend(form.question(criterion))
        lines.extend(form.entry(criterion.id, answers.get(criterion.id, (Answer(),))))
    lines.extend(form.about_overrides())
    lines.extend(["overrides:"] if overrides else form.sample(assessment.as_of.date()))
    for metric, given in overrides.items():
        lines.extend(form.entry(metric, given))
    return ("\n".join(lines).rstrip() + "\n").encode()


class _Form:
    """Writes the parts of the form in one language."""

    def __init__(self, assessment: Assessment, words: Translator) -> None:
        self._assessment = assessment
        self._words = words
        self._evidence = {item.metric: item for item in assessment.evidence}

    def head(self) -> Iterator[str]:
        """Say how to answer, and write what is common to all answers."""
        say = self._words.sentence
        yield f"# {_one_line(say('Answers for {project}.', {'project': self._assessment.project}))}"
        yield from _comment(
            say("Write after `answer:`; leave it empty where you do not know: unknown is not counted as no.")
        )
        yield from _comment(
            say(
                "What is common to all answers stands at the top; an answer may say otherwise for itself with"
                " `role`, `date`, `basis` (interview, declaration or desk), `evidence` (a link),"
                " `valid_until`, `comment` and `confidential: yes` (then only its outcome is shown)."
            )
        )
        yield from _comment(
            say(
                "Write roles, never names. Check the file with: {command}",
                {"command": "mrl answers check FILE"},
            )
        )
        yield ""
        yield f"schema: {ANSWERS_SCHEMA}"
        yield f"rubric: {self._assessment.rubric.id}"
        yield f"project: {_quoted(self._assessment.project)}"
        yield f"role:             # {say('of whoever answers: project lead, OSPO officer ...')}"
        yield f"date: {self._assessment.as_of.date()}"
        yield "basis: declaration"
        yield ""

    def question(self, criterion: CriterionResult) -> Iterator[str]:
        """Write a question with what may be answered, what was measured and what counts now."""
        yield ""
        yield self._line(self._text(criterion.title), self._text(criterion.question))
        yield self._line(self._words.sentence("Answer"), self._what_fits(criterion))
        for index, situation in enumerate(criterion.situations):
            yield f"  #   {index}  {self._text(situation)}"
        for metric in filter(None, (criterion.evidence, *criterion.supporting)):
            if metric in self._evidence:
                yield self._measured(self._evidence[metric])
        yield self._line(self._words.sentence("Now"), self._outcome(criterion))
        yield from self._own_answers(criterion)

    def _line(self, topic: str, text: str) -> str:
        return f"  # {topic}{_one_line(self._words.mark(':'))} {_one_line(text)}"

    def _text(self, text: Text) -> str:
        return _one_line(self._words.text(text))

    def _what_fits(self, criterion: CriterionResult) -> str:
        say = self._words.sentence
        if criterion.situations:
            return say("0 to {last}, or an interval such as 1-2", {"last": len(criterion.situations) - 1})
        if criterion.labels:
            return " | ".join(self._text(label) for label in criterion.labels.values())
        if criterion.metric_role == "decides":
            return say("yes | no") if criterion.scale == "yes_no" else say("a number")
        return say("yes | partly | no | not applicable")

    def _measured(self, item: Evidence) -> str:
        say = self._words.sentence
        topic = say("Not measured") if item.value is None else say("Measured")
        message = item.sentence or item.reason
        said = self._words.term(item.title) if message is None else self._words.message(message)
        return self._line(topic, said)

    def _outcome(self, criterion: CriterionResult) -> str:
        """Say what counts now, in the word the rubric has for it."""
        word = self._words.term(criterion.outcome.value.replace("_", " "))
        named = self._assessment.rubric.outcomes.get(criterion.outcome.value)
        outcome = self._text(named) if named else word
        if criterion.metric_role == "decides" and criterion.origin is not None:
            return self._words.sentence(
                "{outcome} (the measurement decides; only an override can change it)", {"outcome": outcome}
            )
        return outcome

    def _own_answers(self, criterion: CriterionResult) -> Iterator[str]:
        """Show what the project says of itself; it stays its own word and is not made the assessor's."""
        for record in self._assessment.answers:
            if record.criterion == criterion.id and record.provenance == "project" and record.answer:
                yield self._line(self._words.sentence("The project's own answer"), _quoted(record.answer))

    def entry(self, name: str, given: Sequence[Answer | Override]) -> Iterator[str]:
        """Write what was given for a criterion or metric; what is not used stands beside it."""
        strongest, *others = given
        for other in others:
            yield self._line(self._words.sentence("Also given, and not used"), ", ".join(_lines(other)))
        yield f"  {name}:"
        for line in _lines(strongest):
            yield f"    {line}"

    def about_overrides(self) -> Iterator[str]:
        """Say what overrides are for."""
        yield ""
        yield from _comment(
            self._words.sentence(
                "A measured value that is wrong can be replaced, with the reason and until when."
                " Both are shown."
            )
        )

    def sample(self, day: Day) -> Iterator[str]:
        """Show an override as a comment."""
        say = self._words.sentence
        reason = say("releases are published in a package registry and not tagged in git")
        yield "# overrides:"
        yield "#   releases.final_12_months:"
        yield "#     value: 4"
        yield f"#     role: {say('release manager')}"
        yield f"#     date: {day}"
        yield f"#     reason: {reason}"
        yield f"#     valid_until: {day.replace(year=day.year + 1, day=1)}"


def _comment(text: str) -> Iterator[str]:
    lines = textwrap.wrap(_one_line(text), _WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    return (f"# {line}" for line in lines)


def _lines(record: Answer | Override) -> Iterator[str]:
    """Write what a record says, one key after the other; an answer's own key stands there always."""
    for name, value in record:
        if value is True:
            yield f"{name}: yes"
        elif value:
            yield f"{name}: {_quoted(str(value))}"
        elif name == "answer":
            yield "answer:"


def _one_line(text: str) -> str:
    """Keep a text inside its comment: no line breaks and no control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _quoted(text: str) -> str:
    """Write a text as YAML that reads back as the same text, whatever is in it."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in written)
