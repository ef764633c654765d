"""Whether an answer is a good one; if not, the error that says why."""

from mrl.collectors.http.answers import Answer, parsed
from mrl.collectors.http.errors import InvalidAnswer, Unreachable
from mrl.collectors.http.limited import is_limited, limited, says_limited
from mrl.collectors.http.limits import Limits
from mrl.collectors.http.refusals import refusal
from mrl.model.base import say

_NOT_MODIFIED = 304
_OK = 200
_ACCEPTED = 202


def check(
    answer: Answer, host: str, limits: Limits, *, with_token: bool, conditional: bool, writes: bool
) -> None:
    """Do nothing for a good answer and redirects; raise a SourceError for all others.

    "Unchanged" is good where the question was `conditional`; nothing at all where a request `writes`.
    """
    if answer.is_good:
        _check_content(answer, host, limits, writes=writes)
    elif is_limited(answer):
        raise limited(answer, host)
    elif answer.redirect is None and not (conditional and answer.status == _NOT_MODIFIED):
        raise refusal(answer, host, with_token=with_token)


def _check_content(answer: Answer, host: str, limits: Limits, *, writes: bool) -> None:
    """Refuse what client libraries would trip over: unfinished, no data, broken or hostile JSON."""
    if answer.status == _ACCEPTED:
        raise Unreachable(
            say("{host} is still preparing the answer", host=host), status=_ACCEPTED, passes=True
        )
    if not answer.body and (answer.status == _OK or not writes):
        # Also what is left of an answer whose headers were cut short.
        raise InvalidAnswer(say("{host} answered with nothing", host=host), status=answer.status, passes=True)
    if answer.media_type == "text/html":
        reason = say("{host} answered with a web page where data was asked for", host=host)
        raise InvalidAnswer(reason, status=answer.status)
    is_json = answer.media_type == "application/json" or answer.media_type.endswith("+json")
    if answer.body and is_json and says_limited(parsed(answer.body, host, limits)):
        raise limited(answer, host)
