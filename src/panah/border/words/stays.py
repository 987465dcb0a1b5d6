"""The arithmetic of a stay in words: every code of ``panah.stays``, and the codes in its parameters."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

Words = dict[str, str | Promise]

_REASONS: Words = {
    "rule_applies": _("%(rule_title)s (rule %(rule)s, as of %(as_of)s)."),
    "visa_required": _("%(rule_title)s (rule %(rule)s, as of %(as_of)s): a visa or permit is needed."),
    "no_limit": _("No limit of days: %(status)s."),
    "no_limit_found": _("Nothing limits this stay."),
    "visa_carries": _("A visa (%(entries)s) from %(from)s to %(to)s carries this stay."),
    "visa_entries_used": _("All entries of the visa are used: %(used)s of %(allowed)s."),
    "visa_not_valid_at_entry": _("The visa from %(from)s to %(to)s was not valid on entry on %(entry)s."),
    "long_stay_visa": _("A long-stay visa from %(from)s to %(to)s carries its days."),
    "permit_covers": _("A permit (%(kind)s) covers %(from)s to %(to)s, with %(grace_days)s days of grace."),
    "clock_paused": _("Days from %(from)s to %(to)s are not counted: %(reason)s."),
    "used_since_entry": _("%(days)s of %(limit)s days used since entry (%(from)s to %(to)s)."),
    "used_in_window": _("%(days)s of %(limit)s days used in the %(window)s days from %(from)s to %(to)s."),
    "used_in_year": _("%(days)s of %(limit)s days used in the calendar year (%(from)s to %(to)s)."),
    "used_in_half_year": _("%(days)s of %(limit)s days used in the calendar half-year (%(from)s to %(to)s)."),
    "used_on_visa": _("%(days)s of %(limit)s days of the visa used (%(from)s to %(to)s)."),
    "judged_as_entering": _("Outside now: reckoned as if entering on %(on)s."),
    "leave_by": ngettext_lazy(
        "The last lawful day is %(date)s; %(days_left)s day is left.",
        "The last lawful day is %(date)s; %(days_left)s days are left.",
        "days_left",
    ),
    "back_from": _("No day is left now; entry is possible again from %(date)s."),
    "overstayed": ngettext_lazy(
        "The stay that began on %(entry)s was too long from %(since)s to %(until)s: %(days)s day.",
        "The stay that began on %(entry)s was too long from %(since)s to %(until)s: %(days)s days.",
        "days",
    ),
    "conditions_broken": _("A duty that the stay depends on was not done: %(duty)s, by %(by)s."),
    "work_without_permit": _("Work without the permit it needs since %(since)s."),
    "ban_runs": _(
        "Re-entry is closed through %(until)s, after %(overstay_days)s days of overstay and leaving on %(left_on)s."
    ),
    "ban_would_follow": _(
        "Leaving on %(left_on)s would close re-entry through %(until)s, after %(overstay_days)s days of overstay."
    ),
    "later_crossings_left_out": _("Crossings after %(on)s are left out: %(count)s."),
}

_DOUBTS: Words = {
    "missed_exit": _(
        "The exit after entry on %(entry)s is missing before the entry on %(next_entry)s. "
        "Days counted: %(days_counted)s; possible: up to %(days_possible)s."
    ),
    "missed_entry": _(
        "The entry before the exit on %(exit)s is missing. "
        "Days counted: %(days_counted)s; possible: up to %(days_possible)s."
    ),
    "repeated_crossing": _("A second crossing on %(date)s (%(direction)s) is taken as the same one."),
    "exit_not_seen": _("No exit is known since entry on %(entry)s; it may have been missed."),
    "could_be_more": _(
        "If the missing crossings are taken at their longest: "
        "%(days_used)s days used, %(days_left)s left, %(overstay_days)s too many."
    ),
    "nationality_not_known": _("The nationality %(nationality)s is not a known code."),
    "no_rule": _("No rule is known for this nationality on that day: %(nationality)s."),
    "visa_not_shown": _("This nationality needs a visa or permit, and none was given: %(nationality)s."),
    "visa_without_rule": _("There is no rule on visas here; the limits on the visa itself are used."),
    "permit_without_rule": _("There is no rule on a permit of this kind (%(kind)s); it is left out."),
    "pause_not_in_rules": _(
        "The rules do not stop the clock for this: %(reason)s (%(from)s to %(to)s). These days are counted."
    ),
    "duty_not_known": _("Nobody knows whether this duty was done by %(by)s: %(duty)s."),
    "holidays_not_known": _("Movable holidays up to %(by)s are not all known; this may be due later: %(duty)s."),
    "work_start_not_known": _("When the work began is not known; today is taken."),
    "work_without_rule": _("No rule on work is known for this nationality."),
    "rule_from_memory": _("Rule %(rule)s is written down from memory and not checked against its source."),
}

REASONS: Words = {f"stays:{code}": text for code, text in _REASONS.items()}
DOUBTS: Words = {f"stays:{code}": text for code, text in _DOUBTS.items()}

CODES: Words = {
    "register": _("register the place of stay"),
    "border_closed": _("the border was closed"),
    "illness": _("illness"),
    "force_majeure": _("force majeure"),
    "temporary_residence": _("temporary residence"),
    "residence": _("residence"),
    "work_permit": _("work permit"),
    "work_patent": _("work patent"),
    "work_contract": _("work contract"),
    "mass_arrival": _("mass arrival"),
    "host_notice": _("the host's notice"),
    "refugee": _("recognised refugee"),
    "asylum_applicant": _("asylum-seeker"),
    "resident": _("resident"),
    "stateless_recognised": _("recognised stateless person"),
    "diplomatic": _("diplomatic status"),
    "national": _("citizen of this country"),
    "single": pgettext_lazy("entries of a visa", "single entry"),
    "double": pgettext_lazy("entries of a visa", "two entries"),
    "multiple": pgettext_lazy("entries of a visa", "multiple entries"),
    "traveller": _("the traveller"),
    "host": _("the host"),
    "entry": pgettext_lazy("direction", "entry"),
    "exit": pgettext_lazy("direction", "exit"),
}
