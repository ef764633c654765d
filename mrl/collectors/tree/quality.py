"""Tests, analysis and style: which files show that the software's quality is looked after."""

import re
from collections.abc import Iterable

from mrl.collectors.tree.files import Place, TreeFile
from mrl.collectors.tree.search import NameRule, anywhere, inside
from mrl.model.kinds import PROGRAM_KINDS

QUALITY_RULES: tuple[NameRule, ...] = (
    anywhere(
        "tests.coverage",
        r"\.coveragerc",
        r"\.?codecov\.ya?ml",
        r"\.coveralls\.ya?ml",
        r"\.nycrc(?:\..+)?",
        r"\.c8rc(?:\..+)?",
        r"\.simplecov",
        r"\.lcovrc",
        r"tarpaulin\.toml",
    ),
    anywhere(
        "static_analysis",
        r"\.?sonar(?:-project|cloud|lint)\.(?:properties|json)",
        r"(?:.*[-_])?(?:checkstyle|pmd|spotbugs|findbugs|cpd)(?:[-_].*)?\.xml",
        r"\.eslintrc(?:\..+)?",
        r"eslint\.config\.[cm]?[jt]s",
        r"\.flake8",
        r"\.?pylintrc",
        r"\.?ruff\.toml",
        r"\.?mypy\.ini",
        r"pyrightconfig\.json",
        r"phpstan(?:[.-].*)?\.neon(?:\.dist)?",
        r"psalm\.xml(?:\.dist)?",
        r"\.?phpcs\.xml(?:\.dist)?",
        r"\.rubocop\.ya?ml",
        r"\.golangci\.(?:ya?ml|toml|json)",
        r"\.?clippy\.toml",
        r"\.clang-tidy",
        r"[tj]slint\.json",
        r"\.jshintrc",
        r"\.?stylelint(?:rc|\.config)(?:\..+)?",
        r"biome\.jsonc?",
        r"detekt(?:[-.].*)?\.ya?ml",
        r"\.semgrep(?:\.ya?ml|ignore)",
        r"qodana\.ya?ml",
        r"\.(?:codeclimate|codacy)\.ya?ml",
        r"\.deepsource\.toml",
        r"\.hadolint\.ya?ml",
        r"\.shellcheckrc",
    ),
    anywhere(
        "style.editorconfig",
        r"\.editorconfig",
        r"\.prettierrc(?:\..+)?",
        r"prettier\.config\.[cm]?[jt]s",
        r"\.clang-format",
        r"\.?rustfmt\.toml",
        r"\.scalafmt\.conf",
        r"\.php-cs-fixer(?:\..+)?\.php",
        r"\.style\.yapf",
        r"(?:.*[-_])?(?:eclipse|java|code)?[-_]?formatter(?:[-_].*)?\.xml",
    ),
    anywhere("pre_commit", r"\.pre-commit-config\.ya?ml", r"\.?lefthook\.ya?ml", r"\.lintstagedrc(?:\..+)?"),
    inside("pre_commit", r"\.husky|\.githooks", r"[a-z-]+"),
)

_JVM_KINDS = frozenset(("java", "kotlin", "scala", "groovy"))
_TEST_FOLDER = re.compile(
    r"(?:.*/)?(?:tests?|__tests__|specs?|e2e|cypress|(?:integration|functional|unit)-?_?tests?)(?:/.*)?"
)
_JVM_TEST_FOLDER = re.compile(
    r"(?:(?!java/|kotlin/|scala/)[^/]+/)*(?:tests?|it|e2e|(?:integration|functional|unit)-?_?tests?)(?:/.*)?"
)
"""In a JVM language, `test` below the source root is only a package name."""
_TEST_NAME = re.compile(
    r"test_.+\.py|.+_test\.(?:py|go|rb|dart|exs|cc|cpp|c)|.+[._-](?:spec|test|cy|e2e)\.[cm]?[jt]sx?"
    r"|.+_spec\.rb"
    r"|.+tests?\.(?:php|cs|vb|swift)|.+\.(?:bats|t)"
)


def files_of_tests(files: Iterable[TreeFile]) -> list[TreeFile]:
    """Give the project's own program files that are test code, by the custom of their language."""
    return [
        file for file in files if file.place is Place.OWN and file.kind in PROGRAM_KINDS and _is_test(file)
    ]


def _is_test(file: TreeFile) -> bool:
    folder, _, name = file.path.lower().rpartition("/")
    if file.kind in _JVM_KINDS:
        return _JVM_TEST_FOLDER.fullmatch(folder) is not None
    return _TEST_NAME.fullmatch(name) is not None or _TEST_FOLDER.fullmatch(folder) is not None
