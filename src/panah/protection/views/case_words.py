"""Procedures and their steps in words."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from panah.protection.models import Case
from panah.safeguards import procedures
from panah.safeguards.procedures import UnknownProcedureError


def number_of(row: Case) -> SafeString:
    """A case's number, which reads from the left in every language."""
    return format_html('<bdi dir="ltr">{}</bdi>', row.number)


def procedure_title(code: str) -> str:
    """What a procedure is called; its code where it isn't known any more."""
    try:
        return _(procedures.get(code).title)
    except UnknownProcedureError:
        return code


def step_title(procedure: str, step: str) -> str:
    """What a step is called; its code where it isn't known any more."""
    try:
        return _(procedures.get(procedure).step(step).title)
    except UnknownProcedureError:
        return step
