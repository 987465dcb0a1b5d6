"""Words for the codes of the lists; each table has its file in ``watchlists/words``."""

from panah.watchlists.words import evidence, files, lists, problems, screens
from panah.web.wording import register

register(
    lists.KINDS
    | lists.TELLING
    | lists.STATES
    | lists.ACTS
    | lists.FIELDS
    | files.FILES
    | files.FORMAT_NAMES
    | problems.DESK
    | evidence.WHY
    | screens.SCREENS
)
