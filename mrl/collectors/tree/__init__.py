"""What the file tree of one repository holds and declares, read from paths and a few small files."""

from mrl.collectors.tree.declared import read_declared, with_tracker_of_keys
from mrl.collectors.tree.facts import read_tree
from mrl.collectors.tree.files import Place, ReadBlobs, TreeEntry, TreeFile, classify

__all__ = [
    "Place",
    "ReadBlobs",
    "TreeEntry",
    "TreeFile",
    "classify",
    "read_declared",
    "read_tree",
    "with_tracker_of_keys",
]
