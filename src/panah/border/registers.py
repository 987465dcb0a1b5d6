"""The registers of the border area: which tables are the fold of whose entries."""

from panah.border.models import (
    Carriage,
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
    Post,
    Presentation,
    Question,
    Roll,
    RollEntry,
    Shift,
    Stay,
)
from panah.journal.registers import Register

posts = Register("posts", tables=[Post, Shift])
presentations = Register("presentations", tables=[Presentation, Crossing], derived=[Stay])
holds = Register("holds", tables=[Hold, HoldEvent, Roll, RollEntry])
groups = Register("groups", tables=[Group, GroupMember, Listing])
carriages = Register("carriages", tables=[Carriage, ManifestLine, ManifestMatch])
paper = Register("paper", tables=[FormBatch, PaperPeriod, PaperForm, Question])
events = Register("events", tables=[Event])
