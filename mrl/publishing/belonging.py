"""Which files of a folder belong to its assessment: told by digests, as anybody may have put a file there."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace

from mrl.publishing.checks import statement_in, subjects_of
from mrl.publishing.files import ASSESSMENT_FILE, SUMS_FILE, Gathered, ReleaseFile, sums_of


def only_belonging(
    gathered: Gathered, in_documents: Mapping[str, bytes], drawn: Collection[str], prefix: str = ""
) -> tuple[Gathered, tuple[str, ...]]:
    """Leave out what does not show that it is of the assessment; return the rest and the names left out.

    A PDF carries an assessment (`in_documents`, by the PDF's name; another one than this is refused later), a
    drawing is one of those that are made of the assessment (`drawn`: SHA-256), and an attestation names the
    assessment by its digest. A signed one holds the very statement that lies beside it, where one does.
    """
    files = [file for file in gathered.files if file.local != SUMS_FILE]
    assessment = next(file.sha256 for file in files if file.local == ASSESSMENT_FILE)
    plain = next((file for file in files if file.local == "attestation.json"), None)

    def belongs(file: ReleaseFile) -> bool:
        if file.local.endswith(".pdf"):
            return file.name in in_documents
        if file.local.endswith(".svg"):
            return file.sha256 in drawn
        if file.local == ASSESSMENT_FILE:
            return True
        if plain is not None and hashlib.sha256(statement_in(file)).hexdigest() != plain.sha256:
            return False
        return (ASSESSMENT_FILE, assessment) in subjects_of(file)

    kept = tuple(file for file in files if belongs(file))
    left = tuple(file.name for file in files if file not in kept)
    if not left:
        return gathered, ()
    return replace(gathered, files=(*kept, sums_of(kept, prefix))), left
