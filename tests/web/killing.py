"""A process that is killed in the middle of what it does, and one that looks what became of it.

``python -m tests.web.killing die ACTION NUMBER WHEN WHAT`` does WHAT and is killed (SIGKILL) when the NUMBERth event
ACTION is written (or step of :data:`STEPS` taken): ``during`` its transaction, or right ``after`` it. ``python -m
tests.web.killing look`` checks that all is whole, does everything once more, and checks that nothing is there twice.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import date
from importlib import import_module
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouji.web.settings")
BATCH = 5
STEPS = {
    # What is done of an import without an event of its own: a row weighed, all staff figures about to be written.
    "row": ("gouji.web.organisation.importing", "Weighed"),
    "staff": ("gouji.web.organisation.applying", "_staffed"),
}


def main() -> None:
    import django

    from tests.web import killing_later

    django.setup()
    match sys.argv[1:]:
        case ["fill"]:
            from django.conf import settings
            from django.core.management import call_command

            settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
            call_command("migrate", verbosity=0)
            fill()
        case ["die", action, number, when, what]:
            die_at(action, int(number), when)
            (DOINGS | killing_later.DOINGS)[what]()
            raise SystemExit("not killed")
        case ["look"]:
            look()


def die_at(action: str, number: int, when: str) -> None:
    from django.db import transaction

    from gouji.web.journal.models import Event

    written = 0
    save = Event.save

    def kill() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if action in STEPS:
        module, name = STEPS[action]
        step = getattr(import_module(module), name)

        def deadly_step(*args: Any, **kwargs: Any) -> Any:
            nonlocal written
            written += 1
            if written == number:
                kill()
            return step(*args, **kwargs)

        setattr(import_module(module), name, deadly_step)
        return

    def deadly(self: Event, *args: Any, **kwargs: Any) -> None:
        nonlocal written
        save(self, *args, **kwargs)
        written += self.action == action
        if self.action == action and written == number:
            kill() if when == "during" else transaction.on_commit(kill)

    Event.save = deadly  # type: ignore[method-assign]


def fill() -> None:
    from gouji.web import store
    from gouji.web.accounts.models import Assignment, User
    from gouji.web.accounts.scope import Scope
    from gouji.web.cycle.models import Cycle
    from gouji.web.organisation import imports
    from gouji.web.organisation.models import Office
    from gouji.web.publication import readiness
    from gouji.web.publication.forms import REASONS
    from gouji.web.publication.models import Notes
    from tests.web import filled, killing_later
    from tests.web.books import book_of
    from tests.web.published import last_year_book

    filled.fill()
    cycle, department = Cycle.objects.get(), Office.objects.get(code="101")
    Cycle.objects.update(request_due=date(2100, 1, 1), draft_due=date(2100, 2, 1))
    Notes.objects.create(
        cycle=cycle,
        department=department,
        functions="统计",
        institutions="办公室",
        reasons=dict.fromkeys(REASONS, "主要是项目增加"),
        assets={
            "as_of": "2025年12月31日",
            "vehicles": 1,
            "equipment": 1,
            "vehicles_planned": 0,
            "equipment_planned": 0,
        },
        last_year=store.keep([last_year_book(department.name)]),
        last_year_name="上年.xlsx",
    )
    publisher = User.objects.get(username="gongkai")
    Assignment.objects.get_or_create(user=publisher, role="publisher", office=department)
    readiness.ask(Scope(publisher), cycle, department, "generic", "", date(2026, 2, 10))
    killing_later.fill()
    imports.ask(publisher, cycle.region, date(2026, 1, 1), "机构.xlsx", book_of(OFFICES))


def client(username: str) -> Any:
    from django.conf import settings
    from django.test import Client

    from gouji.web.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    entered = Client()
    user = User.objects.get(username=username)
    entered.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return entered


def budget() -> Any:
    from gouji.web.cycle.models import Budget

    return Budget.objects.get(unit__code="204001")


def submit() -> None:
    found = budget()
    client("jingban3").post(f"/budgets/{found.pk}/step/", {"step": "submit", "version": found.version})


def bring_in() -> None:
    from gouji.web.cycle.rows import grid, of_lines

    found = budget()
    rows = grid(of_lines(found.lines.all()))
    rows[0]["amount"], rows[2]["amount"] = "2500000", "1500000"
    form = {"version": found.version, "rows": json.dumps(rows)}
    client("jingban3").post(f"/budgets/{found.pk}/bring-in/", form)


def upload() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from gouji.web.organisation.models import Office

    files = [
        SimpleUploadedFile(f"{number}.txt", f"第{number}号 2025年部门预算\n".encode() * 40) for number in range(BATCH)
    ]
    form = {"office": Office.objects.get(code="204").pk, "files": files}
    client("bumen2").post("/documents/upload/", form)


OFFICES = (
    {"code": "901", "name": "新局"},
    {"code": "901001", "name": "新局本级", "parent": "901", "kind": "行政单位", "administrative_actual": 18},
)
"""Of the workbook that is brought in; the unit has staff."""


def confirm() -> None:
    from gouji.web.organisation.models import Import

    one = Import.objects.get()
    assert (one.state, one.rows.count(), one.numbers["new"]) == ("previewed", 2, 2)
    client("caizheng").post(f"/offices/import/{one.pk}/step/", {"step": "confirm", "digest": one.digest})


def go_on() -> None:
    """After a worker was killed in the middle of writing offices: as if it had not begun."""
    from gouji.web.organisation.models import Import, Office, Staff

    assert Import.objects.get().state == "confirmed"
    assert not Office.objects.filter(code__startswith="901").exists()
    assert not Staff.objects.filter(office__code__startswith="901").exists()
    work()


def work() -> None:
    from gouji.web.base import queue

    queue.release("worker")
    while (job := queue.claim("worker")) is not None:
        job.work()


DOINGS = {"submit": submit, "bring-in": bring_in, "upload": upload, "work": work, "confirm": confirm, "go-on": go_on}


def look() -> None:
    from gouji.web.journal.models import Event
    from gouji.web.organisation.models import Import, Office, Staff
    from gouji.web.review.models import Document, Finding, Job
    from tests.web import killing_later

    # A submission, an import: as if nobody had begun.
    found = budget()
    assert found.stage == "requesting"
    assert found.submissions.count() == 1, "the one it was filled with"
    assert found.lines.get(position=0).amount == 150_000_000
    bring_in()
    assert budget().lines.get(position=0).amount == 250_000_000
    submit()
    submit()
    found = budget()
    assert found.stage == "request_unit"
    assert found.submissions.count() == 2
    assert Event.objects.filter(action="budget.submit").count() == 1
    # A batch: what was taken in is whole; the same batch again adds the rest.
    taken = Document.objects.filter(office__code="204")
    assert 0 < taken.count() < BATCH
    assert Job.objects.filter(document__in=taken).count() == taken.count()
    upload()
    upload()
    assert taken.count() == Job.objects.filter(document__in=taken).count() == BATCH
    assert Event.objects.filter(action="document.uploaded", office__code="204").count() == BATCH
    # An import: done once by the worker that came after the one that died.
    assert Import.objects.get().state == "applied"
    assert Office.objects.filter(code__startswith="901").count() == 2
    assert Staff.objects.get(office__code="901001").actual == 18
    assert Event.objects.filter(action="offices.imported").count() == 1
    # Work: what was left is done, and done once.
    work()
    work()
    killing_later.look()
    assert not Job.objects.filter(done_at=None).exists()
    ends = Event.objects.filter(action__in=("document.checked", "document.failed"), office__code="204")
    assert ends.count() == BATCH
    assert Finding.objects.values("document", "key").distinct().count() == Finding.objects.count()
    print("whole")


if __name__ == "__main__":
    main()
