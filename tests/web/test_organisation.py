"""Offices in and out through workbooks, cell by cell, and staff figures by day."""

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

from gouji.web.journal.models import Event
from gouji.web.organisation.book import TITLES
from gouji.web.organisation.models import Kind, Office, staff_on
from tests.web.world import World


@pytest.fixture
def finance(world: World, login: Callable[[str], Client]) -> Client:
    for number, office in enumerate((*world.departments, *world.units)):
        office.code = str(100 + number)
        office.save()
    return login("finance")


def book_of(rows: list[Mapping[str, object]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(list(TITLES.values()))
    for row in rows:
        sheet.append([row.get(field) for field in TITLES])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def bring(client: Client, world: World, content: bytes) -> str:
    form = {"region": world.region.pk, "as_of": "2026-01-01", "book": SimpleUploadedFile("机构.xlsx", content)}
    return client.post("/offices/import/", form).content.decode()


def confirm(client: Client, page: str) -> str:
    fields = dict(re.findall(r'type="hidden" name="(region|as_of|digest|rows)" value="([^"]*)"', page))
    sent = {name: unescape(value) for name, value in fields.items()}
    return client.post("/offices/import/now/", sent, follow=True).content.decode()


DEPARTMENT = {"code": "300", "name": "丙局", "division": "综合处"}
UNIT = {
    **{"code": "300001", "name": "丙局本级", "parent": "300", "kind": "行政单位", "valid_from": "2026-01-01"},
    **{"administrative_quota": 20, "administrative_actual": 18, "retired_actual": 5},
}


def test_new_offices_with_their_staff(world: World, finance: Client) -> None:
    page = bring(finance, world, book_of([UNIT, DEPARTMENT]))
    assert "丙局本级" in page
    assert not Office.objects.filter(code="300").exists(), "a preview changes nothing"
    assert "新增 2 个" in confirm(finance, page)
    unit = Office.objects.get(code="300001")
    assert unit.parent == Office.objects.get(code="300")
    assert (unit.kind, unit.valid_from) == (Kind.ADMINISTRATIVE, date(2026, 1, 1))
    assert (unit.active_staff, unit.retired_staff) == (18, 5)
    assert Event.objects.filter(action="offices.imported").count() == 1


def test_what_is_exported_is_no_change(world: World, finance: Client) -> None:
    confirm(finance, bring(finance, world, book_of([UNIT, DEPARTMENT])))
    page = bring(finance, world, finance.get("/offices/offices.xlsx").content)
    assert "没有变化" in page


def test_a_change_is_shown_before_and_after(world: World, finance: Client) -> None:
    book = load_workbook(io.BytesIO(finance.get("/offices/offices.xlsx").content))
    rows = list(book.active.iter_rows(min_row=2))
    row = next(row for row in rows if row[0].value == "102")
    row[3].value = "事业单位"
    changed = io.BytesIO()
    book.save(changed)
    page = bring(finance, world, changed.getvalue())
    assert "行政单位" in page
    confirm(finance, page)
    assert Office.objects.get(code="102").kind == Kind.INSTITUTION


@pytest.mark.parametrize(
    ("wrong", "cell"),
    [
        ({"code": ""}, "A3"),
        ({"name": ""}, "B3"),
        ({"name": "=1+1"}, "B3"),
        ({"parent": "999"}, "C3"),
        ({"code": "102"}, "C3"),
        ({"kind": "公司"}, "D3"),
        ({"kind": ""}, "D3"),
        ({"valid_from": "春天"}, "F3"),
        ({"valid_until": "2020-01-01"}, "G3"),
        ({"administrative_actual": "若干"}, "I3"),
        ({"code": "300"}, "A3"),
    ],
)
def test_errors_name_their_cell(wrong: dict[str, object], cell: str, world: World, finance: Client) -> None:
    page = bring(finance, world, book_of([DEPARTMENT, UNIT | wrong]))
    assert f'class="t">{cell}</th>' in page
    assert "确认导入" not in page
    assert not Office.objects.filter(code="300").exists()


def test_an_import_that_would_now_be_another_is_shown_again(world: World, finance: Client) -> None:
    page = bring(finance, world, book_of([DEPARTMENT, UNIT]))
    Office.objects.create(level="department", parent=world.region, name="丁局", code="300")
    assert "没有导入" in confirm(finance, page)
    assert not Office.objects.filter(code="300001").exists()


def test_other_files_are_refused(world: World, finance: Client, sample: bytes) -> None:
    assert "找不到" in bring(finance, world, sample)
    assert "请重新导入" in finance.post("/offices/import/now/", {"rows": "[1]"}, follow=True).content.decode()


def test_staff_figures_of_a_day(world: World, login: Callable[[str], Client]) -> None:
    unit, client = world.units[0], login("department")
    form = {"as_of": "2025-12-31", "administrative_quota": 12, "administrative_actual": 10, "retired_actual": 3}
    client.post(f"/offices/{unit.pk}/staff/", form)
    client.post(f"/offices/{unit.pk}/staff/", form | {"as_of": "2026-06-30", "administrative_actual": 11})
    unit.refresh_from_db()
    assert (unit.active_staff, unit.retired_staff) == (11, 3)
    assert staff_on(unit, date(2026, 1, 1))["administrative"].actual == 10
    assert staff_on(unit, date(2020, 1, 1)) == {}
    client.post(f"/offices/{unit.pk}/staff/", form | {"administrative_actual": -1})
    assert staff_on(unit, date(2026, 1, 1))["administrative"].actual == 10
    assert client.get(f"/offices/{world.units[2].pk}/staff/").status_code == 404


def test_only_what_exists_is_listed(world: World, login: Callable[[str], Client]) -> None:
    world.units[1].valid_until = date(2020, 1, 1)
    world.units[1].save()
    client = login("finance")
    assert "甲局中心" not in client.get("/offices/").content.decode()
    assert "甲局中心" in client.get("/offices/?all=1").content.decode()
