"""An envelope that came by hand before its journal did: kept whole in this node's own journal, until and after.

What it says is opened as if the entry itself were here, under the same place in its own journal. So it counts once,
whichever of the two comes first, and a rebuild finds it again.
"""

import json

from panah.journal import facts
from panah.journal.carrying.packing import parcel_from
from panah.journal.entries import Entry
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.facts import Fact


class EnvelopeCarried(Fact, kind="sealed:envelope:carried", retention="sealed"):
    """Subject: that of the envelope. ``entry`` is the other journal's entry with header, salt and exact body, as JSON.

    Whoever takes it in has seen that a known node signed it.
    """

    entry: str


def inside(fact: EnvelopeCarried) -> Entry:
    """The envelope's own entry."""
    parcel, _withheld = parcel_from(json.loads(fact.entry))
    header = parcel.header
    assert header.kind == EnvelopeKept.kind
    assert parcel.body is not None
    return Entry(
        header.journal,
        header.sequence,
        header.clock,
        header.happened,
        header.source,
        header.recorded,
        header.actor,
        header.subject,
        header.kind,
        header.version,
        facts.load(header.kind, header.version, parcel.body),
    )
