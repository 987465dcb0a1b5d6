"""The description of the API holds: whatever fits it, or doesn't, is answered as described and never with a fault."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from panah.node.api import api
from panah.node.apidescription import operations
from tests.border.api import Gate, a_gate, a_post, zone

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)

description = schemathesis.openapi.from_dict(api.get_openapi_schema()).exclude(path_regex="/body/")
description.app = get_wsgi_application()


@pytest.fixture
def gate(db: None) -> Iterator[Gate]:
    """The application is called as a web server does, which ends connections; the test's transaction needs its own."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield a_gate(a_post())
    for signal in ends:
        signal.connect(close_old_connections)


@description.parametrize()
@hypothesis.settings(max_examples=25, phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate])
def test_whatever_is_sent_is_answered_as_described(gate, case):
    case.headers = {**(case.headers or {}), "Authorization": f"Bearer {gate.token}", "Host": "testserver"}
    case.call_and_validate(checks=CHECKS)


def test_the_samples_of_the_description_work(gate):
    """Who copies an example from the documentation gets an answer to it."""
    shapes = api.get_openapi_schema()["components"]["schemas"]
    tried = 0
    for path, method, operation in operations(api.get_openapi_schema()):
        body = operation.get("requestBody")
        if method != "post" or not body or "/body/" in path:
            continue
        presentation = gate.send("presentations", {"direction": "entry", "mrz": zone()}).json()["presentation"]
        name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for sample in shapes[name]["examples"]:
            answer = gate.send(path.removeprefix("/api/v1/").replace("{presentation}", presentation), sample)
            assert answer.status_code < 300, (path, answer.content)
            tried += 1
    assert tried >= 4


def test_every_operation_tells_its_problems_and_wants_a_token():
    for path, method, operation in operations(api.get_openapi_schema()):
        assert {401, 403} <= set(operation["responses"]), path
        assert operation["security"] == [{"BodyAuth" if "/body/" in path else "DeviceAuth": []}]
        if method == "post" and not path.endswith("/stays"):
            assert [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "header"] == [
                "Idempotency-Key"
            ]


def test_the_description_is_served_to_anybody():
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert answer.json()["components"]["securitySchemes"]["DeviceAuth"] == {"type": "http", "scheme": "bearer"}
