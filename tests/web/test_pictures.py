"""Pictures: our type and colours, nothing that the policy drops, from the right where one reads so."""

import re
from importlib.resources import files
from xml.etree import ElementTree

import altair as alt
import pytest
from django.utils.translation import override

from panah.web import languages, pictures

ROWS = [{"hour": f"{hour:02}:00", "count": 900 + 100 * hour} for hour in range(6, 12)]


def chart(rows: list[dict[str, object]] = ROWS) -> alt.Chart:
    return alt.Chart(alt.Data(values=rows), width=400, height=200).mark_bar().encode(x="hour:N", y="count:Q")


@pytest.mark.parametrize("language", [one.code for one in languages.ALL])
@pytest.mark.parametrize("paper", [True, False])
def test_it_is_svg_without_script_style_or_address(language: str, paper: bool) -> None:
    with override(language):
        text = pictures.svg(chart(), paper=paper)
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}  # noqa: S314 (our own)
    assert not tags & {"script", "style", "image", "foreignObject", "a"}
    assert "style=" not in text
    assert ("#0b5e62" if paper else "var(--accent)") in text
    assert ("var(" in text) != paper
    assert "Noto Sans" in text


def test_the_page_gets_both_widths_and_a_sentence() -> None:
    with override("en"):
        shown = pictures.picture(chart(), alt='Crossings by hour, most at "11:00"')
    assert shown.startswith(
        '<figure class="picture" role="img" aria-label="Crossings by hour, most at &quot;11:00&quot;">'
    )
    assert shown.count("picture-wide") == 1
    assert shown.count("picture-narrow") == 1
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_on_a_telephone_it_is_drawn_as_wide_as_it_is_shown() -> None:
    long = [{"hour": "A list of persons with a very long name, kept by somebody else", "count": 3}]
    across = alt.Chart(alt.Data(values=long), width=480, height=100).mark_bar()
    across = across.encode(y=alt.Y("hour:N", axis=alt.Axis(labelLimit=260)), x="count:Q", color="hour:N")
    with override("ru"):
        for one in (chart(), across, across + across.mark_rule()):
            text = pictures.svg(one, paper=False, narrow=True)
            assert re.search(r'viewBox="0 0 320 \d', text), text[:300]
        assert float(re.search(r'viewBox="0 0 (\d+)', pictures.svg(across))[1]) > 480


def test_pages_and_paper_have_the_same_colours() -> None:
    styles = files("panah.web").joinpath("static/panah/panah.css").read_text(encoding="utf-8")
    by_day = dict(re.findall(r"(--[a-z0-9]+): (#[0-9a-f]{6});", styles.partition("[data-theme=")[0]))
    assert pictures.TOKENS.items() <= by_day.items()
    assert all(styles.count(f"{token}: ") >= 3 for token in pictures.TOKENS)


def test_no_line_is_black_by_night() -> None:
    line = alt.Chart(alt.Data(values=ROWS), width=400, height=200).mark_rule(strokeWidth=3)
    with override("en"):
        text = pictures.svg(line.encode(y="hour:N", x="count:Q"), paper=False)
    assert 'stroke="var(--ink)" stroke-width="3"' in text


def test_numbers_of_axes_are_written_for_the_language() -> None:
    with override("en"):
        assert "1,500" in pictures.svg(chart())
    with override("fa-af"):
        assert "۱٬۵۰۰" in pictures.svg(chart())
    with override("ru"):
        assert "1\xa0500" in pictures.svg(chart())


def test_from_the_right_the_first_hour_stands_at_the_right() -> None:
    level = chart().encode(x=alt.X("hour:N", axis=alt.Axis(labelAngle=0)))

    def places() -> list[float]:
        text = pictures.svg(level)
        found = [re.search(rf'translate\(([\d.]+),[\d.]+\)"[^>]*>{label}<', text) for label in ("06:00", "11:00")]
        return [float(one[1]) for one in found if one]

    with override("en"):
        first, last = places()
        assert first < last
    with override("ps"):
        first, last = places()
        assert first > last


def test_what_people_wrote_is_text() -> None:
    with override("en"):
        shown = pictures.picture(chart([{"hour": "<script>x</script>", "count": 1}]), alt="A")
    assert "<script" not in shown
