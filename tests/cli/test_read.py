import csv
import io
import json
import sys
from decimal import Decimal
from importlib.util import find_spec

import openpyxl
import pytest

from gouji.commands import CLEAN, UNREADABLE
from gouji.reading.export import AMOUNT_FIELDS
from tests import report_samples as samples


def test_document_as_json(gouji_command):
    code, out, _ = gouji_command("read", "faulty.pdf")
    value = json.loads(out)
    assert code == CLEAN
    assert value["schema"] == "gouji/disclosure/1"
    assert value["document"]["source"]["format"] == "pdf"
    cell = next(cell for cell in value["cells"] if cell["id"] == "t1:0.1")
    assert {name: cell[name] for name in ("table", "row", "column", "value", "unit", "evidence", "repaired")} == {
        "table": "支出预算总表",
        "row": "一般公共服务支出",
        "column": "支出用途/基本支出",
        "value": "600.00",
        "unit": "万元",
        "evidence": "proved",
        "repaired": False,
    }
    assert cell["coordinates"] == {"year": 2025, "side": "expenditure", "function": "201", "use": "basic"}
    assert cell["place"]["page"] == 4
    assert value["units"] == ["示例市档案馆"]
    assert value["projects"][0]["amount"] == "300.00"
    target = value["targets"][0]
    assert target["repaired"] is True
    assert target["indicators"][0]["operator"] == "≥"
    assert "repaired" not in target["indicators"][0]
    assert value["statements"][2]["percent"] == "75"
    assert value["problems"][0]["level"] == "warning"


def test_evidence_has_three_words_and_a_zero_is_unchecked(gouji_command):
    value = json.loads(gouji_command("read", "faulty.pdf")[1])
    by_value = {cell["value"]: cell["evidence"] for cell in value["cells"]}
    assert by_value["0.00"] == "unchecked"
    assert by_value["290.00"] == "disputed"
    assert {cell["evidence"] for cell in value["cells"]} == {"proved", "disputed", "unchecked"}


def test_several_documents_are_an_array(gouji_command):
    code, out, err = gouji_command("read", "faulty.pdf", "broken.pdf")
    entries = json.loads(out)
    assert code == UNREADABLE
    assert "cells" in entries[0]
    assert entries[1]["error"] == "broken.pdf：文件已损坏，请重新导出。"
    assert err.count("\n") == 1


def test_one_unreadable_document_writes_nothing(gouji_command, folder):
    code, out, err = gouji_command("read", "broken.pdf", "-o", "data.json")
    assert (code, out) == (UNREADABLE, "")
    assert "已损坏" in err
    assert not (folder / "data.json").exists()


def test_reading_survives_a_failure_of_checking(gouji_command, pipeline, monkeypatch):
    def fails(disclosure, previous=None):
        raise ZeroDivisionError

    monkeypatch.setattr("gouji.checking.check", fails)
    code, out, err = gouji_command("read", "faulty.pdf")
    assert code == CLEAN
    assert {cell["evidence"] for cell in json.loads(out)["cells"]} == {"unchecked"}
    assert "未能核对" in err


def test_csv_has_a_row_for_each_amount_of_each_document(gouji_command, folder):
    gouji_command("read", "faulty.pdf", "sound.pdf", "--format", "csv", "-o", "data.csv")
    content = (folder / "data.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == AMOUNT_FIELDS
    assert len(rows) == 2 * len(samples.disclosure().cells)
    assert rows[0]["value"] == "1000.00"
    assert rows[0]["fund"] == "general_public_budget"


def test_csv_on_standard_output_has_no_mark(gouji_command):
    assert gouji_command("read", "faulty.pdf", "--format", "csv")[1].startswith("file,")


def test_workbook_keeps_numbers_as_numbers_and_text_as_text(gouji_command, folder):
    gouji_command("read", "faulty.pdf", "--format", "xlsx", "-o", "data.xlsx")
    book = openpyxl.load_workbook(folder / "data.xlsx")
    assert book.sheetnames == ["金额", "文字说明", "项目", "绩效指标", "识读问题"]
    head, *rows = book["金额"].iter_rows(values_only=True)
    values = [row[head.index("数值")] for row in rows]
    assert [Decimal(str(value)) for value in values] == [cell.amount.value for cell in samples.disclosure().cells]
    project = book["项目"]["D2"]
    assert (project.value, project.data_type) == ("=馆藏<b>数字化", "s")


def test_folder_takes_a_file_for_each_document(gouji_command, folder):
    gouji_command("read", "faulty.pdf", "broken.pdf", "sound.pdf", "--format", "csv", "-o", "out/")
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["faulty.csv", "sound.csv"]


def test_parquet_without_its_library_says_what_to_install(gouji_command, monkeypatch, pipeline):
    monkeypatch.setattr("gouji.reading.parquet.find_spec", lambda name: None)
    code, _, err = gouji_command("read", "faulty.pdf", "--format", "parquet", "-o", "x.parquet")
    assert code == UNREADABLE
    assert "pyarrow" in err
    assert pipeline.read == []


@pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")
def test_parquet_keeps_amounts_exact(gouji_command, folder):
    import pyarrow.parquet

    gouji_command("read", "faulty.pdf", "--format", "parquet", "-o", "x.parquet")
    table = pyarrow.parquet.read_table(folder / "x.parquet")
    assert table.column_names == list(AMOUNT_FIELDS)
    assert table["value"].to_pylist() == [cell.amount.value for cell in samples.disclosure().cells]


def test_binary_data_is_not_shown_on_a_terminal(gouji_command, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    code, _, err = gouji_command("read", "faulty.pdf", "--format", "xlsx")
    assert code == UNREADABLE
    assert "-o" in err
