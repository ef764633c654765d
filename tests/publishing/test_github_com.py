"""On github.com uploads go to a server of their own, with the same token, and to no other."""

import io
import json
from typing import Any

import pytest
from requests import PreparedRequest
from support.doors import TOKEN, Waits

from mrl.collectors.git.address import parse_address
from mrl.collectors.http.answers import Answer
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import Redirected
from mrl.collectors.http.transport import Transport
from mrl.publishing.files import ReleaseFile
from mrl.publishing.github.api import GithubApi
from mrl.publishing.github.records import ReleaseAnswer

FILE = ReleaseFile(name="report.pdf", stored="report.pdf", local="report.pdf", content=b"%PDF")
ASSET = {"id": 1, "name": "report.pdf", "url": "x", "state": "uploaded", "size": 4, "digest": "sha256:x"}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[PreparedRequest]:
    """Answer every request without a network, and keep it."""
    requests: list[PreparedRequest] = []

    def exchange(_self: Transport, request: PreparedRequest, _environment: Any) -> Answer:
        requests.append(request)
        kind = {"Content-Type": "application/json"}
        return Answer(request.url or "", 201, kind, json.dumps(ASSET).encode())  # type: ignore[arg-type]

    monkeypatch.setattr(Transport, "exchange", exchange)
    return requests


def release(upload_url: str) -> ReleaseAnswer:
    return ReleaseAnswer(
        id=7,
        html_url="x",
        upload_url=upload_url,
        tag_name="v1",
        target_commitish="main",
        draft=False,
    )


def upload(upload_url: str) -> None:
    address = parse_address("https://github.com/example/services")
    with Door(budget=Budget(), wait=Waits(), journal=None, tokens={"github.com": TOKEN}) as door:
        GithubApi(door, address).upload(release(upload_url), FILE, "report.pdf", "report.pdf (mrl)")


def test_uploads_have_a_server_of_their_own(sent: list[PreparedRequest]) -> None:
    upload("https://uploads.github.com/repos/example/services/releases/7/assets{?name,label}")
    (request,) = sent
    assert request.url == (
        "https://uploads.github.com/repos/example/services/releases/7/assets?label=report.pdf+%28mrl%29&name=report.pdf"
    )
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert request.body == b"%PDF"
    assert not isinstance(request.body, io.IOBase)


@pytest.mark.parametrize(
    "place",
    [
        "https://uploads.github.com.evil.example/x",
        "https://api.github.com/x",
        "https://uploads.github.com@evil.example/x",
        "https://uploads.github.com:8443/x",
        "nonsense",
    ],
)
def test_no_other_server_gets_the_file_or_the_token(sent: list[PreparedRequest], place: str) -> None:
    with pytest.raises(Redirected, match="which was not followed"):
        upload(place)
    assert sent == []


def test_plain_http_is_refused(sent: list[PreparedRequest]) -> None:
    with pytest.raises(Redirected):
        upload("http://uploads.github.com/x")
    assert sent == []
