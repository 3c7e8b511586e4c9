"""The forms by which a reviewer corrects a fact. What was typed comes back with every error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from palermo.commons.wording.places import alphabetical, country_name, known_countries
from palermo.ground.standards.api import action_kinds, instruments, measures
from palermo.know.review.words import FindingKind
from palermo_engines.extraction.lines import number
from palermo_engines.kit.periods import days_of
from palermo_engines.kit.places import Country
from palermo_engines.kit.quantities import Qualifier

QUALIFIERS = (
    (Qualifier.EXACT.value, gettext_lazy("exactly")),
    (Qualifier.ABOUT.value, gettext_lazy("about")),
    (Qualifier.MORE_THAN.value, gettext_lazy("more than")),
    (Qualifier.AT_LEAST.value, gettext_lazy("at least")),
    (Qualifier.NEARLY.value, gettext_lazy("nearly")),
    (Qualifier.LESS_THAN.value, gettext_lazy("less than")),
    (Qualifier.AT_MOST.value, gettext_lazy("at most")),
)


def _number() -> forms.TextInput:
    """A browser empties a field of type number when what was typed is none, so it is a text field."""
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


class CountriesField(forms.CharField):
    """Countries as codes or names, separated by commas, into a list of codes."""

    def to_python(self, value: Any) -> Any:
        parts = [part.strip() for part in str(value or "").replace("、", ",").replace(";", ",").split(",")]
        return [self._code(part) for part in parts if part]

    def _code(self, text: str) -> str:
        known = known_countries()
        if text.upper() in known:
            return text.upper()
        found = [code for code, country in known.items() if text.casefold() in _names(country)]
        if len(found) != 1:
            raise forms.ValidationError(_("“%(text)s” is no country that is known here.") % {"text": text})
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


def _names(country: Country) -> set[str]:
    return {name.casefold() for name in (*country.short.values(), *country.formal.values())}


class DatesField(forms.CharField):
    """A date as precise as it is known, or an interval of two."""

    def clean(self, value: Any) -> str | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            days_of(text)
        except ValueError:
            raise forms.ValidationError(
                _("Write 2014, 2014-11 or 2014-11-07, or two of them with a slash between.")
            ) from None
        return text


class BreakdownField(forms.CharField):
    """``sex=female; age=child`` into a mapping."""

    def to_python(self, value: Any) -> Any:
        parts = [part.strip() for part in str(value or "").split(";")]
        pairs = [part.partition("=") for part in parts if part]
        if not all(key.strip() and content.strip() for key, _sign, content in pairs):
            raise forms.ValidationError(_("Write sex=female; age=child."))
        return {key.strip(): content.strip() for key, _sign, content in pairs}

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(f"{key}={value[key]}" for key in sorted(value)) if isinstance(value, dict) else value


class CorrectionForm(forms.Form):
    """What every correction has: the revision that was on the page, and a note."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=gettext_lazy("Why (for colleagues)"), required=False, max_length=400)
    field_order: tuple[str, ...] = ()

    def fact(self) -> dict[str, Any]:
        """The fields of the fact, as the line format spells them."""
        return {name: content for name, content in self.cleaned_data.items() if name not in ("revision", "note")}


class FigureForm(CorrectionForm):
    """A figure with everything that makes it true."""

    qualifier = forms.ChoiceField(label=gettext_lazy("Qualifier"), choices=QUALIFIERS)
    value = forms.DecimalField(label=gettext_lazy("Value"), max_digits=20, decimal_places=4, widget=_number())
    high = forms.DecimalField(
        label=gettext_lazy("Up to (ranges)"), max_digits=20, decimal_places=4, required=False, widget=_number()
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=40)
    measure = forms.ChoiceField(label=gettext_lazy("Measure"), required=False)
    iso3 = CountriesField(
        label=gettext_lazy("About"), required=False, help_text=gettext_lazy("Codes or names, with commas between")
    )
    period = DatesField(label=gettext_lazy("Period"), required=False)
    as_of = DatesField(label=gettext_lazy("As of"), required=False)
    breakdown = BreakdownField(
        label=gettext_lazy("Breakdown"), required=False, help_text=gettext_lazy("For example sex=female; age=child")
    )
    field_order = ("qualifier", "value", "high", "unit", "measure", "iso3", "period", "as_of", "breakdown", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((measure.name(_language()), code) for code, measure in measures().items())
        self.fields["measure"].choices = [("", "—"), *((code, name) for name, code in named)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        value, high = cleaned.get("value"), cleaned.get("high")
        if value is not None and high is not None and high < value:
            self.add_error("high", _("A range runs from the lower value to the higher one."))
        return cleaned

    def fact(self) -> dict[str, Any]:
        said = super().fact()
        return said | {
            "value": number(said["value"]), "high": None if said["high"] is None else number(said["high"]),
            "unit": said["unit"] or None, "measure": said["measure"] or None,
        }  # fmt: skip


class ActionForm(CorrectionForm):
    """What a State did about an instrument, and when."""

    iso3 = forms.ChoiceField(label=gettext_lazy("State"))
    kind = forms.ChoiceField(label=gettext_lazy("Action"))
    instrument = forms.ChoiceField(label=gettext_lazy("Instrument"))
    date = DatesField(label=gettext_lazy("Date"), required=False)
    field_order = ("iso3", "kind", "instrument", "date", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = _language()
        names = [(country_name(code), code) for code in alphabetical(known_countries())]
        kinds = [(code, labels.get(language) or labels["en"]) for code, labels in action_kinds().items()]
        treaties = [(code, treaty.name(language)) for code, treaty in instruments().items()]
        offered = {"iso3": [(code, name) for name, code in names], "kind": kinds, "instrument": treaties}
        for field, choices in offered.items():
            self.fields[field].choices = choices  # type: ignore[attr-defined]


class StatementForm(CorrectionForm):
    """Which States a statement stands on, and how it counts them."""

    quantifier = forms.CharField(label=gettext_lazy("Quantifier as printed"), required=False, max_length=200)
    theme = forms.CharField(label=gettext_lazy("Theme"), required=False, max_length=80)
    iso3 = CountriesField(label=gettext_lazy("States"), required=False)
    field_order = ("quantifier", "theme", "iso3", "note")


class MentionForm(CorrectionForm):
    """Which country the words name."""

    iso3 = CountriesField(label=gettext_lazy("Country"))
    field_order = ("iso3", "note")

    def fact(self) -> dict[str, Any]:
        return {"iso3": self.cleaned_data["iso3"][0]}


FORMS: Mapping[str, type[CorrectionForm]] = {
    FindingKind.FIGURE: FigureForm,
    FindingKind.ACTION: ActionForm,
    FindingKind.STATEMENT: StatementForm,
    FindingKind.MENTION: MentionForm,
}
"""Directives and warnings are accepted or rejected; there is nothing in them to correct."""


def _language() -> str:
    return (get_language() or "en").partition("-")[0]
