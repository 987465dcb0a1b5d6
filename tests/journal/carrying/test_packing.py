"""Entries as they travel."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from panah.journal.carrying.packing import parcel_from, parcel_to
from tests.journal.sample import NOON, ParcelSent, craft


def test_an_entry_comes_as_it_went() -> None:
    (parcel,) = craft(uuid4(), [(uuid4(), ParcelSent(sender="Far", weight=2))])
    assert parcel_from(parcel_to(parcel, withheld=False)) == (parcel, False)


@pytest.mark.parametrize("name", ["happened", "recorded"])
@pytest.mark.parametrize(
    "time", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), NOON.replace(tzinfo=None)]
)
def test_a_time_nothing_can_be_reckoned_from_is_told(name: str, time: datetime) -> None:
    """Of a day before the first or after the last one what checks an entry stopped, and with it all that came along."""
    (parcel,) = craft(uuid4(), [(uuid4(), ParcelSent(sender="Far", weight=2))])
    with pytest.raises(ValueError, match="a time"):
        parcel_from(parcel_to(parcel, withheld=False) | {name: time.isoformat()})
