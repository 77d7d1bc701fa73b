"""A region with two departments of two units each, a person of every role in the first, a second set in the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gouji.web.accounts.models import Assignment, User
from gouji.web.accounts.rights import Role
from gouji.web.cycle.models import Adjustment, Budget, Cycle, Stage, Standard
from gouji.web.organisation.models import Import, Kind, Level, Office
from gouji.web.performance.models import Evaluation
from gouji.web.projects.models import PlanLine, Project, Target, TargetIndicator
from gouji.web.projects.models import State as ProjectState
from gouji.web.review.models import Document, Finding, State
from tests.web.conftest import PASSWORD

WIDE = {Role.FINANCE, Role.AUDITOR, Role.ADMINISTRATOR}
"""Roles held for the whole region."""

INDICATORS = (
    {"level1": "产出指标", "level2": "数量指标", "name": "整理档案件数", "value": "≥2000件", "weight": "50"},
    {"level1": "效益指标", "level2": "社会效益指标", "name": "档案查阅利用率", "value": "≥80%", "weight": "30"},
    {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "查阅人员满意度", "value": "≥90%", "weight": "10"},
)
"""Indicators that no rule finds fault with."""


@dataclass(frozen=True)
class World:
    """``users``: the role's value for the first department, with ``2`` behind it for the second."""

    region: Office
    departments: tuple[Office, Office]
    units: tuple[Office, Office, Office, Office]
    users: dict[str, User]

    @classmethod
    def make(cls) -> World:
        region = Office.objects.create(level=Level.REGION, name="测试市")
        departments, units = [], []
        for name in ("甲局", "乙局"):
            department = Office.objects.create(level=Level.DEPARTMENT, parent=region, name=name)
            departments.append(department)
            for unit in ("本级", "中心"):
                units.append(
                    Office.objects.create(
                        level=Level.UNIT, parent=department, name=name + unit, kind=Kind.ADMINISTRATIVE
                    )
                )
        users: dict[str, User] = {}
        for number, department in enumerate(departments):
            for role in Role:
                office = region if role in WIDE else units[2 * number] if role is Role.DRAFTER else department
                username = role.value + ("2" if number else "")
                users[username] = User.objects.create_user(username, password=PASSWORD, name=f"{role.label}{number}")
                Assignment.objects.create(user=users[username], role=role, office=office)
        return cls(region, (departments[0], departments[1]), (units[0], units[1], units[2], units[3]), users)

    def budget(self, unit: Office, stage: Stage = Stage.REQUESTING) -> Budget:
        """The budget of a unit in a year without deadlines passed."""
        cycle, _ = Cycle.objects.get_or_create(
            region=self.region, year=2026, defaults={"request_due": date(2100, 1, 1), "draft_due": date(2100, 2, 1)}
        )
        return Budget.objects.get_or_create(cycle=cycle, unit=unit, defaults={"stage": stage})[0]

    def adjustment(self, unit: Office) -> Adjustment:
        """An adjustment of a unit's budget, begun."""
        known = {"budget": self.budget(unit), "number": 1}
        return Adjustment.objects.get_or_create(**known, defaults={"reason": "项目推迟", "by": self.users["drafter"]})[
            0
        ]

    def evaluation(self, unit: Office) -> Evaluation:
        """A self-evaluation, begun."""
        return Evaluation.objects.get_or_create(project=self.project(unit), year=2026, defaults={"budget": 50000})[0]

    def standard(self, staff: str = "active", amount: int = 1000) -> Standard:
        """A standard for office expenses, in 分 a head."""
        return Standard.objects.get_or_create(
            region=self.region,
            name="办公费",
            economic="30201",
            use="basic/operating",
            staff=staff,
            defaults={"amount": amount, "basis": "定额标准", "valid_from": date(2020, 1, 1)},
        )[0]

    def project(self, unit: Office, name: str = "档案整理", state: ProjectState = ProjectState.DRAFT) -> Project:
        """A project of three years with a plan and a sound target for the first."""
        if (known := Project.objects.filter(unit=unit, name=name).first()) is not None:
            return known
        project = Project.objects.create(
            unit=unit,
            name=name,
            first_year=2026,
            last_year=2028,
            basis="按年度工作计划",
            content="整理历年档案",
            state=state,
        )
        for position, (year, amount) in enumerate(((2026, 50000), (2027, 60000))):
            PlanLine.objects.create(
                project=project,
                year=year,
                position=position,
                function="2010301",
                economic="30227",
                fund="general_public_budget",
                amount=amount,
            )
        target = Target.objects.create(project=project, year=2026, objective="完成历年档案的整理和数字化，便于查阅。")
        for position, values in enumerate(INDICATORS):
            TargetIndicator.objects.create(target=target, position=position, **values)
        return project

    def office_import(self) -> Import:
        """A workbook of offices that was handed in for the region and waits."""
        known = {"region": self.region, "name": "机构.xlsx", "sha256": "0" * 64, "by": self.users["finance"]}
        return Import.objects.get_or_create(**known, defaults={"as_of": date(2026, 1, 1)})[0]

    def document(self, office: Office, state: State = State.CHECKED, by: str = "finance") -> Document:
        """A document with one error and one warning."""
        document = Document.objects.create(
            office=office,
            name="预算.txt",
            sha256=f"{Document.objects.count():064x}",
            size=1,
            format="text",
            uploaded_by=self.users[by],
            state=state,
            year=2025,
            errors=1,
            warnings=1,
        )
        for position, level in ((1, "error"), (2, "warning")):
            Finding.objects.create(
                document=document,
                position=position,
                key=str(position),
                code="G104",
                level=level,
                title="合计",
                message="合计不等于各项之和。",
            )
        return document
