"""The screens of bodies that show somebody's file, as the monitor reads them in an alarm: each by its own title."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

SCREENS: dict[str, str | Promise] = {
    "screen:protection:appointment-slip": _("Appointment"),
    "screen:protection:case": _("Case file"),
    "screen:protection:case-day": _("My day"),
    "screen:protection:case-document": _("Document"),
    "screen:protection:case-load": _("How the work is spread"),
    "screen:protection:case-print": format_lazy("{} (PDF)", _("Case file")),
    "screen:protection:cases": _("Cases"),
    "screen:protection:cases-csv": format_lazy("{} (CSV)", _("Cases")),
    "screen:protection:certificate": _("Certificate of a registered claim"),
    "screen:protection:claim": _("Claims"),
    "screen:protection:claim-call": _("Call to an interview"),
    "screen:protection:claim-decision": _("Decision"),
    "screen:protection:claim-step": _("Steps of the procedure"),
    "screen:protection:claims": _("Claims"),
    "screen:protection:claims-csv": format_lazy("{} (CSV)", _("Claims")),
    "screen:protection:complaint": _("Complaint"),
    "screen:protection:copy": _("What is held"),
    "screen:protection:correction": _("Correction"),
    "screen:protection:matter": _("Matter"),
    "screen:protection:matters": _("Matters"),
    "screen:protection:referral": _("Referral"),
    "screen:protection:referral-form": format_lazy("{} (PDF)", _("Referral")),
    "screen:api:referral": format_lazy("{} (API)", _("Referral")),
}
