"""What every page must be, whoever uses it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def usable(page: Page) -> None:
    """No rule of axe is violated, and nothing is wider than the screen."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
