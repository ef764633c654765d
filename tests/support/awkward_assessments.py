"""Sample assessments with texts that are long, break layouts or try to break out of them."""

from support.assessments import AS_OF, not_assessed, partly_answered

from mrl.model.assessment import (
    Assessment,
    Child,
    GateResult,
    GateState,
    HeadlineResult,
    Highlights,
    Outcome,
    View,
)
from mrl.model.base import Text, say
from mrl.model.facts import Gap

HOSTILE = (
    "</title></style><script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>"
    "<link rel=stylesheet href=https://evil.example.net/a.css>{{ 7*7 }}{% raw %}[x](javascript:alert(1))"
    "![y](https://evil.example.net/y.png)|`code`*b*_i_ @everyone #1 \u202egnp.exe\u202c \x1b[31m\x00\u200b"
    " https://evil.example.net www.evil.example.net\n# heading\n- item"
)


def long_names(**changes: object) -> Assessment:
    """Names of 300 characters without a place to break them."""
    name = "Municipal" * 33 + "End"
    assessment = partly_answered(
        project=name, description=f"{name} {name}", homepage=f"https://{name}.example.org/"
    )
    repository = assessment.repositories[0].model_copy(
        update={"name": name, "url": f"https://example.org/{name}"}
    )
    criteria = tuple(
        one.model_copy(update={"title": Text(en=name), "question": Text(en=name)}) if index % 9 == 0 else one
        for index, one in enumerate(assessment.criteria)
    )
    return assessment.model_copy(update={"repositories": (repository,), "criteria": criteria, **changes})


def real_length(assessment: Assessment | None = None) -> Assessment:
    """Texts as long as a real rubric's, and more capping gates than fit on a page."""
    assessment = assessment or not_assessed()
    criteria = tuple(
        one.model_copy(
            update={
                "title": Text(en=f"{one.title.en}, found and kept in place"[:44]),
                "why": Text(
                    en="This is how many departures would cost the project half of its strength. If the "
                    "answer is one, you depend on a single person, and nobody may be there to ask."
                ),
                "advice": Text(
                    en="Add the two lines to all source files with `reuse annotate`, cover images and data "
                    "by one file, and let `reuse lint` run with each build."
                ),
            }
        )
        for one in assessment.criteria
    )
    evidence = tuple(
        one.model_copy(
            update={
                "sentence": say(
                    "People who committed in at least {months} of the 12 months to {day}: {count}",
                    months=3,
                    day=AS_OF.date(),
                    count=13,
                )
            }
        )
        if one.value is not None
        else one
        for one in assessment.evidence
    )
    headlines = (assessment.headlines[0], _capped(assessment.headlines[1]))
    return assessment.model_copy(update={"criteria": criteria, "evidence": evidence, "headlines": headlines})


def _capped(headline: HeadlineResult) -> HeadlineResult:
    gates = tuple(
        GateResult(
            level=level,
            of=f"GATE-{level}",
            title=Text(en="People who carry half of the work"),
            at_least=0.2,
            state=GateState.FAILED,
            because=Text(
                en="Where one person does more than half of the work, the product is not proven to outlive "
                "that person."
            ),
        )
        for level in range(2, 10)
    )
    level = headline.level
    assert level is not None
    return headline.model_copy(update={"level": level.model_copy(update={"capped_by": gates})})


def hostile(**changes: object) -> Assessment:
    """Markup, scripts, templates, control and bidirectional characters in every text of the project."""
    assessment = partly_answered(project=HOSTILE, description=HOSTILE, homepage="javascript:alert(1)")
    repository = assessment.repositories[0].model_copy(
        update={"name": HOSTILE, "url": "javascript:alert(2)", "commit": "<b>" * 13}
    )
    evidence = tuple(
        one.model_copy(
            update={
                "sentence": say("{tag} was found", tag=HOSTILE),
                "links": ("javascript:alert(3)", HOSTILE),
            }
        )
        for one in assessment.evidence
    )
    answers = tuple(
        one.model_copy(
            update={
                "answer": HOSTILE,
                "role": HOSTILE,
                "evidence": "data:text/html,<script>",
                "comment": HOSTILE,
            }
        )
        for one in assessment.answers
    )
    overrides = tuple(
        one.model_copy(update={"reason": HOSTILE, "role": HOSTILE}) for one in assessment.overrides
    )
    gaps = (Gap(repository=HOSTILE, subject=HOSTILE, reason=say("{path} is not text", path=HOSTILE)),)
    parts = {"evidence": evidence, "answers": answers, "overrides": overrides, "gaps": gaps}
    return assessment.model_copy(update={"repositories": (repository,), **parts, **changes})


SCRIPTS = (
    "\u0645\u0634\u0631\u0648\u0639 \u0627\u0644\u062e\u062f\u0645\u0627\u062a "
    "\u0627\u0644\u0628\u0644\u062f\u064a\u0629 \u5e02\u6c11\u30b5\u30fc\u30d3\u30b9\u6848\u5185"
    "\u7a93\u53e3\u4e88\u7d04\u7cfb\u7d71 \ud589\uc815\uc11c\ube44\uc2a4 \U0001f3db\ufe0f\U0001f468\u200d"
    "\U0001f469\u200d\U0001f467 \u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac"
)
"""Arabic (right to left), Chinese and Japanese (no spaces), Korean, emoji, Greek."""


def many_scripts(**changes: object) -> Assessment:
    """Names and texts in scripts with other directions, widths and line breaks."""
    assessment = partly_answered(project=SCRIPTS, description=f"{SCRIPTS} {SCRIPTS} {SCRIPTS}")
    repository = assessment.repositories[0].model_copy(update={"name": SCRIPTS.replace(" ", "")})
    criteria = tuple(
        one.model_copy(update={"title": Text(en=SCRIPTS), "advice": Text(en=f"{SCRIPTS}. {SCRIPTS}")})
        if index % 5 == 0
        else one
        for index, one in enumerate(assessment.criteria)
    )
    answers = tuple(one.model_copy(update={"role": SCRIPTS}) for one in assessment.answers)
    parts = {"criteria": criteria, "answers": answers, "repositories": (repository,)}
    return assessment.model_copy(update=parts | changes)


def one_criterion() -> Assessment:
    """A rubric of a single criterion and no headline."""
    assessment = not_assessed()
    criterion = next(one for one in assessment.criteria if one.outcome is Outcome.MET)
    node = next(
        one for one in assessment.nodes if any(child.id == criterion.id for child in one.children)
    ).model_copy(update={"children": (Child(id=criterion.id, weight=1),)})
    nothing = Highlights(strengths=(criterion.id,), concerns=(), next_steps=(), to_find_out=())
    return assessment.model_copy(
        update={
            "criteria": (criterion,),
            "nodes": (node,),
            "dimensions": (node.id,),
            "headlines": (),
            "measured_only": View(headlines=(), nodes=()),
            "highlights": nothing,
        }
    )


def many_criteria(count: int = 500) -> Assessment:
    """A rubric of hundreds of criteria."""
    assessment = not_assessed()
    known = [one for one in assessment.criteria if one.outcome is not Outcome.UNKNOWN]
    more = tuple(
        known[index % len(known)].model_copy(update={"id": f"EXTRA-{index}"})
        for index in range(count - len(assessment.criteria))
    )
    places = {name: [] for name in assessment.dimensions}
    for index, one in enumerate(more):
        places[assessment.dimensions[index % len(places)]].append(Child(id=one.id, weight=1))
    nodes = tuple(
        node.model_copy(update={"children": (*node.children, *places.get(node.id, ()))})
        for node in assessment.nodes
    )
    return assessment.model_copy(update={"criteria": (*assessment.criteria, *more), "nodes": nodes})


def no_repository() -> Assessment:
    """A project of answers alone."""
    return partly_answered().model_copy(update={"repositories": (), "authors": None})
