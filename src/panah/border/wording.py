"""Words for the codes of the border area, and of the rules it asks; each table has its file in ``border/words``."""

from panah.border.words import desk, documents, findings, guard, lists, movements, noticing, screens, searches, stays
from panah.web.wording import register

register(
    findings.DOCUMENT
    | findings.STAY
    | findings.HISTORY
    | findings.TRAVELLER
    | findings.LISTS
    | findings.FIELDS
    | documents.AT_THE_LINE
    | documents.IN_FORMS
    | documents.KINDS
    | stays.REASONS
    | stays.DOUBTS
    | stays.CODES
    | movements.PURPOSES
    | movements.MEANS
    | movements.CAPACITIES
    | movements.DIRECTIONS
    | movements.OUTCOMES
    | movements.CHILDREN
    | movements.REASONS
    | movements.FACTS
    | desk.ERRORS
    | guard.WHY
    | guard.WHO
    | noticing.NOTICES
    | searches.SEARCHES
    | screens.SCREENS
    | lists.DESK
    | lists.SHEET
    | lists.SORTS
)
