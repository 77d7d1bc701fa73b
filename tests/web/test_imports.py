"""Workbooks of offices: handed in, read and carried out by a worker, cell by cell; nobody's changes overwritten."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from gouji.web.base import queue
from gouji.web.cycle.models import Budget, Cycle
from gouji.web.journal.models import Event
from gouji.web.organisation import imports
from gouji.web.organisation.models import Import, Kind, Office, staff_on
from tests.web.books import Rows, book_of
from tests.web.world import World

DEPARTMENT = {"code": "300", "name": "丙局", "division": "综合处"}
UNIT = {
    **{"code": "300001", "name": "丙局本级", "parent": "300", "kind": "行政单位", "valid_from": "2026-01-01"},
    **{"administrative_quota": 20, "administrative_actual": 18, "retired_actual": 5},
}


@pytest.fixture
def finance(world: World, login: Callable[[str], Client]) -> Client:
    for number, office in enumerate((*world.departments, *world.units)):
        office.code = str(100 + number)
        office.save()
    return login("finance")


def hand_in(client: Client, world: World, content: bytes) -> Import:
    form = {"region": world.region.pk, "as_of": "2026-01-01", "book": SimpleUploadedFile("机构.xlsx", content)}
    response = client.post("/offices/import/new/", form)
    assert response.status_code == 302, response.content.decode()
    return Import.objects.get(pk=int(response["Location"].split("/")[-2]))


def work() -> None:
    while (job := queue.claim("worker")) is not None:
        job.work()


def bring(client: Client, world: World, *sheets: Rows, **more: Callable[[Workbook], None]) -> Import:
    """A workbook handed in and read."""
    one = hand_in(client, world, book_of(*sheets, **more))
    work()
    one.refresh_from_db()
    return one


def page_of(client: Client, one: Import, query: str = "") -> str:
    return unescape(client.get(f"/offices/import/{one.pk}/{query}").content.decode())


def step(client: Client, one: Import, name: str) -> str:
    """A step as the page offers it; afterwards the page."""
    page = client.get(f"/offices/import/{one.pk}/").content.decode()
    found = re.search(rf'name="step" value="{name}">(?:<input type="hidden" name="digest" value="(\w+)">)?', page)
    assert found, page
    sent = {"step": name, "digest": found[1] or ""}
    shown = client.post(f"/offices/import/{one.pk}/step/", sent, follow=True).content.decode()
    one.refresh_from_db()
    return unescape(shown)


def confirm(client: Client, one: Import) -> None:
    step(client, one, "confirm")
    work()
    one.refresh_from_db()


def wrong(one: Import) -> list[tuple[str, str]]:
    return [(row.sheet, row.cell) for row in one.rows.filter(what="wrong")]


def test_new_offices_with_their_staff(world: World, finance: Client) -> None:
    one = hand_in(finance, world, book_of([UNIT, DEPARTMENT]))
    assert "正在读取工作簿" in page_of(finance, one)
    work()
    one.refresh_from_db()
    assert (one.state, one.numbers["new"]) == ("previewed", 2)
    assert "丙局本级" in page_of(finance, one)
    assert not Office.objects.filter(code="300").exists(), "a preview changes nothing"
    step(finance, one, "confirm")
    assert "正在导入" in page_of(finance, one)
    assert not Office.objects.filter(code="300").exists(), "the worker does it"
    work()
    one.refresh_from_db()
    assert one.state == "applied"
    unit = Office.objects.get(code="300001")
    assert unit.parent == Office.objects.get(code="300")
    assert unit.path == f"{unit.parent.path}{unit.pk}/"
    assert (unit.kind, unit.valid_from) == (Kind.ADMINISTRATIVE, date(2026, 1, 1))
    assert (unit.active_staff, unit.retired_staff) == (18, 5)
    assert staff_on(unit, date(2026, 2, 1))["administrative"].quota == 20
    assert Event.objects.filter(action="offices.imported", user=world.users["finance"]).count() == 1
    assert Event.objects.get(action="office.created", office=unit).after["name"] == "丙局本级"
    assert "已导入" in finance.get("/offices/import/").content.decode()


def test_what_is_exported_is_no_change(world: World, finance: Client) -> None:
    confirm(finance, bring(finance, world, [UNIT, DEPARTMENT]))
    one = hand_in(finance, world, finance.get("/offices/offices.xlsx").content)
    Import.objects.filter(pk=one.pk).update(as_of=date(2026, 9, 1))
    work()
    one.refresh_from_db()
    assert (one.numbers["same"], one.numbers["changed"]) == (8, 0), "figures hold until others are given"
    page = page_of(finance, one)
    assert "没有变化" in page
    assert "确认导入" not in page


def test_changes_are_counted_by_kind_and_shown_before_and_after(world: World, finance: Client) -> None:
    book = load_workbook(io.BytesIO(finance.get("/offices/offices.xlsx").content))
    rows = {row[0].value: row for row in book.active.iter_rows(min_row=2)}
    rows["102"][3].value, rows["103"][6].value, rows["104"][2].value = "事业单位", "2026-12-31", "100"
    changed = io.BytesIO()
    book.save(changed)
    one = hand_in(finance, world, changed.getvalue())
    work()
    one.refresh_from_db()
    assert {what: number for what, number in one.numbers.items() if number} == {
        **{"changed": 1, "ended": 1, "moved": 1},
        "same": 3,
    }
    assert re.search("行政单位.*事业单位", page_of(finance, one, "?what=changed"))
    assert "2026-12-31" in page_of(finance, one, "?what=ended")
    assert "上级编码" in page_of(finance, one, "?what=moved")
    sheet = load_workbook(io.BytesIO(b"".join(finance.get(f"/offices/import/{one.pk}/preview.xlsx").streaming_content)))
    assert [row[5].value for row in sheet.active.iter_rows(min_row=2)] == ["单位性质", "截止日期", "上级编码"]
    confirm(finance, one)
    assert Office.objects.get(code="102").kind == Kind.INSTITUTION
    moved = Office.objects.get(code="104")
    assert moved.path == f"{world.departments[0].path}{moved.pk}/"


@pytest.mark.parametrize(
    ("fault", "cell"),
    [
        ({"code": ""}, "A3"),
        ({"name": ""}, "B3"),
        ({"name": "=1+1"}, "B3"),
        ({"name": "丙局\n本级"}, "B3"),
        ({"name": "#REF!"}, "B3"),
        ({"parent": "999"}, "C3"),
        ({"parent": "", "kind": ""}, "A3"),
        ({"code": "102", "parent": "", "kind": ""}, "C3"),
        ({"code": "101", "kind": "行政单位"}, "C3"),
        ({"code": "100", "parent": "", "kind": "", "name": "乙局"}, "B3"),
        ({"kind": "公司"}, "D3"),
        ({"kind": ""}, "D3"),
        ({"valid_from": "春天"}, "F3"),
        ({"valid_until": "2020-01-01"}, "G3"),
        ({"administrative_actual": "若干"}, "I3"),
        ({"code": "300"}, "A3"),
    ],
)
def test_errors_name_their_cell(fault: dict[str, object], cell: str, world: World, finance: Client) -> None:
    row = UNIT | fault
    if not row["parent"]:
        row |= {"administrative_quota": 1}
    one = bring(finance, world, [DEPARTMENT, row])
    assert one.state == "wrong", one.problem
    assert ("机构1", cell) in wrong(one)
    page = page_of(finance, one)
    assert f'class="t">{cell}</th>' in page
    assert "确认导入" not in page
    finance.post(f"/offices/import/{one.pk}/step/", {"step": "confirm", "digest": one.digest})
    work()
    assert not Office.objects.filter(code="300").exists()


def test_cells_are_where_they_are_in_every_sheet(world: World, finance: Client) -> None:
    """Blank rows, titles above the header and blank columns are no reason to name another cell."""

    def shifted(book: Workbook) -> None:
        book["机构1"].insert_rows(3, 4)
        book["机构2"].insert_cols(1)
        book["机构2"].insert_rows(1, 2)
        book["机构2"]["B1"] = "某省机构表"
        book.create_sheet("说明").append(["填表说明"])

    one = bring(finance, world, [DEPARTMENT, UNIT | {"kind": "公司"}], [UNIT | {"code": "300002"}], change=shifted)
    assert wrong(one) == [("机构1", "D7"), ("机构2", "C4")]
    assert "工作表“说明”没有机构表的表头" in page_of(finance, one)


def test_what_looks_filled_in_and_is_not(world: World, finance: Client) -> None:
    def merged(book: Workbook) -> None:
        book.active.merge_cells("C3:C4")
        book.active["D4"] = '=IF(1,"行政单位","")'

    one = bring(finance, world, [DEPARTMENT, UNIT, UNIT | {"code": "300002", "name": "丙局中心"}], change=merged)
    assert {("机构1", "C3"), ("机构1", "D4")} <= set(wrong(one))


def test_what_is_hidden_is_not_read_and_told(world: World, finance: Client) -> None:
    def hidden(book: Workbook) -> None:
        book.active.row_dimensions[3].hidden = True
        book.active["Z1"] = "备注"

    one = bring(finance, world, [DEPARTMENT, UNIT], change=hidden)
    assert one.numbers["new"] == 1
    page = page_of(finance, one)
    assert "1 行已隐藏" in page
    assert "“备注”列（Z1）" in page


def test_names_may_change_hands(world: World, finance: Client) -> None:
    rows = [
        {"code": "102", "name": "甲局中心", "parent": "100", "kind": "行政单位"},
        {"code": "103", "name": "甲局本级", "parent": "100", "kind": "行政单位"},
    ]
    one = bring(finance, world, rows)
    confirm(finance, one)
    assert one.state == "applied", one.problem
    assert Office.objects.get(code="102").name == "甲局中心"
    assert Office.objects.get(code="103").name == "甲局本级"


def test_a_unit_with_a_budget_stays_where_it_is(world: World, finance: Client) -> None:
    cycle = Cycle.objects.create(region=world.region, year=2026, request_due="2100-01-01", draft_due="2100-02-01")
    Budget.objects.create(cycle=cycle, unit=world.units[0])
    one = bring(finance, world, [{"code": "102", "name": "甲局本级", "parent": "101", "kind": "行政单位"}])
    assert wrong(one) == [("机构1", "C2")]
    assert "不能改变隶属关系" in page_of(finance, one)


def test_a_code_that_two_have_is_not_guessed(world: World, finance: Client) -> None:
    Office.objects.filter(code="103").update(code="102")
    one = bring(finance, world, [{"code": "102", "name": "甲局本级", "parent": "100", "kind": "行政单位"}])
    assert wrong(one) == [("机构1", "A2")]


@pytest.mark.parametrize("what", ["office", "name", "staff"])
def test_what_changed_since_it_was_looked_at_is_not_overwritten(what: str, world: World, finance: Client) -> None:
    rows = [
        {"code": "102", "name": "甲局机关", "parent": "100", "kind": "行政单位"},
        {"code": "103", "name": "甲局中心", "parent": "100", "kind": "行政单位", "administrative_actual": 7},
    ]
    one = bring(finance, world, rows)
    if what == "office":
        Office.objects.create(level="unit", parent=world.departments[0], name="甲局机关", code="400")
    elif what == "name":
        Office.objects.filter(code="102").update(name="甲局大院")
    else:
        form = {"as_of": "2026-01-01", "administrative_actual": 9}
        finance.post(f"/offices/{world.units[1].pk}/staff/", form)
    confirm(finance, one)
    assert one.state == "stale"
    page = page_of(finance, one)
    assert "没有导入" not in page or "已有变动" in page
    assert not Office.objects.filter(code="102", name="甲局机关").exists()
    assert Event.objects.filter(action="offices.imported").count() == 0
    step(finance, one, "again")
    work()
    one.refresh_from_db()
    assert one.state == ("wrong" if what == "office" else "previewed")
    if what != "office":
        confirm(finance, one)
        assert Office.objects.get(code="102").name == "甲局机关"
        assert staff_on(world.units[1], date(2026, 1, 1))["administrative"].actual == 7


def test_only_what_was_looked_at_is_confirmed_and_once(world: World, finance: Client) -> None:
    one = bring(finance, world, [DEPARTMENT, UNIT])
    sent = {"step": "confirm", "digest": "0" * 64}
    assert "刚有变化" in finance.post(f"/offices/import/{one.pk}/step/", sent, follow=True).content.decode()
    right = sent | {"digest": one.digest}
    for _ in range(2):
        finance.post(f"/offices/import/{one.pk}/step/", right)
    work()
    finance.post(f"/offices/import/{one.pk}/step/", right)
    work()
    assert Event.objects.filter(action="offices.imported").count() == 1


@pytest.mark.parametrize("when", ["reading", "previewed", "confirmed"])
def test_cancelled(when: str, world: World, finance: Client) -> None:
    one = hand_in(finance, world, book_of([DEPARTMENT, UNIT]))
    if when != "reading":
        work()
    if when == "confirmed":
        step(finance, one, "confirm")
    assert "已取消" in step(finance, one, "cancel")
    work()
    one.refresh_from_db()
    assert one.state == "cancelled"
    assert not Office.objects.filter(code="300").exists()
    finance.post(f"/offices/import/{one.pk}/step/", {"step": "again"})
    work()
    one.refresh_from_db()
    assert one.state == "cancelled"


def test_what_a_worker_could_not_do_is_told_and_tried_again(
    world: World, finance: Client, login: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = bring(finance, world, [DEPARTMENT, UNIT])
    with monkeypatch.context() as broken:
        broken.setattr(imports, "carry_out", lambda *_: 1 / 0)
        confirm(finance, one)
    assert one.state == "failed"
    assert "ZeroDivisionError" in page_of(finance, one)
    administrator = login("administrator")
    listed = administrator.get("/queue/").content.decode()
    assert "ZeroDivisionError" in listed
    assert "机构.xlsx" not in listed, "an administrator sees no more than needed"
    assert "机构.xlsx" in finance.get("/queue/").content.decode()
    job = one.jobs.order_by("-pk")[0]
    assert "已重新排队" in administrator.post(f"/queue/organisation/{job.pk}/again/", follow=True).content.decode()
    assert "ZeroDivisionError" not in administrator.get("/queue/").content.decode()
    assert administrator.post(f"/queue/organisation/{job.pk}/again/").status_code == 404
    work()
    one.refresh_from_db()
    assert one.state == "previewed", "it is looked at once more before anything is written"


def test_other_files_are_refused(world: World, finance: Client, sample: bytes) -> None:
    form = {"region": world.region.pk, "as_of": "2026-01-01"}
    for content, said in ((sample, "不是 Excel"), (b"MZ" + bytes(99), "可执行程序"), (bytes(11 << 20), "超过 10 MB")):
        sent = form | {"book": SimpleUploadedFile("机构.xlsx", content)}
        assert said in finance.post("/offices/import/new/", sent).content.decode()
    assert not Import.objects.exists()
    empty = Workbook()
    empty.active.append(["别的", "表"])
    content = io.BytesIO()
    empty.save(content)
    one = hand_in(finance, world, content.getvalue())
    work()
    one.refresh_from_db()
    assert one.state == "failed"
    assert "找不到" in page_of(finance, one)


def test_an_import_of_another_region_does_not_exist(world: World, finance: Client) -> None:
    elsewhere = Office.objects.create(level="region", name="别的市")
    one = imports.ask(world.users["finance"], elsewhere, date(2026, 1, 1), "机构.xlsx", book_of([DEPARTMENT]))
    for path in ("", "status/", "preview.xlsx", "file/"):
        assert finance.get(f"/offices/import/{one.pk}/{path}").status_code == 404
    assert finance.post(f"/offices/import/{one.pk}/step/", {"step": "cancel"}).status_code == 404
    one.refresh_from_db()
    assert one.state == "reading"


def test_thousands_of_offices_take_no_more_statements_than_few(world: World, finance: Client) -> None:
    """What grows with the rows is what is written at once, not the questions to the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(units: int, code: str) -> int:
        rows: list[Mapping[str, object]] = [DEPARTMENT | {"code": code, "name": f"{code}局"}]
        rows += [
            UNIT | {"code": f"{code}{number:03}", "name": f"第{number}", "parent": code} for number in range(units)
        ]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            confirm(finance, bring(finance, world, rows))
        return len(captured)

    assert asked(300, "302") - asked(3, "301") < 20
