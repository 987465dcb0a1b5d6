"""Uploading a version of a list: the file is read, what it would change is shown, and a second key puts it in force."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from panah.people.access import may, must_be_staff
from panah.people.looks import record_look
from panah.watchlists.desk import background, loading
from panah.watchlists.desk.keeping import ContentUnusableError
from panah.watchlists.desk.problems import WatchlistError
from panah.watchlists.difference import Changed, Difference
from panah.watchlists.formats import ListRefusedError
from panah.watchlists.index import IndexProblemError
from panah.watchlists.models import List
from panah.watchlists.views.lists import UploadForm, found
from panah.watchlists.views.versions import version_shown
from panah.web import formats
from panah.web.tables import Column, Table
from panah.web.wording import word

MOST_MB = 50
_MB = 1_000_000
# Entries are named up to so many; the counts say how many there are.
SHOWN = 200
_LOOKED = "watchlists.pending"


class InMemory(FileUploadHandler):
    """Takes a file without ever writing it to the disk: what a list says lies there only sealed."""

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self._taken, self._size = BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > MOST_MB * _MB:
            raise StopUpload(connection_reset=False)
        self._taken.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._taken.seek(0)
        return InMemoryUploadedFile(self._taken, self.field_name, "list", self.content_type, file_size, self.charset)


@csrf_exempt
@may("watchlists.manage")
def upload(request: HttpRequest, list: UUID) -> HttpResponse:
    """Choose a file. The handler must be in place before anything reads the request, so the check of the token, which
    does, comes after it."""
    request.upload_handlers = [InMemory(request)]
    return _upload(request, list=list)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _upload(request: HttpRequest, list: UUID) -> HttpResponse:
    row = found(list)
    if row.retired is not None:
        raise Http404
    if request.method != "POST":
        return render(request, "watchlists/upload.html", {"row": row, "form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            looked, entries = loading.look(row, form.cleaned_data["file"].read(), form.cleaned_data["format"])
            return redirect("watchlists:pending", list=row.subject, pending=loading.keep(row, looked, entries))
        except ListRefusedError as refusal:
            return _refused(request, row, refusal)
        except WatchlistError as no:
            form.add_error("file", word(f"watchlist:{no.code}", no.params))
    elif _cut(request):
        form.errors.pop("format", None)
        form.errors.pop("file", None)
        form.add_error("file", word("watchlist:too_large", {"limit": MOST_MB}))
    return render(request, "watchlists/upload.html", {"row": row, "form": form}, status=422)


def _cut(request: HttpRequest) -> bool:
    return int(request.headers.get("Content-Length") or 0) > MOST_MB * _MB


def _refused(request: HttpRequest, row: List, refusal: ListRefusedError) -> HttpResponse:
    faults = [
        {"place": str(one.where), "text": word(f"list_file:{one.code}", dict(one.params))} for one in refusal.faults
    ]
    context = {"row": row, "form": UploadForm(), "faults": faults, "more": refusal.total - len(faults)}
    return render(request, "watchlists/upload.html", context, status=422)


@may("watchlists.manage")
@require_GET
def pending(request: HttpRequest, list: UUID, pending: UUID) -> HttpResponse:
    """What a kept file would add, change and remove; nothing is in force yet."""
    row = found(list)
    try:
        looked, _entries = loading.kept(row, pending)
    except (WatchlistError, ContentUnusableError):
        raise Http404 from None
    except ListRefusedError as refusal:
        return _refused(request, row, refusal)
    added, changed, removed = looked.counts
    named = looked.change is not None and must_be_staff(request).may("watchlists.search")
    if named:
        _look_once(request, pending)
    context = {
        "row": row,
        "pending": pending,
        "head": looked.head,
        "version": version_shown(looked.head.version),
        "published": formats.moment(datetime.fromisoformat(looked.head.published)) if looked.head.published else "",
        "added": added,
        "changed": changed,
        "removed": removed,
        "first": looked.change is None,
        "table": _table(request, looked.change) if named and looked.change is not None else None,
        "shown": SHOWN,
    }
    return render(request, "watchlists/pending.html", context)


def _look_once(request: HttpRequest, pending: UUID) -> None:
    """Seeing who is listed is a look (S8); sorting and paging of the same file belong to one."""
    if request.session.get(_LOOKED) != pending.hex:
        record_look(request, pending, "oversight", "watchlists:pending")
        request.session[_LOOKED] = pending.hex


def _table(request: HttpRequest, change: Difference) -> Table:
    rows = [
        *((_("Removed"), one, "") for one in change.removed[:SHOWN]),
        *((_("Changed"), one.entry, _fields(one)) for one in change.changed[:SHOWN]),
        *((_("Added"), one, "") for one in change.added[:SHOWN]),
    ]
    columns = (
        Column("what", _("What"), cell=lambda row: row[0]),
        Column("id", _("Number on the list"), cell=lambda row: row[1].id, heading=True),
        Column("name", _("Name"), cell=lambda row: row[1].name),
        Column("fields", _("Fields"), cell=lambda row: row[2] or "–"),
    )
    return Table(request, columns, rows, id="changes", caption=_("What changes"), empty=_("Nothing changes."))


def _fields(one: Changed) -> str:
    return " · ".join(word(f"entry_field:{field.field}") for field in one.fields)


@may("watchlists.manage")
@require_POST
def confirm(request: HttpRequest, list: UUID, pending: UUID) -> HttpResponse:
    """Put the kept file in force, or forget it."""
    row = found(list)
    if request.POST.get("act") == "drop":
        loading.drop(row, pending)
        messages.info(request, _("The file is forgotten. The version in force stays."))
        return redirect("watchlists:list", list=row.subject)
    try:
        looked, _entries = loading.kept(row, pending)
        began = background.start(row, looked, pending, actor=must_be_staff(request))
    except WatchlistError as no:
        messages.error(request, word(f"watchlist:{no.code}", no.params))
    except ListRefusedError as refusal:
        return _refused(request, row, refusal)
    except (ContentUnusableError, IndexProblemError):
        messages.error(request, word("watchlist:content_unusable"))
    else:
        if began.state == "done":
            messages.success(request, _("In force now."))
        else:
            messages.info(request, _("It is being loaded. The version in force answers until it is done."))
    return redirect("watchlists:list", list=row.subject)


@may("watchlists.manage")
@require_GET
def progress(request: HttpRequest, list: UUID) -> HttpResponse:
    """How far a load beside the screen has come."""
    row = found(list)
    now = background.progress(row.subject)
    said = word(f"watchlist:{now.problem}") if now is not None and now.problem else ""
    return render(request, "watchlists/progress.html", {"row": row, "progress": now, "problem": said})
