"""The findings at the line, in words: short, plain, without blame. The first words carry the news."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Words = dict[str, str | Promise]

DOCUMENT: Words = {
    "finding:document_sound": _("Document is sound, valid until %(until)s"),
    "finding:document_as_keyed": _("Nothing wrong with what was keyed in"),
    "finding:document_keyed": _("Keyed in by hand: compare it with the paper"),
    "finding:document_expired": _("Document ended on %(on)s"),
    "finding:document_expires_soon": ngettext_lazy(
        "Document ends tomorrow or today, on %(on)s", "Document ends in %(days)s days, on %(on)s", "days"
    ),
    "finding:document_none": _("No document: a colleague will help"),
    "finding:document_lost": _("Document lost or stolen: note what is known"),
    "finding:document_listed": _("Reported as lost or stolen: for the second line"),
    "finding:document_emergency": _("Emergency: let in first, papers later"),
    "finding:convention_refugee": _("Travel document for refugees: a full travel document"),
    "finding:convention_stateless": _("Travel document for stateless persons: a full travel document"),
    "finding:document_birth_certificate": _("Birth certificate: compare the child with the adult's papers"),
    "finding:document_return_certificate": _("Certificate of return: for the way home"),
    "finding:document_other_authority": _("Paper from another authority"),
}

STAY: Words = {
    "finding:stay_national": _("Citizen of this country: always free to enter and to leave"),
    "finding:stay_resident": _("Resident: no limit of days"),
    "finding:stay_diplomat": _("Diplomat: no limit of days"),
    "finding:stay_military": _("Military on mission: no limit of days"),
    "finding:stay_until": _("May stay until %(leave_by)s"),
    "finding:stay_until_counted": _("May stay until %(leave_by)s · %(used)s of %(limit)s days used"),
    "finding:stay_unlimited": _("No limit of days"),
    "finding:stay_used_up": _("No day left: %(used)s of %(limit)s days used. Possible again from %(back)s"),
    "finding:stay_used_up_open": _("No day left: %(used)s of %(limit)s days used"),
    "finding:stay_ban": _("Re-entry is closed until %(until)s"),
    "finding:stay_visa_needed": _("Needs a visa or a permit: ask for it"),
    "finding:stay_without_rule": _("No rule of stay is known for this nationality"),
    "finding:stay_not_reckoned": _("The stay can't be reckoned without a nationality"),
    "finding:stay_without_entry": _("No entry is known here, so the stay can't be reckoned"),
    "finding:stayed_within": _("Stayed within the time allowed, since %(entered)s"),
    "finding:stay_overstayed": ngettext_lazy(
        "Stayed 1 day too long, since %(since)s", "Stayed %(days)s days too long, since %(since)s", "days"
    ),
    "finding:stay_conditions_broken": _("A duty of the stay was not done, since %(since)s"),
    "finding:stay_work_without_permit": _("Worked without a permit, since %(since)s"),
    "finding:clock_doubted": _("The machine's clock may be wrong: reckon the days yourself"),
    "finding:duty_register": _("Tell them: register by %(by)s"),
    "finding:duty_host_notice": _("Tell them: the host gives notice by %(by)s"),
}

HISTORY: Words = {
    "finding:first_seen": _("Not seen here before"),
    "finding:last_entry": ngettext_lazy(
        "Known: 1 crossing, an entry on %(on)s", "Known: %(count)s crossings, the last an entry on %(on)s", "count"
    ),
    "finding:last_exit": ngettext_lazy(
        "Known: 1 crossing, an exit on %(on)s", "Known: %(count)s crossings, the last an exit on %(on)s", "count"
    ),
    "finding:crosses_often": _("Crosses often: %(month)s times in the last 30 days"),
    "finding:already_inside": _("The register has them inside since %(since)s; the exit may have been missed"),
    "finding:no_entry_known": _("No entry is known here; it may have been missed"),
    "finding:already_left": _("The register has them outside since %(on)s; an entry may have been missed"),
    "finding:returned_last_time": _("The neighbour did not take them on %(on)s"),
    "finding:papers_outstanding": _("Let in without papers on %(on)s; the papers are still to come"),
    "finding:other_document": ngettext_lazy(
        "Perhaps known by another document: same name and birth date, 1 crossing on %(on)s",
        "Perhaps known by another document: same name and birth date, %(count)s crossings, the last on %(on)s",
        "count",
    ),
    "finding:history_cut": _("Only the newest %(count)s crossings are looked at"),
    "finding:on_hold": _("Waits for the second line already; the time runs until %(until)s"),
    "finding:scanned_elsewhere": ngettext_lazy(
        "This document was scanned at another post 1 minute ago or less",
        "This document was scanned at another post %(minutes)s minutes ago",
        "minutes",
    ),
    "finding:scanned_here": ngettext_lazy(
        "Scanned here 1 minute ago or less, still without outcome",
        "Scanned here %(minutes)s minutes ago, still without outcome",
        "minutes",
    ),
}

TRAVELLER: Words = {
    "finding:listed_local_resident": _("Listed local resident until %(until)s"),
    "finding:listed_pupil": _("Listed pupil until %(until)s"),
    "finding:listed_group_member": _("Listed with a group until %(until)s"),
    "finding:adult_by_appearance": _("Of age beyond doubt, without a birth date"),
    "finding:child_listed": _("Child on a checked list: the short way"),
    "finding:child_alone": _("Child: with whom do they travel?"),
    "finding:child_with_child": _("The companion may be a child too: the second line takes care of both"),
    "finding:child_adult_not_crossing": _("The adult is not crossing too: the second line takes care of both"),
    "finding:child_relation_unknown": _("Child: how does the adult belong to them?"),
    "finding:child_authority_not_shown": _("Child: what shows that the adult may travel with them?"),
    "finding:child_accompanied": _("Child with an adult who may travel with them"),
}

LISTS: Words = {
    "finding:lists_asked": ngettext_lazy(
        "1 list asked, as of %(oldest)s", "%(count)s lists asked, the oldest as of %(oldest)s", "count"
    ),
    "finding:lists_asked_undated": ngettext_lazy("1 list asked", "%(count)s lists asked", "count"),
    "finding:lists_not_asked": ngettext_lazy(
        "1 list could not be asked", "%(count)s lists could not be asked", "count"
    ),
    "finding:lists_not_asked_since": ngettext_lazy(
        "1 list could not be asked, since %(since)s", "%(count)s lists could not be asked, since %(since)s", "count"
    ),
    "finding:lists_possible_match": _("Possible match: for the second line"),
}

# Fields of a document, as problems name their place.
FIELDS: Words = {
    "document": _("the document"),
    "composite": _("the whole zone"),
    "document_code": _("the kind of document"),
    "issuer": _("the issuing state"),
    "number": _("the number"),
    "surname": _("the surname"),
    "given_names": _("the given names"),
    "native_name": _("the name in its own script"),
    "name": _("the name"),
    "nationality": _("the nationality"),
    "birth_date": _("the date of birth"),
    "sex": _("the sex"),
    "expiry_date": _("the date of expiry"),
    "issue_date": _("the date of issue"),
    "optional": _("the optional data"),
    "issued": _("the date of issue"),
    "authority": _("the authority"),
    "description": _("the description"),
    "kind": _("the kind of paper"),
}
