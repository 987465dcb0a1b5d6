"""The index of all lists: one sealed file that all workers share, replaced without a pause.

build(folder, lists, key)      make an index and put it in force
open(folder, key)              the index in force there; it notices a new one by itself
in_memory(lists)               a small one for one run
"""

from panah.watchlists.index.contents import Contents
from panah.watchlists.index.current import Index, build, in_memory, open
from panah.watchlists.index.problems import IndexProblemError
from panah.watchlists.index.records import Record
from panah.watchlists.index.writing import Content

__all__ = ["Content", "Contents", "Index", "IndexProblemError", "Record", "build", "in_memory", "open"]
