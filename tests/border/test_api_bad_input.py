"""Garbage at the door of the API: a clear problem at its place, never a fault, never half a record."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from panah.border.models import Hold, IdempotencyKey, Presentation
from tests.border.api import Gate, a_gate, a_post, problem, zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def gate(db: None) -> Gate:
    return a_gate(a_post())


def entries() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        return cursor.fetchone()[0]


@pytest.fixture
def nothing_stays(gate):
    """Whatever the test sends, it leaves no trace."""
    before = entries()
    yield
    assert entries() == before
    assert not Presentation.objects.exists()
    assert not IdempotencyKey.objects.exists()


def document(**fields: object) -> dict[str, object]:
    whole = {
        "kind": "passport",
        "issuer": "UZB",
        "number": "FA7654321",
        "surname": "KARIMOVA",
        "nationality": "UZB",
        "birth_date": "1988-04-12",
        "expiry_date": "2033-01-01",
    }
    return {"direction": "entry", "document": whole | fields}


@pytest.mark.usefixtures("nothing_stays")
class TestBodies:
    @pytest.mark.parametrize(
        ("sent", "code"),
        [
            (b"{", "json"),
            (b"nothing", "json"),
            (b"\x00\x01\x02", "json"),
            (b'{"direction": "entry", "mrz": "\xff\xfe"}', "encoding"),
            ('{"direction": "entry"}'.encode("utf-16"), "encoding"),
            (b'{"direction": NaN}', "json"),
            (b'{"direction": "exit", "direction": "entry"}', "json"),
            (b'{"direction": ' + b"9" * 5000 + b"}", "json"),
            (b"[" * 100_000, "json"),
            (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "json"),
        ],
        ids=["cut", "words", "zeros", "latin", "utf-16", "nan", "twice", "a long number", "deep", "deep and whole"],
    )
    def test_no_json(self, gate, sent, code):
        problem(gate.send("inspections", sent), 400, code)

    def test_where_it_stops_being_json_is_said(self, gate):
        told = problem(gate.send("inspections", b'{\n  "direction": entry}'), 400, "json")
        assert told["detail"] == "Wrong at line 2, column 16."

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"])
    def test_another_type_of_content(self, gate, kind):
        answer = gate.send("inspections", {"direction": "entry", "mrz": zone()}, content_type=kind)
        problem(answer, 415, "media_type")

    @pytest.mark.parametrize("path", ["inspections", "presentations", "stays"])
    def test_ten_megabytes(self, gate, path):
        problem(gate.send(path, b"A" * 10_000_000), 413, "too_big")
        problem(gate.send(path, json.dumps({"mrz": "A" * 10_000_000}).encode()), 413, "too_big")

    @pytest.mark.parametrize("sent", [[], "text", 1, None, True, [[]], {}])
    def test_json_of_another_shape(self, gate, sent):
        problem(gate.send("inspections", json.dumps(sent).encode()), 422, "invalid")

    def test_an_empty_body(self, gate):
        problem(gate.send("inspections", b""), 422, "invalid")

    def test_the_places_are_named_and_nothing_is_quoted(self, gate):
        told = problem(
            gate.send("inspections", {"direction": "sideways", "mrz": zone(), "surname": "SECRETOVA"}), 422, "invalid"
        )
        assert {wrong["at"] for wrong in told["problems"]} == {"body.direction", "body.surname"}
        assert "SECRETOVA" not in json.dumps(told)

    def test_ten_thousand_unknown_members_make_no_long_answer(self, gate):
        answer = gate.send("inspections", {f"m{number}" * 20: 1 for number in range(10_000)})
        problem(answer, 422, "invalid")
        assert len(answer.content) < 30_000


ODD = {
    "a zero": "KARI\x00MOVA",
    "an escape": "KARI\x1b[2JMOVA",
    "an override": "KARI\u202eAVOM",
    "an isolate": "\u2067KARIMOVA\u2069",
    "half a character": "KARI\ud800MOVA",
    "a private character": "KARI\ue000MOVA",
    "too long": "K" * 81,
    "much too long": "K" * 1_000_000,
}


@pytest.mark.usefixtures("nothing_stays")
class TestTexts:
    @pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
    @pytest.mark.parametrize("field", ["surname", "given_names", "native_name", "number", "kind"])
    def test_odd_text_is_told_at_its_field(self, gate, field, odd):
        told = problem(gate.send("inspections", document(**{field: odd})), 422, "invalid")
        assert [wrong["at"] for wrong in told["problems"]] == [f"body.document.{field}"]

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("birth_date", "1988-02-31", "date_impossible"),
            ("birth_date", "2099-01-01", "born_in_future"),
            ("birth_date", "0001-01-01", "born_too_long_ago"),
            ("expiry_date", "9999-12-31", "expiry_too_far"),
            ("expiry_date", "2099-02-30", "date_impossible"),
            ("issuer", "QQQ", "code_unknown"),
            ("kind", "spell", "kind_unknown"),
        ],
    )
    def test_an_impossible_document_is_told_at_its_field(self, gate, field, value, code):
        told = problem(gate.send("inspections", document(**{field: value})), 422, "document")
        assert (f"body.document.{field}", code) in {(wrong["at"], wrong["code"]) for wrong in told["problems"]}
        assert all(wrong["message"] for wrong in told["problems"])

    @pytest.mark.parametrize("day", ["١٩٨٨-٠٢-٠١", 19880201, 568944000, True, "1988-02-01T00:00:00Z"])
    @pytest.mark.parametrize("field", ["birth_date", "expiry_date"])
    def test_a_date_in_another_shape_is_told_at_its_field(self, gate, field, day):
        told = problem(gate.send("inspections", document(**{field: day})), 422, "invalid")
        assert {wrong["at"] for wrong in told["problems"]} == {f"body.document.{field}"}

    @pytest.mark.parametrize("mrz", ["\x00", "A" * 400, "💩" * 44, "\u202e" + "<" * 87, "\n" * 50, "٣" * 88])
    def test_no_zone_at_all(self, gate, mrz):
        told = problem(gate.send("inspections", {"direction": "entry", "mrz": mrz}), 422, "no_mrz")
        assert all(wrong["at"].startswith("body.mrz") for wrong in told["problems"])

    @pytest.mark.parametrize("mrz", ["", "A" * 401, "A" * 1_000_000, 1, [], {"a": 1}, "\ud800"])
    def test_what_can_be_no_zone(self, gate, mrz):
        told = problem(gate.send("inspections", {"direction": "entry", "mrz": mrz}), 422, "invalid")
        assert told["problems"][0]["at"] == "body.mrz"

    def test_neither_or_both(self, gate):
        problem(gate.send("inspections", {"direction": "entry"}), 422, "document_or_mrz")
        problem(gate.send("inspections", {"mrz": zone()} | document()), 422, "document_or_mrz")

    @pytest.mark.parametrize(
        "arrived",
        [
            "2026-01-01T00:00:00", "yesterday", "2026-02-31T00:00:00Z", -1e300, 10**30, 1767225600, "1767225600",
            1767225600.5, True, ["2026-01-01T00:00:00Z"],
        ],
    )  # fmt: skip
    def test_what_is_no_instant(self, gate, arrived):
        answer = gate.send("inspections", {"direction": "entry", "mrz": zone(), "arrived": arrived})
        assert problem(answer, 422, "invalid")["problems"][0]["at"] == "body.arrived"

    @pytest.mark.parametrize(("field", "code"), [("purpose", "purpose_unknown"), ("means", "means_unknown")])
    def test_codes_that_are_none(self, gate, field, code):
        problem(gate.send("inspections", {"direction": "entry", "mrz": zone(), field: "spell"}), 422, code)


@pytest.mark.usefixtures("nothing_stays")
class TestAddresses:
    @pytest.mark.parametrize("path", ["nothing", "presentations/1/2/3", "", "stays/", "presentations//crossing"])
    def test_there_is_nothing_there(self, gate, path):
        problem(gate.get(path), 404, "not_found")

    @pytest.mark.parametrize("handle", ["1", "x" * 3000, "%00", "..", "%F0%9F%92%A9"])
    def test_what_is_no_handle(self, gate, handle):
        answer = gate.send(f"presentations/{handle}/crossing")
        assert answer.status_code in {404, 422}
        problem(answer, answer.status_code, answer.json()["code"])

    def test_another_method(self, gate):
        answer = gate.get("inspections")
        problem(answer, 405, "method_not_allowed")
        assert answer.headers["Allow"] == "POST"

    def test_a_host_that_is_not_ours(self, gate):
        answer = gate.client.get("/api/v1/time", headers={"Host": "elsewhere.example"})
        problem(answer, 400, "bad_request")


@pytest.mark.usefixtures("nothing_stays")
class TestStays:
    def sent(self, **fields: object) -> dict[str, object]:
        whole = {"regime": "schengen", "nationality": "UZB", "crossings": [["2026-01-01", "entry"]], "on": "2026-03-01"}
        return whole | fields

    @pytest.mark.parametrize(
        ("fields", "place"),
        [
            ({"on": "2026-02-31"}, "body.on"),
            ({"on": "9999-12-31"}, "body.on"),
            ({"on": "0001-01-01"}, "body.on"),
            ({"crossings": [["2026-02-31", "entry"]]}, "body.crossings.0.0"),
            ({"crossings": [["9999-12-31", "entry"]]}, "body.crossings.0.0"),
            ({"crossings": [["2026-01-01", "sideways"]]}, "body.crossings.0.1"),
            ({"crossings": [["2026-01-01", "entry", "more"]]}, "body.crossings.0"),
            ({"crossings": [["2026-01-01", "entry"]] * 2001}, "body.crossings"),
            ({"on": 1767225600}, "body.on"),
            ({"on": "1767225600"}, "body.on"),
            ({"on": "2026-03-01T00:00:00"}, "body.on"),
            ({"on": "٢٠٢٦-٠٣-٠١"}, "body.on"),
            ({"on": 0}, "body.on"),
            ({"crossings": [[20454, "entry"]]}, "body.crossings.0.0"),
            ({"crossings": [[1767225600000, "entry"]]}, "body.crossings.0.0"),
            ({"crossings": [["2026-01-01", 1]]}, "body.crossings.0.1"),
            ({"crossings": {"2026-01-01": "entry"}}, "body.crossings"),
            ({"nationality": "uzb"}, "body.nationality"),
            ({"nationality": "UZB\n"}, "body.nationality"),
            ({"regime": "\x00"}, "body.regime"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_place(self, gate, fields, place):
        told = problem(gate.send("stays", self.sent(**fields)), 422, "invalid")
        assert told["problems"][0]["at"].startswith(place)

    @pytest.mark.parametrize("regime", ["../../etc/passwd", "kazakhstan.toml", "/", "💩"])
    def test_a_regime_is_a_name_and_no_path(self, gate, regime):
        problem(gate.send("stays", self.sent(regime=regime)), 422, "regime")

    @pytest.mark.parametrize("on", ["1900-01-01", "2199-12-31"])
    @pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
    @pytest.mark.parametrize("regime", ["schengen", "kazakhstan", "uzbekistan"])
    def test_the_ends_of_time_are_assessed(self, gate, on, day, regime):
        answer = gate.send("stays", self.sent(on=on, crossings=[[day, "entry"]], regime=regime))
        assert answer.status_code in {200, 422}, answer.content


def test_a_clock_a_little_ahead_is_believed(gate):
    for apart in (timedelta(minutes=2), -timedelta(hours=3)):
        arrived = (datetime.now(UTC) + apart).isoformat()
        answer = gate.send("presentations", {"direction": "entry", "mrz": zone(), "arrived": arrived})
        assert answer.status_code == 201, answer.content
    assert Presentation.objects.filter(arrived__isnull=False).count() == 2


@pytest.mark.parametrize("path", ["presentations", "inspections"])
@pytest.mark.parametrize("arrived", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-01-01T00:00:00Z"])
def test_a_machine_whose_clock_is_wrong_loses_nobody(gate, path, arrived):
    answer = gate.send(path, {"direction": "entry", "mrz": zone(), "arrived": arrived})
    assert answer.status_code == 201, answer.content
    assert Presentation.objects.get().arrived is None


def test_whose_document_cannot_be_read_is_set_aside_all_the_same(gate):
    told = problem(gate.send("inspections", {"direction": "entry", "mrz": "P<UTO smudged"}), 422, "no_mrz")
    assert '{"kind": "none"}' in told["detail"]
    assert not Presentation.objects.exists()
    answer = gate.send("inspections", {"direction": "entry", "document": {"kind": "none"}})
    assert answer.status_code == 201, answer.content
    assert answer.json()["outcome"] == "set_aside"
    assert Hold.objects.get(presentation=answer.json()["presentation"]).released is None
    assert Presentation.objects.get().document["kind"] == "none"


@pytest.mark.parametrize("name", ["Нодира", "نادره", "ЖЎРАЕВА", "O'G'LI", "АБДЫЛДА-УУЛУ"])
def test_names_in_any_script_are_kept_as_written(gate, name):
    answer = gate.send("inspections", document(native_name=name))
    assert answer.status_code == 201, answer.content
    assert Presentation.objects.get().document["native_name"] == name


@pytest.mark.parametrize("sent", [{"mrz": "<" * 88}, {"document": document(surname="💩")["document"]}])
def test_whatever_can_be_kept_but_not_believed_waits_for_a_colleague(gate, sent):
    assert gate.send("inspections", {"direction": "entry"} | sent).json()["outcome"] == "set_aside"
