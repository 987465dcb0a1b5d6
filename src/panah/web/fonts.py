"""The fonts of screens, print and pictures: Noto Sans and Noto Sans Arabic, as variable fonts from their wheels.

They are found by a static files finder instead of being copied into this repository.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES: dict[str, tuple[str, str]] = {
    "noto-sans.ttf": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    "noto-sans-arabic.ttf": ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
}
"""The name under `fonts/` in static files → the wheel's package and its file."""


@cache
def font_path(name: str) -> Path:
    """Where a font of `SOURCES` lies on this machine. FileNotFoundError when its wheel is not installed."""
    package, file = SOURCES[name]
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"The wheel {package} with the font {file} is not installed.")
    return Path(spec.submodule_search_locations[0]) / "files" / file


def folders() -> list[Path]:
    """The folders the fonts lie in, for the printing and picture engines."""
    return [font_path(name).parent for name in SOURCES]


class _OneFont(FileSystemStorage):
    """A wheel's font folder seen through the plain name we serve the font under."""

    def __init__(self, name: str) -> None:
        super().__init__(location=font_path(name).parent)
        self._name, self._file = name, font_path(name)
        self.prefix = "fonts"

    def path(self, name: str) -> str:
        return str(self._file) if name == self._name else super().path(name)


class FontFinder(BaseFinder):
    """Serves and collects the fonts as `fonts/noto-sans.ttf` and `fonts/noto-sans-arabic.ttf`."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        folder, _, name = path.replace("\\", "/").rpartition("/")
        if folder != "fonts" or name not in SOURCES:
            return []
        found = str(font_path(name))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in SOURCES:
            yield name, _OneFont(name)
