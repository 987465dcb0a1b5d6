"""Machines at the line: who may ask, what they can do, and that they can do nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panah.border.desk import sample
from panah.border.desk.history import file_of
from panah.border.models import Crossing, Hold, Presentation
from panah.journal import chain, clock, keys, timekeeping
from panah.journal.heads import latest
from panah.node.api import api
from panah.people.devices import revoke_device
from panah.people.models import Look
from tests.border.api import Gate, a_gate, a_post, problem, zone
from tests.border.conftest import OFFICER
from tests.people.factories import client_of, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def gate(db: None) -> Gate:
    return a_gate(a_post())


class TestWhoMayAsk:
    def test_nobody_without_a_token(self, gate):
        answer = Client().post("/api/v1/inspections", "{}", content_type="application/json")
        problem(answer, 401, "token")
        assert answer.headers["WWW-Authenticate"] == "Bearer"

    @pytest.mark.parametrize("token", ["wrong", "panah-wrong", "panah-" + "x" * 5000, "Ünïcode"])
    def test_nobody_with_a_wrong_token(self, gate, token):
        answer = Client().get("/api/v1/time", headers={"Authorization": f"Bearer {token}"})
        problem(answer, 401, "token")

    def test_a_revoked_token_is_none(self, gate):
        assert gate.get("time").status_code == 200
        revoke_device(gate.id, actor=OFFICER.id)
        problem(gate.get("time"), 401, "token")

    def test_a_token_reaches_as_far_as_its_scopes(self, gate):
        reader = a_gate(gate.post, "inspect")
        assert reader.send("presentations", {"direction": "entry", "mrz": zone()}).status_code == 201
        problem(reader.inspect(), 403, "scope")

    def test_a_signed_in_officer_is_no_device(self, gate):
        client = client_of(somebody("first_line", post=gate.post), post=gate.post, lane="Lane 1")
        problem(client.get("/api/v1/time"), 401, "token")

    def test_a_device_without_a_lane_records_nothing(self, gate):
        problem(a_gate(gate.post, lane="").inspect(), 409, "no_lane")
        assert not Presentation.objects.exists()


class TestInspection:
    def test_whoever_is_green_throughout_crosses(self, gate):
        answer = gate.inspect(purpose="family", means="car")
        assert answer.status_code == 201, answer.content
        told = answer.json()
        assert told["outcome"] == "crossed"
        crossing = Crossing.objects.get(subject=told["presentation"])
        assert (crossing.line, crossing.purpose, crossing.means) == ("gate", "family", "car")
        assert (crossing.officer, crossing.post, crossing.lane) == (gate.id, gate.post, "G")
        assert Presentation.objects.get().channel == "gate"

    def test_a_national_crosses_as_one(self, gate):
        assert gate.inspect(zone("KAZ")).json()["outcome"] == "crossed"
        assert Crossing.objects.get().capacity == "national"

    @pytest.mark.parametrize(
        "mrz",
        [
            pytest.param(zone(expiry="2020-01-01"), id="ended"),
            pytest.param(zone(birth="2016-05-05"), id="a child alone"),
            pytest.param(zone(birth="1988-XX-XX").replace("8", "9", 1), id="a wrong check digit"),
            pytest.param(zone("ZZZ"), id="an unknown state"),
        ],
    )
    def test_everybody_else_is_set_aside_and_never_refused(self, gate, mrz):
        told = gate.inspect(mrz).json()
        assert told["outcome"] == "set_aside"
        assert not Crossing.objects.exists()
        assert Hold.objects.get(presentation=told["presentation"]).released is None

    def test_a_gate_whose_clock_may_be_wrong_lets_nobody_through(self, gate, monkeypatch):
        tomorrow = timezone.now() + timedelta(days=1)
        monkeypatch.setattr(timekeeping.watch, "highest", clock.at(tomorrow))
        told = gate.inspect().json()
        assert told["outcome"] == "set_aside"
        assert "clock_doubted" in [finding["code"] for finding in Presentation.objects.get().findings]

    def test_no_stay_left_is_set_aside(self, gate):
        mrz = zone(number="FA1234567")
        assert gate.inspect(mrz).json()["outcome"] == "crossed"
        Crossing.objects.update(happened=timezone.now() - timedelta(days=200))
        assert gate.inspect(mrz, "exit").json()["outcome"] == "set_aside"

    def test_a_keyed_document_waits_for_a_colleague(self, gate):
        document = {
            "kind": "passport",
            "issuer": "UZB",
            "number": "FA7654321",
            "surname": "KARIMOVA",
            "nationality": "UZB",
            "birth_date": "1988-XX-XX",
            "expiry_date": "2033-01-01",
        }
        answer = gate.send("inspections", {"direction": "entry", "document": document})
        assert answer.status_code == 201, answer.content
        assert answer.json()["outcome"] == "set_aside"
        assert Presentation.objects.get().document["birth_date"] == "1988-XX-XX"

    def test_the_random_sample_is_set_aside_without_a_word(self, gate, monkeypatch):
        monkeypatch.setattr(sample, "is_sampled", lambda lot: True)
        told = gate.inspect().json()
        assert told["outcome"] == "set_aside"
        assert all(finding["state"] == "green" for finding in told["advice"]["findings"])

    def test_words_come_in_the_language_asked_for(self, gate):
        english = gate.send("inspections", {"direction": "entry", "mrz": zone()})
        russian = gate.send("inspections", {"direction": "entry", "mrz": zone()}, **{"Accept-Language": "ru"})
        assert (english.headers["Content-Language"], russian.headers["Content-Language"]) == ("en", "ru")
        texts = [answer.json()["advice"]["findings"][0]["text"] for answer in (english, russian)]
        assert texts[0].isascii()
        assert any("а" <= letter <= "я" for letter in texts[1])


class TestPresentation:
    def opened(self, gate: Gate, mrz: str = "") -> UUID:
        answer = gate.send("presentations", {"direction": "entry", "mrz": mrz or zone()})
        assert answer.status_code == 201, answer.content
        return UUID(answer.json()["presentation"])

    def test_it_is_open_until_it_is_crossed(self, gate):
        presentation = self.opened(gate)
        assert gate.get(f"presentations/{presentation}").json()["outcome"] == ""
        answer = gate.send(f"presentations/{presentation}/crossing", {"purpose": "transit"})
        assert answer.json()["outcome"] == "crossed"
        assert gate.get(f"presentations/{presentation}").json()["outcome"] == "crossed"

    def test_or_set_aside(self, gate):
        presentation = self.opened(gate)
        assert gate.send(f"presentations/{presentation}/set-aside").json()["outcome"] == "set_aside"
        assert Hold.objects.get().presentation == presentation

    def test_one_outcome_is_all_there_is(self, gate):
        presentation = self.opened(gate)
        assert gate.send(f"presentations/{presentation}/crossing").status_code == 201
        for way in ("crossing", "set-aside"):
            problem(gate.send(f"presentations/{presentation}/{way}"), 409, "has_outcome")
        assert Crossing.objects.count() == 1
        assert not Hold.objects.exists()

    def test_letting_a_child_alone_cross_sets_it_aside(self, gate):
        presentation = self.opened(gate, zone(birth="2016-05-05"))
        assert gate.get(f"presentations/{presentation}").json()["must_set_aside"]
        assert gate.send(f"presentations/{presentation}/crossing").json()["outcome"] == "set_aside"
        assert not Crossing.objects.exists()

    def test_another_post_does_not_learn_that_it_exists(self, gate):
        presentation = self.opened(gate)
        there = a_gate(a_post(name="Elsewhere"))
        told = problem(there.get(f"presentations/{presentation}"), 404, "presentation_unknown")
        assert told == problem(there.get(f"presentations/{uuid4()}"), 404, "presentation_unknown")
        problem(there.send(f"presentations/{presentation}/crossing"), 404, "presentation_unknown")
        problem(there.send(f"presentations/{presentation}/set-aside"), 404, "presentation_unknown")
        assert Presentation.objects.get().outcome == ""


class TestReadingAgain:
    """A machine's own fresh inspection is its work; whatever else it reads is a look (S8)."""

    def crossed_at(self, gate: Gate) -> UUID:
        return UUID(gate.inspect().json()["presentation"])

    def read(self, gate: Gate, presentation: UUID, **headers: str) -> Any:
        return gate.get(f"presentations/{presentation}", **headers)

    def test_its_own_fresh_inspection_is_no_look(self, gate):
        assert self.read(gate, self.crossed_at(gate)).status_code == 200
        assert not Look.objects.exists()

    def test_somebody_elses_wants_a_reason_and_is_written_down(self, gate):
        presentation = self.crossed_at(gate)
        other = a_gate(gate.post)
        problem(self.read(other, presentation), 428, "look_reason")
        problem(self.read(other, presentation, **{"Look-Reason": "curious"}), 422, "look_reason")
        problem(self.read(other, presentation, **{"Look-Reason": "court"}), 422, "look_words")
        problem(self.read(other, presentation, **{"Look-Reason": "court", "Look-Words": "\x07"}), 422, "look_reason")
        assert not Look.objects.exists()
        answer = self.read(other, presentation, **{"Look-Reason": "court", "Look-Words": "No 12/4"})
        assert answer.json()["outcome"] == "crossed"
        (look,) = Look.objects.all()
        assert (look.staff, look.reason, look.text, look.screen) == (other.id, "court", "No 12/4", "api:presentation")
        assert look.file == file_of(Presentation.objects.get())

    def test_so_does_its_own_of_long_ago(self, gate):
        presentation = self.crossed_at(gate)
        Presentation.objects.update(opened=timezone.now() - timedelta(hours=1))
        problem(self.read(gate, presentation), 428, "look_reason")

    def test_the_monitor_sees_which_machine_it_was(self, gate):
        self.read(a_gate(gate.post), self.crossed_at(gate), **{"Look-Reason": "inspection"})
        page = client_of(somebody("monitor", post=gate.post)).get(reverse("people:looks")).content.decode()
        assert "Gate" in page
        assert "Unknown" not in page


class TestStays:
    def test_a_history_is_assessed_and_nothing_is_stored(self, gate):
        answer = gate.send(
            "stays",
            {
                "regime": "schengen",
                "nationality": "UZB",
                "crossings": [["2026-01-01", "entry"], ["2026-01-30", "exit"]],
                "on": "2026-03-01",
            },
        )
        assert answer.status_code == 200, answer.content
        assert answer.json()["days_used"] == 30
        assert all(reason["text"] for reason in answer.json()["why"])
        assert not Presentation.objects.exists()

    def test_an_unknown_regime_is_named(self, gate):
        body = {"regime": "atlantis", "nationality": "UZB", "crossings": [], "on": "2026-03-01"}
        problem(gate.send("stays", body), 422, "regime")


def test_codes_that_may_be_sent_are_listed(gate):
    kinds = gate.get("kinds").json()
    assert {"family", "transit"} <= set(kinds["purposes"])
    assert "kazakhstan" in kinds["regimes"]


def test_a_receipt_is_the_nodes_signed_word_for_the_last_entry(gate):
    receipt = gate.inspect().json()["receipt"]
    journal, link = UUID(receipt["journal"]), bytes.fromhex(receipt["chain"])
    head = latest(journal)
    assert (head.sequence, head.chain) == (receipt["sequence"], link)
    signer = keys.valid_at(keys.public_keys(journal), receipt["sequence"])
    assert signer.id.hex() == receipt["key"]
    message = chain.head_message(journal, receipt["sequence"], receipt["clock"], link)
    assert keys.verifies(signer.public, bytes.fromhex(receipt["signature"]), message)


def test_nothing_in_the_api_can_refuse_anybody():
    said = str(api.get_openapi_schema()["paths"]).lower()
    assert not any(word in said for word in ("refusal", "deny", "reject", "removal", "deport"))
