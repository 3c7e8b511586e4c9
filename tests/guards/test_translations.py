"""Every string a page shows has its Chinese, with its placeholders and its plural forms. The other languages say how
far they are, and nothing claims to be complete that is not."""

from __future__ import annotations

import json
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel import Locale

from palermo.site.catalogues.collecting import Message, messages_used, python_messages, template_messages
from palermo.site.catalogues.compiling import compile_catalogues
from palermo.site.catalogues.coverage import missing_count
from palermo.site.catalogues.merging import LOCALE, LOCALES, misfit, plural_forms, read_translations, write_catalogues


def test_every_message_has_its_chinese_and_none_lost_its_placeholders(tmp_path: Path) -> None:
    report = write_catalogues(messages_used(), read_translations(), tmp_path)
    assert report.problems == []
    missing = [f"{message.key!r} ({message.places[0]})" for message in report.missing["zh"]]
    assert not missing, "no Chinese in any translations.yaml for:\n" + "\n".join(missing)


def test_the_catalogues_kept_are_those_the_translations_make(tmp_path: Path) -> None:
    write_catalogues(messages_used(), read_translations(), tmp_path)
    stale = [
        locale
        for locale in LOCALES.values()
        if (tmp_path / locale / "LC_MESSAGES/django.po").read_text(encoding="utf-8")
        != (LOCALE / locale / "LC_MESSAGES/django.po").read_text(encoding="utf-8")
    ]
    assert not stale, f"run: python -m palermo.site.catalogues (stale: {', '.join(stale)})"


def test_coverage_is_told_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    used = messages_used()
    report = write_catalogues(used, read_translations(), tmp_path)
    kept = json.loads((LOCALE / "coverage.json").read_text(encoding="utf-8"))
    for language, missing in report.missing.items():
        assert kept[language] == {"messages": len(used), "missing": len(missing)}
        assert missing_count(language) == len(missing)
        with capsys.disabled():
            print(f"  {language}: {len(used) - len(missing)} of {len(used)} strings translated", flush=True)  # noqa: T201  the report is the point


# What the guard would catch: each of these once went wrong somewhere.


def test_strings_are_found_wherever_they_stand() -> None:
    template = """{% load i18n %}{% block lead %}
        {% translate "One's own" %} <p>{{ _("Two") }} it's 5 o'clock {% if a %}
      {% blocktranslate count n=things|length %}{{ n }} thing{% plural %}{{ n }} things{% endblocktranslate %}
        {% endif %}{% translate "Name" context "of a body" %}{% endblock %}"""
    assert set(template_messages(template)) == {
        ("", "One's own", ""),
        ("", "Two", ""),
        ("", "%(n)s thing", "%(n)s things"),
        ("of a body", "Name", ""),
    }
    module = (
        "from django.utils.translation import gettext as _, ngettext as many, pgettext_lazy\n"
        "x = _('A' \n 'B')\ny = many('one', 'more', 3)\nz = pgettext_lazy('seat', 'Holder')\nn = _(x)\n"
    )
    assert set(python_messages(module)) == {("", "AB", ""), ("", "one", "more"), ("seat", "Holder", "")}


def test_a_missing_translation_is_reported(tmp_path: Path) -> None:
    message = Message("", "Never translated", "", ("somewhere.html",))
    report = write_catalogues([message], {message.key: {"fr": ("Jamais traduit",)}}, tmp_path)
    assert report.missing["zh"] == [message]
    assert report.missing["fr"] == []


@pytest.mark.parametrize(
    ("message", "language", "forms"),
    [
        (Message("", "%(n)s of %(all)s", "", ()), "zh", ("共%(n)s",)),
        (Message("", "%(n)s of %(all)s", "", ()), "fr", ("%(n)s sur %(tout)s",)),
        (Message("", "<a>Open</a>", "", ()), "zh", ("打开",)),
        (Message("", "%(n)s case", "%(n)s cases", ()), "ru", ("%(n)s дело", "%(n)s дела")),
        (Message("", "%(n)s case", "%(n)s cases", ()), "zh", ("%(n)s起", "%(n)s起")),
        (Message("", "Open", "", ()), "ar", ("افتح", "افتحوا")),
    ],
)
def test_a_translation_that_does_not_fit_is_refused(message: Message, language: str, forms: tuple[str, ...]) -> None:
    assert misfit(message, language, forms)


@pytest.mark.parametrize(("language", "locale"), LOCALES.items())
def test_every_number_takes_the_form_that_cldr_says(language: str, locale: str, tmp_path: Path) -> None:
    rule = Locale.parse(locale).plural_form
    forms = tuple(tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in rule.tags | {"other"})
    message = Message("", "%(n)s case", "%(n)s cases", ())
    write_catalogues([message], {message.key: {language: forms}}, tmp_path)
    compile_catalogues(tmp_path)
    spoken = GNUTranslations((tmp_path / locale / "LC_MESSAGES" / "django.mo").open("rb"))
    told = {number: spoken.ngettext(message.singular, message.plural, number) for number in range(250)}
    assert told == {number: rule(number) for number in range(250)}


def test_plural_forms_of_cldr_become_those_of_gettext() -> None:
    assert plural_forms("ru", ("дело", "дела", "дел", "дела")) == ("дело", "дела", "дел")
    assert plural_forms("fr", ("cas", "cas", "cas d’autres")) == ("cas", "cas d’autres")
    assert plural_forms("zh", ("案",)) == ("案",)
    assert plural_forms("ar", ("a", "b")) is None
