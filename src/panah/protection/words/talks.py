"""Words of the guided conversation: why a question waits, what to remember, and answers to point at."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ASK: dict[str, str | Promise] = {
    "ask:stopped": _("The conversation has ended. Whatever is still told is heard: write it down."),
    "ask:on_break": _("There is a break."),
    "ask:only_heard": _("Nobody asks this. Write it down when it is told."),
    "ask:for_children": _("Only a child is asked this."),
    "ask:fear_was_said": _("Fear was said: this is not asked any more."),
    "ask:interpreter_not_safe": _("Not through this interpreter. Find another one first."),
    "ask:not_alone": _("Ask this when nobody who came along is in the room."),
}
REMINDERS: dict[str, str | Promise] = {
    "talk:language_not_checked": _("Check that the person understands the language."),
    "talk:interpreter_not_safe": _("This interpreter is not safe for the person. Find another one."),
    "talk:interpreter_not_trusted": _("The person doesn't trust this interpreter. Find another one."),
    "talk:not_explained": _("Explain what this is for, that it is confidential, and how to complain."),
    "talk:not_understood": _("What you explained was not understood. Explain it again."),
    "talk:not_alone": _("Somebody who came along is in the room. Speak with each adult alone."),
    "talk:other_officer_wished": _("The person would rather speak with a woman or a man. Ask a colleague."),
    "talk:guardian_missing": _("A child: call child protection, so that a guardian is there."),
    "talk:answers_differ": _("Two answers to one question are on record. Both are kept."),
    "talk:asked_after_fear": _("Something was asked after fear was said. It is on record; ask no more of it."),
}
STATES: dict[str, str | Promise] = {
    "talk_state:open": pgettext_lazy("conversation", "Goes on"),
    "talk_state:on_break": pgettext_lazy("conversation", "Break"),
    "talk_state:stopped": _("Stopped by the person"),
    "talk_state:ended": pgettext_lazy("conversation", "Ended"),
}
FACE: dict[str, str | Promise] = {
    "record:not_an_asylum_interview": _("This is not an asylum interview."),
    "record:not_for_credibility": _("It is no evidence of whether somebody is believed."),
}
ANSWERS: dict[str, str | Promise] = {
    "answer:yes": _("Yes"),
    "answer:no": _("No"),
    "answer:unknown": _("Doesn't know"),
    "answer:skip": _("Rather not say"),
    "answer:woman": _("A woman"),
    "answer:man": _("A man"),
    "answer:either": _("Either"),
    "answer:they_repeated_it": _("They said it back"),
    "answer:they_answered_freely": _("They answered freely"),
    "answer:they_read_a_card_aloud": _("They read a card aloud"),
    "answer:they_said_so": _("They said so"),
    "answer:self": _("Themselves"),
    "answer:family": _("Family"),
    "answer:somebody_else": _("Somebody else"),
    "answer:employer": _("Employer"),
    "answer:stranger": _("A stranger"),
    "answer:parent": _("Parent"),
    "answer:relative": _("Relative"),
    "answer:known_adult": _("An adult they know"),
    "answer:nobody": _("Nobody"),
    "answer:none": _("None"),
    "answer:walking": _("Walking"),
    "answer:seeing": _("Seeing"),
    "answer:hearing": _("Hearing"),
    "answer:understanding": _("Understanding"),
    "answer:named": _("They named one"),
    "answer:not_sure": _("Not sure"),
}
RULES: dict[str, str | Promise] = {
    "rule:any_fear": _("Any fear, in any words, is enough"),
    "rule:operational": _("Signs of trafficking"),
    "rule:indicator": _("A sign that was seen or said"),
    "rule:told": _("Told, not asked"),
    "rule:child_alone": _("A child without an adult whose authority was shown"),
    "rule:child_with_need": _("A child with a need: what is best for the child comes first"),
    "rule:officer": _("The officer added it"),
}
MARKS: dict[str, str | Promise] = {
    "talk_mark:fear": _("Says that they are afraid"),
    "talk_mark:break": pgettext_lazy("conversation", "Break"),
    "talk_mark:resume": pgettext_lazy("conversation", "Goes on"),
    "talk_mark:stop": _("Wants to stop"),
    "talk_mark:end": pgettext_lazy("conversation", "Ended"),
}
