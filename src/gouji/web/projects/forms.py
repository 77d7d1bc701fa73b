"""What is said of projects and themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouji.targets.library import work_fields
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.fields import OfficeField
from gouji.web.base.formulas import no_formula
from gouji.web.cycle.models import Line
from gouji.web.organisation.models import Level, Office
from gouji.web.projects.models import Project, Theme

if TYPE_CHECKING:
    _ProjectForm = forms.ModelForm[Project]
    _ThemeForm = forms.ModelForm[Theme]
else:
    _ProjectForm = _ThemeForm = forms.ModelForm

_EARLIEST, _LATEST, _LONGEST = 2015, 2100, 10


class ProjectForm(_ProjectForm):
    """A second-level project. Its unit never changes; its name does not while budgets speak of it."""

    field = forms.ChoiceField(label=_("工作领域"), required=False, help_text=_("决定从哪一类指标库中挑选绩效指标。"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Project
        fields = (
            *("unit", "theme", "name", "code", "kind", "field", "first_year", "last_year"),
            *("basis", "content", "hidden"),
        )
        field_classes = {"unit": OfficeField}  # noqa: RUF012
        widgets = {  # noqa: RUF012
            "basis": forms.Textarea(attrs={"rows": 3}),
            "content": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = scope.offices(Right.EDIT_PROJECTS).filter(level=Level.UNIT)
        project = self.instance
        if project.pk:
            units = Office.objects.filter(pk=project.unit_id)
            self.fields["unit"].disabled = True
        unit, theme, field = self.fields["unit"], self.fields["theme"], self.fields["field"]
        assert isinstance(unit, OfficeField)
        assert isinstance(theme, forms.ModelChoiceField)
        assert isinstance(field, forms.ChoiceField)
        unit.queryset = units
        if not project.pk and units.count() == 1:
            self.initial["unit"] = units.first()
        theme.queryset = Theme.objects.filter(department__in=units.values("parent"))
        theme.empty_label = str(_("（不归入一级项目）"))
        field.choices = [("", _("其他")), *((one.id, _(one.name)) for one in work_fields())]
        self.fields["version"].initial = project.version
        for one in ("name", "code"):
            self.fields[one].validators.append(no_formula)

    def clean(self) -> dict[str, Any]:
        """The years are in order; the theme is of the unit's department; a name in use stays."""
        data = super().clean() or {}
        first, last, unit, theme = (data.get(name) for name in ("first_year", "last_year", "unit", "theme"))
        if first and not _EARLIEST <= first <= _LATEST:
            self.add_error("first_year", _("请填写四位年度，如 2027。"))
        elif first and last and last < first:
            self.add_error("last_year", _("结束年度不能早于起始年度。"))
        elif first and last and last - first >= _LONGEST:
            self.add_error("last_year", _("一个项目最长 %d 年，期满应重新评审立项。") % _LONGEST)
        if unit and theme and theme.department_id != unit.parent_id:
            self.add_error("theme", _("一级项目应是本部门的。"))
        if self.instance.pk and "name" in self.changed_data:
            before = str(self.initial.get("name", ""))
            if Line.objects.filter(budget__unit=self.instance.unit, project=before).exists():
                self.add_error("name", _("预算中已用这个名称，不能再改。"))
        if self.instance.pk and first and last:
            outside = self.instance.plan.exclude(year__range=(first, last)).first()
            if outside is not None:
                self.add_error("last_year", _("分年度计划中有 %d 年，请先改计划。") % outside.year)
        return data


class ThemeForm(_ThemeForm):
    """A first-level project."""

    department = OfficeField(queryset=Office.objects.none(), label=_("部门"))

    class Meta:
        model = Theme
        fields = ("department", "code", "name", "purpose")
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = scope.offices(Right.EDIT_THEMES).filter(level=Level.DEPARTMENT)
        field = self.fields["department"]
        assert isinstance(field, OfficeField)
        field.queryset = departments
        for one in ("name", "code"):
            self.fields[one].validators.append(no_formula)
        if self.instance.pk:
            field.disabled = True
        elif departments.count() == 1:
            self.initial["department"] = departments.first()
