"""Pictures: our type and colours, nothing that the policy drops, from the right where one reads so."""

import re
from xml.etree import ElementTree

import altair as alt
import pytest
from django.utils.translation import override

from panah.web import languages, pictures

ROWS = [{"hour": f"{hour:02}:00", "count": 900 + 100 * hour} for hour in range(6, 12)]


def chart(rows: list[dict[str, object]] = ROWS) -> alt.Chart:
    return alt.Chart(alt.Data(values=rows), width=400, height=200).mark_bar().encode(x="hour:N", y="count:Q")


@pytest.mark.parametrize("language", [one.code for one in languages.ALL])
@pytest.mark.parametrize("theme", ["day", "night"])
def test_it_is_svg_without_script_style_or_address(language: str, theme: str) -> None:
    with override(language):
        text = pictures.svg(chart(), theme)
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}  # noqa: S314 (our own)
    assert not tags & {"script", "style", "image", "foreignObject", "a"}
    assert "style=" not in text
    assert pictures.SERIES[theme][0] in text
    assert "Noto Sans" in text


def test_the_page_gets_both_themes_and_a_sentence() -> None:
    with override("en"):
        shown = pictures.picture(chart(), alt='Crossings by hour, most at "11:00"')
    assert shown.startswith(
        '<figure class="picture" role="img" aria-label="Crossings by hour, most at &quot;11:00&quot;">'
    )
    assert shown.count("picture-day") == 1
    assert shown.count("picture-night") == 1
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


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
