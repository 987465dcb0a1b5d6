"""What the guard says, in words for the second line: why an act isn't possible, and what would make it so."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHY: dict[str, str | Promise] = {
    "guard:hold_open": _("Another question about this person is open. Only whoever can release that hold may."),
    "guard:reflection_running": _("A period of recovery and reflection is running for this person."),
    "guard:family_matter_open": _("A question about a member of the family is open, and concerns this person too."),
    "guard:never_refused": _("Nationals, permanent residents and recognised refugees are never refused entry."),
    "guard:other_risks_not_settled": _("That a refugee status ended doesn't settle other risks."),
    "guard:child_never": _("A child is never refused entry. Where the age is in doubt, the person is a child."),
    "guard:child_without_guardian": _("This may be a child: a guardian comes first."),
    "guard:child_without_best_interests": _("This may be a child: what is best for the child is looked at first."),
    "guard:hold_over": _("The lawful maximum has passed. Only release, admission or a court's order are left."),
    "guard:never_at_a_post": _("This is never decided at a border post."),
    "guard:not_yours": _("This isn't for your role."),
    "guard:not_set_aside": _("This person was not set aside."),
    "guard:two_signatures_missing": _("Two different officers have to sign, each with an own code or passkey."),
    "guard:second_line_signature_missing": _("One of the two officers has to be of the second line."),
    "guard:conversation_missing": _("Nobody has spoken with the person yet."),
    "guard:language_not_understood": _("Speak in a language the person understands, and check that they do."),
    "guard:ground_missing": _("Choose a ground of the law's list."),
    "guard:own_state_entry_alone": _("An entry made by the person's own state alone is no ground."),
    "guard:notice_missing": _("The notice isn't ready to print."),
    "guard:notice_other_language": _("The notice has to be in the language the person understands."),
    "guard:notice_without_remedy": _("The notice has to say how to appeal, and until when."),
    "guard:receipt_missing": _("Headquarters has not confirmed that nothing is open about this person."),
    "guard:receipt_not_genuine": _("The confirmation isn't signed by headquarters."),
    "guard:receipt_other_person": _("The confirmation of headquarters is for somebody else."),
    "guard:receipt_other_act": _("The confirmation of headquarters is for something else."),
    "guard:receipt_stale": _("The confirmation of headquarters is too old. Ask for it again."),
    "guard:receipt_from_future": _("A clock is wrong: the confirmation of headquarters lies in the future."),
    "guard:receipt_outdated": _("Headquarters has said something new about this person. Ask again."),
    "guard:not_asked_alone": _("Ask the person alone."),
    "guard:own_words_missing": _("Write down what the person says, in their own words."),
}
WHO: dict[str, str | Promise] = {
    "guard:closed_by_body": _("The body competent for the question decides."),
    "guard:released_by_token": _("The second line where the question is its own, otherwise the competent body alone."),
    "guard:wait_until": _("The period has to end first."),
    "guard:other_risks_decided": _("The competent body decides whether other risks stand against a return."),
    "guard:appoint_guardian": _("Call child protection: a guardian is appointed."),
    "guard:record_best_interests": _("Child protection looks at what is best for the child."),
    "guard:member_wants_apart": _("The member of the family, asked alone, may want it otherwise."),
    "guard:get_court_order": _("Only a court can order anything else."),
}
