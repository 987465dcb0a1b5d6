"""What every command of `panah` loads whatever the settings are; importing this loads it."""

import pkgutil
from importlib import import_module

from django.conf import settings

OF_OTHERS = (
    "argon2", "cryptography.x509", "django.contrib.auth.hashers", "django.forms", "django.test.client",
    "fido2.webauthn", "jinja2", "numpy", "psycopg", "pydantic", "pyrage", "rapidfuzz",
)  # fmt: skip
OUR_OWN = (
    "panah.border.facts", "panah.border.rules", "panah.documents", "panah.names", "panah.node.postgres",
    "panah.protection.facts", "panah.safeguards", "panah.stays", "panah.watchlists.index",
)  # fmt: skip

for name in (*OF_OTHERS, "panah.node.cli"):
    import_module(name)
for name in OUR_OWN:
    package = import_module(name)
    for found in pkgutil.walk_packages(package.__path__, f"{name}."):
        import_module(found.name)

assert not settings.configured, "what is loaded here must be the same for every node"
