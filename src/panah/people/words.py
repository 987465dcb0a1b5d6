"""Codes of people in words: roles, organisations, what happened to an account, looks and alarms."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panah.people.roles import (
    ADMINISTRATOR,
    BODY_MACHINE,
    BODY_SUPERVISOR,
    CASE_WORKER,
    COMMANDER,
    DEVICE,
    FIRST_LINE,
    HEADQUARTERS,
    MONITOR,
    SECOND_LINE,
    STAFF_ROLES,
)

Words = dict[str, str | Promise]

ROLE_NAMES: Words = {
    FIRST_LINE: _("First line"),
    SECOND_LINE: _("Second line"),
    COMMANDER: _("Shift commander"),
    HEADQUARTERS: _("Headquarters"),
    MONITOR: _("Monitor"),
    ADMINISTRATOR: _("Administrator"),
    CASE_WORKER: _("Case worker"),
    BODY_SUPERVISOR: _("Supervisor of a body"),
    DEVICE: _("Device"),
    BODY_MACHINE: _("Machine of a body"),
}
ROLE_TASKS: Words = {
    FIRST_LINE: _("In the booth: scans documents, admits travellers or sets them aside."),
    SECOND_LINE: _("In the room behind: resolves doubts with the traveller, calmly and in private."),
    COMMANDER: _("Runs the shift: lanes, waiting times, and every question that is still open."),
    HEADQUARTERS: _("Sees how all posts are doing and sets them up."),
    MONITOR: _("Independent: reads who looked at what, answers alarms, verifies the journal."),
    ADMINISTRATOR: _("Hires staff, gives roles and registers devices. Sees no traveller."),
    CASE_WORKER: _("At a body of protection: reads what it was told under seal, and answers."),
    BODY_SUPERVISOR: _("Leads the desk of a body of protection."),
}
ORGANISATION_TYPES: Words = {
    "border_service": _("Border service"),
    "authority": _("Authority"),
    "monitor": _("Monitoring body"),
    "international": _("International organisation"),
    "ngo": _("Non-governmental organisation"),
    "other": _("Other"),
}
SCOPES: Words = {
    "inspect": _("Send documents for inspection"),
    "admit": _("Admit or set aside at a gate"),
    "read_stays": _("Ask how long somebody may stay"),
}
BODY_SCOPES: Words = {
    "referrals_read": _("Read what the body was asked"),
    "referrals_answer": _("Answer, and pass on what a person said about consent"),
    "referrals_send": _("Hand somebody over to another body"),
}
METHODS: Words = {
    "password": _("Password"),
    "password+totp": _("Password and app"),
    "password+passkey": _("Password and passkey"),
    "password+recovery": _("Password and recovery code"),
    "passkey": _("Passkey"),
    "demo": _("Demo tile"),
}
ENDS: Words = {
    "": _("Still open"),
    "signed_out": _("Signed out"),
    "idle": _("Nobody worked there any more"),
    "shift": _("The shift was over"),
    "everywhere": _("Signed out everywhere"),
    "taken_over": _("Somebody else took over"),
    "revoked": _("Ended by an administrator"),
}
EVENTS: Words = {
    "people:sign_in:failed": _("Wrong password or code"),
    "people:sign_in:blocked": _("Sign-in paused after wrong answers"),
    "people:account:opened": _("Account opened"),
    "people:account:closed": _("Account closed"),
    "people:account:code_issued": _("One-time code given out"),
    "people:password:changed": _("Password changed"),
    "people:factor:enrolled": _("Second factor added"),
    "people:factor:removed": _("Second factor removed"),
    "people:factor:reset": _("Second factors reset"),
}
LOOK_REASONS: Words = {
    "inspection": _("The traveller is in front of me"),
    "hold": _("I resolve an open question"),
    "handover": _("Handed over by a neighbour"),
    "correction": _("I correct a record"),
    "request_of_person": _("The person asked for it"),
    "court": _("A court or authority asked, with a number"),
    "oversight": _("Oversight"),
    "case": _("I work on this matter"),
    "other": _("Another reason"),
}
RULE_NAMES: Words = {
    "many_looks": _("Many looks in a short time"),
    "unusual_hour": _("Unusual hour"),
    "not_at_this_post": _("Person not at this post"),
    "same_family_name": _("Same family name"),
    "repeated": _("Same file again and again"),
}
RULE_TEXTS: Words = {
    "many_looks": _("%(looks)s looks within %(minutes)s minutes; up to %(limit)s are usual for this role."),
    "unusual_hour": _("The officer hasn't worked at this hour (%(hour)s) in the last %(days)s days."),
    "not_at_this_post": _("The person of this file wasn't at the officer's post in the last %(days)s days."),
    "same_family_name": _("The person of this file bears the officer's family name."),
    "repeated": _("%(looks)s looks at one file within %(days)s days, and the person didn't come in between."),
}
ANSWERS: Words = {
    "explained": _("Explained"),
    "followed_up": _("Passed on to be followed up"),
    "misuse": _("Misuse"),
}


def role_names(roles: frozenset[str] | set[str] | list[str]) -> str:
    """The names of roles, in the usual order."""
    return " · ".join(str(ROLE_NAMES[role]) for role in STAFF_ROLES if role in roles)
