"""What a quality server counts in the code."""

from collections.abc import Callable, Mapping

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, Subject, filled, rounded, share_of, undefined
from mrl.metrics.pool import Pool
from mrl.metrics.reading import Fact, needs, quality, told
from mrl.metrics.registry import Theme
from mrl.model.base import Message, Value, say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import RepositoryFacts
from mrl.model.forge import Quality

THEME = Theme(needs="quality server")

SILENT = say("the quality server does not say")
NO_LINES = say("the quality server counts no lines of code")
PER_LINES = 10_000


def _told(repository: RepositoryFacts, fact: Callable[[Quality], Fact | None]) -> Fact:
    return told(fact(quality(repository)), Subject.QUALITY, SILENT)


def _lines(repository: RepositoryFacts) -> int:
    return _told(repository, lambda known: known.lines)


def _violations(rank: str, title: str, fact: Callable[[Quality], int | None], sentence: Message) -> None:
    """Register the violations of one rank, as a count."""
    info = THEME.info(
        f"quality.{rank}_violations",
        title,
        f"Open violations that the quality server ranks as {rank}.",
        kind=Kind.COUNT,
        unit="violations",
        better=Better.LOWER,
        adds_up=AddsUp.SUM,
    )

    @THEME.of_repository(info)
    def count(repository: RepositoryFacts, _context: Context) -> Finding:
        number = _told(repository, fact)
        return Finding(number, filled(sentence, count=number))


def _density(rank: str, title: str, fact: Callable[[Quality], int | None], sentence: Message) -> None:
    """Register the violations of one rank by size, all repositories together."""

    def counted(repository: RepositoryFacts) -> tuple[int, int]:
        return _told(repository, fact), _lines(repository)

    def by_repository(pool: Pool) -> Mapping[int, Value]:
        numbers = {position: counted(repository) for position, repository in pool.repositories.items()}
        return {position: _per_lines(*pair) for position, pair in numbers.items() if pair[1]}

    info = THEME.info(
        f"quality.{rank}_violations_per_10k_lines",
        title,
        f"Open violations that the quality server ranks as {rank}, for each 10,000 lines of code: all "
        "violations of all repositories divided by all their lines.",
        kind=Kind.NUMBER,
        unit="violations per 10,000 lines",
        better=Better.LOWER,
        adds_up=AddsUp.SHARE,
    )

    @THEME.pooled(info, requires=needs(counted), by_repository=by_repository)
    def density(pool: Pool) -> Finding:
        pairs = [counted(repository) for repository in pool.repositories.values()]
        count, lines = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
        if not lines:
            raise undefined(NO_LINES)
        return Finding(_per_lines(count, lines), filled(sentence, count=count, lines=lines))


def _per_lines(count: int, lines: int) -> float:
    return rounded(count / lines * PER_LINES)


_violations(
    "blocker",
    "Blocking violations",
    lambda known: known.blocker_violations,
    say("Open violations ranked as blocking: {count}"),
)
_violations(
    "critical",
    "Critical violations",
    lambda known: known.critical_violations,
    say("Open violations ranked as critical: {count}"),
)
_density(
    "blocker",
    "Blocking violations by size",
    lambda known: known.blocker_violations,
    say("Open violations ranked as blocking: {count}, lines of code: {lines}"),
)
_density(
    "critical",
    "Critical violations by size",
    lambda known: known.critical_violations,
    say("Open violations ranked as critical: {count}, lines of code: {lines}"),
)


def _by_lines(
    repository: RepositoryFacts, fact: Callable[[Quality], float | None], sentence: Message
) -> Finding:
    """Make a share that several repositories add up by their lines of code."""
    share, lines = _told(repository, fact), _lines(repository)
    return share_of(share * lines, lines, sentence, NO_LINES)


@THEME.of_repository(
    THEME.info(
        "quality.test_coverage",
        "Test coverage",
        "Share of the code that tests run, as the quality server reports it; repositories count by their "
        "lines of code.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
        source="https://chaoss.community/kb/metric-test-coverage/",
    )
)
def coverage(repository: RepositoryFacts, _context: Context) -> Finding:
    """Read the coverage."""
    sentence = say("Tests run {share} of the code, by the quality server")
    return _by_lines(repository, lambda known: known.test_coverage, sentence)


@THEME.of_repository(
    THEME.info(
        "quality.duplication",
        "Duplicated code",
        "Share of the lines that stand in the code more than once, as the quality server reports it; "
        "repositories count by their lines of code.",
        kind=Kind.SHARE,
        unit="share",
        better=Better.LOWER,
        adds_up=AddsUp.SHARE,
    )
)
def duplication(repository: RepositoryFacts, _context: Context) -> Finding:
    """Read the duplication."""
    sentence = say("{share} of the lines are repeated elsewhere, by the quality server")
    return _by_lines(repository, lambda known: known.duplication, sentence)


@THEME.of_repository(
    THEME.info(
        "quality.gate",
        "Quality gate",
        "The quality server says that the conditions its users set are met.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.WORST,
    )
)
def gate(repository: RepositoryFacts, _context: Context) -> Finding:
    """Read the verdict of the quality server."""
    if _told(repository, lambda known: known.gate_passed):
        return Finding(value=True, sentence=say("The quality server says that its conditions are met"))
    return Finding(value=False, sentence=say("The quality server says that its conditions are not met"))
