"""A production node refuses to start for each insecure setting by itself, and says why and what to do."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from panah.node import preflight
from panah.node.environment import Environment, Https, Mode

SAFE = Environment(
    mode=Mode.PRODUCTION,
    secret="xK3vQ9mZ" * 8 + "abcdefgh",
    hosts=("post.example",),
    https=Https.PROXY,
    database_url="postgresql://panah:Kq3xv82hjsd@db.example/panah",
    database_owner_url="postgresql://panah_owner:Lz93mzn8ydh@db.example/panah",
)


def of_configuration(**changed: object) -> list[str]:
    found = list(preflight.of_configuration(dataclasses.replace(SAFE, **changed)))
    assert all(finding.why and finding.remedy for finding in found)
    return [finding.code for finding in found]


def test_a_safe_configuration_has_no_findings():
    assert of_configuration() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"mode": Mode.DEVELOPMENT}, "mode"),
        ({"mode": Mode.DEMO}, "mode"),
        ({"secret": ""}, "secret"),
        ({"secret": "short-but-random-9xK3vQ"}, "secret"),
        ({"secret": "a" * 80}, "secret"),
        ({"hosts": ()}, "hosts"),
        ({"hosts": ("*",)}, "hosts"),
        ({"hosts": (".",)}, "hosts"),
        ({"https": Https.NONE}, "https"),
        ({"certificate": Path("/nowhere/tls.pem")}, "certificate"),
        ({"database_url": "postgresql://panah:panah@db.example/panah"}, "password"),
        ({"database_url": "postgresql://border:border@db.example/panah"}, "password"),
        ({"database_owner_url": "postgresql://owner:Password@db.example/panah"}, "password"),
        ({"database_url": "postgresql://panah@127.0.0.1/panah"}, "password"),
    ],
)
def test_each_insecure_setting_is_a_finding_of_its_own(changed, code):
    assert of_configuration(**changed) == [code]


def test_debug_is_a_finding(settings):
    settings.DEBUG = True
    assert of_configuration() == ["debug"]


def test_no_finding_repeats_a_password():
    unsafe = dataclasses.replace(SAFE, database_url="postgresql://changeme:changeme@db/panah", secret="hunter2")
    told = " ".join(map(str, preflight.of_configuration(unsafe)))
    assert "changeme" not in told
    assert "hunter2" not in told


def test_everything_wrong_is_told_at_once():
    assert len(of_configuration(secret="", hosts=(), https=Https.NONE)) == 3
