"""What the forge offers and shows around the code."""

from collections.abc import Callable

from mrl.metrics.context import Context, in_utc
from mrl.metrics.finding import Finding, Subject, unread
from mrl.metrics.issue_homes import kept_elsewhere
from mrl.metrics.reading import forge, require, told
from mrl.metrics.registry import Theme
from mrl.model.base import Message, say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import RepositoryFacts
from mrl.model.forge import Forge, ForgeRelease

THEME = Theme(needs="forge")


def _switch(
    metric: str,
    title: str,
    definition: str,
    fact: Callable[[Forge], bool | None],
    *,
    yes: Message,
    no: Message,
    adds_up: AddsUp = AddsUp.CORE,
    better: Better = Better.HIGHER,
    subject: Subject = Subject.FORGE,
) -> None:
    """Register a yes/no question that the forge answers in one word."""

    def find(repository: RepositoryFacts, _context: Context) -> Finding:
        value = told(fact(require(repository.forge, subject)), subject)
        return Finding(value, yes if value else no)

    info = THEME.info(metric, title, definition, kind=Kind.YES_NO, better=better, adds_up=adds_up)
    THEME.of_repository(info)(find)


_switch(
    "forge.branch_protection",
    "Protected default branch",
    "The forge refuses changes to the default branch that were not reviewed or checked.",
    lambda known: known.branch_protected,
    yes=say("The forge protects the default branch"),
    no=say("The forge does not protect the default branch"),
    adds_up=AddsUp.WORST,
    subject=Subject.BRANCH_RULES,
)


@THEME.of_repository(
    THEME.info(
        "forge.release_assets",
        "Files for download",
        "The last release on the forge that is no pre-release offers files for download.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    )
)
def release_assets(repository: RepositoryFacts, context: Context) -> Finding:
    """Look at the last release on the forge."""
    releases = told(require(repository.forge, Subject.FORGE_RELEASES).releases, Subject.FORGE_RELEASES)
    finals = [release for release in releases if _is_final(release, context)]
    if not finals:
        return Finding(value=False, sentence=say("There is no release on the forge"))
    last = max(finals, key=lambda release: in_utc(release.time))
    if not last.assets:
        return Finding(value=False, sentence=say("The release {tag} offers no files", tag=last.tag))
    sentence = say("Files that the release {tag} offers: {count}", count=last.assets, tag=last.tag)
    return Finding(value=True, sentence=sentence)


def _is_final(release: ForgeRelease, context: Context) -> bool:
    return not release.pre_release and in_utc(release.time) <= context.moment


_switch(
    "forge.description",
    "Description on the forge",
    "The forge shows a description of the repository.",
    lambda known: None if known.description is None else bool(known.description.strip()),
    yes=say("The forge shows a description"),
    no=say("The forge shows no description"),
)
_switch(
    "forge.discussions",
    "Discussions on the forge",
    "The forge offers a place for discussions.",
    lambda known: known.discussions,
    yes=say("Discussions are open on the forge"),
    no=say("Discussions are not open on the forge"),
)


@THEME.of_repository(
    THEME.info(
        "forge.good_first_issues",
        "Open first tasks",
        "Open issues on the forge whose label says that they suit newcomers. None at all only counts where "
        "issues are kept on the forge.",
        kind=Kind.COUNT,
        unit="issues",
        adds_up=AddsUp.SUM,
    )
)
def good_first_issues(repository: RepositoryFacts, context: Context) -> Finding:
    """Count the tasks; that there are none says nothing where issues are kept elsewhere."""
    count = told(require(repository.forge, Subject.FORGE).good_first_issues, Subject.ISSUES)
    if not count:
        elsewhere = kept_elsewhere(repository, context)
        if elsewhere:
            raise unread(Subject.TRACKER, elsewhere)
    return Finding(count, say("Open issues that suit newcomers: {count}", count=count))


_switch(
    "forge.private_vulnerability_reports",
    "Private vulnerability reports",
    "The forge takes reports of vulnerabilities that only the maintainers see.",
    lambda known: known.private_vulnerability_reports,
    yes=say("The forge takes private reports of vulnerabilities"),
    no=say("The forge takes no private reports of vulnerabilities"),
)
_switch(
    "forge.archived",
    "Archived",
    "The forge shows the repository as archived: nothing changes any more.",
    lambda known: known.archived,
    yes=say("The forge shows the repository as archived"),
    no=say("The repository is not archived"),
    better=Better.LOWER,
)


@THEME.of_repository(
    THEME.info(
        "forge.security_advisories",
        "Security advisories",
        "Security advisories that the project published on the forge.",
        kind=Kind.COUNT,
        unit="advisories",
        better=Better.NEITHER,
        adds_up=AddsUp.SUM,
    )
)
def security_advisories(repository: RepositoryFacts, _context: Context) -> Finding:
    """Count the advisories."""
    count = told(forge(repository).security_advisories, Subject.FORGE)
    return Finding(count, say("Security advisories on the forge: {count}", count=count))
