"""The door granian serves."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from panah.node.parenthood import die_with_parent
from panah.node.whole import told_whole

die_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panah.node.settings")
application = told_whole(get_wsgi_application(), settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _warm() -> None:
    # Once a worker, before anybody stands at the line: every screen's code, the lists. Only now are the applications in
    # place.
    from django.urls import get_resolver

    from panah.node.collecting import settle
    from panah.protection.desk import webhooks
    from panah.watchlists.desk import background, in_force

    get_resolver().url_patterns  # noqa: B018 -- asking for them loads them
    in_force.warm()
    settle()
    background.mend()
    webhooks.start()


_warm()
