"""What went wrong, in the reader's language. Errors of actions and of the engine carry a code and English words."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from palermo.commons.wording.languages import active_language
from palermo_engines.kit.errors import InputError

_SENTENCES: Mapping[str, Promise] = {
    "questionnaires.not_open": gettext_lazy("The round is not open for answers."),
    "questionnaires.not_allowed": gettext_lazy("Its state does not allow this."),
    "questionnaires.not_draft": gettext_lazy("Only a draft can be changed; add a new version."),
    "questionnaires.not_published": gettext_lazy("Only a published version is sent out."),
    "questionnaires.other": gettext_lazy("The text is of another questionnaire."),
    "questionnaires.large": gettext_lazy("The questionnaire is too large."),
    "questionnaires.gate": gettext_lazy(
        "It names registers or questions that are not here, or loses a language that the version before speaks."
    ),
    "questionnaires.states": gettext_lazy("A name is no State that is known here."),
    "questionnaires.period": gettext_lazy("Give a year or a period with both ends, as in 2024 or 2023-07/2024-06."),
    "questionnaires.problems": gettext_lazy("There are still problems in this section."),
    "questionnaires.source": gettext_lazy("Say who provides the data of this section."),
    "questionnaires.not_done": gettext_lazy("There is a section that is not done."),
    "questionnaires.shape": gettext_lazy("This does not fit the question."),
    "questionnaires.word": gettext_lazy("The explanation is too long."),
    "questionnaires.long": gettext_lazy("The text is too long."),
    "questionnaires.day": gettext_lazy("This is no day. Write 2024, 2024-06 or 2024-06-30."),
    "questionnaires.not_cleared": gettext_lazy("Support is asked for once the answers are cleared."),
    "questionnaires.no_gap": gettext_lazy("This answer shows no gap."),
    "questionnaires.kind": gettext_lazy("There is no such kind of support."),
    "questionnaires.book": gettext_lazy("This is no workbook of these answers. Export it here and fill that file in."),
    "questionnaires.changed_meanwhile": gettext_lazy(
        "Somebody else changed this in the meantime. Look at it again; what you typed is still here."
    ),
}


def told(problem: InputError) -> str:
    """The problem for a reader: in English the words of where it happened, else the sentence for its code."""
    sentence = _SENTENCES.get(problem.code)
    if sentence is None or (active_language() == "en" and problem.code != "questionnaires.changed_meanwhile"):
        return f"{problem.message} {problem.advice}".strip()
    return str(sentence)


def lay_problem(form: forms.Form, problem: InputError) -> None:
    """Show the problem at its field, or above the form."""
    form.add_error(problem.where if problem.where in form.fields else None, told(problem))
