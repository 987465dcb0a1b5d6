"""Registers of the border: derived from facts, rebuilt at will. Only ``apply`` writes them."""

from panah.border.models.calls import Call
from panah.border.models.carriages import Carriage, ManifestLine, ManifestMatch
from panah.border.models.events import Event
from panah.border.models.groups import Group, GroupMember, Listing
from panah.border.models.holds import Hold, HoldEvent, Roll, RollEntry
from panah.border.models.paper import FormBatch, PaperForm, PaperPeriod, Question
from panah.border.models.persons import CorrectedHandle, Correction, PersonHandle, PersonPair
from panah.border.models.posts import Post, Shift
from panah.border.models.presentations import Crossing, Presentation, Stay
from panah.border.models.receipts import Recall, ReceiptAsk
from panah.border.models.refusals import Refusal, RefusalProposal, Withdrawal
from panah.border.models.searches import Search
from panah.border.models.working import HoldToken, IdempotencyKey

__all__ = [
    "Call",
    "Carriage",
    "CorrectedHandle",
    "Correction",
    "Crossing",
    "Event",
    "FormBatch",
    "Group",
    "GroupMember",
    "Hold",
    "HoldEvent",
    "HoldToken",
    "IdempotencyKey",
    "Listing",
    "ManifestLine",
    "ManifestMatch",
    "PaperForm",
    "PaperPeriod",
    "PersonHandle",
    "PersonPair",
    "Post",
    "Presentation",
    "Question",
    "Recall",
    "ReceiptAsk",
    "Refusal",
    "RefusalProposal",
    "Roll",
    "RollEntry",
    "Search",
    "Shift",
    "Stay",
    "Withdrawal",
]
