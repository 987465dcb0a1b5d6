"""A large XML file as a stream of small records, refusing everything an attacker could put in one.

The parser is defusedxml's: document types, entities and external references are refused where they begin; here, depth,
size and number of elements are bounded as well.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from xml.etree.ElementTree import ParseError

# defusedxml ships no types, and the separate stubs would be one more thing to keep in step.
from defusedxml.common import EntitiesForbidden, ExternalReferenceForbidden  # type: ignore[import-untyped]  # it ships no types
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]  # it ships no types

from panah.watchlists.formats.limits import LIMITS
from panah.watchlists.formats.listfile import Source
from panah.watchlists.formats.refusal import ListRefusedError, Where

_BLOCK = 1 << 16
_LONGEST_TOKEN = 4 * LIMITS.cell


@dataclass(slots=True)
class Node:
    """An element of a record: its tag, where it begins, its own text (stripped, once closed), what is in it."""

    tag: str
    line: int
    column: int
    attributes: dict[str, str]
    text: str = ""
    children: list[Node] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def where(self) -> Where:
        """Its place."""
        return Where(self.line, self.column, self.tag)

    def close(self) -> None:
        """All its text has come."""
        self.text = "".join(self.parts).strip()
        self.parts.clear()


class _Records:
    """The parser's target: keeps the elements named in `wanted` whole and hands each over as soon as it is closed."""

    def __init__(self, root: str, wanted: frozenset[str]) -> None:
        self._root, self._wanted = root, wanted
        self._path: list[str] = []
        self._open: list[Node] = []
        self._elements = 0
        self._letters = 0
        self.place: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self.ready: deque[Node] = deque()
        self.others = 0
        self.first_other: Where | None = None
        self.sections: set[str] = set()
        self.events = 0
        self.attributes: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        line, column = self.place()
        where = Where(line, column, tag[:80])
        self.events += 1
        if not self._path:
            if tag != self._root:
                raise ListRefusedError("xml_other_root", where, {"expected": self._root})
            self.attributes = attributes
        if len(self._path) >= LIMITS.depth:
            raise ListRefusedError("xml_too_deep", where, {"limit": LIMITS.depth})
        if len(self._path) == 1:
            self.sections.add(tag)
        self._path.append(tag)
        if self._open or tag in self._wanted:
            node = Node(tag, line, column, attributes)
            self._elements = self._elements + 1 if self._open else 1
            self._letters = 0
            if self._elements > LIMITS.elements:
                raise ListRefusedError("xml_too_many_elements", where, {"limit": LIMITS.elements})
            if self._open:
                self._open[-1].children.append(node)
            self._open.append(node)
        elif len(self._path) > 2:
            self.others += 1
            self.first_other = self.first_other or where

    def data(self, text: str) -> None:
        self.events += 1
        if self._open:
            node = self._open[-1]
            node.parts.append(text)
            self._letters += len(text)
            if self._letters > LIMITS.cell:
                raise ListRefusedError("text_too_long", node.where, {"limit": LIMITS.cell})

    def end(self, tag: str) -> None:
        self.events += 1
        self._path.pop()
        self._letters = 0
        if self._open:
            node = self._open.pop()
            node.close()
            if not self._open:
                self.ready.append(node)

    def close(self) -> None:
        """Nothing is left to hand over."""


class XmlRecords:
    """The records of one file: iterate, then look at `sections`, the tags that were found below the root.

    Iterating raises `ListRefusedError`; `attributes` are the root's and there from the first record on.
    """

    def __init__(self, source: Source, root: str, wanted: frozenset[str]) -> None:
        self._source = source
        self._target = _Records(root, wanted)

    @property
    def attributes(self) -> dict[str, str]:
        """Of the root element."""
        return self._target.attributes

    @property
    def sections(self) -> set[str]:
        """The elements directly below the root."""
        return self._target.sections

    @property
    def others(self) -> tuple[int, Where | None]:
        """How many elements stand beside the records, where only records are expected; and where the first."""
        return self._target.others, self._target.first_other

    def __iter__(self) -> Iterator[Node]:
        parser: Any = DefusedXMLParser(target=self._target)
        expat = parser.parser
        self._target.place = lambda: (expat.CurrentLineNumber, expat.CurrentColumnNumber + 1)
        expat.StartDoctypeDeclHandler = self._doctype
        expat.EndDoctypeDeclHandler = self._end_of_doctype
        events, silent = -1, 0
        with self._source.open() as stream:
            while block := Source.reading(partial(stream.read, _BLOCK)):
                self._guarded(partial(parser.feed, block))
                yield from self._take()
                # One attribute, comment or tag that goes on and on would be held in memory until it ends.
                silent = silent + len(block) if self._target.events == events else 0
                events = self._target.events
                if silent > _LONGEST_TOKEN:
                    raise ListRefusedError("text_too_long", self._here(), {"limit": _LONGEST_TOKEN})
        self._guarded(parser.close)
        yield from self._take()

    def _doctype(self, name: str, system: str | None, public: str | None, subset: int) -> None:
        if system is not None or public is not None:
            raise ListRefusedError("xml_external", self._here())

    def _end_of_doctype(self) -> None:
        # Only now, so that an entity declared within it is called by its name.
        raise ListRefusedError("xml_dtd", self._here())

    def _take(self) -> Iterator[Node]:
        while self._target.ready:
            yield self._target.ready.popleft()

    def _guarded(self, step: Callable[[], object]) -> None:
        try:
            step()
        except EntitiesForbidden:
            raise ListRefusedError("xml_entity", self._here()) from None
        except ExternalReferenceForbidden:
            raise ListRefusedError("xml_external", self._here()) from None
        except ParseError as fault:
            line, column = fault.position
            cut = "no element found" in str(fault) or "unclosed" in str(fault) or "partial character" in str(fault)
            raise ListRefusedError("xml_cut_off" if cut else "xml_broken", Where(line, column + 1)) from None
        except (ValueError, LookupError) as fault:
            if isinstance(fault, ListRefusedError):
                raise
            # The encoding the file declares is none that the parser knows.
            raise ListRefusedError("encoding", self._here()) from None

    def _here(self) -> Where:
        line, column = self._target.place()
        return Where(line, column)
