"""The style page in a real browser: every component, in day and night, wide and narrow, from left and from right."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Site
from tests.usable import usable

WIDE, NARROW = (1280, 900), (390, 844)


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains about: errors of scripts, things the policy dropped."""
    found: list[str] = []
    page.on("console", lambda line: found.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


@pytest.fixture
def style_page(page: Page, running_site: Site, complaints: list[str]) -> Any:
    def open_page(language: str = "en", theme: str = "day", size: tuple[int, int] = WIDE) -> Page:
        page.context.add_cookies(
            [
                {"name": "django_language", "value": language, "url": running_site.url},
                {"name": "panah-theme", "value": theme, "url": running_site.url},
            ]
        )
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{running_site.url}/styleguide/")
        return page

    return open_page


LOOKS = [
    ("en", "day", WIDE),
    ("en", "night", WIDE),
    ("ru", "day", NARROW),
    ("fa-af", "day", WIDE),
    ("fa-af", "night", NARROW),
]


@pytest.mark.parametrize(("language", "theme", "size"), LOOKS)
def test_everybody_can_use_it(style_page: Any, language: str, theme: str, size: tuple[int, int]) -> None:
    usable(style_page(language, theme, size))


def test_targets_are_large_enough_for_a_finger(style_page: Any) -> None:
    page = style_page(size=NARROW)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input:not([type=hidden]), summary, .button, .tabs a')]
            .map((element) => element.closest('label') ?? element)
            .filter((element) => element.getClientRects().length)
            .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect().height])
            .filter(([, height]) => height < 44)"""
    )
    assert small == []


@pytest.mark.parametrize(("language", "loaded"), [("en", False), ("fa-af", True)])
def test_arabic_letters_are_loaded_only_where_they_are_read(
    page: Page, running_site: Site, language: str, loaded: bool
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.context.add_cookies([{"name": "django_language", "value": language, "url": running_site.url}])
    page.goto(f"{running_site.url}/no-such-page/", wait_until="networkidle")
    assert "noto-sans.ttf" in asked
    assert ("noto-sans-arabic.ttf" in asked) is loaded


def test_the_keyboard_reaches_the_content_first(style_page: Any) -> None:
    page = style_page()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_key_presses_its_button_also_from_within_a_field(style_page: Any) -> None:
    page = style_page()
    page.evaluate(
        "document.addEventListener('click', (event) => { window.pressed = event.target.textContent.trim(); })"
    )
    page.locator("#id_fresh-name").focus()
    page.keyboard.press("F2")
    assert "Set aside" in page.evaluate("window.pressed")


def test_a_single_character_in_a_field_is_text(style_page: Any) -> None:
    page = style_page()
    page.locator("#id_fresh-name").focus()
    page.keyboard.type("a/b?")
    expect(page.locator("#id_fresh-name")).to_have_value("a/b?")
    expect(page.locator("#key-list")).not_to_be_visible()
    page.locator("#main").focus()
    page.keyboard.press("/")
    expect(page.locator("#search-q")).to_be_focused()


def test_tiles_are_picked_by_their_keys(style_page: Any) -> None:
    page = style_page()
    page.keyboard.press("Alt+2")
    expect(page.locator("input[name=fresh-purpose][value=family]")).to_be_checked()


def test_the_question_mark_lists_the_keys_and_escape_closes_the_list(style_page: Any) -> None:
    page = style_page()
    expect(page.locator("[data-key-legend]")).to_contain_text("Set aside")
    page.keyboard.press("?")
    expect(page.locator("#key-list")).to_be_visible()
    expect(page.locator("#key-list")).to_contain_text("F2")
    usable(page)
    page.keyboard.press("Escape")
    expect(page.locator("#key-list")).not_to_be_visible()


def test_danger_asks_first_and_no_is_the_safe_answer(style_page: Any) -> None:
    page = style_page()
    page.evaluate(
        "document.addEventListener('click', (e) => { if (e.target.closest('[data-confirm]')) window.done = true; })"
    )
    page.get_by_role("button", name="Remove").click()
    dialog = page.locator("#confirm")
    expect(dialog).to_contain_text("closed for all posts")
    expect(dialog.get_by_role("button", name="No, go back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).not_to_be_visible()
    assert page.evaluate("window.done") is None
    page.get_by_role("button", name="Remove").click()
    dialog.get_by_role("button", name="Remove").click()
    assert page.evaluate("window.done") is True


def test_a_dialog_opens_closes_and_gives_the_focus_back(style_page: Any) -> None:
    page = style_page()
    opener = page.get_by_role("button", name="Open a dialog")
    opener.click()
    expect(page.locator("#sample-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sample-dialog")).not_to_be_visible()
    expect(opener).to_be_focused()


def test_the_filter_hides_rows_without_the_word(style_page: Any) -> None:
    page = style_page()
    page.locator("#sample-filter").fill("ishan")
    expect(page.locator("#sample tbody tr:visible")).to_have_count(1)
    page.locator("#sample-filter").fill("nobody like this")
    expect(page.get_by_text("No row has this.")).to_be_visible()
    assert "ishan" not in page.url


def test_rows_are_stacked_on_a_phone_with_their_labels(style_page: Any) -> None:
    page = style_page(size=NARROW)
    label = page.evaluate("getComputedStyle(document.querySelector('#sample td'), '::before').content")
    assert label == '"When"'


def test_the_language_is_changed_by_choosing_its_own_name(style_page: Any) -> None:
    page = style_page()
    page.locator(".languages summary").click()
    page.get_by_role("button", name="دری").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_the_clock_runs_and_what_is_left_is_kept_in_words(style_page: Any) -> None:
    page = style_page()
    page.wait_for_timeout(1100)
    expect(page.locator("[data-countdown] [data-words]").nth(1)).to_contain_text("h")
    expect(page.locator("[data-countdown]").nth(2)).to_contain_text("over by 25 min")


def test_a_page_that_can_no_longer_refresh_itself_says_so(page: Page, running_site: Site) -> None:
    page.goto(f"{running_site.url}/styleguide/")
    page.route("**/refresh/", lambda route: route.abort())
    page.evaluate("htmx.ajax('GET', '/refresh/', '#messages').catch(() => null)")
    expect(page.locator("#stale")).to_be_visible()
    page.unroute("**/refresh/")
    page.evaluate("htmx.ajax('GET', '/styleguide/', {target: '#messages', swap: 'none'})")
    expect(page.locator("#stale")).not_to_be_visible()


@pytest.mark.parametrize("scripts", [False], ids=["without scripts"])
def test_it_works_without_scripts(browser: Any, running_site: Site, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{running_site.url}/styleguide/")
    page.locator(".languages summary").click()
    page.get_by_role("button", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("#sample-filter")).not_to_be_visible()
    context.close()


def test_paper_has_the_colours_of_day_also_by_night(style_page: Any) -> None:
    colours = "['--accent', '--c2', '--amber-soft'].map(one => getComputedStyle(document.body).getPropertyValue(one))"
    by_day = style_page().evaluate(colours)
    page = style_page(theme="night")
    assert page.evaluate(colours) != by_day
    page.emulate_media(media="print")
    assert page.evaluate(colours) == by_day


@pytest.mark.parametrize(("language", "side"), [("en", "Right"), ("fa-af", "Left")])
def test_the_arrow_of_a_choice_keeps_off_the_edge(style_page: Any, language: str, side: str) -> None:
    page = style_page(language)
    page.evaluate("document.querySelector('main').append(document.createElement('select'))")
    assert page.locator("main > select").evaluate(f"one => parseFloat(getComputedStyle(one).border{side}Width)") >= 8
