"""What a badge speaks of, told by the address of its image; the image is never fetched."""

import re
from collections.abc import Iterable

from mrl.collectors.tree.declarations import host_of
from mrl.model.facts import Badge

_CI_SERVICES = {
    "jenkins": r"/jenkins/|jenkins\.|/buildstatus/",
    "github-actions": (
        r"github\.com/[^/]+/[^/]+/(?:actions/)?workflows/|/github/(?:actions/)?(?:workflow|actions|checks)"
        r"|//badgen\.net/github/checks"
    ),
    "gitlab-ci": r"/badges/[^?#]+/(?:pipeline|build)\.svg|/gitlab/pipeline|/gitlab-ci",
    "travis": r"travis-ci\.|/travis",
    "circleci": r"circleci\.com|/circleci",
    "appveyor": r"appveyor",
    "azure-pipelines": r"dev\.azure\.com|visualstudio\.com|/azure-devops/",
    "woodpecker": r"woodpecker|ci\.codeberg\.org",
    "drone": r"drone\.|/drone/",
    "buildkite": r"buildkite",
    "teamcity": r"teamcity",
    "bitbucket-pipelines": r"/bitbucket/pipelines",
    "cirrus": r"cirrus-ci",
    "semaphore": r"semaphoreci",
    "bamboo": r"bamboo",
}
_KINDS = {
    "coverage": r"[?&]metric=[a-z_]*coverage|codecov|coveralls|coverage",
    "security": r"[?&]metric=(?:security|vulnerab)[a-z_]*|snyk|fossa|socket\.dev|vulnerabilit|ossindex",
    "best-practices": r"bestpractices\.(?:dev|coreinfrastructure\.org)|/cii/",
    "scorecard": r"scorecard",
    "quality": (
        r"/project_badges/|sonar|codacy|codeclimate|codefactor|lgtm|deepsource|scrutinizer|codebeat"
        r"|code%20style"
        r"|code_style|pre--commit|pre-commit|reuse\.software|goreportcard|phpstan|eslint|ruff"
    ),
    "translation": r"weblate|crowdin|transifex|localized|poeditor",
    "license": r"licen[cs]e|/l/|opensource\.org",
    "version": (
        r"/npm/v|/pypi/v|/pypi/pyversions|/v/release|/v/tag|maven-central|maven-badges"
        r"|badge\.fury\.io|jitpack|/release"
        r"|/tag/|/crates/v|/packagist/v|/gem/v|/nuget/v|poser\.pugx|pkg\.go\.dev|repology|/docker/v"
    ),
}
_SERVICE_FORMS = tuple((service, re.compile(pattern)) for service, pattern in _CI_SERVICES.items())
_KIND_FORMS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS.items())
_BADGE = re.compile(
    r"shields\.io|badgen\.net|badge|buildstatus|/build-?status|status\.svg|coverage\.svg|poser\.pugx"
    r"|isitmaintained"
    r"|travis-ci\.\w+/[^?#]+\.(?:svg|png)"
)


def ci_service_of(image: str) -> str | None:
    """Name the continuous integration service whose result an image shows; None for other images."""
    address = image.lower()
    if not _BADGE.search(address) or _kind_besides_ci(address):
        return None
    return next((service for service, form in _SERVICE_FORMS if form.search(address)), None)


def ci_services_of(images: Iterable[str]) -> list[str]:
    """Name the continuous integration services whose results are shown, in the order of the images."""
    return [service for image in images if (service := ci_service_of(image))]


def badges_of(images: Iterable[str]) -> tuple[Badge, ...]:
    """Give the badges among images, by kind and host, each pair once; logos and screenshots are left out."""
    addresses = [image.lower() for image in images if _BADGE.search(image.lower())]
    return tuple(dict.fromkeys(Badge(kind=_kind(address), host=host_of(address)) for address in addresses))


def _kind(address: str) -> str:
    return _kind_besides_ci(address) or ("ci" if ci_service_of(address) else "other")


def _kind_besides_ci(address: str) -> str | None:
    """Tell the kind of a badge that shows no run; the name of a job is passed over, it may say anything."""
    place = address.partition("?job=")[0]
    found = next((kind for kind, form in _KIND_FORMS if form.search(place)), None)
    shows_run = any(form.search(place) for _, form in _SERVICE_FORMS)
    return None if shows_run and found not in ("coverage", None) else found
