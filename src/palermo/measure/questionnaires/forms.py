"""The forms of those who design and run questionnaires, and of what surrounds the questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.commons.wording.languages import active_language
from palermo.ground.registers.api import declaration
from palermo.measure.questionnaires.gaps import REGISTER
from palermo.measure.questionnaires.queries import bodies
from palermo_engines.registers.model import in_language

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RoundForm(forms.Form):
    """A version sent out."""

    period = forms.CharField(
        label=gettext_lazy("Period that the answers are about"), max_length=24,
        help_text=gettext_lazy("A year, or a period with both ends: 2024, 2023-07/2024-06."),
    )  # fmt: skip
    deadline = forms.DateField(label=gettext_lazy("Answers asked for by"), required=False, widget=_DAY)


class InviteForm(forms.Form):
    """Whom to ask."""

    named = forms.CharField(
        label=gettext_lazy("States"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Codes or names in any language, with commas or line ends between."),
    )  # fmt: skip


class BodyForm(forms.Form):
    """A body that clears or answers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Body")
        self.fields["body"] = forms.ModelChoiceField(bodies(), label=label, required=False, to_field_name="code")


class BookForm(forms.Form):
    """A workbook that was filled in without a connection."""

    file = forms.FileField(
        label=gettext_lazy("Workbook with answers"),
        help_text=gettext_lazy("The .xlsx file that was exported here, filled in."),
    )  # fmt: skip
    keep_good = forms.BooleanField(
        label=gettext_lazy("Keep the good answers even when some cells are bad"), required=False
    )


class FormFileForm(forms.Form):
    """An XLSForm that becomes the text of a version."""

    form = forms.FileField(label=gettext_lazy("XLSForm (.xlsx)"))


class SupportForm(forms.Form):
    """What kind of support a gap asks for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        register = declaration(REGISTER)
        kinds = register.field("kind") if register else None
        language = active_language()
        offered = [(each.code, in_language(each.label, language)) for each in (kinds.choices if kinds else ())]
        label = _("Kind of support")
        self.fields["kind"] = forms.ChoiceField(label=label, choices=offered, initial="legal_assistance")
