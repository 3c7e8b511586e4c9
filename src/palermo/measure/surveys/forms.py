"""The forms of this room: what people type about rounds, replies and statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.commons.wording.languages import direction, html_language, language_name
from palermo.measure.surveys.coding import LONGEST_REASON, StatementFields
from palermo.measure.surveys.inviting import RoundFields
from palermo.measure.surveys.queries import CodedStatement, SurveyRound, SurveySection, bodies
from palermo.measure.surveys.replying import LONGEST_ANSWER
from palermo.measure.surveys.words import NAMINGS, QUANTIFIERS, ItemKind
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.synthesis.wording import LONGEST


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, help_text=help_text, widget=picker)


def _in_language(language: str, widget: type[forms.Widget], **attributes: object) -> forms.Widget:
    return widget(attrs={"lang": html_language(language), "dir": direction(language), **attributes})


class RoundForm(forms.Form):
    """A note verbale and the report that is to come of it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    symbol = forms.CharField(label=gettext_lazy("Symbol of the report"), max_length=60)
    body = forms.CharField(
        label=gettext_lazy("Reported to"), required=False, max_length=40,
        help_text=gettext_lazy("A code of the list of organisations, for example CCPCJ."),
    )  # fmt: skip
    sent_on = _day(gettext_lazy("Note verbale of"))
    deadline = _day(gettext_lazy("Replies asked for by"))
    cut_off = _day(gettext_lazy("Replies analysed until"), gettext_lazy("What comes later waits until it is taken in."))
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the report"), widget=forms.CheckboxSelectMultiple
    )
    original = forms.ChoiceField(label=gettext_lazy("Original language"))
    keeps_order = forms.BooleanField(
        label=gettext_lazy("List States in the alphabet of the original language"), required=False,
        help_text=gettext_lazy("Else every language has its own alphabet."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(language, language_name(language)) for language in LANGUAGES]
        for name in ("languages", "original"):
            self.fields[name].choices = named  # type: ignore[attr-defined]
        _add_texts(self, "title", LANGUAGES, lambda name: _("Title (%(language)s)") % {"language": name})

    def said(self) -> RoundFields:
        """What was typed."""
        said = self.cleaned_data
        plain = ("symbol", "languages", "original", "body", "sent_on", "deadline", "cut_off", "keeps_order")
        return RoundFields(titles=_texts(said, "title"), **{name: said[name] for name in plain})


def round_fields(survey: SurveyRound) -> dict[str, Any]:
    """What a round holds, for its form."""
    plain = (
        "revision", "symbol", "body", "sent_on", "deadline", "cut_off", "languages", "original", "keeps_order",
    )  # fmt: skip
    titles = {f"title_{language}": text for language, text in survey.titles.items()}
    return {**{name: getattr(survey, name) for name in plain}, **titles}


class SectionForm(forms.Form):
    """A part of the questionnaire."""

    code = forms.SlugField(label=gettext_lazy("Short name"), max_length=40)
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"), coerce=int,
        choices=[(1, gettext_lazy("chapter")), (2, gettext_lazy("section of a chapter"))],
    )  # fmt: skip
    position = forms.IntegerField(label=gettext_lazy("Place"), min_value=1, max_value=999)

    def __init__(self, survey: SurveyRound, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Title (%(language)s)")
        _add_texts(self, "title", survey.languages, lambda name: label % {"language": name}, required=True)

    def titles(self) -> dict[str, str]:
        """The titles by language."""
        return _texts(self.cleaned_data, "title")


class InviteForm(forms.Form):
    """Whom to ask."""

    named = forms.CharField(
        label=gettext_lazy("States and organisations"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Codes or names, with commas or line ends between."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What a reply says to one section."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Answer"), required=False, max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Write no names of persons."),
    )  # fmt: skip


class BodyForm(forms.Form):
    """A body that clears a reply or writes a section."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Body")
        self.fields["body"] = forms.ModelChoiceField(bodies(), label=label, required=False, to_field_name="code")


class SenderForm(BodyForm):
    """Who clears a reply, and the names of the time."""

    def __init__(self, languages: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _add_texts(self, "name", languages, lambda name: _("Name at the time (%(language)s)") % {"language": name})

    def names(self) -> dict[str, str]:
        """The names by language."""
        return _texts(self.cleaned_data, "name")


class ClearForm(forms.Form):
    """When a reply on paper came."""

    received_on = _day(gettext_lazy("Received on"), gettext_lazy("Empty: today."))


class StatementForm(forms.Form):
    """A sentence of the report, with its places in braces."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = forms.SlugField(label=gettext_lazy("Short name"), max_length=40)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            (ItemKind.STATEMENT.value, gettext_lazy("statement: replies are counted for it")),
            (ItemKind.REMARK.value, gettext_lazy("remark: nobody is counted")),
        ],
    )
    section = forms.ChoiceField(label=gettext_lazy("Section"))
    paragraph = forms.IntegerField(
        label=gettext_lazy("Paragraph of the section"), min_value=1, max_value=999, initial=1,
        help_text=gettext_lazy("Sentences with the same number stand in one paragraph."),
    )  # fmt: skip
    quantifier = forms.ChoiceField(label=gettext_lazy("Quantifier"), required=False)
    naming = forms.ChoiceField(label=gettext_lazy("Name the States"), choices=list(NAMINGS.items()))
    base = forms.ChoiceField(
        label=gettext_lazy("Counted among"), required=False,
        help_text=gettext_lazy("The supporters of another statement, or all States that replied."),
    )  # fmt: skip
    hangs_on = forms.ChoiceField(label=gettext_lazy("Footnote of"), required=False)

    def __init__(self, survey: SurveyRound, others: Sequence[CodedStatement], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey, self.others = survey, {each.code: each for each in others}
        codes = [(code, code) for code in self.others]
        offered = {
            "section": [(each.code, each.code) for each in survey.sections.all()],
            "quantifier": [("", _("as the count proposes")), *((code, words) for code, words in QUANTIFIERS.items())],
            "base": [("", _("all States that replied")), *codes],
            "hangs_on": [("", "—"), *codes],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        _add_texts(
            self, "wording", survey.languages, lambda name: _("Wording (%(language)s)") % {"language": name},
            widget=forms.Textarea, required=True,
        )  # fmt: skip

    def said(self) -> StatementFields:
        """What was typed."""
        said = self.cleaned_data
        section: SurveySection = self.survey.sections.get(code=said["section"])
        wordings = {language: " ".join(text.split()) for language, text in _texts(said, "wording").items()}
        return StatementFields(
            section, said["code"], said["kind"], said["paragraph"], wordings, said["naming"], said["quantifier"],
            self.others.get(said["base"]), self.others.get(said["hangs_on"]),
        )  # fmt: skip


def statement_fields(statement: CodedStatement) -> dict[str, Any]:
    """What a statement holds, for its form."""
    plain = ("revision", "code", "kind", "paragraph", "quantifier", "naming")
    wordings = {f"wording_{language}": text for language, text in statement.wordings.items()}
    return {
        **{name: getattr(statement, name) for name in plain},
        "section": statement.section.code,
        "base": statement.base.code if statement.base else "",
        "hangs_on": statement.hangs_on.code if statement.hangs_on else "",
        **wordings,
    }


class OverrideForm(forms.Form):
    """A quantifier against the count."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    override = forms.ChoiceField(label=gettext_lazy("Quantifier"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The reason and your body are printed at the end of the report."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["override"].choices = [("", _("none: as counted")), *QUANTIFIERS.items()]  # type: ignore[attr-defined]


class CiteForm(forms.Form):
    """Who says so, where the text of the reply is not here."""

    named = forms.CharField(
        label=gettext_lazy("States and organisations"), max_length=20_000,
        help_text=gettext_lazy("Codes or names, with commas or line ends between."),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Place in the reply"), required=False, max_length=120)


class PublishForm(forms.Form):
    """Whether open questions are to be printed."""

    with_open_questions = forms.BooleanField(
        label=gettext_lazy("Publish with the open questions: they are printed at the end"), required=False
    )


def _add_texts(
    form: forms.Form,
    name: str,
    languages: Sequence[str],
    label: Any,
    widget: Any = forms.TextInput,
    *,
    required: bool = False,
) -> None:
    """A field for each language."""
    rows = {"rows": 2} if widget is forms.Textarea else {}
    for language in languages:
        form.fields[f"{name}_{language}"] = forms.CharField(
            label=label(language_name(language)), required=required, max_length=LONGEST,
            widget=_in_language(language, widget, **rows),
        )  # fmt: skip


def _texts(said: dict[str, Any], name: str) -> dict[str, str]:
    return {language: said[f"{name}_{language}"] for language in LANGUAGES if said.get(f"{name}_{language}")}
