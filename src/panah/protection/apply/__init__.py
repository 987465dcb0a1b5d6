"""From facts to registers: importing this package puts every handler of the area of protection in place."""

from importlib import import_module
from pkgutil import iter_modules

for _room in iter_modules(__path__):
    import_module(f"{__name__}.{_room.name}")
