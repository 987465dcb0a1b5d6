"""How a desk says no, in words: what is the matter and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERRORS: dict[str, str | Promise] = {
    "desk:post_unknown": _("This post is not known."),
    "desk:lane_unknown": _("This lane is not known at this post. Choose your lane again."),
    "desk:timezone_unknown": _("This time zone is not known."),
    "desk:regime_unknown": _("These rules of stay are not known."),
    "desk:country_unknown": _("This code of a country is not known."),
    "desk:shift_start_unreadable": _("Write the starts of shifts as 08:00, 20:00."),
    "desk:no_lanes": _("A post needs at least one lane, each with a code of its own."),
    "desk:presentation_unknown": _("This presentation is not known here."),
    "desk:has_outcome": _("This person has an outcome already: %(outcome)s."),
    "desk:set_aside_required": _("Please send this person to the second line."),
    "desk:nothing_to_take_back": _("There is no crossing to take back."),
    "desk:not_crossed": _("There is no standing crossing to change."),
    "desk:only_an_exit_returns": _("The neighbour can only return somebody who left."),
    "desk:repeats_needed": _("Say which presentation of this post it repeats."),
    "desk:repeats_itself": _("A presentation can't repeat itself."),
    "desk:purpose_unknown": _("This purpose is not known."),
    "desk:means_unknown": _("This means of crossing is not known."),
    "desk:capacity_unknown": _("This kind of traveller is not known."),
    "desk:hold_unknown": _("This hold is not known here."),
    "desk:hold_released": _("This hold has ended already."),
    "desk:hold_not_taken": _("Take the person over first."),
    "desk:hold_taken_by_other": _("A colleague has taken this person over."),
    "desk:hold_not_here": _("Only the body that is competent for this question can release this hold."),
    "desk:roll_incomplete": _("Some of the persons held are not on the roll."),
    "desk:roll_foreign": _("The roll names somebody who is not held here."),
    "desk:text_too_long": _("This text is too long, at most %(limit)s characters."),
    "desk:document_problems": _("Look at the marked fields."),
    "desk:not_at_a_post": _("Choose the post and the lane where you work now."),
    "desk:reason_needed": _("Say why you open this history."),
    "set_aside:on_hold": _("This person waits for the second line already."),
}
