"""What is written for those who use, run and extend the software."""

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, Subject
from mrl.metrics.reading import declared, require
from mrl.metrics.registry import Theme
from mrl.model.base import Message, say
from mrl.model.evidence import AddsUp, Kind, MetricInfo
from mrl.model.facts import Readme, RepositoryFacts

THEME = Theme()

QUESTIONS = frozenset(("what", "install", "use", "contribute", "license", "support"))
"""What a README should answer, as the collector names it."""


def _file(name: str, title: str, definition: str, adds_up: AddsUp = AddsUp.CORE) -> MetricInfo:
    return THEME.info(f"documentation.{name}", title, definition, kind=Kind.YES_NO, adds_up=adds_up)


_FILES: tuple[tuple[MetricInfo, str, Message], ...] = (
    (
        _file("folder", "Documentation folder", "A folder of documentation holds texts."),
        "documentation.folder",
        say("No folder of documentation with texts in it"),
    ),
    (
        _file("site", "Documentation site", "The sources of a documentation site are in the repository."),
        "documentation.site",
        say("No sources of a documentation site"),
    ),
    (
        _file(
            "api",
            "API documentation",
            "An API description, or the set-up of a tool that documents code, is there.",
        ),
        "documentation.api",
        say("No API description and no set-up of a tool that documents code"),
    ),
    (
        _file(
            "architecture", "Architecture", "A text, diagram or decision record explains the architecture."
        ),
        "documentation.architecture",
        say("No text, diagram or decision record on the architecture"),
    ),
    (
        _file("upgrade", "Upgrade guide", "A text says how to move to a newer version."),
        "documentation.upgrade",
        say("No text on upgrades or migration"),
    ),
    (
        _file(
            "install", "Installation guide", "A text of its own says how to install or deploy the software."
        ),
        "documentation.install",
        say("No text of its own on installation"),
    ),
    (
        _file("examples", "Examples", "Examples, samples or tutorials are there."),
        "documentation.examples",
        say("No examples, samples or tutorials"),
    ),
    (
        _file(
            "translations",
            "Translations",
            "The software's own texts are kept in files by language.",
            AddsUp.ANY,
        ),
        "translations.files",
        say("No files of translated texts"),
    ),
)

for _info, _key, _no in _FILES:
    THEME.presence(_info, _key, no=_no)


def _readmes(repository: RepositoryFacts) -> tuple[Readme, ...]:
    return require(declared(repository).readmes, Subject.DECLARED)


def _paths(readmes: tuple[Readme, ...]) -> tuple[str, ...]:
    return tuple(readme.path for readme in readmes)


@THEME.of_repository(
    THEME.info(
        "documentation.readme_sections",
        "Questions the README answers",
        "Of six questions (what it is, how to install, how to use, how to contribute, which license, where "
        "to get support) "
        "those that headings of a README answer.",
        kind=Kind.COUNT,
        unit="sections",
        adds_up=AddsUp.CORE,
    )
)
def readme_sections(repository: RepositoryFacts, _context: Context) -> Finding:
    """Unite the questions that all READMEs answer."""
    readmes = _readmes(repository)
    answered = {section for readme in readmes for section in readme.sections}
    count = len(QUESTIONS & answered)
    sentence = say(
        "Headings of the README answer {count} of {whole} questions", count=count, whole=len(QUESTIONS)
    )
    return Finding(count, sentence, paths=_paths(readmes))


@THEME.of_repository(
    THEME.info(
        "documentation.languages",
        "Languages of the README",
        "Distinct languages in which there is a README.",
        kind=Kind.COUNT,
        unit="languages",
        adds_up=AddsUp.CORE,
    )
)
def languages(repository: RepositoryFacts, _context: Context) -> Finding:
    """Count the languages of READMEs."""
    readmes = _readmes(repository)
    count = len({readme.language for readme in readmes})
    return Finding(count, say("Languages with a README: {count}", count=count), paths=_paths(readmes))
