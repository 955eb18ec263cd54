"""Tables: what somebody wrote stays text, and every cell keeps its role and its column."""

from naober.shared.tables import Cell, Table
from naober.shared.templatetags.tables import table_rows


def drawn(*cells: Cell, columns: tuple[str, ...]) -> str:
    return table_rows(Table(caption="", columns=columns, rows=[cells]))


def test_what_somebody_wrote_stays_text_in_every_part_of_a_cell() -> None:
    bad = '"><script>'
    linked = Cell(bad, url=bad, detail=bad, labelled=True)
    toned = Cell(bad, tone=bad, detail=bad, labelled=True)
    html = drawn(linked, toned, columns=(bad, bad))
    assert "<script" not in html
    assert html.count("&quot;&gt;&lt;script&gt;") == 8


def test_the_first_cell_names_the_row_and_the_others_say_their_own_column() -> None:
    html = drawn(Cell("Fenna"), Cell("call"), Cell("9", labelled=True), columns=("a", "b", "c"))
    assert html.count('role="rowheader"') == 1
    assert html.count('role="cell"') == 2
    assert '<span class="naober-table__label">c: </span>9' in html
