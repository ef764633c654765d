"""`mrl attach` from the command line: its words, its JSON, its language and its statuses."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from support.doors import TOKEN
from support.http_server import of_json
from support.release_github import TAG, GithubReleases
from support.release_runs import assessment_of, carrying, write_files

from mrl.files.writing import canonical_json
from mrl.rendering import render

Invoke = Callable[..., Result]
PDF = carrying(canonical_json(assessment_of()))


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[GithubReleases]:
    with GithubReleases.serving() as server:
        name = "MRL_TOKEN_" + server.http.host.replace(".", "_").replace(":", "_")
        monkeypatch.setenv(name, TOKEN)
        server.add(body="Notes.")
        yield server


@pytest.fixture
def attach(cli_invoke: Invoke, github: GithubReleases, tmp_path: Path) -> Invoke:
    folder = write_files(tmp_path / "out", pdf=PDF)

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
    assert lines[0] == f" 1  upload report.pdf ({len(PDF)} bytes) and check it"
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
    assert f"envoyer report.pdf ({len(PDF)} octets) et le vérifier" in words
    assert github.exchanges.changes == []


def test_notes_in_french(attach: Invoke, github: GithubReleases) -> None:
    attach("--lang", "fr")
    assert "### Évaluation de cette version" in (github.releases[0].body or "")


def test_json(attach: Invoke, github: GithubReleases) -> None:
    answer = json.loads(attach("--json", "--lang", "fr").stdout)
    assert answer["schema"] == "mrl-attach/1"
    assert answer["steps"][0] == f"upload report.pdf ({len(PDF)} bytes) and check it"
    assert answer["files"][0] | {"sha256": ""} == {
        "name": "report.pdf",
        "stored": "report.pdf",
        "sha256": "",
        "size": len(PDF),
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
        f"mrl: could not upload report.pdf ({len(PDF)} bytes) and check it: "
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
    write_files(tmp_path / "out", pdf=PDF + b"% two\n")

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


def test_what_a_checkout_planted_in_the_folder_is_left_out(
    attach: Invoke, github: GithubReleases, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    planted = {
        "report.pdf": b"%PDF-1.7 of somebody else",
        "report.svg": b"<svg xmlns='http://www.w3.org/2000/svg'>level 9</svg>",
        "attestation.json": b'{"_type": "https://in-toto.io/Statement/v1", "subject": []}',
        "attestation.sigstore": b"anything",
        "attestation.sigstore.json": b"{}",
    }
    for name, content in planted.items():
        (folder / name).write_bytes(content)
    result = attach()
    assert result.exit_code == 0, result.output
    assert set(github.releases[0].contents()) == {"assessment.json", "SHA256SUMS"}
    for name in planted:
        assert f"mrl: {name} is left out" in result.stderr


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_badge_and_an_attestation_of_this_assessment_are_taken(
    attach: Invoke, github: GithubReleases, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "out"
    content = (folder / "assessment.json").read_bytes()
    (folder / "badge.svg").write_bytes(render(assessment_of(), "badge", language))
    digest = {"sha256": hashlib.sha256(content).hexdigest()}
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "assessment.json", "digest": digest}],
    }
    (folder / "attestation.json").write_text(json.dumps(statement))
    payload = base64.b64encode(json.dumps(statement).encode()).decode()
    (folder / "attestation.sigstore.json").write_text(json.dumps({"dsseEnvelope": {"payload": payload}}))
    result = attach()
    assert (result.exit_code, result.stderr) == (0, "")
    taken = {"badge.svg", "attestation.json", "attestation.sigstore.json"}
    assert taken < set(github.releases[0].contents())


def test_a_signed_statement_of_an_earlier_run_is_left_out(
    attach: Invoke, github: GithubReleases, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    digest = {"sha256": hashlib.sha256((folder / "assessment.json").read_bytes()).hexdigest()}
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "assessment.json", "digest": digest}],
    }
    (folder / "attestation.json").write_text(json.dumps(statement))
    earlier = base64.b64encode(json.dumps(statement | {"predicateType": "earlier"}).encode()).decode()
    (folder / "attestation.sigstore.json").write_text(json.dumps({"dsseEnvelope": {"payload": earlier}}))
    assert "attestation.sigstore.json is left out" in attach().stderr
    assert "attestation.json" in github.releases[0].contents()
