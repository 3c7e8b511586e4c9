"""The form of an obligation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from palermo.coordinate.resolutions.forms import DayField, body_choices, paragraph_choices
from palermo.coordinate.resolutions.queries import Directive, Paragraph, Work
from palermo.coordinate.resolutions.vocabulary import GROUPS


class ObligationForm(forms.Form):
    """Who must report what to whom when, and whether it came."""

    title = forms.CharField(label=gettext_lazy("What is to be reported"), max_length=400)
    author = forms.ChoiceField(label=gettext_lazy("Who reports"))
    body = forms.ChoiceField(label=gettext_lazy("To whom"))
    session = forms.CharField(label=gettext_lazy("Session"), required=False, max_length=120)
    mandate = forms.ChoiceField(label=gettext_lazy("Directive that mandates it"), required=False)
    mandate_words = forms.CharField(
        label=gettext_lazy("Mandate in words"), required=False, max_length=200,
        help_text=gettext_lazy("For a mandate whose text is not here: the symbol and paragraph."),
    )  # fmt: skip
    planned = DayField(label=gettext_lazy("Planned date"))
    issued = DayField(label=gettext_lazy("Actual date"))
    issued_symbol = forms.CharField(label=gettext_lazy("Symbol of the report"), required=False, max_length=80)
    report = forms.ChoiceField(label=gettext_lazy("The report, where it is here"), required=False)
    evidence = forms.ChoiceField(label=gettext_lazy("Paragraph that says so"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, mandates: list[Directive], works: list[Work], paragraphs: list[Paragraph], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = [(code, str(name)) for code, name in GROUPS.items()]
        offered = {
            "author": [*body_choices(), *groups],
            "body": [*body_choices(), *groups],
            "mandate": [("", "—"), *((str(each.uuid), _mandate_words(each)) for each in mandates)],
            "report": [("", "—"), *((str(work.uuid), f"{work.symbol} {work.title}".strip()[:120]) for work in works)],
            "evidence": paragraph_choices(paragraphs),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


def _mandate_words(directive: Directive) -> str:
    work = directive.paragraph.text.work
    return f"{work.symbol or work.title[:60]}, {directive.paragraph.key}: {directive.words[:60]}"
