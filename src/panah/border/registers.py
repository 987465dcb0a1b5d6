"""The registers of the border area: which tables are the fold of whose entries."""

from panah.border.models import (
    Call,
    Carriage,
    CorrectedHandle,
    Correction,
    Crossing,
    Event,
    FormBatch,
    Group,
    GroupMember,
    Hold,
    HoldEvent,
    Listing,
    ManifestLine,
    ManifestMatch,
    PaperForm,
    PaperPeriod,
    PersonHandle,
    PersonPair,
    Post,
    Presentation,
    Question,
    Refusal,
    RefusalProposal,
    Roll,
    RollEntry,
    Search,
    Shift,
    Stay,
    Withdrawal,
)
from panah.journal.registers import Register

posts = Register("posts", tables=[Post, Shift])
presentations = Register(
    "presentations", tables=[Presentation, Crossing, Withdrawal], derived=[Stay], natural_keys=True
)
holds = Register("holds", tables=[Hold, HoldEvent, Roll, RollEntry])
calls = Register("calls", tables=[Call])
refusals = Register("refusals", tables=[RefusalProposal, Refusal])
groups = Register("groups", tables=[Group, GroupMember, Listing], natural_keys=True)
carriages = Register("carriages", tables=[Carriage, ManifestLine, ManifestMatch])
paper = Register("paper", tables=[FormBatch, PaperPeriod, PaperForm, Question])
events = Register("events", tables=[Event])
searches = Register("searches", tables=[Search])
persons = Register("persons", tables=[PersonPair, PersonHandle, CorrectedHandle, Correction], natural_keys=True)
