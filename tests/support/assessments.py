"""Sample assessments of invented projects, complete enough to fill every page of a report.

The arithmetic here is a plain mean: the figures only have to be possible and to agree with each other.
"""

import datetime as dt

from support.sample_rubric import CAPABILITIES, DIMENSIONS, METRICS, PRACTICES
from support.sample_scores import UNKNOWN, scores

from mrl.model.answers import Basis
from mrl.model.assessment import (
    AnswerRecord,
    Assessment,
    Contradiction,
    CriterionResult,
    Highlights,
    Outcome,
    OverrideRecord,
    Points,
    RubricRef,
    View,
)
from mrl.model.base import Text, say
from mrl.model.evidence import Better, Bound, Evidence, Kind, Origin, RepositoryEvidence
from mrl.model.facts import Gap
from mrl.model.snapshot import Authors, Cost
from mrl.model.whose import with_provenance

AS_OF = dt.datetime(2026, 3, 31, 9, 30, tzinfo=dt.UTC)
UNANSWERED = say("nobody has answered this question yet")
NO_FORGE = say("to be read on a forge, which was not asked")


def not_assessed(**changes: object) -> Assessment:
    """Measured from git alone; no question is answered."""
    return build(answered=0, measured=1, **changes)


def partly_answered(**changes: object) -> Assessment:
    """Half the questions answered, one of them against what was measured; an override."""
    return build(answered=0.5, measured=1, **changes)


def fully_answered(**changes: object) -> Assessment:
    """Every question answered, among them the seven capabilities."""
    return build(answered=1, measured=1, **changes)


def below_floor(**changes: object) -> Assessment:
    """The capabilities are answered but too little else is known for a level."""
    return build(answered=0.1, measured=0.1, capabilities=True, **changes)


def nothing_known(**changes: object) -> Assessment:
    """Nothing could be read and nobody answered."""
    return build(answered=0, measured=0, **changes)


def many_repositories(count: int = 60, **changes: object) -> Assessment:
    """A project of many repositories, two of them core."""
    return build(answered=0, measured=1, repositories=count, **changes)


def build(
    *,
    answered: float,
    measured: float,
    capabilities: bool | None = None,
    repositories: int = 1,
    **changes: object,
) -> Assessment:
    """Make an assessment in which these shares of questions and metrics are known."""
    evidence = tuple(_evidence(index, measured, repositories) for index in range(len(METRICS)))
    known = {one.metric for one in evidence if one.value is not None}
    with_capabilities = answered == 1 if capabilities is None else capabilities
    criteria = (*_practices(answered, known), *_figures(known), *_capabilities(with_capabilities))
    nodes, headlines = scores(criteria, with_capabilities)
    figures = tuple(one for one in criteria if one.origin is Origin.MEASURED)
    measured_nodes, measured_headlines = scores(figures, with_capabilities=False)
    parts: dict[str, object] = {
        "tool_version": "0.1.0",
        "project": "Example Town Services",
        "description": "Online forms, appointments and payments for the people of a town.",
        "homepage": "https://services.example.org/",
        "as_of": AS_OF,
        "rubric": _rubric(),
        "headlines": headlines,
        "measured_only": View(headlines=measured_headlines, nodes=measured_nodes),
        "dimensions": tuple(DIMENSIONS),
        "nodes": nodes,
        "criteria": criteria,
        "highlights": _highlights(criteria),
        "evidence": evidence,
        "repositories": tuple(_repository(index, evidence) for index in range(repositories)),
        "authors": Authors(
            identities=31, authors=24, merged_by={"mailmap": 3, "address": 4}, organisations={1: 1, 2: 2}
        ),
        "answers": tuple(_answer(one) for one in criteria if one.origin is Origin.DECLARED),
        "overrides": (_override(),) if 0 < answered < 1 and measured == 1 else (),
        "contradictions": (_contradiction(),) if 0 < answered < 1 and measured == 1 else (),
        "gaps": (Gap(subject="issues", reason=NO_FORGE), Gap(subject="change requests", reason=NO_FORGE)),
        "cost": Cost(seconds=2.4, git_commands=14, clones=0, requests=0),
    }
    return with_provenance(Assessment(**(parts | changes)))


def _rubric() -> RubricRef:
    return RubricRef(
        id="sample",
        version="1.0.0",
        digest="5f" * 32,
        title=Text(en="Sample readiness rubric"),
        disclaimer=Text(
            en="Weights and wording are this sample's own; this is not an official result of OW2."
        ),
        license="Apache-2.0",
        attributions=(Text(en="OW2 Market Readiness Levels (paraphrased): https://www.ow2.org/view/MRL"),),
    )


def _evidence(index: int, measured: float, repositories: int) -> Evidence:
    metric, title, kind, unit, value, sentence, _, _ = METRICS[index]
    parts = {
        "metric": metric,
        "title": title,
        "kind": kind,
        "unit": unit,
        "source": "git",
        "total": repositories,
    }
    if index >= measured * len(METRICS) or value is None:
        return Evidence(**parts, better=Better.HIGHER, reason=NO_FORGE, known=0)
    bound = Bound.AT_LEAST if repositories > 1 and kind is Kind.COUNT else Bound.EXACT
    links = ("https://forge.example.org/town/services/blob/4f2a9c1/README.md",) if index % 2 else ()
    known = max(repositories - index % 2, 1)
    return Evidence(
        **parts,
        better=Better.HIGHER,
        value=value,
        bound=bound,
        known=known,
        links=links,
        sentence=say(sentence, value=value) if kind is not Kind.SHARE else say(sentence, share=value),
    )


def _criterion(identifier: str, title: str, points: Points, **more: object) -> CriterionResult:
    return CriterionResult(
        id=identifier,
        outcome=more.pop("outcome", None) or _outcome(points),
        points=points,
        title=Text(en=title),
        question=Text(en=f"Can the project show this: {title[0].lower()}{title[1:]}?"),
        why=Text(en="Without it, a town that relies on the software carries a risk that it cannot see."),
        advice=Text(en="Write down who does this, do it once in the open, and link to it from the README."),
        effort_days=more.pop("effort_days", 2),
        source="own wording",
        gain={"project-readiness": 0.12, "market-readiness": 0.08} if points.point != 1 else {},
        **more,
    )


def _outcome(points: Points) -> Outcome:
    if points.point is None:
        return Outcome.UNKNOWN
    return Outcome.MET if points.point == 1 else Outcome.PARTLY_MET if points.point else Outcome.NOT_MET


def _known(point: float) -> Points:
    return Points(point=point, lowest=point, highest=point, coverage=1)


def _practices(answered: float, known: set[str]) -> list[CriterionResult]:
    made = []
    for index, (identifier, title, point) in enumerate(PRACTICES):
        more = {"scale": "yes_no"}
        if identifier == "TST-4":
            points, more = UNKNOWN, more | {"outcome": Outcome.NOT_APPLICABLE}
            more |= {"reason": say("the project has no public interface of its own")}
        elif index < answered * len(PRACTICES):
            points, more = _known(point), more | {"origin": Origin.DECLARED}
        else:
            points, more = UNKNOWN, more | {"reason": UNANSWERED}
        supporting = ("community.readme",) if "community.readme" in known and index == 0 else ()
        made.append(_criterion(identifier, title, points, supporting=supporting, **more))
    return made


def _figures(known: set[str]) -> list[CriterionResult]:
    made = []
    for metric, title, _, _, _, _, point, target in METRICS:
        identifier = metric.upper().replace(".", "-").replace("_", "-")
        more = {"scale": "bands", "evidence": metric, "metric_role": "decides", "effort_days": 10}
        more |= {"target": say(target)} if target else {}
        if metric in known:
            made.append(_criterion(identifier, title, _known(point), origin=Origin.MEASURED, **more))
        else:
            made.append(_criterion(identifier, title, UNKNOWN, reason=NO_FORGE, **more))
    return made


def _capabilities(answered: bool) -> list[CriterionResult]:
    situations = ("nothing yet", "first steps", "regular", "established", "recognised on the market")
    more = {"scale": "ladder", "situations": tuple(Text(en=f"It is {one}.") for one in situations)}
    if not answered:
        return [_criterion(*one, UNKNOWN, reason=UNANSWERED, **more) for one in CAPABILITIES]
    interval = Points(point=0.625, lowest=0.5, highest=0.75, coverage=1)
    points = (_known(0.75), interval, _known(0.5), _known(1), _known(0.5), _known(0.75), _known(1))
    pairs = zip(CAPABILITIES, points, strict=True)
    return [_criterion(*one, point, origin=Origin.DECLARED, **more) for one, point in pairs]


def _highlights(criteria: tuple[CriterionResult, ...]) -> Highlights:
    met = [one.id for one in criteria if one.outcome is Outcome.MET]
    missing = [one.id for one in criteria if one.outcome in {Outcome.NOT_MET, Outcome.PARTLY_MET}]
    unknown = [one.id for one in criteria if one.outcome is Outcome.UNKNOWN]
    return Highlights(
        strengths=tuple(met[-3:]),
        concerns=tuple(missing[-3:]),
        next_steps=tuple(missing[-5:]),
        to_find_out=tuple(unknown[:5]),
    )


def _repository(index: int, evidence: tuple[Evidence, ...]) -> RepositoryEvidence:
    core = index < 2
    values = {one.metric: _own_value(one, index) for one in evidence}
    return RepositoryEvidence(
        name=f"town-services-{index:03}",
        role="core" if core else "satellite",
        url=f"https://forge.example.org/town/services-{index:03}",
        commit=f"{index:04x}" * 10,
        weight=0.3 if core else 0.01,
        values=values,
    )


def _own_value(evidence: Evidence, index: int) -> bool | float | str | None:
    if evidence.value is None or isinstance(evidence.value, bool | str):
        return evidence.value
    if evidence.kind is Kind.SHARE:
        return round(evidence.value / (1 + index % 3), 2)
    return evidence.value + index


def _answer(criterion: CriterionResult) -> AnswerRecord:
    secret = criterion.id.endswith("-5")
    words = {1: "yes", 0: "no"}
    return AnswerRecord(
        criterion=criterion.id,
        answer=None if secret else words.get(criterion.points.point, "partly"),
        points=criterion.points,
        role="product owner",
        date=dt.date(2026, 3, 12),
        basis=Basis.INTERVIEW if criterion.scale == "ladder" else Basis.DECLARATION,
        evidence=None if secret else "https://services.example.org/handbook",
        valid_until=dt.date(2027, 3, 12),
        comment=None,
        confidential=secret,
        provenance="assessor",
        used=True,
    )


def _override() -> OverrideRecord:
    return OverrideRecord(
        metric="people.active",
        measured=6,
        replaced_by=9,
        role="assessor",
        date=dt.date(2026, 3, 12),
        reason="Three people work in a repository that is not public yet.",
        valid_until=dt.date(2026, 9, 12),
        used=True,
    )


def _contradiction() -> Contradiction:
    return Contradiction(
        criterion="LICENSE-FILE",
        title=Text(en="A license file"),
        answer="no",
        measured=say("a license file was found"),
        used=Origin.MEASURED,
    )
