"""Documents of a case: taken in without touching the disk, given out as files to save and never as a page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from panah.people.access import must_be_staff
from panah.protection.desk import case_documents as desk
from panah.protection.desk.cases import case_of
from panah.protection.desk.problems import ProtectionError
from panah.protection.views.case_forms import UploadForm
from panah.protection.views.case_looks import look_each_time
from panah.protection.views.case_page import page
from panah.protection.views.cases import ACT
from panah.protection.views.guard import at_the_desk, own_body, said

# What surrounds a file in a request: the title, the token, the lines between.
_AROUND = 64 << 10


class InMemory(MemoryFileUploadHandler):
    """Keeps a file in memory, so that nothing unsealed lies on a disk; what is longer than any document is left out."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any, **named: Any) -> None:  # noqa: N803 (Django's name)
        """Whatever the settings say about small files, every file is kept here."""
        self.activated = True
        self.too_long = content_length > desk.LONGEST + _AROUND

    def new_file(self, *args: Any, **named: Any) -> None:
        """Stop before anything of a file that is too long was read."""
        if self.too_long:
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **named)


@csrf_exempt
@at_the_desk(ACT)
def upload(request: HttpRequest, case: UUID) -> HttpResponse:
    """Put a document into a case. The token is checked once the file is kept out of the way of the disk."""
    request.upload_handlers = [InMemory(request)]
    answer: HttpResponse = _upload(request, case)
    return answer


@csrf_protect
@require_POST
def _upload(request: HttpRequest, case: UUID) -> HttpResponse:
    body, staff = own_body(request), must_be_staff(request)
    row = case_of(body.id, case)
    form = UploadForm(request.POST, request.FILES)
    if "file" not in request.FILES and int(request.META.get("CONTENT_LENGTH") or 0) > desk.LONGEST:
        form.add_error("file", said(ProtectionError("document_too_long", {"megabytes": desk.LONGEST >> 20})))
    if form.is_valid():
        try:
            content = form.cleaned_data["file"].read()
            desk.file_document(body.id, case, form.cleaned_data["title"], content, actor=staff)
        except ProtectionError as no:
            if not form.refuse(no.code, said(no)):
                raise
        else:
            messages.success(request, _("The document lies with the case."))
            return redirect(f"{reverse('protection:case', args=[case])}?part=documents")
    return page(request, body, row, "documents", {"upload": form})


@at_the_desk(ACT)
@require_safe
def document(request: HttpRequest, case: UUID, document: UUID) -> HttpResponse:
    """A document, to save under a name that says nothing. The look is a fact (S8)."""
    row, content = desk.document_of(own_body(request).id, case, document)
    look_each_time(request, case, screen="protection:case-document")
    sort = f"{row.media}; charset=utf-8" if row.media == "text/plain" else row.media
    answer = HttpResponse(content, content_type=sort)
    answer["Content-Disposition"] = f'attachment; filename="document.{desk.ENDINGS[row.media]}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-store"
    return answer
