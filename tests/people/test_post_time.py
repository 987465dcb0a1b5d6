"""Times on a screen are those of the post where somebody works."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from panah.people.access import Staff
from panah.people.ports import PostInfo, use_posts
from panah.people.post_time import PostTime
from panah.web import formats
from tests.people.factories import KnownPosts

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
KABUL = PostInfo(uuid4(), "Kabul gate", (), "Asia/Kabul")
ALMATY = PostInfo(uuid4(), "Long Bridge", (), "Asia/Almaty")
NEAR_ALMATY = PostInfo(uuid4(), "River Station", (), "Asia/Almaty")


def shown_to(staff: Staff | None, *known: PostInfo) -> str:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(formats.moment(NOON))

    request = RequestFactory().get("/")
    request.staff = staff  # type: ignore[attr-defined]
    before = use_posts(KnownPosts(*known))
    try:
        return PostTime(view)(request).content.decode()  # type: ignore[attr-defined]
    finally:
        use_posts(before)


def staff(post: PostInfo | None) -> Staff:
    return Staff(uuid4(), "Somebody", frozenset(), post.id if post else None)


@pytest.mark.parametrize(("post", "time"), [(KABUL, "16:30"), (ALMATY, "17:00")])
def test_somebody_at_a_post_reads_its_time(post: PostInfo, time: str) -> None:
    assert time in shown_to(staff(post), KABUL, ALMATY)


def test_somebody_of_the_country_reads_the_time_that_all_posts_share() -> None:
    assert "17:00" in shown_to(staff(None), ALMATY, NEAR_ALMATY)


def test_where_posts_share_no_time_it_is_that_of_most_and_says_so() -> None:
    assert "17:00 (\u2066UTC+5\u2069)" in shown_to(staff(None), KABUL, ALMATY, NEAR_ALMATY)
    assert shown_to(staff(None), ALMATY, KABUL) == shown_to(staff(None), KABUL, ALMATY)


def test_where_no_post_is_known_it_is_utc_and_says_so() -> None:
    assert "12:00 (UTC)" in shown_to(staff(None))


def test_a_post_that_is_gone_is_no_fault() -> None:
    assert "12:00 (UTC)" in shown_to(staff(KABUL), ALMATY)


def test_afterwards_the_time_zone_is_as_before() -> None:
    before = formats.zone(NOON)
    shown_to(staff(KABUL), KABUL)
    assert formats.zone(NOON) == before
