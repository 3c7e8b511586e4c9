"""The forms of this room."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.commons.wording.places import alphabetical, country_name, known_countries
from palermo.measure.estimates.reading import LONGEST_NAME
from palermo.measure.estimates.running import MOST_RESAMPLES, Asked
from palermo.measure.estimates.taking_in import About
from palermo.measure.estimates.words import METHODS
from palermo_engines.release.gate import Rule

FILES = 8


class AboutForm(forms.Form):
    """What a table or a linkage is about."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    subject = forms.ChoiceField(label=gettext_lazy("Country or area"), required=False)
    period = forms.CharField(
        label=gettext_lazy("Period"), required=False, max_length=24,
        help_text=gettext_lazy("A year, or a period such as 2015/2017."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, country_name(code)) for code in alphabetical(known_countries())]
        self.fields["subject"].choices = [("", _("None, or several")), *named]  # type: ignore[attr-defined]

    def about(self) -> About:
        """What was typed."""
        said = self.cleaned_data
        return About(said["title"], said["subject"], said["period"].strip())


class _GroupedForm(AboutForm):
    """And which of its columns divide people into groups."""

    covariates = forms.CharField(
        label=gettext_lazy("Columns that divide people into groups"), required=False, max_length=200,
        help_text=gettext_lazy(
            "Headings separated by commas, for example sex, age. Groups, never people: at most 12 values each. "
            "Other columns are not kept."
        ),
    )  # fmt: skip

    def chosen_covariates(self) -> list[str]:
        """The headings, each once."""
        typed = re.split("[,،，]", self.cleaned_data["covariates"])
        return list(dict.fromkeys(part.strip() for part in typed if part.strip()))


class TableForm(_GroupedForm):
    """One file that counts already."""

    file = forms.FileField(
        label=gettext_lazy("Table of overlaps"),
        help_text=gettext_lazy(
            "CSV or XLSX: a column for each list (1 on it, 0 not) and a column called count."
        ),
    )  # fmt: skip


class ListsForm(_GroupedForm):
    """The lists of agencies, one file each."""

    identifier = forms.CharField(
        label=gettext_lazy("Heading of the column with the identifier"), max_length=100,
        help_text=gettext_lazy(
            "The same heading in every file. People are the same where it is equal sign by sign. Agencies replace "
            "names by pseudonyms before they hand lists over."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(1, FILES + 1):
            needed = at <= 2
            self.fields[f"name_{at}"] = forms.CharField(
                label=_("List %(number)s: whose it is") % {"number": at}, max_length=LONGEST_NAME, required=needed
            )
            self.fields[f"file_{at}"] = forms.FileField(
                label=_("List %(number)s: file") % {"number": at}, required=needed
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for at in range(1, FILES + 1):
            if bool(said.get(f"name_{at}")) != bool(said.get(f"file_{at}")) and not self.errors:
                self.add_error(f"name_{at}", _("A list needs a name and a file."))
        return said

    def lists(self) -> list[tuple[str, bytes]]:
        """Names and bytes of the files that came."""
        said = self.cleaned_data
        kept = [at for at in range(1, FILES + 1) if said.get(f"file_{at}")]
        return [(said[f"name_{at}"], said[f"file_{at}"].read()) for at in kept]


class RunForm(forms.Form):
    """What a run is to do."""

    methods = forms.MultipleChoiceField(label=gettext_lazy("Methods"), widget=forms.CheckboxSelectMultiple)
    threshold = forms.FloatField(
        label=gettext_lazy("Threshold of the stepwise selection"), min_value=0.0001, max_value=0.5,
        help_text=gettext_lazy("A pair of lists counts as dependent when chance would do as much this rarely."),
    )  # fmt: skip
    bootstrap = forms.IntegerField(
        label=gettext_lazy("Resamples"), min_value=0, max_value=MOST_RESAMPLES,
        help_text=gettext_lazy("The intervals come from so many repetitions of the whole method."),
    )  # fmt: skip
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"), min_value=0, max_value=2**31 - 1,
        help_text=gettext_lazy("The same seed gives the same figures."),
    )  # fmt: skip
    usability = forms.BooleanField(
        label=gettext_lazy("Also simulate how far the interval can be trusted on such a table"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**asdict(Asked()), **self.initial}
        self.fields["methods"].choices = list(METHODS.items())  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was typed."""
        said = self.cleaned_data
        return Asked(said["methods"], said["threshold"], said["bootstrap"], said["seed"], said["usability"])


class RuleForm(forms.Form):
    """The rule of the gate."""

    minimum = forms.TypedChoiceField(
        label=gettext_lazy("Smallest count that is printed"), coerce=int,
        choices=[(each, each) for each in (5, 10, 20)],
        help_text=gettext_lazy("Smaller counts are withheld, and others with them, so that none can be worked out."),
    )  # fmt: skip
    base = forms.TypedChoiceField(
        label=gettext_lazy("Counts are rounded to"), coerce=int, choices=[(each, each) for each in (1, 5, 10)]
    )

    def rule(self) -> Rule:
        """What was chosen."""
        return Rule(self.cleaned_data["minimum"], self.cleaned_data["base"])
