"""The forms of staff: a work, a directive, and what people say about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.commons.wording.languages import active_language, language_name
from palermo.commons.wording.places import known_countries
from palermo.coordinate.resolutions.actions import DirectiveFields, WorkFields
from palermo.coordinate.resolutions.models import Directive, Paragraph, Work
from palermo.coordinate.resolutions.vocabulary import (
    GROUPS,
    KINDS,
    STATUSES,
    addressee_name,
    bodies,
    is_known,
    theme_name,
    themes,
)
from palermo.coordinate.resolutions.words import LONGEST_REASON
from palermo.ground.standards.api import organisation_named
from palermo_engines.kit.alphabet import alphabetical_key
from palermo_engines.kit.languages import LANGUAGES, Language

_EXCERPT = 70
Choices = list[tuple[str, Any]]


def body_choices() -> Choices:
    """Bodies in the alphabet of the reader's language, behind an empty choice."""
    spoken = active_language()
    return [("", "—"), *((code, addressee_name(code)) for code in in_alphabet(bodies(), spoken))]


def in_alphabet(codes: Iterable[str], language: Language) -> list[str]:
    """Codes of addressees in the alphabetical order of their names."""
    return sorted(codes, key=lambda code: alphabetical_key(addressee_name(code), language))


def paragraph_choices(paragraphs: list[Paragraph]) -> Choices:
    """Paragraphs under the name of their work, with the beginning of their words."""
    grouped: dict[str, Choices] = defaultdict(list)
    for paragraph in paragraphs:
        work = paragraph.text.work
        words = paragraph.words[:_EXCERPT] + ("…" if len(paragraph.words) > _EXCERPT else "")
        title = f"{work.symbol or work.title} ({paragraph.text.language})"
        grouped[title].append((str(paragraph.uuid), f"{paragraph.key}: {words}"))
    return [("", "—"), *grouped.items()]


class DayField(forms.CharField):
    """A day, month or year; the action checks it, so that programs and people get the same refusal."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=10, help_text=_DAY_HELP, **more)


_DAY_HELP = gettext_lazy("As precise as known: 2018, 2018-05 or 2018-05-14.")


class WorkForm(forms.Form):
    """What people type about a work."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=600)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    symbol = forms.CharField(label=gettext_lazy("Symbol"), required=False, max_length=80)
    language = forms.ChoiceField(label=gettext_lazy("Language of the title"), required=False)
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    session = forms.CharField(label=gettext_lazy("Session"), required=False, max_length=120)
    planned = DayField(label=gettext_lazy("Planned date"))
    dated = DayField(label=gettext_lazy("Actual date"))
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = [("", "—"), *((code, language_name(code)) for code in LANGUAGES)]
        for name, offered in (("kind", list(KINDS.items())), ("language", spoken), ("body", body_choices())):
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def said(self) -> WorkFields:
        """As the action takes it."""
        return WorkFields(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})


class AddresseesField(forms.CharField):
    """Groups, bodies and countries by name or code, separated by commas, into codes."""

    def to_python(self, value: Any) -> Any:
        parts = [part.strip() for part in str(value or "").replace("、", ",").replace("،", ",").split(",")]
        return [_code(part) for part in parts if part]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(addressee_name(code) for code in value) if isinstance(value, list) else value


def _code(text: str) -> str:
    groups = {str(name).casefold(): code for code, name in GROUPS.items()}
    if is_known(text):
        return text
    countries = {
        name.casefold(): code for code, country in known_countries().items() for name in country.short.values()
    }
    folded = text.casefold()
    found = groups.get(folded) or organisation_named(text) or countries.get(folded)
    if found is None:
        raise forms.ValidationError(_("“%(text)s” is no group, body or country that is known here.") % {"text": text})
    return found


class DirectiveForm(forms.Form):
    """What people add to a directive."""

    action = forms.CharField(
        label=gettext_lazy("What is to be done, in one line"), required=False, max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    named = AddresseesField(
        label=gettext_lazy("Addressees the text names"), required=False, max_length=800,
        help_text=gettext_lazy("Names or codes, separated by commas."),
    )  # fmt: skip
    implied = AddresseesField(
        label=gettext_lazy("Addressees it only implies"), required=False, max_length=800,
        help_text=gettext_lazy("Names or codes, separated by commas."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "—"), *((code, theme_name(code)) for code in themes())]  # type: ignore[attr-defined]

    def said(self, directive: Directive) -> DirectiveFields:
        """As the action takes it: addressees only when they changed, so that taking in again keeps up the others."""
        typed = dict.fromkeys(self.cleaned_data["named"], False)
        typed |= {code: True for code in self.cleaned_data["implied"] if code not in typed}
        held = {each.code: each.implicit for each in directive.addressees.all()}
        return DirectiveFields(
            self.cleaned_data["action"], self.cleaned_data["theme"], None if typed == held else tuple(typed.items())
        )


class StatusForm(forms.Form):
    """What came of a directive."""

    addressee = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Status"))
    as_of = forms.DateField(
        label=gettext_lazy("As of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    paragraph = forms.ChoiceField(
        label=gettext_lazy("Paragraph that shows it"), required=False,
        help_text=gettext_lazy("Paragraphs of documents that were taken in."),
    )  # fmt: skip
    figure = forms.CharField(
        label=gettext_lazy("Figure that shows it"), required=False, max_length=300,
        help_text=gettext_lazy("The address of the figure's page."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, directive: Directive, paragraphs: list[Paragraph], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.code, each.name) for each in directive.addressees.all()] or [("", addressee_name(""))]
        offered = {"addressee": named, "status": list(STATUSES.items()), "paragraph": paragraph_choices(paragraphs)}
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["addressee"].required = bool(named[0][0])
        self.fields["as_of"].initial = timezone.now().date()


class LinkForm(forms.Form):
    """What a paragraph takes up, or is taken up in."""

    direction = forms.ChoiceField(
        label=gettext_lazy("This paragraph"), widget=forms.RadioSelect, initial="in",
        choices=[("in", gettext_lazy("is taken up in")), ("up", gettext_lazy("takes up"))],
    )  # fmt: skip
    other = forms.ChoiceField(
        label=gettext_lazy("The other paragraph"), help_text=gettext_lazy("Paragraphs of documents that were taken in.")
    )
    directive = forms.ChoiceField(label=gettext_lazy("One verb of this paragraph only"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, directives: list[Directive], paragraphs: list[Paragraph], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verbs = [("", "—"), *((str(each.uuid), f"{each.printed} ({each.verb_words})") for each in directives)]
        for name, choices in (("other", paragraph_choices(paragraphs)), ("directive", verbs)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class RenewalForm(forms.Form):
    """Which work this one renews."""

    predecessor = forms.ChoiceField(label=gettext_lazy("The work it continues"))
    evidence = forms.ChoiceField(label=gettext_lazy("Paragraph that says so"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=LONGEST_REASON)

    def __init__(self, works: list[Work], paragraphs: list[Paragraph], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [("", "—"), *((str(work.uuid), f"{work.symbol} {work.title}".strip()[:120]) for work in works)]
        for name, choices in (("predecessor", listed), ("evidence", paragraph_choices(paragraphs))):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
