"""What can be said in protection: openly about bodies, under seal about matters.

Importing this package makes every kind known, also one that no handler takes.
"""

from importlib import import_module
from pkgutil import iter_modules

for _room in iter_modules(__path__):
    import_module(f"{__name__}.{_room.name}")
