"""`mrl attach` from the command line: its words, its JSON, its language and its statuses."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from support.doors import TOKEN
from support.http_server import of_json
from support.release_github import TAG, GithubReleases
from support.release_runs import assessment_of, write_files

from mrl.files.writing import canonical_json
from mrl.rendering import render

Invoke = Callable[..., Result]


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[GithubReleases]:
    with GithubReleases.serving() as server:
        name = "MRL_TOKEN_" + server.http.host.replace(".", "_").replace(":", "_")
        monkeypatch.setenv(name, TOKEN)
        server.add(body="Notes.")
        yield server


@pytest.fixture
def attach(cli_invoke: Invoke, github: GithubReleases, tmp_path: Path) -> Invoke:
    folder = write_files(tmp_path / "out")

    def run(*options: str) -> Result:
        result = cli_invoke(
            *("attach", folder, "--release", TAG, "--repository", github.url, "--forge", "github", *options)
        )
        assert TOKEN not in result.output
        return result

    return run


def test_what_was_done_is_said(attach: Invoke, github: GithubReleases) -> None:
    result = attach()
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == " 1  upload report.pdf (12 bytes) and check it"
    assert lines[-1] == f"{github.url}/releases/tag/{TAG}"
    body = github.releases[0].body or ""
    assert re.search(
        r"^- \*\*Project readiness\*\*: .*from [\d.]+ to [\d.]+ of 10, coverage \d+%", body, re.MULTILINE
    )
    again = attach()
    assert again.stdout == f"{github.url}/releases/tag/{TAG} has everything already; nothing was changed\n"


def test_a_dry_run_in_french(attach: Invoke, github: GithubReleases) -> None:
    result = attach("--dry-run", "--lang", "fr")
    assert result.exit_code == 0
    words = result.stdout.replace("\u202f", " ")
    assert words.splitlines()[0].endswith("été modifié ; voici ce qui serait fait :")
    assert "envoyer report.pdf (12 octets) et le vérifier" in words
    assert github.exchanges.changes == []


def test_notes_in_french(attach: Invoke, github: GithubReleases) -> None:
    attach("--lang", "fr")
    assert "### Évaluation de cette version" in (github.releases[0].body or "")


def test_json(attach: Invoke, github: GithubReleases) -> None:
    answer = json.loads(attach("--json", "--lang", "fr").stdout)
    assert answer["schema"] == "mrl-attach/1"
    assert answer["steps"][0] == "upload report.pdf (12 bytes) and check it"
    assert answer["files"][0] | {"sha256": ""} == {
        "name": "report.pdf",
        "stored": "report.pdf",
        "sha256": "",
        "size": 12,
        "url": f"{github.url}/releases/download/{TAG}/report.pdf",
        "outcome": "added",
    }
    assert (answer["changed"], answer["dry_run"], answer["draft"]) == (True, False, False)
    assert json.loads(attach("--json", "--lang", "fr").stdout)["changed"] is False


def test_quiet(attach: Invoke) -> None:
    assert attach("--quiet").output == ""


def test_a_draft_is_said_to_be_one(attach: Invoke, github: GithubReleases) -> None:
    github.releases.clear()
    assert "The release is a draft" in attach("--create", "--draft").stdout


def test_mistakes(attach: Invoke, github: GithubReleases) -> None:
    assert attach("--draft").exit_code == 2
    github.refusal = of_json({"message": "Must have admin rights"}, 403)
    result = attach()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[0].startswith(
        "mrl: could not upload report.pdf (12 bytes) and check it: "
    )
    assert "Traceback" not in result.stderr


def test_a_server_in_trouble_is_waited_for(
    attach: Invoke, github: GithubReleases, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    limit = of_json({"message": "rate limit"}, 429).having(Retry_After="5")
    github.exchanges.instead = lambda number, _seen: limit if number == 4 else None
    result = attach()
    assert waits == [5]
    assert "limits how much it answers; going on in 5 seconds" in result.stderr


def test_a_report_of_another_assessment_is_refused(
    attach: Invoke, github: GithubReleases, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    (folder / "report.pdf").write_bytes(render(assessment_of(), "pdf", "en"))
    assert attach("--dry-run").exit_code == 0
    (folder / "assessment.json").write_bytes(canonical_json(assessment_of(project="Another")))
    result = attach()
    assert result.exit_code == 2
    assert "report.pdf rests on another assessment than the one beside it" in result.stderr
    assert github.exchanges.changes == []


def test_an_interruption_puts_back_what_was_set_aside(
    attach: Invoke, github: GithubReleases, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    attach()
    before = github.releases[0].contents()
    write_files(tmp_path / "out", pdf=b"%PDF-1.7 two")

    def interrupt(_seconds: float) -> None:
        github.exchanges.behave()
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    limit = of_json({"message": "rate limit"}, 429).having(Retry_After="5")
    github.exchanges.behave()
    github.exchanges.instead = lambda _number, seen: limit if b"SHA256SUMS" in seen.body else None
    result = attach()
    assert result.exit_code == 130
    assert "interrupted; nothing that was on the release is lost" in result.stderr
    assert github.releases[0].contents() == before
