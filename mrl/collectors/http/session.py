"""A session of `requests` that can talk to one host only, and politely."""

from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin

import requests

from mrl import __version__
from mrl.collectors.http.answers import Answer
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.conditional import conditions_of, is_unchanged, keep, question_key, recall, refreshed
from mrl.collectors.http.errors import (
    InvalidAnswer,
    RateLimited,
    Redirected,
    SourceError,
    Unreachable,
)
from mrl.collectors.http.hosts import belongs_to, shown_address
from mrl.collectors.http.journal import Journal
from mrl.collectors.http.lane import Lane
from mrl.collectors.http.limits import Limits
from mrl.collectors.http.patience import concerns_all, limited_too_long, next_pause, purpose_of, waiting
from mrl.collectors.http.verdict import check
from mrl.model.base import say

_OWN_HEADERS = {"User-Agent": f"mrl/{__version__}", "Accept-Encoding": "gzip, deflate"}
_UNAUTHORIZED = 401
_SHORTEST_SECRET = 16


class DoorSession(requests.Session):
    """Sends what client libraries ask for; raises SourceError for every answer that is not good.

    The token is added to the copy of a request that goes over the wire, never to what a library
    or an error sees. Cookies and .netrc are not used; what libraries say about redirects,
    certificates and timeouts does not count.
    """

    def __init__(
        self,
        *,
        host: str,
        lane: Lane,
        budget: Budget,
        journal: Journal | None,
        limits: Limits,
        token: str | None,
        token_headers: Mapping[str, str],
        writes: bool = False,
    ) -> None:
        super().__init__()
        self.auth = _no_login
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._host = host
        self._lane = lane
        self._budget = budget
        self._journal = journal
        self._limits = limits
        self._token = token
        self._token_headers = token_headers
        self._writes = writes
        self._secrets = _secrets_of(token, token_headers)

    def __repr__(self) -> str:
        return f"<DoorSession to {self._host}>"

    def __getstate__(self) -> dict[str, Any]:
        raise TypeError("a session holds a token and stays in its process")

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:  # noqa: ARG002
        """Answer a request, following redirects within the host; raises SourceError."""
        for _ in range(self._limits.redirects + 1):
            self._check_address(request.url or "")
            request.headers.pop("Authorization", None)
            request.headers.update(_OWN_HEADERS)
            answer = self._ask(request)
            if answer.redirect is None:
                return answer.as_response(request)
            request = self._redirected(request, answer, answer.redirect)
        raise InvalidAnswer(say("{host} redirects in circles", host=self._host))

    def _check_address(self, url: str, status: int | None = None) -> None:
        """Raise Redirected for an address that is not of this session's host."""
        if not belongs_to(url, self._host):
            address = shown_address(url)
            reason = say(
                "{host} leads to {address}, which was not followed", host=self._host, address=address
            )
            raise Redirected(reason, address=address, status=status)

    def _redirected(
        self, request: requests.PreparedRequest, answer: Answer, location: str
    ) -> requests.PreparedRequest:
        """Give the request for the place a redirect names; method and body stay what they were."""
        again = request.copy()
        try:
            again.prepare_url(urljoin(request.url or "", location).partition("#")[0], None)
        except ValueError:
            again.url = ""
        self._check_address(again.url or "", answer.status)
        return again

    def _ask(self, request: requests.PreparedRequest) -> Answer:
        """Ask until there is an answer, or none to be hoped for."""
        kept, key = None, ""
        if self._journal is not None and request.method == "GET":
            key = question_key(request, with_token=self._token is not None)
            kept = recall(self._journal, key)
        answer = self._persist(request, conditions_of(kept) if kept else {})
        if kept and is_unchanged(answer):
            self._budget.note_unchanged()
            return refreshed(kept, answer)
        if key and self._journal is not None and answer.is_good:
            keep(self._journal, key, answer)
        return answer

    def _persist(self, request: requests.PreparedRequest, conditions: Mapping[str, str]) -> Answer:
        """Ask again, after a pause, as long as what went wrong may pass."""
        purpose, attempt = purpose_of(request.url or ""), 1
        while True:
            with self._lane.turn(purpose) as number:
                outcome = self._attempt(request, conditions)
            if isinstance(outcome, Answer):
                return outcome
            seconds = next_pause(outcome, attempt, self._limits, with_token=self._token is not None)
            may_be_done = self._may_be_done(request) and not isinstance(outcome, RateLimited)
            if seconds is None or may_be_done or not self._lane.may_pause(seconds):
                raise self._given_up(outcome, purpose)
            message = waiting(self._host, outcome, seconds)
            self._lane.pause(seconds, message, number if concerns_all(outcome) else None)
            attempt += 1

    def _may_be_done(self, request: requests.PreparedRequest) -> bool:
        """Whether a request changes something, which can have happened though the answer went wrong."""
        return self._writes and request.method not in ("GET", "HEAD")

    def _attempt(
        self, request: requests.PreparedRequest, conditions: Mapping[str, str]
    ) -> Answer | SourceError:
        """Ask once, with the token; give the answer or what is wrong."""
        try:
            self._budget.spend(self._host)
            outgoing = request.copy()
            outgoing.headers.update({**conditions, **self._token_headers})
            with self._lane.timed():
                answer = self._lane.transport.exchange(outgoing, self._environment(request.url or ""))
            self._lane.note_answer()
            self._check_echo(answer)
            known, conditional = self._token is not None, bool(conditions)
            writes = self._may_be_done(request)
            check(answer, self._host, self._limits, with_token=known, conditional=conditional, writes=writes)
        except SourceError as problem:
            return problem
        return answer

    def _environment(self, url: str) -> dict[str, Any]:
        """Give proxies and certificate authorities, as `requests` finds them or as we were told."""
        found = self.merge_environment_settings(url, {}, None, None, None)
        verify = self._limits.ca_bundle.get(self._host, found["verify"])
        return {"proxies": found["proxies"], "verify": verify, "cert": None}

    def _check_echo(self, answer: Answer) -> None:
        """Refuse an answer that repeats the token: it would end in a file sooner or later."""
        texts = [answer.body, *(value.encode() for value in answer.headers.values())]
        if any(secret in text for secret in self._secrets for text in texts):
            raise InvalidAnswer(
                say("{host} repeats the token in its answer, which was thrown away", host=self._host)
            )

    def _given_up(self, problem: SourceError, purpose: str) -> SourceError:
        """Give the error for the caller; where it holds for all questions, ask no more of them."""
        if isinstance(problem, RateLimited):
            problem = limited_too_long(self._host, problem)
            self._lane.close(purpose, problem)
        elif problem.status == _UNAUTHORIZED and self._token is not None:
            self._lane.close(purpose, problem)
        elif isinstance(problem, Unreachable) and problem.status is None:
            self._lane.note_silence(purpose, problem)
        return problem


def _secrets_of(token: str | None, headers: Mapping[str, str]) -> frozenset[bytes]:
    """Give the token, plain and as headers carry it; a short one cannot be told from a word."""
    texts = {token or "", *(value.split()[-1] for value in headers.values())}
    return frozenset(text.encode() for text in texts if len(text) >= _SHORTEST_SECRET)


def _no_login(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep `requests` from looking for a login in .netrc, and libraries from adding theirs."""
    return request
