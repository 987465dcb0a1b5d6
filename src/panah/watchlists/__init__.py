"""Lists of persons sought or to be protected and of lost documents: reading, keeping, finding, resolving.

The package imports without Django: readers, entries, index and screening are pure; only the application of the node
needs a configured Django.
"""

from panah.watchlists.screening import Hit, Person, screen

__all__ = ["Hit", "Person", "screen"]
