"""What only the REST interface tells of a repository's security, one question per repository each."""

from mrl.collectors.github.api import Api
from mrl.collectors.github.failing import attempt
from mrl.collectors.github.people import moment
from mrl.collectors.github.places import Place
from mrl.collectors.github.records import Record
from mrl.model.base import Moment


def with_security(api: Api, record: Record, place: Place, *, core: bool) -> Record:
    """Give the record with published advisories and, for core repositories, where reports may go."""
    failed = list(record.failed)
    advisories = attempt(failed, "forge", lambda: _advisories(api, place))
    reports = attempt(failed, "forge", lambda: _private_reports(api, place)) if core else None
    return record.model_copy(
        update={
            "advisories": advisories,
            "private_reports": reports,
            "asked_core": core,
            "failed": tuple(failed),
        }
    )


def _advisories(api: Api, place: Place) -> tuple[Moment, ...]:
    pages = api.pages(f"{place.path}/security-advisories", state="published")
    times = (moment(each.get("published_at")) for page in pages for each in page)
    return tuple(time for time in times if time is not None)


def _private_reports(api: Api, place: Place) -> bool | None:
    answer = api.get(f"{place.path}/private-vulnerability-reporting")
    enabled = answer.get("enabled") if isinstance(answer, dict) else None
    return enabled if isinstance(enabled, bool) else None
