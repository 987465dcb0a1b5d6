"""What several views of the border need: the post a request is about, and names of who acted."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from panah.border.desk.posts import PostView, posts
from panah.people.access import must_be_staff


def choosable_posts(request: HttpRequest, act: str) -> list[PostView]:
    """The posts for which whoever sent this request may do the act, by name."""
    staff = must_be_staff(request)
    return [post for post in posts() if staff.may(act, post.id)]


def chosen_post(request: HttpRequest, act: str) -> PostView:
    """The post named by ``?post=``, else the one where they work, else the first they may choose.

    Raises PermissionDenied for a post that isn't theirs, Http404 when there is none.
    """
    staff = must_be_staff(request)
    choice = choosable_posts(request, act)
    asked = request.GET.get("post") or request.POST.get("post")
    if asked:
        try:
            wanted = UUID(asked)
        except ValueError:
            raise Http404 from None
        if not staff.may(act, wanted):
            raise PermissionDenied
        choice = [post for post in choice if post.id == wanted]
    elif staff.post is not None:
        choice = [post for post in choice if post.id == staff.post] or choice
    if not choice:
        raise Http404
    return choice[0]


def post_tabs(request: HttpRequest, act: str, current: PostView) -> list[dict[str, object]]:
    """Tabs to change the post, empty when there is only one."""
    choice = choosable_posts(request, act)
    if len(choice) < 2:
        return []
    return [{"label": post.name, "url": f"?post={post.id}", "current": post.id == current.id} for post in choice]
