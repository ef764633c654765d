"""Questions that the text of a few files answers: build manifests, CI definitions, contribution guides."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mrl.collectors.tree.continuous_integration import runs_tests
from mrl.collectors.tree.files import TreeFile
from mrl.collectors.tree.reading import without_hash_comments, without_xml_comments

CI = (
    "ci.github",
    "ci.gitlab",
    "ci.jenkins",
    "ci.travis",
    "ci.circleci",
    "ci.azure",
    "ci.woodpecker",
    "ci.other",
)
BUILD = (
    "build.maven",
    "build.gradle",
    "build.npm",
    "build.python",
    "build.composer",
    "build.cargo",
    "build.go",
    "build.make",
    "build.cmake",
    "build.ruby",
    "build.dotnet",
    "build.other",
)
GUIDES = ("community.contributing", "community.readme", "community.change_request_templates")
PRE_COMMIT = ("pre_commit",)


@dataclass(frozen=True, slots=True)
class TextRule:
    """A file that answers one of the `among` keys, and whose text holds true, answers `key` as well."""

    key: str
    among: tuple[str, ...]
    holds: Callable[[str], object]


_CAPITAL = re.compile(r"(?<!\\)[A-Z]")
"""A letter of a pattern; behind a backslash it would mean a class."""


def _says(pattern: str) -> Callable[[str], object]:
    """Look for a pattern in any case: in small letters, which takes half the time of `re.IGNORECASE`."""
    search = re.compile(_CAPITAL.sub(lambda found: found[0].lower(), pattern)).search
    return lambda text: search(text.lower())


TEXT_RULES: tuple[TextRule, ...] = (
    TextRule("ci.tests", CI, runs_tests),
    TextRule(
        "community.good_first_issues",
        GUIDES,
        _says(
            r"good[- ]first[- ](?:issue|bug)|help[- ]wanted|up[- ]for[- ]grabs|first[- ]timers[- ]only"
            r"|\b(?:beginner|newcomer)[- ]friendly|easy[- ]picks?\b|starter[- ](?:issue|task|bug)s?"
        ),
    ),
    TextRule(
        "community.contribution_agreement",
        GUIDES,
        _says(
            r"developer certificate of origin|contributors?[- ]licen[cs]e agreement|signed-off-by"
            r"|\b(?:I|C)?CLA\b"
            r"|accord de contribution|developercertificate\.org"
        ),
    ),
    TextRule(
        "tests.frameworks",
        BUILD,
        _says(
            r"\b(?:junit\d?|testng|spock|mockito|pytest|unittest2|nose2?|tox|hypothesis|phpunit|pest"
            r"|behat|codeception"
            r"|jest|mocha|vitest|jasmine|karma|cypress|playwright|puppeteer|testcafe|rspec|minitest"
            r"|cucumber|selenium"
            r"|robotframework|xunit|nunit|mstest|catch2|googletest|gtest|testify|ginkgo|scalatest"
            r"|munit|kotest"
            r"|proptest|quickcheck|unit-?test(?:ing|s)?|surefire-junit\w*)\b"
        ),
    ),
    TextRule(
        "tests.coverage",
        (*BUILD, *CI),
        _says(
            r"jacoco|cobertura|pytest-cov|--cov\b|\[tool\.coverage|\bcodecov\b|\bcoveralls\b|\bnyc\b"
            r"|\bistanbul\b"
            r"|collectCoverage|coverlet|simplecov|tarpaulin|llvm-cov|-coverprofile|go test[^\n]{0,100}-cover"
            r"|coverage (?:run|report|xml)|--coverage\b|\bkover\b|scoverage"
        ),
    ),
    TextRule(
        "static_analysis",
        (*BUILD, *CI, *PRE_COMMIT),
        _says(
            r"maven-checkstyle-plugin|maven-pmd-plugin|spotbugs|findbugs|sonar-maven|sonar:sonar"
            r"|sonarqube|sonar-scanner"
            r"|sonarcloud|error_?-?prone|\beslint\b|\btslint\b|\boxlint\b|\[tool\.(?:ruff|mypy|pylint"
            r"|pyright)"
            r"|\b(?:ruff|mypy|flake8|pylint|pyright)\b|\bphpstan\b|\bpsalm\b|php_codesniffer"
            r"|\brubocop\b|golangci"
            r"|\bclippy\b|codeql-action|\bsemgrep\b|super-linter|megalinter|\bdetekt\b|clang-tidy"
            r"|cppcheck|qodana"
            r"|code-?quality\.gitlab-ci"
        ),
    ),
    TextRule(
        "style.editorconfig",
        (*BUILD, *PRE_COMMIT),
        _says(
            r"\bspotless\b|\[tool\.black|\[tool\.ruff\.format|\bruff-format\b|google-java-format"
            r"|formatter-maven-plugin"
            r"|\bktlint\b|\bprettier\b|php-cs-fixer|\bscalafmt\b|psf/black"
        ),
    ),
    TextRule("pre_commit", ("build.npm",), _says(r'"(?:husky|lint-staged|simple-git-hooks|lefthook)"')),
    TextRule(
        "container.image",
        BUILD,
        _says(r"jib-maven-plugin|com\.google\.cloud\.tools\.jib|docker-maven-plugin"),
    ),
    TextRule(
        "documentation.api",
        BUILD,
        _says(r"maven-javadoc-plugin|springdoc|swagger-(?:core|ui|maven)|smallrye-openapi"),
    ),
    TextRule(
        "sbom",
        (*BUILD, *CI),
        _says(r"cyclonedx|spdx-(?:maven|gradle)|org\.spdx|\bsyft\b|anchore/sbom|attest-sbom|\bsbom\b"),
    ),
    TextRule(
        "security.scanning",
        (*BUILD, *CI, *PRE_COMMIT),
        _says(
            r"codeql-action|\btrivy\b|dependency-check|gitleaks|\bsnyk\b|\bgrype\b|osv-scanner"
            r"|\bsemgrep\b|\bbandit\b"
            r"|\bsafety (?:check|scan)\b|pip-audit|npm audit|yarn audit|cargo[- ](?:audit|deny)"
            r"|govulncheck|trufflehog"
            r"|dependency-review-action|scorecard-action|\bgosec\b|brakeman|detect-secrets"
            r"|find-?sec-?bugs|ossindex"
            r"|(?:sast|secret-detection|dependency-scanning|container-scanning)\.gitlab-ci|zaproxy"
            r"|bundler?-audit"
        ),
    ),
    TextRule(
        "release_automation",
        (*BUILD, *CI),
        _says(
            r"maven-release-plugin|release-please|semantic-release|goreleaser|jreleaser|release-it\b"
            r"|changesets/action"
            r"|softprops/action-gh-release|ncipollo/release-action|actions/create-release"
            r"|gh release create|release-cli"
            r"|gh-action-pypi-publish|twine upload|npm publish|cargo publish|central-publishing"
            r"|nexus-staging|axion-release"
            r"|release-drafter|bump-?my-?version|bump2version|release:(?:prepare|perform)|cargo-release"
        ),
    ),
)

_COMMENT_FILTERS: Mapping[str, Callable[[str], str]] = {
    "xml": without_xml_comments,
    "html": without_xml_comments,
    "yaml": without_hash_comments,
    "properties": without_hash_comments,
    "build": without_hash_comments,
}


def without_comments(file: TreeFile, text: str) -> str:
    """Leave out comments where the kind of file has a customary form of them that is cheap to find."""
    return _COMMENT_FILTERS.get(file.kind, str)(text)


def answering(rule: TextRule, files: Iterable[TreeFile], texts: Mapping[str, str]) -> dict[str, TreeFile]:
    """Give the files whose text holds true for the rule."""
    return {file.path: file for file in files if file.path in texts and rule.holds(texts[file.path])}
