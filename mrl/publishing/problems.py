"""Why a release cannot be given its assessment, and what would help."""

from mrl.errors import MrlError


class AttachError(MrlError):
    """A release cannot be given its assessment; the lines say why and what to do."""
