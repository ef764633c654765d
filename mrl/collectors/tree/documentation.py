"""Which files of the tree document the software, and in which languages it speaks to its users."""

from mrl.collectors.tree.search import LANGUAGE, NameRule, anywhere, inside

_TEXT = r".+\.(?:md|mdx|markdown|rst|adoc|asciidoc|html|tex|pdf|odt|docx)"
_DOCUMENTATION_FOLDER = (
    r"(?:(?:[^/]+/)?(?:docs?|documentation|manuals?|user-?guide|guides?|handbook|wiki)|[^/]+-(?:docs?"
    r"|documentation)"
    r"|(?:.*/)?src/(?:docs?|main/(?:asciidoc|docs?)))(?:/.*)?"
)
_ROOT_OR_DOCUMENTATION = rf"|{_DOCUMENTATION_FOLDER}"
_ENDING = r"(?:[._-][\w.-]*)?\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|html|xml|pdf)"
_SPECIFICATION = r"(?:.*[._-])?(?:openapi|swagger|asyncapi)(?:[._-].*)?\.(?:ya?ml|json)"

DOCUMENTATION_RULES: tuple[NameRule, ...] = (
    inside("documentation.folder", _DOCUMENTATION_FOLDER, _TEXT),
    inside("documentation.folder", r"(?:.*/)?src/site(?:/.*)?", _TEXT, r".+\.(?:xml|apt|apt\.vm)"),
    anywhere(
        "documentation.site",
        r"mkdocs\.ya?ml",
        r"docusaurus\.config\.[cm]?[jt]s",
        r"antora(?:-playbook)?\.ya?ml",
        r"\.readthedocs\.ya?ml",
        r"\.gitbook\.ya?ml",
        r"hugo\.(?:toml|ya?ml)",
        r"book\.toml",
    ),
    inside("documentation.site", r"|(?:.*/)?(?:docs?|documentation)(?:/[^/]+)?", r"conf\.py"),
    inside("documentation.site", r"|docs?|site|website", r"_config\.ya?ml"),
    inside(
        "documentation.site",
        r"(?:.*/)?src/site(?:/.*)?",
        r"site(?:_[a-z]{2})?\.xml",
        r"index\.(?:xml|md|apt)",
    ),
    inside("documentation.site", r"(?:.*/)?\.(?:vitepress|vuepress)", r"config\.[cm]?[jt]s"),
    anywhere(
        "documentation.api",
        _SPECIFICATION,
        r".+\.(?:raml|apib|wadl|wsdl)",
        r"doxyfile(?:\.in)?",
        r"typedoc\.json",
    ),
    inside(
        "documentation.architecture",
        r"(?:.*/)?(?:adrs?|decisions|architecture(?:[-_ ]decisions)?|decision[-_]records|arc42)",
        r".+\.(?:md|rst|adoc|txt|puml|plantuml|dsl|svg|drawio)",
    ),
    inside("documentation.architecture", _ROOT_OR_DOCUMENTATION, rf"(?:architecture|arc42|design){_ENDING}"),
    inside(
        "documentation.upgrade",
        _ROOT_OR_DOCUMENTATION,
        rf"(?:.*[_-])?(?:upgrad(?:e|es|ing)|updating|migrat(?:e|ion|ions|ing)|mise[-_]a[-_]jour){_ENDING}",
        "upgrade|upgrading|migration",
    ),
    inside(
        "documentation.install",
        _ROOT_OR_DOCUMENTATION,
        rf"(?:.*[_-])?(?:install(?:ing|ation)?|getting[-_]?started|quick[-_]?start){_ENDING}",
        r"(?:deploy(?:ment|ing)?|setup)(?:[-_]guide)?\.(?:md|rst|adoc|asciidoc|html)",
        "install",
    ),
    inside(
        "documentation.examples",
        r"(?:[^/]+/)?(?:examples?|samples?|demos?|exemples?|tutorials?|tutoriels?)(?:/.*)?",
        r"[^.].*",
    ),
    anywhere(
        "translations.files",
        rf".+_{LANGUAGE}\.(?:properties|arb|json|ya?ml)",
        r".+\.(?:po|xlf|xliff)",
    ),
    inside(
        "translations.files",
        r"(?:.*/)?(?:locales?|i18n|l10n|langs?|languages?|translations?|messages)",
        rf"(?:.*[._-])?{LANGUAGE}\.(?:json|json5|ya?ml|php|properties|ini|toml)",
        rf"{LANGUAGE}\.[jt]s",
    ),
    inside(
        "translations.files",
        rf"(?:.*/)?(?:locales?|i18n|l10n|langs?|languages?|translations?)/{LANGUAGE}(?:/.*)?",
        r".+\.(?:json|json5|ya?ml|php|properties|ini|toml|js|ts)",
    ),
    anywhere("translations.platform", r"\.?crowdin\.ya?ml", r"\.weblate(?:\.ini)?", r"\.?lokalise\.ya?ml"),
    inside("translations.platform", r"\.tx", "config"),
    inside(
        "upgrade.scripts",
        r"(?:.*/)?(?:upgrades?|migrations?|migrate|changelog|flyway|liquibase|alembic/versions)(?:/.*)?",
        r"(?!__).+\.(?:sql|py|rb|php|js|ts|xml|ya?ml)",
    ),
)
