"""The environment is read once and refused with the name of the variable that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from panah.node.environment import Environment, Https, Mode, SettingError


def test_nothing_set_is_development_in_var_of_the_working_directory(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    environment = Environment.from_env({})
    assert environment.mode is Mode.DEVELOPMENT
    assert environment.home == tmp_path / "var"
    assert environment.https is Https.NONE


def test_lists_lose_blanks_and_empty_parts():
    environment = Environment.from_env({"PANAH_HOSTS": " post.example , ,10.0.0.7 "})
    assert environment.hosts == ("post.example", "10.0.0.7")


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"PANAH_MODE": "prod"}, "PANAH_MODE"),
        ({"PANAH_HTTPS": "yes"}, "PANAH_HTTPS"),
        ({"PANAH_HTTPS": "own", "PANAH_TLS_KEY": "/k"}, "PANAH_TLS_CERTIFICATE"),
        ({"PANAH_THREADS": "0"}, "PANAH_THREADS"),
        ({"PANAH_THREADS": "٣"}, "PANAH_THREADS"),
        ({"PANAH_THREADS": "9" * 5000}, "PANAH_THREADS"),
        ({"PANAH_ORIGINS": "post.example"}, "PANAH_ORIGINS"),
        ({"DATABASE_URL": "mysql://x:y@h/d"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://x:y@h:port/d"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://x:y@h"}, "DATABASE_URL"),
        ({"DATABASE_OWNER_URL": "postgresql://x:y@[h/d"}, "DATABASE_OWNER_URL"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(variables, named):
    with pytest.raises(SettingError, match=named):
        Environment.from_env(variables)


def test_a_database_address_is_never_repeated_in_the_complaint():
    with pytest.raises(SettingError) as refused:
        Environment.from_env({"DATABASE_URL": "mysql://someone:hunter2@host/d"})
    assert "hunter2" not in str(refused.value)


def test_paths_are_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert Environment.from_env({"PANAH_HOME": "there"}).home == Path(tmp_path / "there")
