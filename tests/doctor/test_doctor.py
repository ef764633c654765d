"""What `mrl doctor` says of machines that lack something: each look with the thing there and away."""

import datetime as dt
import json
import os
import re
import shutil
import ssl
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
import trustme
from support.http_server import EPOCH, Fault, HttpServer, Reply

from mrl import doctor
from mrl.collectors.git import runner
from mrl.doctor import machine, network, parts, places
from mrl.doctor.finding import State, Surroundings
from mrl.errors import MissingLibrary
from mrl.model.base import say

SECRET = "canary-0123456789abcdef"


@pytest.fixture
def here(tmp_path):
    return Surroundings(
        now=dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC),
        cache=tmp_path / "cache" / "mrl",
        out=tmp_path / "out",
        encoding="utf-8",
        tokens={},
        address_space=None,
        least_memory=800_000_000,
        online=False,
    )


def states(found):
    return [each.state for each in found]


def test_this_machine_is_looked_at_whole(here):
    found = doctor.examine(here)
    assert {each.subject for each in found} == set(doctor.LOOKS)
    assert State.MISSING not in states(found)
    assert all(each.remedy for each in found if each.state is not State.GOOD)


def test_a_look_that_fails_is_a_finding_and_the_others_are_made(here, monkeypatch):
    def fail(_):
        raise KeyError(SECRET)
        yield

    monkeypatch.setitem(doctor.LOOKS, "git", fail)
    found = doctor.examine(here)
    (broken,) = [each for each in found if each.subject == "git"]
    assert broken.state is State.MISSING
    assert "KeyError" in broken.said.in_english()
    assert len({each.subject for each in found}) == len(doctor.LOOKS)


@pytest.mark.parametrize(("version", "state"), [((3, 10, 9), State.MISSING), ((3, 11, 0), State.GOOD)])
def test_python(here, monkeypatch, version, state):
    monkeypatch.setattr("sys.version_info", version)
    assert states(parts.python(here)) == [state]


@pytest.mark.parametrize(
    ("found", "least", "lacks"),
    [
        ("2.2.3", "2.2.3", False),
        ("2.10", "2.9", False),
        ("3", "3.0.0", False),
        ("2.2.2", "2.2.3", True),
        ("1.99rc1", "2", True),
        ("5.0", "", False),
    ],
)
def test_versions_of_packages_are_compared_as_numbers(monkeypatch, found, least, lacks):
    monkeypatch.setattr(parts, "version", lambda _: found)
    assert (parts._lacks("some", least) is not None) == lacks


def test_packages_that_are_away_are_named_with_the_command(here, monkeypatch):
    monkeypatch.setattr(parts, "requires", lambda _: ["nowhere>=1.0", "jira>=3; extra == 'jira'"])

    def version(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(parts, "version", version)
    (found,) = parts.packages(here)
    assert found.state is State.MISSING
    assert found.said.in_english() == "the package nowhere is missing"
    assert found.remedy.in_english() == "python -m pip install --upgrade mrl-assess"
    jira = next(parts.extras(here))
    assert jira.state is State.LESS
    assert jira.remedy.in_english() == "python -m pip install 'mrl-assess[jira]'"


def test_requirements_of_this_program_are_read_with_their_least_versions():
    found = {name: least for name, least, when in parts._requirements() if not when}
    assert found["pandas"] == "3.0"
    assert "" not in found.values()


@pytest.fixture
def fresh_git():
    runner.git_version.cache_clear()
    yield
    runner.git_version.cache_clear()


@pytest.mark.usefixtures("fresh_git")
def test_no_git(here, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    (found,) = parts.git(here)
    assert found.state is State.MISSING
    assert "apt-get install git" in found.remedy.in_english()


@pytest.mark.usefixtures("fresh_git")
def test_old_git(here, monkeypatch, tmp_path):
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\necho git version 2.20.1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (found,) = parts.git(here)
    assert found.state is State.MISSING
    assert "2.20.1 is too old" in found.said.in_english()


def test_no_pango(here, monkeypatch):
    def refuse():
        raise MissingLibrary(say("the PDF needs the library Pango, which is not installed"))

    monkeypatch.setattr("mrl.rendering.pdf._weasyprint", refuse)
    assert states(parts.pango(here)) == [State.MISSING]


@pytest.mark.parametrize("harm", ["away", "torn", "empty"])
def test_fonts_that_cannot_be_read(here, monkeypatch, tmp_path, harm):
    fonts = tmp_path / "reports" / "assessment" / "fonts"
    if harm == "away":
        fonts.mkdir(parents=True)
    else:
        shutil.copytree(Path(__file__).parents[2] / "reports" / "assessment" / "fonts", fonts)
        victim = next(fonts.glob("*.woff"))
        victim.write_bytes(victim.read_bytes()[: 2000 if harm == "torn" else 0])
    monkeypatch.setattr("mrl.resources.reports_folder", lambda: tmp_path / "reports")
    (found,) = parts.fonts(here)
    assert found.state is State.MISSING
    assert found.remedy.in_english() == "install mrl again"


def test_fonts_tell_their_scripts(here):
    (found,) = parts.fonts(here)
    assert found.state is State.GOOD
    assert "Latin, Greek, Cyrillic;" in found.said.in_english()
    assert "Arabic" in found.said.in_english().partition(";")[2]


def test_folders_that_will_be_made_are_looked_for_above(here):
    assert states(places.folders(here)) == [State.GOOD] * 3
    assert not here.cache.exists()


def test_a_file_where_a_folder_should_be(here, tmp_path):
    (tmp_path / "file").write_text("")
    found = {
        each.said.in_english().split(":")[0]: each
        for each in places.folders(replace(here, out=tmp_path / "file" / "x"))
    }
    assert found["output"].state is State.MISSING
    assert found["output"].remedy.in_english() == "name another folder with --out"


def test_a_link_that_leads_nowhere_is_no_place(here, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    found = list(places.folders(replace(here, cache=tmp_path / "link" / "mrl")))
    assert states(found) == [State.MISSING, State.GOOD, State.GOOD]


def test_little_space(here, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 60 * 10**6))
    assert states(places.folders(here)) == [State.MISSING, State.GOOD, State.MISSING]


def test_no_folder_for_temporary_files(here, monkeypatch):
    def refuse():
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.gettempdir", refuse)
    found = list(places.folders(here))
    assert found[0].state is State.MISSING
    assert "TMPDIR" in found[0].remedy.in_english()


def test_memory(here, monkeypatch):
    monkeypatch.setattr(machine, "_CONTAINER_LIMITS", ())
    assert states(machine.memory(here)) == [State.GOOD]
    (found,) = machine.memory(replace(here, address_space=300_000_000))
    assert found.state is State.MISSING
    assert found.remedy.in_english().startswith("ulimit -v 781251")


@pytest.mark.parametrize(
    ("written", "limit"),
    [("max", None), ("536870912\n", 536870912), ("9223372036854771712", None), ("x", None)],
)
def test_the_limit_of_a_container(tmp_path, written, limit):
    (tmp_path / "memory.max").write_text(written)
    assert machine.container_limit((tmp_path / "none", tmp_path / "memory.max")) == limit


def test_a_small_container_is_told(here, monkeypatch, tmp_path):
    (tmp_path / "memory.max").write_text("268435456")
    monkeypatch.setattr(machine, "_CONTAINER_LIMITS", (tmp_path / "memory.max",))
    assert states(machine.memory(here)) == [State.LESS]


@pytest.mark.parametrize(
    ("year", "state"), [(1970, State.MISSING), (2026, State.GOOD), (2150, State.MISSING)]
)
def test_clock(here, year, state):
    assert states(machine.clock(replace(here, now=here.now.replace(year=year)))) == [state]


@pytest.mark.parametrize(
    ("encoding", "state"), [("UTF-8", State.GOOD), ("utf8", State.GOOD), ("ascii", State.LESS)]
)
def test_output(here, encoding, state):
    assert states(machine.output(replace(here, encoding=encoding))) == [state]


def test_nothing_is_sent_unless_asked(here, monkeypatch):
    monkeypatch.setattr(network, "Door", None)
    (found,) = network.network(here)
    assert found.state is State.NOT_TRIED


def test_tokens_are_told_by_variable_and_host_and_never_shown(cli_invoke, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", SECRET)
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://git.city.example")
    monkeypatch.setenv("MRL_TOKEN_FORGE_CITY_EXAMPLE_8443", SECRET)
    for options in ((), ("--json",), ("--lang", "fr")):
        result = cli_invoke("doctor", *options)
        assert result.exit_code == 0, result.stdout
        assert SECRET not in result.stdout + result.stderr
    assert re.search("MRL_TOKEN_FORGE_CITY_EXAMPLE_8443 est .* forge.city.example:8443", result.stdout)
    assert re.search("GITHUB_TOKEN est .* git.city.example\n", result.stdout)


def test_json(cli_invoke):
    told = json.loads(cli_invoke("doctor", "--json").stdout)
    assert told["missing"] is False
    assert {each["subject"] for each in told["findings"]} == set(doctor.LOOKS)


def test_what_is_missing_ends_with_one(cli_invoke, tmp_path):
    (tmp_path / "file").write_text("")
    result = cli_invoke("doctor", "--out", tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "Something that is needed is missing."


@pytest.mark.usefixtures("fresh_git")
def test_no_terminal_no_home_no_path(cli_invoke, monkeypatch):
    for name in ("HOME", "PATH", "XDG_CACHE_HOME", "MRL_CACHE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", os.devnull)
    assert cli_invoke("doctor").exit_code == 1


@pytest.fixture
def forge(monkeypatch, tmp_path):
    """Serve https on this machine with a certificate that the network look accepts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with HttpServer.serving(context) as server:
        limits = replace(network._LIMITS, ca_bundle={server.host: str(tmp_path / "ca.pem")})
        monkeypatch.setattr(network, "_LIMITS", limits)
        monkeypatch.setattr(network, "_QUESTIONS", {})
        yield server


def online(here, forge, **changes):
    return list(network.network(replace(here, online=True, tokens={"GITHUB_TOKEN": forge.host}, **changes)))


@pytest.mark.parametrize("status", [200, 401, 403, 404, 503])
def test_any_answer_at_all_reaches_the_forge_and_no_token_goes_there(here, forge, status, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", SECRET)
    forge.rule(lambda _: Reply(status, b"{}", {"Content-Type": "application/json"}))
    near = dt.datetime.fromtimestamp(EPOCH, dt.UTC)
    (found,) = online(here, forge, now=near)
    assert (found.state, found.said.in_english()) == (State.GOOD, f"{forge.host} answers")
    assert len(forge.requests) == 1
    assert not {"authorization", "private-token"} & {name.lower() for name in forge.requests[0].headers}


def test_a_server_that_is_not_there(here, forge):
    address = forge.host
    forge.rule(lambda _: Reply(fault=Fault.RESET))
    (found,) = online(here, forge)
    assert found.state is State.MISSING
    assert address in found.said.in_english()


def test_a_clock_that_a_server_contradicts(here, forge):
    forge.rule(lambda _: Reply(200, b"{}", {"Content-Type": "application/json"}))
    (found,) = online(here, forge, now=dt.datetime.fromtimestamp(EPOCH + 7200, dt.UTC))
    assert (found.subject, found.state) == ("clock", State.MISSING)
    assert "120 minutes" in found.said.in_english()
