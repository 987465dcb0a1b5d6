"""Lists of persons sought or to be protected and of lost documents: reading, keeping, finding, resolving.

The package imports without Django: readers, entries, index and screening are pure; only the application of the node
needs a configured Django.

>>> from panah.watchlists import open_lists, screen
>>> hits = screen("Rustam Djurayev", open_lists("list.xml"))
"""

from panah.watchlists.listfiles import open_lists
from panah.watchlists.screening import Hit, Person, screen

__all__ = ["Hit", "Person", "open_lists", "screen"]
