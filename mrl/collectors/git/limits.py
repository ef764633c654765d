"""What is read of one repository at most; more is unknown, with a gap that names the limit, never zero.

All limits of reading git stand here, far above what real repositories have: a repository that can be
cloned in a second may unfold to any size.
"""

MOST_COMMITS = 3_000_000
"""Commits of one walk (Linux has 1.4 million)."""

MOST_REFS = 1_000_000
"""Branches, tags and all other refs."""

MOST_FILES = 1_000_000
"""Files of the tree (Chromium has 500,000)."""

LARGEST_TREE = 256 << 20
"""Bytes of all paths of a tree, with mode and id."""

LONGEST_PATH = 4096
"""Bytes of one path, what Linux allows."""

LARGEST_BLOB = 8 << 20
"""Bytes; larger files are not read at all."""

MOST_CONTENTS = 128 << 20
"""Bytes of file contents that answer one question; the files beyond them count as unreadable."""

LONGEST_COMMIT = 64 << 10
"""Bytes of ids, times, author and subject of one commit; of a longer message only this is looked at."""

LONGEST_NAME = 1000
"""Bytes of an author's name, and of the address; longer ones are shortened so that they stay different."""

LONGEST_SUBJECT = 250
"""Characters of a commit's subject that are looked at."""

LONGEST_TAG_HEADER = 64 << 10
"""Bytes of a tag or commit object in which its date has to stand."""

MOST_TAG_BYTES = 1 << 30
"""Bytes of all tags and of their commits together, which are looked through and not kept."""

LARGEST_ANSWER = 64 << 20
"""Bytes of an answer that is not read piece by piece, such as what a server says it has."""

MOST_DAMAGED = 32
"""Damaged objects that are passed over in one question; each costs another git process."""

LARGEST_REF_FILE = 4096
"""Bytes of a file that holds one ref."""

LARGEST_PACKED_REFS = 256 << 20
"""Bytes of the file that holds all other refs."""

LARGEST_SHALLOW = 16 << 20
"""Bytes of the file that says where a history was cut off."""

MOST_OBJECT_FILES = 2_000_000
"""Files and folders looked at in the folders of objects and of refs."""

MOST_OBJECT_FOLDERS = 100
"""Folders of objects, the repository's own and the ones it borrows from."""

GIT_MEMORY = 4 << 30
"""Bytes of address space of one git process (where the system can limit that, which is Linux)."""

GIT_SECONDS = 600.0
"""Seconds after which a git process that reads is stopped."""

MEMORY_SETTINGS = {"packedGitWindowSize": "32m", "packedGitLimit": "256m", "deltaBaseCacheLimit": "64m"}
"""What git maps and keeps of packs (settings of `core`); left alone it is as much as there is."""
