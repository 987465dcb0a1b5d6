"""Whatever the bytes are, reading gives a list or a refusal with a message: never another error, never half a list."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from panah.node.demo import lists, sanctions
from panah.watchlists import formats
from panah.watchlists.formats import FORMATS, MESSAGES, ListRefusedError

TODAY = date(2026, 11, 20)
FTM = (
    b'{"id":"NK-1","caption":"A B","schema":"Person","properties":{"name":["A B"],"birthDate":["1970"]}}\n'
    b'{"id":"p1","schema":"Passport","properties":{"holder":["NK-1"],"number":["X1"],"country":["kz"]}}\n'
)
OFAC = b'1,"TEREK, D","individual","T",-0-,-0-,-0-,-0-,-0-,-0-,-0-,"DOB 11 Apr 1963; Passport A1 (Iran)."\r\n\x1a'
SEEDS = {
    "un": sanctions.un_list(today=TODAY, persons=3, entities=1),
    "ofac": OFAC,
    "ftm": FTM,
    "national": lists.exit_bans(today=TODAY, persons=4),
    "lost_documents": lists.lost_documents(today=TODAY, count=4),
    "protect": lists.protect(today=TODAY, persons=3),
}
TOKENS = (
    *(
        b"\0",
        b"\xff",
        b'"',
        b"'",
        b",",
        b";",
        b"\t",
        b"\n",
        b"\r",
        b"<",
        b">",
        b"&",
        b"]]>",
        b"<!DOCTYPE a [",
        b"{",
        b"}",
    ),
    *(b"[", b"=1", b"#count,9", b"\xef\xbb\xbf", b"\x1a", b"9999999999999999999", b"1e999", b"-0-", b"|", b"/", b"~"),
    *("ы".encode(), "‮".encode(), "￾".encode(), b"\\ud800", b"<!--", b"<![CDATA[", b"&#x0;", b"1353", b"NaN"),
)


def outcome(content: bytes, format: str) -> str:
    """ "list" or "refused"; everything a reader may say of either is looked at."""
    try:
        file = formats.read(content, format)
    except ListRefusedError as wrong:
        return _refusal(wrong)
    taken = list(file.entries)
    assert len(taken) == file.count == sum(file.counts.values()) > 0
    assert len({entry.id for entry in taken}) == len(taken)
    assert all(len(entry.digest()) == 32 for entry in taken)
    assert all(note.code in MESSAGES for note in file.notes)
    return "list"


def _refusal(wrong: ListRefusedError) -> str:
    assert str(wrong)
    assert 0 < len(wrong.faults) <= min(20, wrong.total)
    assert all(fault.code in MESSAGES for fault in wrong.faults)
    return "refused"


@pytest.mark.parametrize("format", SEEDS)
def test_the_seeds_are_lists_and_their_format_is_found(format: str) -> None:
    assert outcome(SEEDS[format], "auto") == "list"
    assert formats.read(SEEDS[format]).format == format


@settings(max_examples=300)
@given(st.binary(max_size=300), st.sampled_from(["auto", *FORMATS]))
@example(b"", "auto")
@example(b"\xff\xfe", "auto")
@example(b"\0" * 50, "national")
@example(b"id,full_name\n", "national")
def test_any_bytes(content: bytes, format: str) -> None:
    outcome(content, format)


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(TOKENS) | st.binary(max_size=4)), max_size=4
    ),
)
def test_a_list_with_bytes_put_in_and_taken_out(format: str, edits: list[tuple[float, int, bytes]]) -> None:
    content = SEEDS[format]
    for place, gone, come in edits:
        at = int(place * len(content))
        content = content[:at] + come + content[at + gone :]
    outcome(content, format)
    outcome(content, "auto")


@settings(max_examples=60)
@given(st.sampled_from(sorted(SEEDS)), st.data())
def test_lines_in_another_order(format: str, data: st.DataObject) -> None:
    rows = SEEDS[format].splitlines(keepends=True)
    outcome(b"".join(data.draw(st.permutations(rows))), format)


@pytest.mark.parametrize("format", [code for code in SEEDS if code not in ("un", "ftm", "ofac")])
def test_a_table_with_a_count_is_never_taken_short(format: str) -> None:
    """Wherever it is cut: what is taken without its count says so."""
    whole = SEEDS[format]
    count = formats.read(whole).count
    for length in range(0, len(whole) - 2, 7):
        try:
            file = formats.read(whole[:length], format)
        except ListRefusedError:
            continue
        assert file.count == count or "no_count" in {note.code for note in file.notes}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty"),
        (gzip.compress(SEEDS["un"]), "compressed"),
        (b"PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml", "spreadsheet"),
        (b"PK\x03\x04\x14\0\0\0\x08\0sdn.csv", "compressed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet"),
        (b"%PDF-1.7", "pdf"),
        (b"age-encryption.org/v1\n", "encrypted"),
        (b"\n<!DOCTYPE html>\n<html><body>Sign in</body></html>", "web_page"),
        (b"<html lang='en'>", "web_page"),
        (b"Dear colleague,\nplease find the list attached.\n", "unknown_format"),
        (b"colour,size\nred,7\n", "unknown_format"),
    ],
)
@pytest.mark.parametrize("format", ["auto", "un"])
def test_what_is_something_else_is_called_by_its_name(content: bytes, code: str, format: str) -> None:
    with pytest.raises(ListRefusedError) as caught:
        formats.read(content, format)
    assert caught.value.code == code or (format == "un" and code == "unknown_format")


def test_a_format_that_does_not_exist() -> None:
    with pytest.raises(ListRefusedError) as caught:
        formats.read(b"x", "xlsx")
    assert caught.value.code == "no_such_format"
    assert "national" in str(caught.value)
