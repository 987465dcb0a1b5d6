"""How a desk of protection says no, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERRORS: dict[str, str | Promise] = {
    "protection:body_unknown": _("This body is not known here."),
    "protection:no_body": _("You work for no body of protection. Ask your administrator."),
    "protection:sort_unknown": _("This kind of body is not known."),
    "protection:state_unknown": _("This code of a country is not known."),
    "protection:state_needed": _("Say which state this consulate belongs to."),
    "protection:place_unknown": _("This post is not known."),
    "protection:need_unknown": _("This need is not known."),
    "protection:needs_needed": _("Choose what the body is there for."),
    "protection:never_for_protection": _("A consulate is never told of a question of protection."),
    "protection:monitor_never": _("A monitor watches over the bodies and is none of them."),
    "protection:key_unreadable": _("That is no public key. It begins with age1."),
    "protection:change_unknown": _("This change is not known here."),
    "protection:change_ended": _("This has been decided meanwhile."),
    "protection:change_same_person": _("Somebody else than the first has to sign."),
    "protection:monitor_needed": _("The monitor signs this, and nobody else."),
    "protection:node_unknown": _("This node is not known here."),
    "protection:letter_unknown": _("Name the letter as the log does: journal, colon, number."),
    "protection:change_waits": _("A change of this kind waits for the monitor already."),
    "protection:reason_needed": _("Say why."),
    "protection:signature_wrong": _("The signature isn't valid. Sign again."),
    "protection:category_unknown": _("This kind of question is not known."),
    "protection:nobody_competent": _("No body is competent for this yet. The hold stays; tell the commander."),
    "protection:nobody_reads": _("%(body)s can't be written to yet. The hold stays; call them."),
    "protection:no_monitor": _("No monitor in the directory has a key, so that none can be written to yet."),
    "protection:matter_unknown": _("This matter is not known here."),
    "protection:matter_let_go": _("This body has let go of the matter already."),
    "protection:talk_unknown": _("These notes were handed over. Nobody here can read them any more."),
    "protection:officer_unknown": _("Choose another officer of the second line here."),
    "protection:said_not_handed_over": _("Something was said that bodies must hear first. Hand the conversation over."),
    "protection:words_not_noted": _(
        "Words stand in a field and aren't written down yet. Write them down, or clear it."
    ),
    "protection:nothing_to_hand_over": _("Nothing found yet is for another body. Add what you think is needed."),
    "protection:no_share": _(
        "This body has no say in that hold. A matter that another body hands over is its own once it has accepted."
    ),
    "protection:referral_unknown": _("This referral is not known here."),
    "protection:referral_answered": _("This referral has this answer already."),
    "protection:reference_unknown": _("No referral of this post has this number. Look at the card again."),
    "protection:purpose_needed": _("Say what the consent is taken back for."),
    "protection:limit_needed": _("Say what is excepted, or until which day."),
    "protection:until_over": _("This day is over. To end it now, take it back."),
    "protection:nothing_to_narrow": _("Nobody uses anything by this consent now. Take it back, or ask them anew."),
    "protection:consent_not_needed": _(
        "A claim goes on whatever was consented to. Only the person can withdraw it, before the authority."
    ),
    "protection:nothing_owed": _("There is nothing to confirm."),
    "protection:claim_unknown": _("This claim is not known here."),
    "protection:claim_registered": _("This claim is registered already."),
    "protection:claim_decided": _("This claim is decided already."),
    "protection:claim_not_final": _(
        "This decision isn't final: it has to be served, and the time to appeal to be over. Until then the matter stays"
        " open."
    ),
    "protection:claim_missing": _(
        "Nobody knows where this person is. Nothing is decided against them until they are found."
    ),
    "protection:claim_transferred": _("Another body has this claim now."),
    "protection:claim_open": _("This claim is open as it is."),
    "protection:claim_itself": _("That is the same claim."),
    "protection:claim_name_needed": _("Give a name, or how the person wants to be called."),
    "protection:day_wrong": _("This day can't be right: it lies in the future, or before what it rests on."),
    "protection:days_reversed": _("The last day comes before the first."),
    "protection:call_unknown": _("This call doesn't stand any more."),
    "protection:not_understood": _(
        "An interview in a language that isn't understood doesn't count. Call the person again."
    ),
    "protection:interpreter_not_independent": _(
        "Make sure that the interpreter is from no embassy and isn't family, and say so."
    ),
    "protection:interview_needed": _("Nobody is rejected unheard: record the interview first."),
    "protection:child_first": _("First a guardian and a best-interests record: this person is or may be a child."),
    "protection:counsel_needed": _("A claim is withdrawn only after a lawyer was offered."),
    "protection:withdrawal_incomplete": _(
        "A claim is withdrawn only here, alone, of the person's own will, in a language they understand."
    ),
    "protection:service_incomplete": _("It is served only once it was understood and the way to appeal explained."),
    "protection:nothing_to_serve": _("There is no decision to hand over."),
    "protection:nothing_to_appeal": _("There is no decision to appeal."),
    "protection:leave_needed": _(
        "The last day to appeal is over. Ask for leave: until that is decided nobody is let go."
    ),
    "protection:no_appeal": _("No appeal of this kind is open."),
    "protection:no_status": _("No protection is given in this claim."),
    "protection:not_missing": _("Nobody is searched for here."),
    "protection:certificate_needed": _("Give the number of the death certificate."),
    "protection:region_needed": _("Say where it goes."),
    "protection:group_unknown": _("This group isn't in force. It recognises only, never anything else."),
    "protection:group_settled": _("This group was confirmed or ended already."),
    "protection:nothing_to_publish": _("No month is over yet of which there is anything to tell."),
}
