"""Git's words without what it quotes from files."""

import pytest

from mrl.collectors.git.quoting import bounded

OID = "12" * 20


@pytest.mark.parametrize(
    "line",
    [
        "fatal: Needed a single revision",
        f"error: object file objects/12/{OID[2:]} is empty",
        "error: inflate: data stream error (incorrect header check)",
        f"fatal: loose object {OID} (stored in objects/12/{OID[2:]}) is corrupt",
        "fatal: mmap failed: Cannot allocate memory",
        f"error: Could not read {OID}",
        "error: refs/heads/main does not point to a valid object!",
    ],
)
def test_what_git_says_itself_stays(line):
    assert bounded(line) == line


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("fatal: unexpected line in packed-refs: root:x:0:0", "fatal: unexpected line in packed-refs"),
        ("fatal: unterminated line in packed-refs: s3cret", "fatal: unterminated line in packed-refs"),
        ("fatal: invalid shallow line: root:*:1", "fatal: invalid shallow line"),
        ('fatal: invalid object type "s3cret"', "fatal: invalid object type"),
        ("fatal: bad numeric config value 's3cret' for 'x' in file y", "fatal: bad numeric config value"),
        ("error: unable to normalize alternate object path: /s3cret", None),
        (
            "error: object directory /srv/s3cret does not exist; check",
            "error: object directory ... does not exist; check",
        ),
        ("root:x:0:0:root:/x:/bin/sh", "root"),
        ("a_word=s3cret", "..."),
    ],
)
def test_what_may_come_from_a_file_goes(line, shown):
    assert bounded(line) == (shown or line.rpartition(":")[0])


def test_lines_are_taken_one_by_one():
    assert bounded("error: bad: s3cret\n\nfatal: worse") == "error: bad\nfatal: worse"
