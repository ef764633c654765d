"""GitHub, github.com and Enterprise: facts of repositories, and which an organisation has."""

from mrl.collectors.github.discovery import discover
from mrl.collectors.github.source import forecast, read_repositories

__all__ = ["discover", "forecast", "read_repositories"]
