"""The catalogue: every metric there is, in the order of documents."""

from functools import cache

from mrl.metrics import (
    activity,
    change_requests,
    community,
    documentation,
    engineering,
    forge,
    issues,
    license,  # noqa: A004 - the word of the field; nobody needs the interactive help of that name here
    license_headers,
    people,
    project,
    quality,
    release_tags,
    releases,
    results,
    security,
    tracker,
)
from mrl.metrics.registry import Metric
from mrl.model.evidence import MetricInfo

THEMES = (
    activity.THEME,
    people.THEME,
    releases.THEME,
    release_tags.THEME,
    license.THEME,
    license_headers.THEME,
    community.THEME,
    documentation.THEME,
    engineering.THEME,
    security.THEME,
    tracker.THEME,
    project.THEME,
    issues.THEME,
    change_requests.THEME,
    forge.THEME,
    quality.THEME,
    results.THEME,
)


@cache
def all_metrics() -> tuple[Metric, ...]:
    """Give every metric with its function, in catalogue order."""
    return tuple(metric for theme in THEMES for metric in theme.metrics)


def catalogue() -> tuple[MetricInfo, ...]:
    """Give what every metric states, in catalogue order; pandas is not imported for it."""
    return tuple(metric.info for metric in all_metrics())
