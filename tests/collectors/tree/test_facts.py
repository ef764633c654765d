"""Questions that file names answer, and how their answers are shown."""

import pytest
from support.trees import entry, tree_of

from mrl.collectors.tree import classify, read_tree
from mrl.model.facts import FileCounts, Found


def found(*paths: str) -> dict[str, Found]:
    files, read = tree_of(dict.fromkeys(paths, ""))
    return dict(read_tree(files, read)[0].found)


def test_every_question_is_asked_of_an_empty_tree():
    tree, gaps = read_tree((), lambda _oids, _limit: {})
    assert tree.files == 0
    assert tree.kinds == {}
    assert gaps == []
    assert set(tree.found.values()) == {Found(count=0)}
    assert {"community.readme", "ci.tests", "sbom", "security.secret_files", "submodules"} <= set(tree.found)


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("community.readme", "LISEZMOI.txt"),
        ("community.readme", "docs/readme.fr.md"),
        ("community.license", "COPYING.LESSER"),
        ("community.license", "LICENSES/MIT.txt"),
        ("community.contributing", ".github/CONTRIBUTING.md"),
        ("community.contributing", "CONTRIBUER.md"),
        ("community.code_of_conduct", "docs/code-of-conduct.adoc"),
        ("community.security", "Security.rst"),
        ("community.changelog", "NEWS"),
        ("community.changelog", "src/changes/changes.xml"),
        ("community.governance", "GOUVERNANCE.md"),
        ("community.roadmap", "docs/roadmap.md"),
        ("community.support", ".github/SUPPORT.md"),
        ("community.maintainers", ".github/CODEOWNERS"),
        ("community.authors", "AUTHORS"),
        ("community.citation", "CITATION.cff"),
        ("community.publiccode", "publiccode.yml"),
        ("community.issue_templates", ".github/ISSUE_TEMPLATE/bug.yml"),
        ("community.issue_templates", ".gitlab/issue_templates/Bug.md"),
        ("community.change_request_templates", ".gitlab/merge_request_templates/Default.md"),
        ("community.change_request_templates", "PULL_REQUEST_TEMPLATE.md"),
        ("community.adopters", "ADOPTERS.md"),
        ("community.funding", ".github/FUNDING.yml"),
        ("community.contribution_agreement", "CLA.md"),
        ("documentation.folder", "docs/guide/first.md"),
        ("documentation.folder", "module/src/site/xdoc/index.xml"),
        ("documentation.site", "mkdocs.yml"),
        ("documentation.site", "src/site/site_fr.xml"),
        ("documentation.site", "docs/source/conf.py"),
        ("documentation.api", "api/openapi-v1.yaml"),
        ("documentation.architecture", "docs/adr/0001-use-git.md"),
        ("documentation.upgrade", "docs/upgrade-guide.md"),
        ("documentation.install", "INSTALL"),
        ("documentation.examples", "examples/hello/main.py"),
        ("upgrade.scripts", "src/sql/upgrade/update_1.0-1.1.sql"),
        ("translations.files", "src/resources/messages_fr.properties"),
        ("translations.files", "locale/pt_BR/LC_MESSAGES/app.po"),
        ("translations.files", "web/locales/fr-CA.json"),
        ("translations.platform", "crowdin.yml"),
    ],
)
def test_texts_are_found_where_readers_look(key, path):
    assert found(path)[key] == Found(count=1, paths=(path,))


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("ci.github", ".github/workflows/build.yml"),
        ("ci.gitlab", ".gitlab-ci.yml"),
        ("ci.jenkins", "build/Jenkinsfile"),
        ("ci.travis", ".travis.yml"),
        ("ci.circleci", ".circleci/config.yml"),
        ("ci.azure", "azure-pipelines.yml"),
        ("ci.woodpecker", ".woodpecker/test.yaml"),
        ("ci.other", ".forgejo/workflows/ci.yml"),
        ("build.gradle", "app/build.gradle.kts"),
        ("build.python", "requirements-dev.txt"),
        ("build.dotnet", "src/App/App.csproj"),
        ("build.other", "build.xml"),
        ("lock.files", "web/package-lock.json"),
        ("dependency_updates", ".github/dependabot.yml"),
        ("dependency_updates", "renovate.json"),
        ("tests.coverage", ".coveragerc"),
        ("static_analysis", "sonar-project.properties"),
        ("static_analysis", "config/checkstyle-rules.xml"),
        ("style.editorconfig", ".editorconfig"),
        ("pre_commit", ".pre-commit-config.yaml"),
        ("container.image", "docker/Dockerfile"),
        ("container.compose", "docker-compose.test.yml"),
        ("container.charts", "charts/app/Chart.yaml"),
        ("sbom", "release/app.cdx.json"),
        ("reuse", "REUSE.toml"),
        ("security.insights", "SECURITY-INSIGHTS.yml"),
        ("security.scanning", ".gitleaks.toml"),
        ("binaries.executables", "tools/run.exe"),
        ("binaries.vendored", "gradle/wrapper/gradle-wrapper.jar"),
        ("release_automation", ".goreleaser.yml"),
    ],
)
def test_files_of_the_workshop_are_found(key, path):
    assert found(path)[key] == Found(count=1, paths=(path,))


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("community.readme", "src/module/README.md"),
        ("community.changelog", "src/changes.py"),
        ("community.issue_templates", ".github/ISSUE_TEMPLATE/config.yml"),
        ("community.license", "src/License.java"),
        ("community.license", "license-check.py"),
        ("community.readme", "readme-js.md"),
        ("build.maven", "src/test/resources/pom.xml"),
        ("build.npm", "vendor/tool/package.json"),
        ("translations.files", "src/log_level.properties"),
        ("ci.github", "docs/.github/workflows/build.yml"),
        ("tests.files", "src/main/java/org/example/test/TestCase.java"),
        ("tests.files", "src/latest.py"),
        ("documentation.folder", "src/main/java/docs.md"),
        ("documentation.install", "docs/deploy_keys.rst"),
    ],
)
def test_similar_names_elsewhere_do_not_answer(key, path):
    assert found(path)[key].count == 0


def test_test_code_is_told_by_the_custom_of_its_language():
    tests = (
        "src/test/java/AppTest.java",
        "tests/test_app.py",
        "pkg/app_test.go",
        "web/app.spec.ts",
        "spec/app_spec.rb",
    )
    assert found("src/main/java/App.java", "app.py", *tests)["tests.files"].count == len(tests)


def test_five_paths_nearest_to_the_root_are_shown():
    paths = [
        "a/b/c/pom.xml",
        "z/pom.xml",
        "pom.xml",
        "a/b/pom.xml",
        "bb/pom.xml",
        "a/pom.xml",
        "a/b/c/d/pom.xml",
    ]
    assert found(*paths)["build.maven"] == Found(
        count=7, paths=("pom.xml", "a/pom.xml", "z/pom.xml", "bb/pom.xml", "a/b/pom.xml")
    )


def test_kinds_are_counted_by_place():
    files, read = tree_of(dict.fromkeys(("a.js", "b.js", "b.min.js", "vendor/c.js", "a.py"), ""))
    tree, _ = read_tree(files, read)
    assert tree.files == 5
    assert tree.kinds == {
        "javascript": FileCounts(own=2, vendored=1, generated=1),
        "python": FileCounts(own=1, vendored=0, generated=0),
    }


def test_submodules_are_counted():
    files = classify([entry("theme", "160000"), entry("README.md")])
    tree, _ = read_tree(files, lambda oids, _limit: dict.fromkeys(oids, b""))
    assert tree.found["submodules"] == Found(count=1, paths=("theme",))
