"""Definitions of continuous integration in the tree, and whether one of them runs tests."""

import re

from mrl.collectors.tree.reading import without_hash_comments
from mrl.collectors.tree.search import NameRule, anywhere, inside

_YAML = r".+\.ya?ml"

CI_RULES: tuple[NameRule, ...] = (
    inside("ci.github", r"\.github/workflows", _YAML),
    anywhere("ci.gitlab", r"\.gitlab-ci(?:[.-].*)?\.ya?ml"),
    inside("ci.gitlab", r"\.gitlab/ci(?:/.*)?", _YAML),
    anywhere("ci.jenkins", r"jenkinsfile(?:[._-].*)?", r".*\.jenkinsfile"),
    inside("ci.jenkins", r"\.?jenkins(?:/.*)?", r".+\.(?:groovy|jenkins)"),
    inside("ci.travis", "", r"\.travis\.ya?ml"),
    inside("ci.circleci", r"\.circleci(?:/.*)?", _YAML),
    anywhere("ci.azure", r"azure-pipelines?(?:[.-].*)?\.ya?ml"),
    inside("ci.azure", r"\.(?:azure-pipelines|azuredevops|pipelines)(?:/.*)?", _YAML),
    inside("ci.woodpecker", "", r"\.woodpecker\.ya?ml"),
    inside("ci.woodpecker", r"\.woodpecker(?:/.*)?", _YAML),
    inside(
        "ci.other",
        "",
        r"\.?appveyor\.ya?ml",
        r"bitbucket-pipelines\.ya?ml",
        r"\.(?:drone|cirrus|zuul|build|semaphore)\.ya?ml",
        r"(?:cloudbuild|buildspec|wercker|codeship-steps)\.ya?ml",
    ),
    inside(
        "ci.other",
        r"\.(?:buildkite|semaphore|builds|tekton|teamcity|forgejo/workflows|gitea/workflows|zuul\.d)"
        r"|bamboo-specs",
        r".+\.(?:ya?ml|kts)",
    ),
)

_RUNS_TESTS = re.compile(
    r"\bmvnw?\b.{0,300}\b(?:test|verify|package|install|deploy|integration-test)\b"
    r"|\bgradlew?\b.{0,300}\b(?:test|check|build|integrationTest)\b|\bsbt\b.{0,100}\btest"
    r"|\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+|run-script\s+)?(?:\S{0,40}:)?test\b|\bnpm\s+t\b"
    r"|\b(?:pytest|phpunit|paratest|jest|vitest|rspec|ctest|phpspec|behat|bats|karma)\b"
    r"|(?<!install )(?<![-.])\b(?:tox|nox)\b(?:\s+run)?(?:\s*$|\s+--|\s+-[es]\s*\S{0,40}(?:py|test"
    r"|unit|func|cover|\$))"
    r"|\b(?:cypress|playwright|ng|pest|mix|lein|dotnet|flutter|swift|zig|stack|cabal|bazel)\s+(?:run|test)\b"
    r"|cypress-io/github-action|\bunittest\b|manage\.py\s+test|\bcomposer\s+(?:run(?:-script)?\s+)?test"
    r"|\bcargo\s+(?:test|nextest|llvm-cov)|\bgo\s+test\b|\bmake\b.{0,100}\b(?:test|tests|check)\b"
    r"|\brake\s+(?:test|spec)|\brails\s+test|\bR\s+CMD\s+check\b|\btestthat\b|\b(?:scripts?|bin|ci)/[\w./-]{0,40}tests?\b",
    re.IGNORECASE,
)
_SKIPS_TESTS = re.compile(r"-DskipTests(?!=false)|-Dmaven\.test\.skip(?!=false)|-x\s+test\b", re.IGNORECASE)
_LONGEST_LINE = 2000


def runs_tests(definition: str) -> bool:
    """Tell whether a line of a CI definition starts tests; builds that skip their tests do not count.

    Only the definition itself is read: tests that a shared template or a script starts are missed.
    """
    lines = (line[:_LONGEST_LINE] for line in without_hash_comments(definition).splitlines())
    return any(_RUNS_TESTS.search(line) and not _SKIPS_TESTS.search(line) for line in lines)
