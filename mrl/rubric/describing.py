"""A rubric as a text a person can read through: headlines, weights as a tree, then every question."""

from collections.abc import Iterator

from mrl.i18n import Translator, translator
from mrl.model.base import Message, say
from mrl.rubric.citing import citation
from mrl.rubric.scale_words import scale_lines
from mrl.rubric.subject import figure
from mrl.rubric.types import Criterion, Gate, Headline, Rubric

_AGGREGATIONS = {
    "arithmetic": say("weighted mean"),
    "geometric": say("geometric mean, which a weak part pulls down"),
    "minimum": say("the lowest counts"),
}
_ROLES = {
    "decides": say("decides"),
    "proves": say("proves when good, leaves it open when not"),
    "disproves": say("disproves when bad, leaves it open when not"),
    "supports": say("is shown beside the answer"),
}


def describe(rubric: Rubric, language: str = "en", *, full: bool = False) -> Iterator[str]:
    """Describe a rubric line by line; `full` adds reasons, advice and where it is carried out."""
    speaker = translator(language)
    yield from _head(rubric, speaker)
    yield from _headlines(rubric, speaker)
    yield from _trees(rubric, speaker)
    yield ""
    yield speaker.message(say("Questions"))
    for name, criterion in rubric.criteria.items():
        yield from _question(name, criterion, speaker)
        if full:
            yield from _reasons(criterion, speaker)


def _head(rubric: Rubric, speaker: Translator) -> Iterator[str]:
    yield f"{speaker.text(rubric.title)} ({rubric.id} {rubric.version}, {rubric.license})"
    yield speaker.text(rubric.summary)
    yield speaker.text(rubric.disclaimer)
    if not rubric.takes_answers:
        yield speaker.message(say("Takes no answers: measured facts alone decide."))
    for item in rubric.attributions:
        yield speaker.message(say("Draws on: {source}", source=citation(item)))
    for change in rubric.changes:
        message = say("Version {version} of {day}", version=change.version, day=change.date)
        yield f"{speaker.message(message)}{speaker.mark(':')} {speaker.text(change.what)}"


def _headlines(rubric: Rubric, speaker: Translator) -> Iterator[str]:
    for headline in rubric.headlines:
        yield ""
        yield f"{speaker.text(headline.title)} ({headline.node})"
        yield f"  {speaker.text(headline.summary)}"
        if headline.levels:
            message = say("no level below {share} coverage", share=headline.coverage_floor)
            yield f"  {speaker.message(message)}"
        if headline.assessed_when:
            node = rubric.nodes[headline.assessed_when.node]
            message = say("waits for answers to: {name}", name=speaker.text(node.title))
            yield f"  {speaker.message(message)}"
        yield from _levels(rubric, headline, speaker)


def _levels(rubric: Rubric, headline: Headline, speaker: Translator) -> Iterator[str]:
    for level in headline.levels:
        number = f"{level.level} " if headline.numbered else ""
        bound = speaker.message(say("from {score}", score=speaker.score(level.at_least)))
        name = f"{number}{speaker.text(level.name)} ({bound})"
        yield f"  {name}{speaker.mark(':')} {speaker.text(level.rationale)}"
        for gate in level.gates:
            yield f"      {_gate(rubric, gate, speaker)}"


def _gate(rubric: Rubric, gate: Gate, speaker: Translator) -> str:
    title = (rubric.nodes.get(gate.of) or rubric.criteria[gate.of]).title
    message = say(
        "only with {id} ({title}) at {share} of its points or more",
        id=gate.of,
        title=speaker.text(title),
        share=gate.at_least,
    )
    return f"{speaker.message(message)}{speaker.mark(':')} {speaker.text(gate.because)}"


def _trees(rubric: Rubric, speaker: Translator) -> Iterator[str]:
    """Draw the headlines' trees, or those of the dimensions where there is no headline."""
    shown: set[str] = set()
    for root in [headline.node for headline in rubric.headlines] or rubric.dimensions:
        yield ""
        node = rubric.nodes[root]
        yield f"{speaker.text(node.title)} [{speaker.message(_AGGREGATIONS[node.aggregation.value])}]"
        yield from _branch(rubric, root, 1, shown, speaker)


def _branch(rubric: Rubric, name: str, depth: int, shown: set[str], speaker: Translator) -> Iterator[str]:
    node = rubric.nodes[name]
    total = sum(node.children.values())
    for child, weight in node.children.items():
        below = rubric.nodes.get(child)
        title = (below or rubric.criteria[child]).title
        share = speaker.percent(weight / total)
        line = f"{'  ' * depth}{share:>5}  {child}{speaker.mark(':')} {speaker.text(title)}"
        if below is None:
            yield line
        elif child in shown:
            yield f"{line} ({speaker.message(say('as above'))})"
        else:
            shown.add(child)
            yield f"{line} [{speaker.message(_AGGREGATIONS[below.aggregation.value])}]"
            yield from _branch(rubric, child, depth + 1, shown, speaker)


def _question(name: str, criterion: Criterion, speaker: Translator) -> Iterator[str]:
    yield f"  {name} {speaker.text(criterion.title)}"
    yield f"      {speaker.text(criterion.question)}"
    yield f"      {speaker.message(_decided_by(criterion))}"
    for line in scale_lines(criterion.scale, speaker):
        yield f"      {line}"
    for metric, wanted in criterion.applies_when.items():
        answer = say("yes") if wanted == "yes" else say("no")
        message = say("applies only where {metric} is {answer}", metric=metric, answer=answer)
        yield f"      {speaker.message(message)}"
    days = figure(criterion.effort_days)
    one_day = say("effort: 1 day")
    message = one_day if days == 1 else say("effort: {days} days", days=days)
    yield f"      {speaker.message(message)}"


def _decided_by(criterion: Criterion) -> Message:
    if criterion.metric is None or criterion.metric_role is None:
        return say("answered by people")
    role = _ROLES[criterion.metric_role.value]
    return say("{metric} {role}", metric=criterion.metric, role=role)


def _reasons(criterion: Criterion, speaker: Translator) -> Iterator[str]:
    named = [(say("Why"), criterion.why), (say("Advice"), criterion.advice)]
    if criterion.where is not None:
        named.append((say("Where"), criterion.where))
    for label, text in named:
        yield f"      {speaker.message(label)}{speaker.mark(':')} {speaker.text(text)}"
