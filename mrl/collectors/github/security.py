"""What only the REST interface tells of a repository's security, one question per repository each."""

from mrl.collectors.github.api import Api
from mrl.collectors.github.failing import attempt
from mrl.collectors.github.places import Place
from mrl.collectors.github.records import Record
from mrl.collectors.github.rest_answers import AdvisoryAnswer, PrivateReportsAnswer
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
    pages = api.pages(f"{place.path}/security-advisories", AdvisoryAnswer, state="published")
    return tuple(each.published_at for page in pages for each in page)


def _private_reports(api: Api, place: Place) -> bool:
    return api.get(f"{place.path}/private-vulnerability-reporting", PrivateReportsAnswer).enabled
