"""GitLab, gitlab.com and self-hosted: what it says of repositories, and which a group holds.

A token (personal, project or group) needs the scope `read_api` and no more. Without one, only what
a server shows to everybody is read. A private certificate authority is known to the door.
"""

from mrl.collectors.gitlab.discovery import discover
from mrl.collectors.gitlab.reading import forecast, read_repositories

__all__ = ["discover", "forecast", "read_repositories"]
