"""How the software is built, tested and kept in order."""

from dataclasses import replace

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, share_of, yes_if_any
from mrl.metrics.reading import answer, program_files, source_files
from mrl.metrics.registry import Theme
from mrl.metrics.signs import badge, found, named
from mrl.model.base import say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import RepositoryFacts
from mrl.model.kinds import words

THEME = Theme()

CI = tuple(f"ci.{name}" for name in words("github gitlab jenkins travis circleci azure woodpecker other"))
BUILD = tuple(
    f"build.{name}"
    for name in words("maven gradle npm python composer cargo go make cmake ruby dotnet other")
)
NO_TESTS = say("No file is test code, by name or folder")
NO_PROGRAMS = say("there are no program files of the project's own")


@THEME.of_repository(
    THEME.info(
        "engineering.continuous_integration",
        "Continuous integration",
        "A definition of continuous integration is in the repository, or README names a service that runs "
        "it.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    )
)
def continuous_integration(repository: RepositoryFacts, _context: Context) -> Finding:
    """Look for definitions, then for services behind badges."""
    services = repository.declared.ci_services if repository.declared else None
    signs = [
        *found(repository, *CI),
        named(services, say("README or manifests name the build service {name}")),
        badge(repository, "ci"),
    ]
    return yes_if_any(signs, say("No definition of continuous integration and no badge of a build service"))


THEME.presence(
    THEME.info(
        "engineering.tests",
        "Automated tests",
        "Files of test code are in the repository, by the custom of their language.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    ),
    "tests.files",
    no=NO_TESTS,
)


@THEME.of_repository(
    THEME.info(
        "engineering.test_file_share",
        "Test files",
        "Files of test code divided by all own files in programming languages, tests included.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
    )
)
def share_of_test_files(repository: RepositoryFacts, _context: Context) -> Finding:
    """Compare test files with program files."""
    tests = answer(repository, "tests.files").count
    whole = sum(counts.own for counts in program_files(repository))
    return share_of(tests, whole, say("{part} of {whole} own program files are tests"), NO_PROGRAMS)


@THEME.of_repository(
    THEME.info(
        "engineering.tested_repositories_share",
        "Repositories with tests",
        "Share of the repositories, by weight, with at least one file of test code.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
    )
)
def tested_repositories_share(repository: RepositoryFacts, _context: Context) -> Finding:
    """Tell whether there is test code."""
    together = say("{count} of {known} repositories, {share} by weight, have test code")
    return replace(yes_if_any(found(repository, "tests.files"), NO_TESTS), together=together)


THEME.presence(
    THEME.info(
        "engineering.tests_in_ci",
        "Tests in continuous integration",
        "A definition of continuous integration in the repository starts tests.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    ),
    "ci.tests",
    no=say("No definition of continuous integration starts tests"),
)


@THEME.of_repository(
    THEME.info(
        "engineering.test_coverage_configured",
        "Test coverage is measured",
        "Build files, CI definitions or a badge show that the coverage of tests is measured.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
        source="https://chaoss.community/kb/metric-test-coverage/",
    )
)
def coverage_configured(repository: RepositoryFacts, _context: Context) -> Finding:
    """Look for coverage tools, then for a badge."""
    signs = [*found(repository, "tests.coverage"), badge(repository, "coverage")]
    return yes_if_any(signs, say("Neither build files nor badges show that test coverage is measured"))


THEME.presence(
    THEME.info(
        "engineering.build_system",
        "Build system",
        "Files of a known build or package tool are in every repository.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.WORST,
    ),
    *BUILD,
    no=say("No file of a known build or package tool"),
)


@THEME.of_repository(
    THEME.info(
        "engineering.static_analysis",
        "Static analysis",
        "Build files, CI definitions, the set-up of a tool or a badge show that the code is analysed.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    )
)
def static_analysis(repository: RepositoryFacts, _context: Context) -> Finding:
    """Look for tools, then for a badge of a quality server."""
    signs = [*found(repository, "static_analysis"), badge(repository, "quality")]
    return yes_if_any(signs, say("Neither set-up nor badge of a tool for static analysis"))


THEME.presence(
    THEME.info(
        "engineering.dependency_updates",
        "Dependency updates",
        "A tool that proposes updates of dependencies is set up.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    ),
    "dependency_updates",
    no=say("No set-up of a tool that proposes updates of dependencies"),
)
THEME.presence(
    THEME.info(
        "engineering.lock_files",
        "Locked dependencies",
        "Lock files write down the exact versions of dependencies.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    ),
    "lock.files",
    no=say("No lock file"),
)
THEME.presence(
    THEME.info(
        "engineering.code_style",
        "Code style",
        "The set-up of an editor, a formatter or of checks before each commit writes down the code style.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    ),
    "style.editorconfig",
    "pre_commit",
    no=say("No set-up of a formatter, of an editor or of checks before each commit"),
)
THEME.presence(
    THEME.info(
        "engineering.containers",
        "Containers",
        "Container images, compositions or charts are defined in any repository.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.ANY,
    ),
    "container.image",
    "container.compose",
    "container.charts",
    no=say("No definition of a container image, composition or chart"),
)


@THEME.of_repository(
    THEME.info(
        "engineering.vendored_share",
        "Copied source files",
        "Source files copied in from elsewhere divided by all source files: own, copied and generated.",
        kind=Kind.SHARE,
        unit="share",
        better=Better.LOWER,
        adds_up=AddsUp.SHARE,
    )
)
def vendored_share(repository: RepositoryFacts, _context: Context) -> Finding:
    """Compare vendored source files with all."""
    counts = source_files(repository)
    vendored = sum(count.vendored for count in counts)
    whole = sum(count.own + count.vendored + count.generated for count in counts)
    sentence = say("{part} of {whole} source files are copied in from elsewhere")
    return share_of(vendored, whole, sentence, say("there are no source files"))
