"""Menu entries of protection."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from panah.protection.desk.claims import AUTHORITIES
from panah.protection.views.guard import working_body
from panah.web.navigation import NavItem, register


def _decides_claims(request: HttpRequest) -> bool:
    """Whether they work where claims are decided, or at no body at all."""
    body = working_body(request)
    return body is None or body.sort in AUTHORITIES


register(
    NavItem(_("Bodies"), "protection:bodies", "hand-heart", "protection.bodies.view", 40),
    NavItem(_("Changes to sign"), "protection:changes", "signature", "protection.bodies.sign", 92),
    NavItem(_("Matters"), "protection:matters", "folder-lock", "protection.matters", 10),
    NavItem(_("Referrals"), "protection:referrals", "inbox", "protection.referrals", 9),
    NavItem(_("Claims"), "protection:claims", "file-badge", "protection.claims", 11, _decides_claims),
    NavItem(_("Figures"), "protection:claim-figures", "chart-column", "protection.claims.figures", 15),
    NavItem(_("Declared groups"), "protection:groups", "users", "protection.groups", 46, _decides_claims),
    NavItem(_("Referrals"), "protection:referral-figures", "send", "protection.referrals.figures", 27),
    NavItem(_("Check a certificate"), "protection:certificate-check", "qr-code", "protection.certificates.check", 45),
    NavItem(_("Machines"), "protection:machines", "webhook", "protection.machines", 50),
    NavItem(_("Life in danger"), "protection:vital", "siren", "protection.vital", 28),
    NavItem(_("Conversations not ended"), "protection:unended", "messages-square", "protection.unended", 29),
    NavItem(_("Without consent"), "protection:vital-overseen", "siren", "protection.oversight", 8),
    NavItem(_("Oversight"), "protection:oversight", "binoculars", "protection.oversight", 5),
    NavItem(_("Complaints"), "protection:complaints", "mail-warning", "protection.complaints", 7),
    NavItem(_("Fairness"), "protection:fairness", "scale", "protection.fairness", 80),
    NavItem(
        _("Complaints on paper"),
        "protection:complaints-take",
        "message-square-warning",
        "protection.complaints.take",
        85,
    ),
    NavItem(_("The monitor waits"), "protection:complaints-heard", "bell", "protection.complaints.heard", 86),
    NavItem(_("What is held about me?"), "protection:copies", "book-user", "protection.copies", 87),
    NavItem(_("Corrections"), "protection:corrections", "pencil-line", "protection.corrections", 88),
)
