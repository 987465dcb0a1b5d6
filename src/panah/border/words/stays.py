"""The arithmetic of a stay in words: every code of ``panah.stays``."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

REASONS: Words = {
    "stays:rule_applies": _("The rule: %(title)s (as of %(as_of)s)."),
    "stays:visa_required": _("The rule: %(title)s (as of %(as_of)s). A visa or permit is needed."),
    "stays:no_limit": _("No limit of days: %(status)s."),
    "stays:no_limit_found": _("Nothing limits this stay."),
    "stays:visa_carries": _("A visa from %(from)s to %(to)s carries this stay (entries: %(entries)s)."),
    "stays:visa_entries_used": _("All entries of the visa are used: %(used)s of %(allowed)s."),
    "stays:visa_not_valid_at_entry": _("The visa from %(from)s to %(to)s was not valid on entry on %(entry)s."),
    "stays:long_stay_visa": _("A long-stay visa from %(from)s to %(to)s carries its days."),
    "stays:permit_covers": _("A permit (%(kind)s) covers %(from)s to %(to)s, with %(grace_days)s days of grace."),
    "stays:clock_paused": _("Days from %(from)s to %(to)s are not counted: %(reason)s."),
    "stays:used_since_entry": _("%(days)s of %(limit)s days used since entry (%(from)s to %(to)s)."),
    "stays:used_in_window": _("%(days)s of %(limit)s days used in the %(window)s days from %(from)s to %(to)s."),
    "stays:used_in_year": _("%(days)s of %(limit)s days used in the calendar year (%(from)s to %(to)s)."),
    "stays:used_in_half_year": _("%(days)s of %(limit)s days used in the calendar half-year (%(from)s to %(to)s)."),
    "stays:used_on_visa": _("%(days)s of %(limit)s days of the visa used (%(from)s to %(to)s)."),
    "stays:judged_as_entering": _("Outside now: reckoned as if entering on %(on)s."),
    "stays:leave_by": _("The last lawful day is %(date)s; %(days_left)s days are left."),
    "stays:back_from": _("No day is left now; entry is possible again from %(date)s."),
    "stays:overstayed": _("The stay that began on %(entry)s was too long from %(since)s to %(until)s: %(days)s days."),
    "stays:conditions_broken": _("A duty that the stay depends on was not done: %(duty)s, by %(by)s."),
    "stays:work_without_permit": _("Work without the permit it needs since %(since)s."),
    "stays:ban_runs": _(
        "Re-entry is closed until %(until)s, after %(overstay_days)s days of overstay and leaving on %(left_on)s."
    ),
    "stays:ban_would_follow": _(
        "Leaving on %(left_on)s would close re-entry until %(until)s, after %(overstay_days)s days of overstay."
    ),
    "stays:later_crossings_left_out": _("%(count)s crossings after %(on)s are left out."),
}

DOUBTS: Words = {
    "stays:missed_exit": _(
        "The exit after the entry on %(entry)s is missing before the entry on %(next_entry)s:"
        " %(days_counted)s day is counted, up to %(days_possible)s are possible."
    ),
    "stays:missed_entry": _(
        "The entry before the exit on %(exit)s is missing: %(days_counted)s day is counted,"
        " up to %(days_possible)s are possible."
    ),
    "stays:repeated_crossing": _("A second crossing on %(date)s in the same direction is taken as the same one."),
    "stays:exit_not_seen": _("No exit is known since the entry on %(entry)s; it may have been missed."),
    "stays:could_be_more": _(
        "If missing crossings are taken at their longest: %(days_used)s days used, %(days_left)s left,"
        " %(overstay_days)s too many."
    ),
    "stays:nationality_not_known": _("The nationality %(nationality)s is not a known code."),
    "stays:no_rule": _("No rule is known for this nationality on that day."),
    "stays:visa_not_shown": _("This nationality needs a visa or permit, and none was shown."),
    "stays:visa_without_rule": _("There is no rule on visas here; the sticker's own limits are used."),
    "stays:permit_without_rule": _("There is no rule on a permit of this kind (%(kind)s); it is left out."),
    "stays:pause_not_in_rules": _(
        "The clock doesn't stop for %(reason)s (%(from)s to %(to)s); these days are counted."
    ),
    "stays:duty_not_known": _("Nobody knows whether the duty %(duty)s was done by %(by)s."),
    "stays:holidays_not_known": _(
        "Movable holidays up to %(by)s are not all known; the duty %(duty)s may be due later."
    ),
    "stays:work_start_not_known": _("When the work began is not known; today is taken."),
    "stays:work_without_rule": _("No rule on work is known for this nationality."),
    "stays:rule_from_memory": _("The rule %(rule)s is written down from memory and not checked against its source."),
}

# Parameters that are codes themselves.
CODES: Words = {
    "register": _("to register"),
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
    "single": _("one"),
    "double": _("two"),
    "multiple": _("any number"),
    "traveller": _("the traveller"),
    "host": _("the host"),
}
