"""Tables for lists: columns say how a row is read, the table sorts, cuts into pages and writes CSV."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # the stubs lack it

from panah.web import formats
from panah.web.cells import SafeWriter

Cell = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """`key` names the column in addresses and CSV; `cell` reads a row (default: its attribute or item `key`).

    `sort` is the field of the query set to order by, or for a list a function of a row; empty: not sortable.
    `text` reads the row for CSV (default: `cell`). `number` aligns to the end, `heading` marks what names the row.
    """

    key: str
    label: str | Promise
    cell: Cell | None = None
    sort: str | Cell | None = None
    text: Cell | None = None
    number: bool = False
    heading: bool = False

    def read(self, row: Any) -> Any:
        """The value to show."""
        if self.cell is not None:
            return self.cell(row)
        return row[self.key] if isinstance(row, dict) else getattr(row, self.key)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; `sorted` is "", "ascending" or "descending"."""

    label: str | Promise
    css: str
    url: str
    sorted: str


class Table:
    """Rows (a query set or a list) of one request under columns.

    `id` must be unique on the page; the order is read from `?<id>-sort=key` or `-key`, the page from `?<id>-page=`.
    `sort` is the order to begin with. With `filter` a box hides rows of this page that lack a word, in the browser:
    nothing typed there leaves it. `export_url` links to a view that answers with `csv()`. Of a query set that may grow
    without end only the first `bound` rows are counted and leafed through, so that both stay cheap.
    """

    def __init__(
        self,
        request: HttpRequest,
        columns: Sequence[Column],
        rows: Iterable[Any],
        *,
        id: str,
        caption: str | Promise,
        empty: str | Promise,
        sort: str = "",
        page_size: int = 50,
        filter: bool = True,
        export_url: str = "",
        bound: int | None = None,
    ) -> None:
        self.request, self.columns, self.id, self.bound = request, tuple(columns), id, bound
        self.caption, self.empty, self.filter, self.export_url = caption, empty, filter, export_url
        self.page_name, self._sort_name, self._page_size = f"{id}-page", f"{id}-sort", page_size
        self._by_key = {column.key: column for column in self.columns}
        asked = request.GET.get(self._sort_name, "")
        self._sort = asked if self._sortable(asked) else sort
        self._all = self._ordered(rows)

    def _sortable(self, order: str) -> bool:
        column = self._by_key.get(order.removeprefix("-"))
        return column is not None and column.sort is not None

    def _ordered(self, rows: Iterable[Any]) -> Any:
        down, key = self._sort.startswith("-"), self._sort.removeprefix("-")
        column = self._by_key.get(key)
        if column is None or column.sort is None:
            return rows if isinstance(rows, QuerySet) else list(rows)
        if isinstance(rows, QuerySet) and isinstance(column.sort, str):
            return rows.order_by(f"-{column.sort}" if down else column.sort, "pk")
        read = column.sort if callable(column.sort) else column.read
        return sorted(rows, key=read, reverse=down)

    @cached_property
    def page(self) -> Page[Any]:
        """The page of rows asked for; the nearest one when there is no such page."""
        rows, asked, size = self._all[: self.bound], self.request.GET.get(self.page_name), self._page_size
        if not isinstance(rows, QuerySet) or asked is not None:
            return Paginator(rows, size).get_page(asked)
        # What ends on its first page needn't be looked for a second time to be counted.
        first = list(rows[: size + 1])
        return Page(first[:size], 1, Paginator(rows if len(first) > size else first, size))

    @property
    def cut(self) -> bool:
        """Whether there may be rows behind the bound."""
        return self.bound is not None and self.page.paginator.count >= self.bound

    @property
    def heads(self) -> list[Head]:
        """The heads, each with the address that sorts by it."""
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(self._sort, "")
        url = ""
        if column.sort is not None:
            query = self.request.GET.copy()
            query.pop(self.page_name, None)
            query[self._sort_name] = f"-{column.key}" if direction == "ascending" else column.key
            url = f"?{query.urlencode()}"
        return Head(column.label, "num" if column.number else "", url, direction)

    @property
    def rows(self) -> list[Any]:
        """The rows of the page."""
        return list(self.page.object_list)

    @property
    def body(self) -> SafeString:
        """The rows of the page as markup; each cell carries its column's label for where rows are stacked.

        Put together here: as a template's loops a long list took half of the time of its whole page.
        """
        frames = [(column, *_frame(column)) for column in self.columns]
        lines = (
            "".join([before + conditional_escape(_shown(column.read(row))) + after for column, before, after in frames])
            for row in self.rows
        )
        return mark_safe("".join(f"<tr>{line}</tr>" for line in lines))  # every value is escaped above

    def csv(self, filename: str) -> HttpResponse:
        """All rows, not only the page, as a CSV file (UTF-8 with a mark, so that office programs read it right)."""
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
        response.write("\ufeff")
        writer = SafeWriter(response)
        writer.row(column.label for column in self.columns)
        for row in self._all:
            writer.row((column.text or column.read)(row) for column in self.columns)
        return response


def _frame(column: Column) -> tuple[str, str]:
    """What stands before and after each value of a column."""
    css = ' class="num"' if column.number else ""
    if column.heading:
        return f'<th scope="row"{css}>', "</th>"
    return f'<td data-label="{escape(column.label)}"{css}><span>', "</span></td>"


def _shown(value: Any) -> Any:
    """Numbers as the language writes them, days and times as a template does; everything else as it is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return formats.number(value)
    return localize(template_localtime(value))
