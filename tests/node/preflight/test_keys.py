"""Keys lie where they belong, and the registers are under the one in use."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import ProgrammingError

from panah.journal import countrykey, keyfiles
from panah.journal.envelopes import keyring
from panah.node import preflight
from panah.node.environment import Environment, NodeKind


def test_keys_of_bodies_lie_where_they_belong(settings, tmp_path: Path):
    settings.PANAH_HOME = tmp_path

    def codes(kind: NodeKind) -> list[str]:
        return [one.code for one in preflight.of_keys(Environment(node=kind, home=tmp_path))]

    assert [codes(kind) for kind in NodeKind] == [[], [], ["no_readers"]]
    keyring.make("shelter")
    assert [codes(kind) for kind in NodeKind] == [[], ["readers"], []]


def test_the_registers_must_be_under_the_country_key_in_use(fresh_database, as_owner, settings, tmp_path):
    settings.PANAH_HOME = tmp_path

    def codes():
        return [one.code for one in preflight.of_country_key()]

    first, new = countrykey.current_id(), countrykey.prepared()
    assert codes() == []
    keyfiles.write(keyfiles.folder("country") / "current", new.encode(), replace=True)
    assert codes() == ["country_key"], "an older database was put back"
    with pytest.raises(ProgrammingError, match="permission denied"):
        countrykey.say_of_registers(new)
    with as_owner():
        countrykey.say_of_registers(new)
    assert codes() == []
    keyfiles.write(keyfiles.folder("country") / "current", first.encode(), replace=True)
    assert codes() == ["country_key_missing"], "older keys were put back"
    keyfiles.write(keyfiles.folder("country") / "current", new.encode(), replace=True)
    (keyfiles.folder("country") / f"{new}.after").unlink()
    countrykey._names.cache_clear()
    countrykey._line.cache_clear()
    assert codes() == ["country_key_missing"], "a file was left out"
