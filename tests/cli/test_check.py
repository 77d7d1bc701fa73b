import json

import pytest

from gouji.commands import CLEAN, ERRORS_FOUND, UNREADABLE


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (["sound.pdf"], CLEAN),
        (["faulty.pdf"], ERRORS_FOUND),
        (["unchecked.pdf"], UNREADABLE),
        (["broken.pdf"], UNREADABLE),
        (["missing.pdf"], UNREADABLE),
        (["odd.pdf"], UNREADABLE),
        (["sound.pdf", "faulty.pdf"], ERRORS_FOUND),
        (["faulty.pdf", "broken.pdf", "sound.pdf"], UNREADABLE),
    ],
)
def test_exit_code_is_the_worst(gouji_command, files, code):
    assert gouji_command("check", *files)[0] == code


def test_text_goes_to_standard_output(gouji_command):
    _, out, err = gouji_command("check", "faulty.pdf")
    assert "可证金额 86.6 %" in out
    assert err == ""


def test_one_document_is_one_object(gouji_command):
    _, out, _ = gouji_command("check", "faulty.pdf", "--format", "json")
    assert json.loads(out)["schema"] == "gouji/report/1"


def test_several_documents_are_an_array_in_their_order(gouji_command):
    code, out, err = gouji_command("check", "sound.pdf", "broken.pdf", "faulty.pdf", "--format", "json")
    entries = json.loads(out)
    assert code == UNREADABLE
    assert [entry.get("error", entry.get("summary", {}).get("errors")) for entry in entries] == [
        0,
        "broken.pdf：文件已损坏，请重新导出。",
        1,
    ]
    assert err == "gouji：broken.pdf：文件已损坏，请重新导出。\n"


def test_array_is_whole_when_nothing_could_be_read(gouji_command):
    _, out, _ = gouji_command("check", "broken.pdf", "odd.pdf", "--format", "json")
    assert len(json.loads(out)) == 2


def test_page_and_sheet_are_written_to_the_named_file(gouji_command, folder):
    assert gouji_command("check", "faulty.pdf", "--format", "html", "-o", "new/报告.html")[0] == ERRORS_FOUND
    assert (folder / "new" / "报告.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    gouji_command("check", "faulty.pdf", "--format", "xlsx", "-o", "报告.xlsx")
    assert (folder / "报告.xlsx").read_bytes()[:2] == b"PK"


def test_folder_takes_a_page_for_each_document_and_an_overview(gouji_command, folder):
    (folder / "more").mkdir()
    (folder / "more" / "faulty.pdf").write_bytes(b"%PDF")
    (folder / "index.pdf").write_bytes(b"%PDF")
    files = ["faulty.pdf", "broken.pdf", "more/faulty.pdf", "index.pdf"]
    code, out, _ = gouji_command("check", *files, "--format", "html", "-o", "out/")
    assert (code, out) == (UNREADABLE, "")
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "faulty-2.html",
        "faulty.html",
        "index-2.html",
        "index.html",
    ]
    overview = (folder / "out" / "index.html").read_text("utf-8")
    for name in ("faulty.html", "faulty-2.html", "index-2.html", "broken.pdf"):
        assert name in overview


@pytest.mark.parametrize(("file_format", "suffix"), [("text", "txt"), ("json", "json"), ("xlsx", "xlsx")])
def test_folder_takes_any_format(gouji_command, folder, file_format, suffix):
    gouji_command("check", "faulty.pdf", "sound.pdf", "--format", file_format, "-o", "out")
    assert sorted(path.name for path in (folder / "out").iterdir()) == [f"faulty.{suffix}", f"sound.{suffix}"]


def test_many_pages_need_a_folder(gouji_command, folder):
    code, _, err = gouji_command("check", "faulty.pdf", "sound.pdf", "--format", "html", "-o", "all.html")
    assert code == UNREADABLE
    assert "文件夹" in err
    assert not (folder / "all.html").exists()
    assert "文件夹" in gouji_command("check", "faulty.pdf", "sound.pdf", "--format", "xlsx")[2]


def test_text_of_many_ends_in_a_summary(gouji_command, folder):
    gouji_command("check", "faulty.pdf", "broken.pdf", "-o", "all.txt")
    text = (folder / "all.txt").read_text("utf-8")
    summary = text[text.index("汇总") :]
    assert "faulty.pdf　可证 86.6 %" in summary
    assert "broken.pdf" in summary


def test_a_document_is_never_overwritten(gouji_command, folder):
    code, _, err = gouji_command("check", "faulty.pdf", "--format", "html", "-o", "./faulty.pdf")
    assert code == UNREADABLE
    assert "覆盖" in err
    assert (folder / "faulty.pdf").read_bytes() == b"%PDF"


def test_folder_and_pattern_stand_for_their_documents(gouji_command, pipeline, folder):
    (folder / "notes.md").write_text("x")
    (folder / "~$faulty.docx").write_text("x")
    gouji_command("check", ".")
    assert sorted(paths[0].name for paths in pipeline.read) == sorted(path.name for path in folder.glob("*.pdf"))
    pipeline.read.clear()
    gouji_command("check", "s*.pdf", "sound.pdf")
    assert [paths[0].name for paths in pipeline.read] == ["sound.pdf"]
    assert "没有与 z*.pdf 相符" in gouji_command("check", "z*.pdf")[2]


def test_together_makes_one_document_of_several_files(gouji_command, pipeline):
    _, out, _ = gouji_command("check", "faulty.pdf", "sound.pdf", "--together", "--format", "json")
    assert [[path.name for path in paths] for paths in pipeline.read] == [["faulty.pdf", "sound.pdf"]]
    assert isinstance(json.loads(out), dict)


def test_previous_year_is_read_and_given_to_the_check(gouji_command, pipeline):
    gouji_command("check", "faulty.pdf", "--previous", "sound.pdf")
    assert [paths[0].name for paths in pipeline.read] == ["faulty.pdf", "sound.pdf"]
    assert pipeline.previous[0] is not None


def test_previous_year_belongs_to_one_document(gouji_command):
    code, _, err = gouji_command("check", "faulty.pdf", "sound.pdf", "--previous", "unchecked.pdf")
    assert code == UNREADABLE
    assert "--previous" in err
