"""Bodies whose length is told only at their end."""

from __future__ import annotations

from io import BytesIO

import pytest

from panah.node.whole import told_whole


def taken(environ: dict[str, object]) -> bytes:
    """What an application sees that, as Django, reads as much as it was told to."""
    seen: list[bytes] = []

    def application(environ, start_response):
        seen.append(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        return []

    told_whole(application, 10)(environ, lambda *_: None)
    return seen[0]


@pytest.mark.parametrize("how", ["chunked", "gzip, Chunked"])
def test_a_body_in_chunks_is_taken_whole(how):
    assert taken({"HTTP_TRANSFER_ENCODING": how, "wsgi.input": BytesIO(b"12345")}) == b"12345"


def test_one_that_is_too_long_is_read_as_far_as_tells_it():
    source = BytesIO(b"1" * 50)
    environ = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": source}
    taken(environ)
    assert environ["CONTENT_LENGTH"] == "11"
    assert source.tell() == 11


def test_others_are_left_as_they_are():
    assert taken({"CONTENT_LENGTH": "3", "wsgi.input": BytesIO(b"12345")}) == b"123"
    assert taken({"wsgi.input": BytesIO(b"12345")}) == b""
