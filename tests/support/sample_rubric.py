"""The invented rubric behind the sample assessments: plain tables."""

from mrl.model.evidence import Kind

METRICS = (
    # metric, title, kind, unit, value, sentence, points, target
    (
        "activity.commits",
        "Human commits",
        Kind.COUNT,
        "commits",
        412,
        "People made {value} commits in the last 12 months.",
        1,
        "200 commits in 12 months",
    ),
    (
        "activity.months",
        "Active months",
        Kind.COUNT,
        "months",
        11,
        "{value} of the last 12 months saw work by people.",
        0.9,
        "12 of 12 months",
    ),
    (
        "people.active",
        "Active contributors",
        Kind.COUNT,
        "people",
        6,
        "{value} people contributed in the last 12 months.",
        0.6,
        "10 people in 12 months",
    ),
    (
        "people.absence",
        "Contributor absence factor",
        Kind.COUNT,
        "people",
        1,
        "{value} person made half of the work of the last 12 months.",
        0,
        "4 people or more",
    ),
    (
        "license.header_share",
        "Files with a license header",
        Kind.SHARE,
        "share of own files",
        0.894,
        "{share} of the project's own source files carry a license header.",
        0.8,
        "95 % of own files",
    ),
    ("license.file", "A license file", Kind.YES_NO, "", True, "A license file was found.", 1, None),
    (
        "license.spdx",
        "License",
        Kind.WORD,
        "",
        "BSD-3-Clause",
        "The strongest evidence names {value}.",
        1,
        "a license approved by the OSI",
    ),
    (
        "engineering.ci",
        "Continuous integration",
        Kind.YES_NO,
        "",
        True,
        "A continuous integration file was found.",
        1,
        None,
    ),
    (
        "engineering.tests",
        "Test files",
        Kind.SHARE,
        "share of source files",
        0.07,
        "{share} of source files are tests.",
        0.2,
        "25 % of source files",
    ),
    (
        "releases.count",
        "Final releases",
        Kind.COUNT,
        "releases",
        4,
        "{value} final releases in the last 12 months.",
        1,
        "3 releases in 12 months",
    ),
    (
        "releases.age",
        "Days since the last release",
        Kind.COUNT,
        "days",
        64,
        "The last final release is {value} days old.",
        0.8,
        "at most 90 days",
    ),
    (
        "releases.signed",
        "Signed release tags",
        Kind.SHARE,
        "share of releases",
        0.0,
        "{share} of release tags carry a signature.",
        0,
        "all release tags",
    ),
    ("community.readme", "A README", Kind.YES_NO, "", True, "A README was found.", 1, None),
    (
        "security.keys",
        "Key-like files",
        Kind.COUNT,
        "files",
        0,
        "{value} files look like private keys.",
        1,
        "none",
    ),
    (
        "issues.answered",
        "Time to first answer",
        Kind.NUMBER,
        "days",
        None,
        "Half of the new issues get an answer within {value} days.",
        0,
        "7 days",
    ),
)

_TITLES = {
    "COM": (
        "Information",
        (
            "A public place for announcements",
            "A public archive of discussions",
            "A list of who decides what",
            "A contact that answers",
            "Pages in the users' language",
        ),
    ),
    "CTY": (
        "Community",
        (
            "Independent committers",
            "A welcome for newcomers",
            "Contributions from outside are taken",
            "Meetings are announced",
            "A code of conduct",
        ),
    ),
    "DOC": (
        "Documentation",
        (
            "A guide to install",
            "A guide for users",
            "A guide for operators",
            "Upgrade notes",
            "Documentation of interfaces",
        ),
    ),
    "INF": (
        "Infrastructure",
        (
            "A public repository",
            "A public tracker",
            "Builds that anyone can repeat",
            "Dependencies are kept up to date",
            "A place to try the software",
        ),
    ),
    "PRJ": (
        "Project management",
        (
            "A public roadmap",
            "A rule for decisions",
            "Planned releases",
            "Open issues are triaged",
            "A budget for maintenance",
        ),
    ),
    "TST": (
        "Testing",
        (
            "Tests run on every change",
            "A report of test coverage",
            "Tests of performance",
            "Tests of the public interface",
            "Tests with people who need assistance",
        ),
    ),
    "RSK": (
        "Risk",
        (
            "A way to report vulnerabilities in private",
            "Past vulnerabilities are listed",
            "A list of components",
            "A plan for the loss of a key person",
            "An insurance or a warranty",
        ),
    ),
}
_POINTS = (1, 1, 0.5, 0, 1)

PRACTICES = tuple(
    (f"{prefix}-{number + 1}", title, _POINTS[number])
    for prefix, (_, titles) in _TITLES.items()
    for number, title in enumerate(titles)
)

CAPABILITIES = (
    ("MKT-1", "Product establishment"),
    ("MKT-2", "Developers and community"),
    ("MKT-3", "Professional support"),
    ("MKT-4", "Financing"),
    ("MKT-5", "Customers and users"),
    ("MKT-6", "Visibility"),
    ("MKT-7", "Governance"),
)


def _members(prefixes: tuple[str, ...], *metrics: str) -> tuple[str, ...]:
    practices = tuple(f"{prefix}-{number}" for prefix in prefixes for number in range(1, 6))
    return practices + tuple(metric.upper().replace(".", "-").replace("_", "-") for metric in metrics)


DIMENSIONS = {
    "vitality": ("Vitality", _members(("CTY",), "activity.commits", "activity.months", "people.active")),
    "openness": (
        "Openness",
        _members(("COM", "PRJ"), "license.header_share", "license.file", "license.spdx"),
    ),
    "engineering": ("Engineering", _members(("INF", "TST"), "engineering.ci", "engineering.tests")),
    "delivery": ("Delivery", _members(("DOC",), "releases.count", "releases.age", "community.readme")),
    "resilience": (
        "Resilience",
        _members(("RSK",), "people.absence", "releases.signed", "security.keys", "issues.answered"),
    ),
    "market-capabilities": ("Market capabilities", tuple(identifier for identifier, _ in CAPABILITIES)),
}

LEVELS = (
    (1, "First idea", "An idea with first code; nobody else uses it.", 0),
    (2, "Prototype", "A prototype that its authors can show.", 2),
    (3, "Pilot", "First pilots with people outside the team.", 3),
    (4, "First users", "A few users rely on it and say so.", 4),
    (5, "Opening market", "Users come without being asked; support is best effort.", 5),
    (6, "Sizable adoption", "A proven product with early customers and contributions from outside.", 6),
    (7, "Established business", "An established product with stable financing and mainstream users.", 7),
    (8, "Established outsider", "Recognised software with an active community and suitable financing.", 8),
    (9, "Market leader", "A significant share of the market, worldwide, well supported.", 9),
)
