"""How the project meets people: the texts and channels that invite, guide and answer them.

Some files an organisation may keep once for all its repositories (`signs.LENT`); these count as well.
"""

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, Subject, yes_if_any
from mrl.metrics.reading import declared, require
from mrl.metrics.registry import Theme
from mrl.metrics.signs import named
from mrl.model.base import Message, say
from mrl.model.evidence import AddsUp, Kind, MetricInfo
from mrl.model.facts import RepositoryFacts

THEME = Theme()


def _file(name: str, title: str, definition: str, source: str = "") -> MetricInfo:
    return THEME.info(
        f"community.{name}", title, definition, kind=Kind.YES_NO, adds_up=AddsUp.CORE, source=source
    )


_FILES: tuple[tuple[MetricInfo, Message], ...] = (
    (
        _file("readme", "README", "A README is in the root, .github, docs or .gitlab."),
        say("No README in the root, .github, docs or .gitlab folder"),
    ),
    (
        _file(
            "contributing",
            "Contribution guide",
            "A guide for contributors is in the root, .github, docs or .gitlab, or the organisation "
            "lends one.",
        ),
        say("No contribution guide in the root, .github, docs or .gitlab folder"),
    ),
    (
        _file(
            "code_of_conduct",
            "Code of conduct",
            "A code of conduct is in the root, .github, docs or .gitlab, or the organisation lends one.",
            "https://chaoss.community/kb/metric-code-of-conduct-for-a-project/",
        ),
        say("No code of conduct in the root, .github, docs or .gitlab folder"),
    ),
    (
        _file(
            "governance",
            "Governance",
            "A text says who decides what, and how: a governance file or a charter, here or lent by the "
            "organisation.",
        ),
        say("No governance file or charter in the root, .github, docs or .gitlab folder"),
    ),
    (
        _file("roadmap", "Roadmap", "A file says where the software is going."),
        say("No roadmap in the root, .github, docs or .gitlab folder"),
    ),
    (
        _file(
            "support",
            "Where to get help",
            "A file says where users get help, here or lent by the organisation.",
        ),
        say("No support file in the root, .github, docs or .gitlab folder"),
    ),
    (
        _file(
            "maintainers",
            "Maintainers",
            "A file names those who look after the software: maintainers or code owners.",
        ),
        say("No file of maintainers or code owners in the root, .github, docs or .gitlab folder"),
    ),
    (
        _file(
            "authors",
            "Authors",
            "A file credits those who made the software: authors, contributors or thanks.",
        ),
        say("No file of authors or contributors in the root, .github, docs or .gitlab folder"),
    ),
    (
        _file(
            "issue_templates",
            "Issue templates",
            "Templates guide those who report an issue, here or lent by the organisation.",
        ),
        say("No issue templates"),
    ),
    (
        _file(
            "change_request_templates",
            "Change request templates",
            "Templates guide those who propose a change, here or lent by the organisation.",
        ),
        say("No change request templates"),
    ),
    (
        _file(
            "good_first_issues",
            "First tasks for newcomers",
            "README or contribution guide point newcomers to tasks that are kept for them.",
        ),
        say("README and contribution guide name no first tasks for newcomers"),
    ),
    (
        _file("adopters", "Adopters", "A file says who uses the software."),
        say("No file of adopters in the root, .github, docs or .gitlab folder"),
    ),
    (
        _file(
            "funding",
            "Funding",
            "A file says how the project can be funded, here or lent by the organisation.",
        ),
        say("No funding file in the root or .github folder"),
    ),
    (
        _file(
            "contribution_agreement",
            "Contribution agreement",
            "Contributors are asked for a certificate of origin or a contributor agreement.",
        ),
        say("Nothing asks for a certificate of origin or a contributor agreement"),
    ),
    (
        _file("citation", "Citation file", "CITATION.cff or codemeta.json says how to cite the software."),
        say("Neither CITATION.cff nor codemeta.json in the root"),
    ),
    (
        _file(
            "publiccode",
            "publiccode.yml",
            "The root has a publiccode.yml, which describes software for public administrations.",
            "https://yml.publiccode.tools/",
        ),
        say("No publiccode.yml in the root"),
    ),
)

for _info, _no in _FILES:
    THEME.presence(_info, _info.id, no=_no)


@THEME.of_repository(
    THEME.info(
        "community.discussion_channels",
        "Discussion channels",
        "Public places to talk that README or manifests name: mailing lists, forums, chat.",
        kind=Kind.COUNT,
        unit="channels",
        adds_up=AddsUp.CORE,
    )
)
def discussion_channels(repository: RepositoryFacts, _context: Context) -> Finding:
    """Count the channels that are named."""
    count = len(set(require(declared(repository).discussions, Subject.DECLARED)))
    return Finding(count, say("Public channels that README and manifests name: {count}", count=count))


@THEME.of_repository(
    THEME.info(
        "community.change_requests",
        "Change requests",
        "The highest number of a change request that the repository's refs show, added up: whether changes "
        "are proposed "
        "and reviewed there at all. On some forges issues share the numbers.",
        kind=Kind.COUNT,
        unit="change requests",
        adds_up=AddsUp.SUM,
        source="https://chaoss.community/kb/metric-change-requests/",
    )
)
def change_requests(repository: RepositoryFacts, _context: Context) -> Finding:
    """Read the highest number."""
    count = require(repository.change_requests, Subject.CHANGE_REQUESTS).highest_number
    return Finding(count, say("Change requests by the highest number that refs show: {count}", count=count))


@THEME.of_repository(
    THEME.info(
        "community.homepage",
        "Website",
        "README or a manifest names a website of the project.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    )
)
def homepage(repository: RepositoryFacts, _context: Context) -> Finding:
    """Look for a website."""
    names = declared(repository).homepages
    return yes_if_any(
        [named(names, say("The website is {name}"))], say("README and manifests name no website")
    )
