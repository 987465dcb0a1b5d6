"""Which line of a manifest a document belongs to: certain by number, proposed by name, never silently."""

from hypothesis import given
from hypothesis import strategies as st

from panah.border.rules.likeness import score
from panah.border.rules.manifests import Line, match

LINES = (
    Line(1, "Rahimi Ali", "FA1234567", "AFG", "1990-01-02"),
    Line(2, "Жўраев Бахтиёр", "", "UZB", "1985-05-05"),
    Line(3, "Juraev Bakhtiyor", "", "UZB", "1999-05-05"),
    Line(4, "Rahimi Ali Reza", "FA7654321", "AFG"),
)


def test_an_equal_number_is_certain_however_it_is_written() -> None:
    found = match(LINES, number="fa 123-4567", names=["Somebody Else"], nationality="AFG")
    assert (found.how, found.lines) == ("number", (1,))


def test_an_equal_number_of_another_nationality_is_only_a_proposal() -> None:
    found = match(LINES, number="FA1234567", names=["Rahimi Ali"], nationality="TJK", birth_date="1970-01-01")
    assert found.how == "name"
    assert found.lines[0] == 1


def test_a_number_that_stands_twice_is_only_a_proposal() -> None:
    twice = (Line(1, "Ali Rahimi", "A1"), Line(2, "Gul Rahimi", "A1"))
    found = match(twice, number="A1", names=["Gul Rahimi"])
    assert (found.how, found.lines) == ("name", (2, 1))


def test_a_name_in_another_script_is_proposed_unless_the_birth_date_contradicts() -> None:
    found = match(LINES, number="X", names=["DJURAYEV BAKHTIYOR"], birth_date="1985-05-XX")
    assert (found.how, found.lines) == ("name", (2,))


def test_a_stranger_is_on_no_line() -> None:
    assert match(LINES, number="ZZ1", names=["Abdullaeva Zarina"]).how == "none"
    assert match(LINES, number="", names=[""]).how == "none"


def test_one_shared_name_is_not_enough() -> None:
    assert match((Line(1, "Rahimi Ali"),), number="", names=["Ali"]).how == "none"
    assert match((Line(1, "Karimov Jamshed"),), number="", names=["Zokirov Jamshed"]).how == "none"


names = st.text(alphabet="abcdefghijklmnop ", min_size=1, max_size=30)


@given(names, names)
def test_likeness_is_symmetric_and_between_nothing_and_one(one: str, other: str) -> None:
    assert score(one, other) == score(other, one)
    assert 0 <= score(one, other) <= 1


@given(st.lists(st.text(alphabet="abcdefgh", min_size=2, max_size=9), min_size=1, max_size=4), st.randoms())
def test_the_order_of_names_does_not_matter(words: list[str], random: object) -> None:
    turned = list(words)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert score(" ".join(words), " ".join(turned)) == 1.0


@given(st.lists(st.builds(Line, st.integers(1, 50), names, st.sampled_from(["", "A1", "B2"])), max_size=8), names)
def test_only_lines_of_the_list_are_named_and_a_certain_one_alone(lines: list[Line], name: str) -> None:
    found = match(lines, number="A1", names=[name])
    assert set(found.lines) <= {line.line for line in lines}
    if found.how == "number":
        assert [line.line for line in lines if line.number == "A1"] == list(found.lines)
