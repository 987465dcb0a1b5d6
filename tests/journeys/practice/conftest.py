"""The practice post, built once for the files of this folder, as `panah demo --practice` opens it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import clear_url_caches, set_urlconf
from playwright.sync_api import Browser

from panah.border.desk import sample
from panah.node.postgres import Server
from panah.node.practice import building, kept
from panah.watchlists.desk import lists
from tests.conftest import own_database, served
from tests.journeys.practice.seats import Seats


@pytest.fixture(scope="package")
def open_post(
    postgres: Server,
    _template: str,
    django_db_setup: None,
    _worker_database: str,
    django_db_blocker: Any,
) -> Iterator[str]:
    """The address of a practice post; what a test does there is committed. Nobody is drawn by the sample."""
    (Path(settings.PANAH_HOME) / kept.FILE).unlink(missing_ok=True)
    over = override_settings(
        PANAH_DEMO=True,
        PANAH_PRACTICE=True,
        ROOT_URLCONF="panah.node.practice.site",
        MIDDLEWARE=[*settings.MIDDLEWARE, "panah.node.practice.said.KeepsWhatWasSaid"],
    )
    with django_db_blocker.unblock(), over, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "is_sampled", lambda lot: False)
        _urls_anew()
        with own_database(postgres, _template, _worker_database):
            lists.changed()
            building.build(lambda line: None, seed=1)
            with served() as url:
                yield url
    _urls_anew()


@pytest.fixture(scope="module")
def seats(browser: Browser, open_post: str) -> Iterator[Seats]:
    """The seats of the practice post, for all tests of a file."""
    made = Seats(browser, open_post)
    yield made
    made.close()


def _urls_anew() -> None:
    clear_url_caches()
    set_urlconf(None)
