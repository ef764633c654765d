"""Kinds and places of files, told by their paths."""

import pytest
from support.trees import entry

from mrl.collectors.tree import Place, classify
from mrl.collectors.tree.kinds import KIND_OF_EXTENSION, KIND_OF_NAME
from mrl.model.kinds import SOURCE_KINDS


def only(path: str, mode: str = "100644"):
    (file,) = classify([entry(path, mode)])
    return file


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("src/Main.java", "java"),
        ("src/app.TS", "typescript"),
        ("webapp/page.jspf", "jsp"),
        ("templates/list.ftl", "freemarker"),
        ("conf/messages_fr.properties", "properties"),
        ("pom.xml", "xml"),
        ("Makefile", "build"),
        ("Dockerfile.alpine", "build"),
        ("LICENSE", "text"),
        ("README.md", "markdown"),
        ("logo.svg", "image"),
        ("lib/tool.jar", "archive"),
        ("server.p12", "keystore"),
        ("src/main/resources/META-INF/services/org.example.Service", "other"),
        ("no_ending", "other"),
    ],
)
def test_kind_is_told_by_the_name(path, kind):
    assert only(path).kind == kind


def test_links_and_submodules_are_kinds_of_their_own():
    link, module = only("src/Main.java", "120000"), only("theme", "160000")
    assert (link.kind, link.is_regular) == ("symlink", False)
    assert (module.kind, module.is_regular) == ("submodule", False)


@pytest.mark.parametrize(
    "path",
    [
        "vendor/acme/tool/Tool.php",
        "src/third_party/zlib/inflate.c",
        "web/node_modules/left/index.js",
        "webapp/js/tinymce5/langs/fr_FR.js",
        "webapp/js/jquery-1.2.3.js",
        "webapp/js/jquery.multi-select.min.js",
        "webapp/css/bootstrap.min.css",
        "webapp/js/bootstrap-datepicker.fr.js",
        "webapp/js/lib/something/thing.js",
        "static/widget-2.10.3.js",
        "gradlew",
        "gradle/wrapper/gradle-wrapper.jar",
        ".mvn/wrapper/MavenWrapperDownloader.java",
    ],
)
def test_copied_files_are_vendored(path):
    assert only(path).place is Place.VENDORED


@pytest.mark.parametrize(
    "path",
    [
        "js/own.min.js",
        "js/own.js.map",
        "dist/app.js",
        "web/main.3f2a1b9cde.js",
        "api/service_pb2.py",
        "api/service.pb.go",
        "src/generated/java/org/example/Stub.java",
        "package-lock.json",
        "Cargo.lock",
        "go.sum",
    ],
)
def test_files_made_by_programs_are_generated(path):
    assert only(path).place is Place.GENERATED


@pytest.mark.parametrize(
    "path",
    [
        "src/main/java/org/example/vendor/VendorHome.java",
        "src/main/java/org/example/bootstrap/Bootstrap.java",
        "app/bootstrap/app.php",
        "lib/tool.rb",
        "js/leaflet-appointments.js",
        "dist/README.md",
        "src/generator.py",
        "webapp/js/administration.js",
        "webapp/templates/tinymce/editor.html",
    ],
)
def test_ambiguous_names_stay_the_projects_own(path):
    assert only(path).place is Place.OWN


def test_every_source_kind_is_a_kind_that_some_name_has():
    names = [
        "a." + ending
        for ending in [
            "java",
            "js",
            "py",
            "php",
            "rb",
            "go",
            "rs",
            "c",
            "cpp",
            "cs",
            "kt",
            "sh",
            "sql",
            "jsp",
            "html",
            "ftl",
            "css",
            "xml",
            "tf",
            "proto",
        ]
    ]
    assert {file.kind for file in classify(entry(name) for name in names)} <= SOURCE_KINDS


def test_every_kind_of_source_is_one_that_a_file_can_have():
    assert {*KIND_OF_EXTENSION.values(), *KIND_OF_NAME.values()} >= SOURCE_KINDS


def test_order_and_number_of_entries_are_kept():
    paths = [f"folder{number % 7}/file{number}.py" for number in reversed(range(50))]
    assert [file.path for file in classify(entry(path) for path in paths)] == paths
