"""Requests whose length is told only at their end (`Transfer-Encoding: chunked`), as some machines send them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def told_whole(application: WSGIApplication, most: int) -> WSGIApplication:
    """The application, with such a body read first, since Django takes a body without its length for none.

    No more than one byte beyond `most` is read, which is enough to be refused as too big.
    """

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if "CONTENT_LENGTH" not in environ and "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            body = environ["wsgi.input"].read(most + 1)
            environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(body), str(len(body))
        return application(environ, start_response)

    return serve
