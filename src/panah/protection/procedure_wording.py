"""Words for the codes of procedures."""

from panah.protection.words.procedures import PROCEDURES
from panah.web.wording import register

register(PROCEDURES)
