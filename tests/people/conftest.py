"""Two posts for all tests of people."""

from collections.abc import Iterator

import pytest

from panah.people.ports import PostInfo, use_posts
from tests.people.factories import KnownPosts, post_info


@pytest.fixture
def posts() -> Iterator[tuple[PostInfo, PostInfo]]:
    """Two posts, the first with two lanes."""
    known = (post_info("Kara-Suu", "Lane 1", "Lane 2"), post_info("Ak-Tilek"))
    before = use_posts(KnownPosts(*known))
    yield known
    use_posts(before)
