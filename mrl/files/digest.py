"""The digest that tells a snapshot as it was collected from one that was edited since."""

import hashlib

from mrl.files.writing import canonical_json
from mrl.model.snapshot import Cost, Snapshot

_NO_COST = Cost(seconds=0, git_commands=0, clones=0, requests=0)


def with_digest(snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the SHA-256 of everything else in it but its cost, which no two runs share."""
    return snapshot.model_copy(update={"digest": _digest(snapshot)})


def is_as_collected(snapshot: Snapshot) -> bool:
    """Say whether a snapshot carries the digest of its own content."""
    return snapshot.digest == _digest(snapshot)


def _digest(snapshot: Snapshot) -> str:
    bare = snapshot.model_copy(update={"digest": None, "cost": _NO_COST})
    return hashlib.sha256(canonical_json(bare)).hexdigest()
