"""What the bodies' house reads of a post's journal."""

from panah.border.facts.posts import PostDescribed
from panah.border.facts.presentations import CrossingRecorded
from panah.journal.carrying.reading import Reads, may_read


def test_the_house_knows_the_posts_so_that_their_time_and_law_count_there() -> None:
    assert may_read(Reads.SHARED, PostDescribed.kind)


def test_crossings_stay_at_the_post() -> None:
    assert not may_read(Reads.SHARED, CrossingRecorded.kind)
