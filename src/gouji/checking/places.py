"""Places of observations in the words a reader finds them by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gouji.checking.findings import FindingPlace
from gouji.identities.observation import Observation
from gouji.model.disclosure import Cell, Disclosure, Statement


@dataclass(frozen=True, slots=True)
class Places:
    """Looks up where observations stand."""

    disclosure: Disclosure
    cells: Mapping[str, Cell]
    statements: Mapping[str, Statement]

    @classmethod
    def of(cls, disclosure: Disclosure) -> Places:
        """The places of a disclosure."""
        return cls(
            disclosure,
            {cell.id: cell for cell in disclosure.cells},
            {statement.id: statement for statement in disclosure.statements},
        )

    def place(self, o: Observation) -> FindingPlace:
        """Table, row and column of a cell; section and sentence of a statement; the target of a target's amount."""
        if o.is_cell:
            return FindingPlace(*self._names(o), self.cells[o.id].place, o.id)
        if o.previous:
            table, row, column = o.text.split("\t")
            return FindingPlace(table, row, column)
        statement = self.statements.get(o.id)
        if statement is not None:
            return FindingPlace(statement.section, statement.sentence, "", statement.place, o.id)
        target = self.disclosure.targets[int(o.id[1:])]
        return FindingPlace("项目支出绩效目标表", target.project or "", "年度资金总额", target.place, o.id)

    def _names(self, o: Observation) -> tuple[str, str, str]:
        """The names of a cell's table, row and column."""
        assert o.table is not None
        assert o.panel is not None
        assert o.row is not None
        assert o.column is not None
        table = self.disclosure.tables[o.table]
        panel = table.panels[o.panel]
        row = panel.rows[o.row]
        return (
            table.title or f"第{o.table + 1}张表",
            row.label or row.code or (f"第{o.row + 1}行" if len(panel.rows) > 1 else ""),
            "/".join(panel.columns[o.column].path) or f"第{o.column + 1}列",
        )

    def phrase(self, o: Observation) -> str:
        """A short name for a message: 《支出预算总表》“行政运行”行“基本支出”列."""
        if o.is_cell:
            return _named(*self._names(o))
        if o.previous:
            return _named(*o.text.split("\t"))
        statement = self.statements.get(o.id)
        if statement is not None:
            about = f"“{statement.subject}”" if statement.subject else "一处"
            what = "的增减额" if statement.kind == "change" else ""
            return f"“{statement.section}”中{about}{what}"
        return f"项目“{o.text}”绩效目标的资金总额"


_NUMBERED = re.compile(r"第\d+行")


def _named(table: str, row: str, column: str) -> str:
    return f"《{table}》" + (row if _NUMBERED.fullmatch(row) else f"“{row}”行" if row else "") + f"“{column}”列"
