"""Words for the codes of case files."""

from panah.protection.words import cases
from panah.web.wording import register

register(cases.CASE_ERRORS | cases.CASES)
