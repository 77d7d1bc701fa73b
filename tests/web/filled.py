"""Fill an installation through its own doors: ``python -m tests.web.filled``, where the environment says which."""

from __future__ import annotations

import os
from datetime import date


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "gouji.web.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    fill()


def fill() -> None:
    """The demonstration region, a year in it, one department's budgets approved, a document handed in."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from gouji.web import demo
    from gouji.web.accounts.models import User
    from gouji.web.accounts.scope import Scope
    from gouji.web.cycle.models import Budget, Cycle, Line
    from gouji.web.cycle.rows import NO_TAGS, Row, digest, grid
    from gouji.web.journal.log import record
    from gouji.web.organisation.models import Level, Office
    from gouji.web.review.models import Document, Finding
    from gouji.web.review.uploads import receive

    demo.populate()
    region = Office.objects.get(level=Level.REGION)
    drafter = User.objects.get(username="jingban")
    cycle = Cycle.objects.create(region=region, year=2026, request_due=date(2025, 9, 1), draft_due=date(2025, 12, 1))
    for unit in Office.objects.filter(level=Level.UNIT):
        budget = Budget.objects.create(cycle=cycle, unit=unit)
        rows = (
            Row("revenue", "", "", "", "general_public_budget", "current", "", NO_TAGS, 150_000_000),
            Row(
                "expenditure", "2010501", "30101", "basic/personnel", "general_public_budget", "current", "", NO_TAGS,
                100_000_000,
            ),
            Row(
                "expenditure", "2010505", "", "project", "general_public_budget", "current", "普查", NO_TAGS,
                50_000_000,
            ),
        )  # fmt: skip
        for position, row in enumerate(rows):
            Line.objects.create(budget=budget, position=position, **row.stored())
        budget.submissions.create(stage="requesting", by=drafter, sha256=digest(rows), rows=grid(rows))
        record(drafter, "budget.saved", budget, office=unit, before={"金额": "—"}, after={"金额": "1.00"})
        if unit.code.startswith("101"):
            budget.stage, budget.approved_on = "approved", date(2026, 2, 1)
            budget.save()
    assert Scope(drafter).roles
    department = Office.objects.get(code="101")
    (one,) = receive(drafter, department, [SimpleUploadedFile("预算.txt", "2025年部门预算\n".encode() * 40)])
    assert one.document is not None
    Document.objects.update(state="checked", year=2025, errors=1, proved=981)
    finding = Finding.objects.create(
        document=one.document, position=1, key="k", code="G104", level="error", title="合计", message="不等。"
    )
    finding.decisions.create(opinion="commented", text="已与单位核实：\n第 1 项\t见\\附件\r\n", by=drafter)


if __name__ == "__main__":
    main()
