"""The registers of the lists: which tables are the fold of whose entries."""

from panah.journal.registers import Register
from panah.watchlists.models import Clearing, Hit, HitEvent, List, Version

lists = Register("watchlists", tables=[List, Version])
hits = Register("hits", tables=[Hit, HitEvent, Clearing], natural_keys=True)
