"""Template tags: what they draw, that they escape what people wrote, and that mistakes are loud."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from panah.web import icons, states
from panah.web.forms import Tiles

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
NASTY = "<script>alert(1)</script>"


def draw(text: str, **values: Any) -> str:
    with override("en"):
        return Template("{% load panah %}" + text).render(Context(values))


@pytest.mark.parametrize("colour", states.ICONS)
def test_a_state_is_colour_icon_and_word(colour: str) -> None:
    shown = draw("{% state colour 'Valid' %}", colour=colour)
    assert f'class="state {colour}"' in shown
    assert "<svg" in shown
    assert "Valid" in shown


def test_a_state_that_is_none_is_refused() -> None:
    with pytest.raises(states.NoSuchStateError):
        draw("{% state 'blue' 'Valid' %}")


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in draw("{% icon 'shield' %}")
    labelled = draw("{% icon 'shield' label='Protected' %}")
    assert 'role="img" aria-label="Protected"' in labelled
    assert "aria-hidden" not in labelled
    with pytest.raises(icons.NoSuchIconError):
        draw("{% icon 'no-such-icon' %}")


def test_icons_that_point_along_the_line_turn_round_with_it() -> None:
    assert "icon-mirrored" in draw("{% icon 'arrow-left' %}")
    assert "icon-mirrored" not in draw("{% icon 'clock' %}")


@pytest.mark.parametrize(
    "tag",
    [
        "{% state 'red' nasty %}",
        "{% button nasty key=nasty url=nasty confirm=nasty data_x=nasty %}",
        "{% pageheader nasty lead=nasty back=nasty back_label=nasty %}{% endpageheader %}",
        "{% panel nasty lead=nasty id='x' %}{{ nasty }}{% endpanel %}",
        "{% findings %}{% finding 'red' nasty nasty source=nasty unknown=nasty word=nasty %}{% endfindings %}",
        "{% facts %}{% fact nasty nasty %}{% endfacts %}",
        "{% figure nasty nasty %}",
        "{% empty nasty lead=nasty %}{{ nasty }}{% endempty %}",
        "{% dialog 'x' nasty %}{{ nasty }}{% enddialog %}",
        "{% message 'amber' nasty %}",
        "{% tabs links nasty %}",
        "{% meter 1 2 nasty nasty %}",
        "{% search nasty action=nasty value=nasty help=nasty button=nasty %}",
        "{% keys nasty %}",
        "{% icon 'shield' label=nasty %}",
    ],
)
def test_what_people_wrote_never_becomes_markup(tag: str) -> None:
    values = {"nasty": NASTY, "many": [NASTY], "links": [{"label": NASTY, "url": NASTY}], "csrf_token": "x"}
    shown = draw(tag, **values)
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_nested_components_are_drawn_and_not_escaped() -> None:
    shown = draw("{% panel 'A' %}{% findings %}{% finding 'green' 'B' %}{% endfindings %}{% endpanel %}")
    assert "&lt;" not in shown
    assert '<li class="finding green"' in shown


def test_a_finding_says_its_state_in_words_its_source_and_what_was_unknown() -> None:
    shown = draw("{% finding 'amber' 'Stay' details source='Register' unknown='Other posts' %}", details=["One", "Two"])
    for text in ("Look again", "One", "Two", "Source: Register", "Not known: Other posts"):
        assert text in shown


def test_a_button_binds_its_key_and_asks_first() -> None:
    shown = draw(
        "{% button 'Admit' kind='primary' key='Enter' confirm='Sure?' name='act' value='admit' hx_post='/x/' %}"
    )
    for text in ('data-key="Enter"', "<kbd>Enter</kbd>", 'data-confirm="Sure?"', 'name="act"', 'hx-post="/x/"'):
        assert text in shown
    assert draw("{% button 'Open' url='/x/' %}").startswith('<a class="button')


def test_a_square_button_keeps_its_name_for_those_who_hear_it() -> None:
    assert '<span class="unseen">Print</span>' in draw("{% button 'Print' size='square' icon='printer' %}")


@pytest.mark.parametrize(
    ("left", "colour", "words"),
    [
        (timedelta(hours=30), "green", "1 day 6 h left"),
        (timedelta(hours=12), "amber", "12 h left"),
        (timedelta(minutes=10), "amber", "10 min left"),
        (timedelta(0), "red", "over by 0 s"),
        (-timedelta(minutes=25), "red", "over by 25 min"),
    ],
)
def test_what_is_left_of_a_limit(left: timedelta, colour: str, words: str) -> None:
    shown = draw(
        "{% countdown until since now=now %}", until=NOW + left, since=NOW + left - timedelta(hours=48), now=NOW
    )
    assert f'class="{colour}"' in shown
    assert words in shown


def test_an_empty_fact_is_a_dash_and_a_number_has_its_own_type() -> None:
    assert "<bdi>–</bdi>" in draw("{% fact 'Name' '' %}")
    assert '<bdi class="mono">N1</bdi>' in draw("{% fact 'Number' 'N1' kind='mono big' %}")


@pytest.mark.parametrize(
    ("value", "maximum", "share"), [(78, 90, "87%"), (120, 90, "100%"), (0, 0, "0%"), (-1, 5, "0%")]
)
def test_a_meter_stays_within_its_bar(value: int, maximum: int, share: str) -> None:
    assert f'width="{share}"' in draw("{% meter value maximum 'Days' %}", value=value, maximum=maximum)


def test_pages_keep_the_rest_of_the_address(rf: RequestFactory) -> None:
    from django.core.paginator import Paginator

    request = rf.get("/", {"sort": "name", "page": "2"})
    shown = draw("{% pagination page %}", page=Paginator(range(30), 10).page(2), request=request)
    assert 'href="?sort=name&amp;page=1"' in shown
    assert 'href="?sort=name&amp;page=3"' in shown
    assert "Page 2 of 3" in shown
    assert draw("{% pagination page %}", page=Paginator(range(5), 10).page(1)) == ""


class Sample(forms.Form):
    name = forms.CharField(label="Full name", help_text="As in the document")
    born = forms.DateField(required=False)
    lane = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=Tiles(keys={"a": "Alt+1"}, icons={"a": "bus"}))
    family = forms.BooleanField(required=False)


def test_a_field_has_label_help_and_error_at_its_place() -> None:
    shown = draw("{% field form.name %}", form=Sample({}))
    assert '<label for="id_name">Full name' in shown
    assert 'id="id_name_helptext"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_name_error"' in shown
    assert "id_name_helptext id_name_error" in shown
    assert "This field is required." in shown


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    assert "(optional)" in draw("{% field form.born %}", form=Sample())
    assert "(optional)" not in draw("{% field form.name %}", form=Sample())


def test_tiles_show_their_keys_in_a_group_with_a_legend() -> None:
    shown = draw("{% field form.lane %}", form=Sample())
    assert "<legend>Lane</legend>" in shown
    assert 'data-key="Alt+1"' in shown
    assert "<kbd>Alt+1</kbd>" in shown
    assert shown.count("<label") == 2


def test_no_inline_style_and_no_script_in_a_whole_form() -> None:
    shown = draw("{{ form }}", form=Sample({}))
    assert "style=" not in shown
    assert "<script" not in shown
