"""Which files of the tree speak to its community, and what it may expect."""

from mrl.collectors.tree.search import (
    COMMUNITY_FOLDERS,
    NameRule,
    anywhere,
    inside,
    text_in_community_folders,
)

_PROGRAM = r"(?:py|[cm]?[jt]sx?|java|php|rb|go|rs|sh|json|ya?ml|xml|cs|c|h|cpp|vue|css)"
_TEMPLATE_HOMES = r"(?:\.github/|\.gitlab/|\.gitea/|\.forgejo/|docs/)?"
_TEMPLATE = r"(?!config\.ya?ml)[^/]+\.(?:md|ya?ml|txt)"

COMMUNITY_RULES: tuple[NameRule, ...] = (
    text_in_community_folders("community.readme", "readme", "lisez-?_?moi", "liesmich", "leame", "leggimi"),
    inside(
        "community.license",
        COMMUNITY_FOLDERS,
        rf"(?!.*\.{_PROGRAM}$)(?:(?:un)?licen[cs]e|copying)(?:[._-].*)?",
    ),
    inside("community.license", "licenses", r"[^/]+\.txt"),
    text_in_community_folders(
        "community.contributing",
        r"contribut(?:e|ing|ion|ions)(?:[-_ ]?guide(?:lines?)?)?",
        "how[-_ ]to[-_ ]contribute",
        "contribuer",
        "guide[-_ ](?:de[-_ ])?contribution",
        "hacking",
    ),
    text_in_community_folders(
        "community.code_of_conduct", "code[-_ ]?of[-_ ]?conduct", "code[-_ ]de[-_ ](?:bonne[-_ ])?conduite"
    ),
    text_in_community_folders(
        "community.security",
        "security(?:[-_ ]policy)?",
        "s[eé]curit[eé]",
        "politique[-_ ]de[-_ ]s[eé]curit[eé]",
    ),
    text_in_community_folders(
        "community.changelog",
        "change[-_ ]?logs?",
        "changes",
        "history",
        "news",
        "release[-_ ]?notes",
        "historique",
        "notes[-_ ]de[-_ ]version",
        "journal[-_ ]des[-_ ]modifications",
    ),
    inside("community.changelog", r"(?:.*/)?src/changes", r"changes\.xml"),
    inside(
        "community.changelog", r"(?:docs?/)?(?:changelogs?|release[-_]?notes)", r".*\.(?:md|rst|adoc|txt)"
    ),
    text_in_community_folders(
        "community.governance", "(?:project[-_ ])?governance", "gouvernance", "(?:project[-_ ])?charter"
    ),
    inside("community.governance", "governance|gouvernance", r".+\.(?:md|rst|adoc|txt|pdf)"),
    text_in_community_folders("community.roadmap", "road[-_ ]?map", "feuille[-_ ]de[-_ ]route"),
    text_in_community_folders("community.support", "support", "getting[-_ ]help", "assistance"),
    text_in_community_folders(
        "community.maintainers",
        "maintainers",
        "mainteneurs",
        "code-?owners",
        "owners(?:_aliases)?",
        "committers",
    ),
    text_in_community_folders(
        "community.authors", "authors", "auteurs", "contributors", "contributeurs", "credits", "thanks"
    ),
    inside("community.authors", "", r"\.all-contributorsrc"),
    inside("community.citation", "", r"citation\.cff", r"citation(?:\.bib)?", r"codemeta\.json"),
    inside("community.publiccode", "", r"publiccode\.ya?ml"),
    inside("community.issue_templates", _TEMPLATE_HOMES + "issue_templates?", _TEMPLATE),
    text_in_community_folders("community.issue_templates", "issue_template"),
    inside(
        "community.change_request_templates",
        _TEMPLATE_HOMES + "(?:pull|merge)_request_templates?",
        _TEMPLATE,
    ),
    text_in_community_folders("community.change_request_templates", "(?:pull|merge)_request_template"),
    text_in_community_folders(
        "community.adopters", "adopters", "who[-_ ]uses[-_ ].*", "used[-_ ]by", "utilisateurs"
    ),
    inside("community.funding", r"|\.github", r"funding\.(?:ya?ml|json)", r"(?:donate|backers|sponsors)\.md"),
    text_in_community_folders(
        "community.contribution_agreement",
        "(?:(?:individual|corporate|[ic])[-_ ]?)?cla",
        "dco",
        "contributor[-_ ]licen[cs]e[-_ ]agreement",
    ),
    inside(
        "community.contribution_agreement",
        r"|\.github(?:/workflows)?",
        r"\.clabot",
        r"(?:dco|cla(?:-.*)?)\.ya?ml",
    ),
    anywhere("security.insights", r"security-insights\.ya?ml", r"security\.txt"),
)
