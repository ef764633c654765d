import pytest

from mrl.collectors.expansion import chosen, matched, pinned_artifacts
from mrl.collectors.forge import DiscoveredRepository
from mrl.collectors.git.address import parse_address
from mrl.model.project import Components, Organisation, Role


def found(name, **flags):
    return DiscoveredRepository(
        name=name, address=parse_address(f"https://forge.example/org/{name}"), **flags
    )


ALL = [
    found("city-core"),
    found("city-plugin-forms"),
    found("city-module-forms-map"),
    found("city-plugin-old", archived=True),
    found("city-test-x"),
    found("city-fork", fork=True),
    found("city-empty", empty=True),
    found("other"),
]


def roles(**settings):
    organisation = Organisation(url="https://forge.example/org", **settings)
    return {source.name: source.role for source in chosen(organisation, ALL)}


def test_patterns_choose_and_name_parts():
    settings = {
        "include": ("city-*",),
        "exclude": ("*-test-*",),
        "core": ("city-core",),
        "retired": ("*-map",),
    }
    assert roles(**settings) == {
        "city-core": Role.CORE,
        "city-module-forms-map": Role.RETIRED,
        "city-plugin-forms": Role.SATELLITE,
        "city-plugin-old": Role.RETIRED,
    }


def test_without_patterns_all_but_forks_and_empty_ones_are_taken():
    assert set(roles()) == {
        "city-core",
        "city-plugin-forms",
        "city-module-forms-map",
        "city-plugin-old",
        "city-test-x",
        "other",
    }
    assert "city-fork" in roles(forks=True)


POM = b"""<project xmlns="http://maven.apache.org/POM/4.0.0">
<properties><plugin.forms.version>[3.1.4-beta-02]</plugin.forms.version><image.version>1</image.version>
<java>17</java></properties>
<dependencyManagement><dependencies>
<dependency><groupId>x</groupId><artifactId>city-core</artifactId></dependency>
<dependency><artifactId>${name}</artifactId></dependency>
<dependency><artifactId>commons-lang</artifactId></dependency>
</dependencies></dependencyManagement></project>"""


def test_a_manifest_pins_dependencies_and_version_properties():
    assert pinned_artifacts(POM) == ["city-core", "commons-lang", "image", "plugin-forms"]


@pytest.mark.parametrize("manifest", [b"<project>", b"\xff\xfe", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', b""])
def test_a_manifest_that_cannot_be_read_safely_is_unknown(manifest):
    assert pinned_artifacts(manifest) is None


def test_artifacts_find_their_repositories_by_the_end_of_the_name():
    components = Components(
        repository="https://forge.example/org/packaging", organisations=("https://forge.example/org",)
    )
    sources, gaps = matched(
        components, pinned_artifacts(POM), [*ALL, found("image-tools"), found("big-image")]
    )
    assert [(source.name, source.artifact) for source in sources] == [
        ("city-core", "city-core"),
        ("city-plugin-forms", "plugin-forms"),
    ]
    (gap,) = gaps
    assert gap.reason.values["names"] == "commons-lang, image"


def test_no_gap_where_everything_is_found():
    components = Components(
        repository="https://forge.example/p", organisations=("https://forge.example/org",)
    )
    assert matched(components, ["plugin-forms"], ALL)[1] == []
