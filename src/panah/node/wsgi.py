"""The door granian serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from panah.node.parenthood import die_with_parent

die_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panah.node.settings")
application = get_wsgi_application()


def _warm() -> None:
    # Opened once a worker, before anybody stands at the line. Only now are the applications in place.
    from panah.node.collecting import settle
    from panah.watchlists.desk import background, in_force

    in_force.warm()
    settle()
    background.mend()


_warm()
