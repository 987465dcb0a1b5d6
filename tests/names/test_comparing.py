"""Names that may belong to one person, and names that may not."""

from __future__ import annotations

import pytest

from panah.names import compare


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Djurayev Rustam", "Рустам Жўраев"),
        ("Jo‘rayev Rustam", "Dzhuraev Rustam"),
        ("Nazarbayev Nursultan", "Нұрсұлтан Назарбаев"),
        ("Ali Rezaei", "علی رضایی"),
    ],
)
def test_one_name_in_two_spellings(left: str, right: str) -> None:
    assert compare(left, right).match


def test_another_family_name_is_another_person() -> None:
    assert not compare("Rustam Karimov", "Rustam Rahimov").match
