"""Questions that the text of a file answers, and what happens when it cannot be read."""

import pytest
from support.trees import Content, tree_of

from mrl.collectors.tree import read_tree
from mrl.collectors.tree.continuous_integration import runs_tests
from mrl.model.facts import Found, Tree


def tree(contents: dict[str, Content]) -> Tree:
    files, read = tree_of(contents)
    return read_tree(files, read)[0]


@pytest.mark.parametrize(
    ("key", "path", "text"),
    [
        ("ci.tests", ".github/workflows/ci.yml", "steps:\n  - run: ./mvnw -B verify\n"),
        ("tests.frameworks", "pom.xml", "<artifactId>junit-jupiter</artifactId>"),
        ("tests.frameworks", "package.json", '{"devDependencies": {"vitest": "3"}}'),
        ("tests.coverage", "pom.xml", "<artifactId>jacoco-maven-plugin</artifactId>"),
        ("static_analysis", "pyproject.toml", "[tool.ruff]\n"),
        ("static_analysis", ".github/workflows/c.yml", "uses: github/codeql-action/analyze@v3"),
        ("style.editorconfig", "build.gradle", "plugins { id 'com.diffplug.spotless' }"),
        ("pre_commit", "package.json", '{"devDependencies": {"husky": "9"}}'),
        ("sbom", "pom.xml", "<artifactId>cyclonedx-maven-plugin</artifactId>"),
        (
            "security.scanning",
            ".gitlab-ci.yml",
            "include:\n  - template: Security/Secret-Detection.gitlab-ci.yml",
        ),
        ("release_automation", "pom.xml", "<artifactId>maven-release-plugin</artifactId>"),
        ("container.image", "pom.xml", "<artifactId>jib-maven-plugin</artifactId>"),
        ("community.good_first_issues", "CONTRIBUTING.md", "Look for the label *good first issue*."),
        (
            "community.contribution_agreement",
            "CONTRIBUTING.md",
            "We use the Developer Certificate of Origin.",
        ),
    ],
)
def test_text_answers(key, path, text):
    assert tree({path: text}).found[key] == Found(count=1, paths=(path,))


@pytest.mark.parametrize(
    ("key", "path", "text"),
    [
        ("tests.frameworks", "pom.xml", "<!-- <artifactId>junit</artifactId> -->"),
        ("static_analysis", "pyproject.toml", "# [tool.ruff]\n"),
        ("ci.tests", ".github/workflows/ci.yml", "  # - run: pytest\n"),
        ("tests.frameworks", "src/test/resources/pom.xml", "<artifactId>junit</artifactId>"),
        ("sbom", "setup.cfg", "# SPDX-License-Identifier: MIT"),
    ],
)
def test_comments_and_fixtures_do_not_answer(key, path, text):
    assert tree({path: text}).found[key].count == 0


@pytest.mark.parametrize(
    "line",
    [
        "npm run test",
        "yarn test:unit; npm test",
        "tox",
        "tox -e py312",
        "go test ./...",
        "make -j2 check",
        "bundle exec rspec",
        "./gradlew build",
        "dotnet test",
        "script/test.sh",
        "uses: cypress-io/github-action@v6",
    ],
)
def test_lines_that_start_tests(line):
    assert runs_tests(f"steps:\n  - {line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "mvn deploy -DskipTests",
        "gradle build -x test",
        "tox -e docs",
        "pip install tox",
        "echo latest",
        "npm run build",
        "make",
    ],
)
def test_lines_that_start_no_tests(line):
    assert not runs_tests(f"steps:\n  - {line}\n")


def test_a_text_that_is_missing_leaves_its_questions_open():
    files, read = tree_of({".github/workflows/ci.yml": None, "tests/test_a.py": ""})
    facts, gaps = read_tree(files, read)
    assert "ci.tests" not in facts.found
    assert "security.scanning" not in facts.found
    assert facts.found["ci.github"].count == 1
    assert facts.found["tests.frameworks"] == Found(count=0)
    assert [gap.subject for gap in gaps] == ["file tree: .github/workflows/ci.yml"]


def test_a_question_another_file_answers_is_not_open():
    facts = tree({".github/workflows/a.yml": None, ".github/workflows/b.yml": "run: pytest"})
    assert facts.found["ci.tests"] == Found(count=1, paths=(".github/workflows/b.yml",))


def test_more_files_than_are_read_leave_a_question_open():
    facts = tree({f"module{number:03}/pom.xml": "<project/>" for number in range(201)})
    assert facts.found["build.maven"].count == 201
    assert "tests.frameworks" not in facts.found
