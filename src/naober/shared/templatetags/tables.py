"""The rows of a table. A list has a hundred cells of the same few tags: as nodes of a template they
would be most of the work of its page."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from naober.shared.tables import Cell, Table

register = template.Library()


@register.simple_tag
def table_rows(table: Table) -> SafeString:
    """Return the rows as HTML. The roles are there because rows that are drawn as cards stop being
    a table for screen readers."""
    return mark_safe("".join(_row(table.columns, *cells) for cells in table.rows))  # noqa: S308 - escaped below


def _row(columns: Sequence[str], name: Cell, *others: Cell) -> str:
    head = '<th class="utrecht-table__cell naober-table__name" scope="row" role="rowheader">'
    rest = "".join(
        f'<td class="utrecht-table__cell" role="cell">{_words(cell, column)}</td>'
        for cell, column in zip(others, columns[1:], strict=True)
    )
    row = '<tr class="utrecht-table__row" role="row">'
    return f"{row}{head}{_words(name, columns[0])}</th>{rest}</tr>\n"


def _words(cell: Cell, column: str) -> str:
    words = escape(cell.text)
    if cell.url:
        link = "utrecht-link utrecht-link--html-a"
        words = f'<a class="{link}" href="{escape(cell.url)}">{words}</a>'
    elif cell.tone:
        badge = f"utrecht-status-badge utrecht-status-badge--{escape(cell.tone)}"
        words = f'<span class="{badge}">{words}</span>'
    if cell.labelled:
        words = f'<span class="naober-table__label">{escape(column)}: </span>{words}'
    if cell.detail:
        words = f'{words}<span class="naober-table__detail">{escape(cell.detail)}</span>'
    return words
