"""Market readiness assessments of open source projects."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("mrl-assess")
except PackageNotFoundError:  # run from an unpacked tree that was never installed
    __version__ = "0.0.0"
