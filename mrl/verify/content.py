"""What is attached to a document, read and checked: assessments, rubrics, how it was made."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from mrl import editions, pipeline, resources
from mrl.errors import InputError
from mrl.files.reading import of_schema, parse_json, parse_yaml, validate
from mrl.model.assessment import ASSESSMENT_SCHEMAS, Assessment, RubricRef
from mrl.model.base import Message, say
from mrl.model.comparison import COMPARISON_SCHEMA, Comparison
from mrl.model.document import DOCUMENT_SCHEMA, DocumentFacts
from mrl.model.portfolio import PORTFOLIO_SCHEMA, Portfolio
from mrl.rendering.attached import ASSESSMENT_FILE, FACTS_FILE
from mrl.rubric.loading import LoadedRubric, check_loaded
from mrl.rubric.types import RUBRIC_SCHEMA
from mrl.verify.record import Origin, RubricOrigin

COMPARISON_FILE = "comparison.json"
PORTFOLIO_FILE = "portfolio.json"
PORTFOLIO_TABLE = "portfolio.csv"


@dataclass(kw_only=True)
class Content:
    """What could be read; `wrong` says what could not."""

    files: Mapping[str, bytes]
    facts: DocumentFacts | None = None
    assessments: dict[str, Assessment] = field(default_factory=dict)
    rubrics: dict[str, LoadedRubric] = field(default_factory=dict)
    """By the name of the file."""
    comparison: Comparison | None = None
    portfolio: Portfolio | None = None
    wrong: list[Message] = field(default_factory=list)


def sha256(content: bytes) -> str:
    """Give the digest as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def read_content(files: Mapping[str, bytes]) -> Content:
    """Read what is attached; files of other kinds are left alone."""
    content = Content(files=files)
    for name, raw in files.items():
        try:
            _read(content, name, raw)
        except InputError as error:
            content.wrong.append(
                say("{name} is not as mrl writes it: {problem}", name=name, problem=error.said)
            )
    if content.facts is None and not content.wrong:
        content.wrong.append(say("{name} is not attached", name=FACTS_FILE))
    if not content.assessments and content.portfolio is None and not content.wrong:
        content.wrong.append(say("no assessment is attached"))
    return content


def _read(content: Content, name: str, raw: bytes) -> None:
    if name == FACTS_FILE:
        content.facts = validate(of_schema(parse_json(raw, name), DOCUMENT_SCHEMA), DocumentFacts)
    elif name == COMPARISON_FILE:
        content.comparison = validate(of_schema(parse_json(raw, name), COMPARISON_SCHEMA), Comparison)
    elif name == PORTFOLIO_FILE:
        content.portfolio = validate(of_schema(parse_json(raw, name), PORTFOLIO_SCHEMA), Portfolio)
    elif name.endswith(ASSESSMENT_FILE):
        document = of_schema(parse_json(raw, name), *ASSESSMENT_SCHEMAS)
        content.assessments[name] = validate(document, Assessment)
    elif name.endswith(".yaml"):
        document = of_schema(parse_yaml(raw, name), RUBRIC_SCHEMA)
        content.rubrics[name] = check_loaded(document, pipeline.metrics())


def rubric_of(content: Content, assessment: Assessment, rubrics: editions.Rubrics) -> LoadedRubric | None:
    """Find the rubric an assessment was made with: attached, else named, else shipped."""
    wanted = assessment.rubric.digest
    attached = next((each for each in content.rubrics.values() if each.digest == wanted), None)
    return attached or rubrics.find(wanted)


def origin_of(used: RubricRef) -> RubricOrigin:
    """Say where a rubric comes from."""
    folder = resources.rubrics_folder()
    shipped = {sha256(path.read_bytes()): Origin.SHIPPED for path in folder.glob("*.yaml")}
    earlier = {sha256(path.read_bytes()): Origin.EARLIER for path in folder.glob("previous/*.yaml")}
    origin = (earlier | shipped).get(used.digest, Origin.FOREIGN)
    return RubricOrigin(
        id=used.id,
        version=used.version,
        sha256=used.digest,
        origin=origin,
        claims=resources.is_altered(used.id, used.digest),
    )
