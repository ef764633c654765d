"""What a run has already got, kept on disk until it is finished, so that a stopped one goes on.

A run is known by its project and the moment asked for. One that was stopped (by Ctrl-C, kill, a full
disk, a spent budget) is found again by the next run of the same project: it keeps the moment it
began with and does not ask again for what it has. A finished run leaves nothing behind.
"""

import datetime as dt
import hashlib
import hmac
import os
import secrets
import shutil
from pathlib import Path

from pydantic import TypeAdapter

from mrl.collectors.http.journal import Journal
from mrl.files.writing import canonical_json
from mrl.model.base import Moment
from mrl.model.project import Project

_MOMENT = TypeAdapter(Moment)
_KEY_LENGTH = 32
_LONGEST = dt.timedelta(days=1)


class RunState:
    """The answers of one unfinished run; readable by its owner alone.

    `now` is when this run begins. One that began more than a day before is given up, and so is one
    whose age cannot be told because nobody said what time it is (`now` is None).
    """

    def __init__(self, folder: Path, now: Moment | None) -> None:
        self._folder = folder
        self._journal = Journal(folder)
        self.is_new = True
        """Whether this run begins now, and does not go on with one that was stopped."""
        self.moment = self._began(now)
        """The moment this run began with; None where nobody said."""
        self._key = self._kept("key", secrets.token_bytes(_KEY_LENGTH))

    @classmethod
    def of(
        cls, project: Project, base: Path, cache: Path, *, as_of: Moment | None, now: Moment | None
    ) -> "RunState":
        """Find or begin the run of a project; `as_of` is None where none was asked for."""
        asked = os.fsencode(base.resolve()) + f"\n{as_of}\n".encode() + canonical_json(project)
        return cls(cache / "runs" / hashlib.sha256(asked).hexdigest()[:32], now)

    def _began(self, now: Moment | None) -> Moment | None:
        kept = self._journal.get("moment")
        began = _MOMENT.validate_json(kept) if kept is not None else None
        if began is not None and now is not None and dt.timedelta() <= now - began <= _LONGEST:
            self.is_new = False
            return began
        self.finish()  # also what has no date: it is not known how old that is
        if now is not None:
            self._journal.put("moment", _MOMENT.dump_json(now))
        return now

    def get(self, key: str) -> bytes | None:
        """Give what was kept under a key; None where there is nothing."""
        return self._journal.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep something until the run is finished."""
        self._journal.put(key, value)

    def number(self, login: str) -> int:
        """Give a person's account a number that holds for this run and tells nothing about it.

        The key is thrown away with the run, and the snapshot numbers everybody afresh.
        """
        return int.from_bytes(hmac.digest(self._key, login.encode(), "sha256")[:7])

    def finish(self) -> None:
        """Forget the run."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _kept(self, key: str, value: bytes) -> bytes:
        found = self._journal.get(key)
        if found is None:
            self._journal.put(key, value)
        return found if found is not None else value
