"""Texts that stand in reviewed data are collected for translators, from the keys that the file names."""

from __future__ import annotations

from panah.safeguards.indicators import indicators, need_kinds
from panah.web.translations import collect


def test_texts_of_data_files_are_collected_from_the_keys_they_name_and_from_no_others() -> None:
    texts = {message.id for message in collect()}
    assert {one.text for one in indicators().values()} <= texts
    assert {one.title for one in need_kinds().values()} <= texts
    assert not {"asylum.afraid_to_return", "how a wish to apply is recognised"} & texts
