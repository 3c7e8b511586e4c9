"""The forms of linking. What was typed stands there again when something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.measure.estimates.linking.keeping import BroughtList
from palermo.measure.estimates.linking.using import MOST_DRAWS, Wanted
from palermo.measure.estimates.linking.words import FIELD_WORDS, GROUPINGS
from palermo.measure.estimates.reading import LONGEST_NAME

FILES = 5


class FilesForm(forms.Form):
    """Files to bring: a name and a file each; empty lines are left alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(1, FILES + 1):
            self.fields[f"name_{at}"] = forms.CharField(
                label=_("List %(number)s: whose it is") % {"number": at}, max_length=LONGEST_NAME, required=False
            )
            self.fields[f"file_{at}"] = forms.FileField(
                label=_("List %(number)s: file") % {"number": at}, required=False
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        lines = [(said.get(f"name_{at}"), said.get(f"file_{at}")) for at in range(1, FILES + 1)]
        for at, (name, file) in enumerate(lines, start=1):
            if bool(name) != bool(file):
                self.add_error(f"name_{at}", _("A list needs a name and a file."))
        if not self.errors and not any(name for name, _file in lines):
            self.add_error("name_1", _("A list needs a name and a file."))
        return said

    def brought(self) -> list[tuple[str, bytes]]:
        """Names and bytes of the complete lines; others keep their error."""
        said = self.cleaned_data
        lines = [(said.get(f"name_{at}"), said.get(f"file_{at}")) for at in range(1, FILES + 1)]
        return [(name, file.read()) for name, file in lines if name and file]


class LinkForm(forms.Form):
    """What each column is, and the settings of the comparison."""

    seed = forms.IntegerField(
        label=gettext_lazy("Seed"), min_value=0, max_value=2**31 - 1, initial=1,
        help_text=gettext_lazy("The same seed gives the same figures."),
    )  # fmt: skip
    without_births = forms.BooleanField(
        label=gettext_lazy("Take dates of birth that cannot be read as not known"), required=False
    )

    def __init__(self, lists: Sequence[BroughtList], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lists = lists
        choices = [("", _("Not used")), *FIELD_WORDS.items()]
        for place, brought in enumerate(lists):
            for at, field in enumerate(brought.columns):
                self.fields[f"column_{place}_{at}"] = forms.ChoiceField(
                    label=_("%(list)s, column %(number)s") % {"list": brought.name, "number": at + 1},
                    choices=choices, required=False, initial=field,
                )  # fmt: skip

    def columns(self) -> list[list[str]]:
        """The field of each column of each list."""
        said = self.cleaned_data
        return [
            [said.get(f"column_{place}_{at}", "") for at in range(len(brought.columns))]
            for place, brought in enumerate(self.lists)
        ]

    def settings(self) -> list[Any]:
        """The fields that are no column."""
        return [self[name] for name in ("seed", "without_births")]

    def tables(self) -> list[dict[str, Any]]:
        """A table for each list: its columns with how many cells are filled, and the choice of what they are."""
        return [
            {
                "name": brought.name, "place": place, "records": len(brought.rows),
                "columns": [
                    {
                        "heading": heading, "letter": at + 1, "field": self[f"column_{place}_{at}"],
                        "filled": sum(bool(row[at]) for row in brought.rows),
                    }
                    for at, heading in enumerate(brought.headings)
                ],
            }
            for place, brought in enumerate(self.lists)
        ]  # fmt: skip


class UseForm(forms.Form):
    """What goes into the table of overlaps."""

    groupings = forms.MultipleChoiceField(
        label=gettext_lazy("Groups to keep with the counts"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For estimates by group. What fewer than five records say is counted as other."),
    )  # fmt: skip
    draws = forms.IntegerField(
        label=gettext_lazy("Plausible linkages to draw"), min_value=2, max_value=MOST_DRAWS, initial=20,
        help_text=gettext_lazy("The estimate is repeated over all of them, so that doubtful links widen its interval."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groupings"].choices = [(field, FIELD_WORDS[field]) for field in GROUPINGS]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was chosen."""
        return Wanted(self.cleaned_data["draws"], self.cleaned_data["groupings"])
