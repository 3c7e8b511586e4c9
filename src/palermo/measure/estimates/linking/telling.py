"""What a linkage says, in plain words; and what agrees in a pair, words before bits."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.commons.wording.languages import join_names
from palermo.commons.wording.numbers import number
from palermo.measure.estimates.linking.results import Outcome
from palermo.measure.estimates.linking.words import FIELD_WORDS
from palermo.measure.estimates.telling_links import interval_words, share_words
from palermo_engines.linkage.review import Doubt, Line
from palermo_engines.linkage.sampling import Share

_STRONG, _WEAK = 3.0, 0.5  # bits; three are odds of eight to one


@dataclass(frozen=True)
class FieldTold:
    """A field of a pair: both texts, what they say for or against one person, and the evidence in bits, if any."""

    name: str
    left: str
    right: str
    words: str
    bits: str
    kind: str


def outcome_words(outcome: Outcome) -> list[str]:
    """Paragraphs, the most important first."""
    said = [
        _("%(records)s records of %(lists)s lists are probably %(people)s people.")
        % {"records": number(outcome.records), "lists": number(len(outcome.sizes)), "people": number(outcome.people)},
        *_expected_words(outcome),
    ]
    if outcome.doubtful:
        said.append(
            ngettext(
                "One pair of records is in doubt and nobody has judged it.",
                "%(count)s pairs of records are in doubt and nobody has judged them.",
                outcome.doubtful,
            )
            % {"count": number(outcome.doubtful)}
        )
    return [*said, judged_words(outcome)]


def _expected_words(outcome: Outcome) -> list[str]:
    precision, recall = outcome.expected.precision, outcome.expected.recall
    if isnan(precision) or isnan(recall):
        return [_("No two records were joined.")]
    return [
        _(
            "By its own probabilities, %(precision)s of the joined pairs are one person, and %(recall)s of the pairs "
            "that are one person were joined. This was learned from the lists and knows nothing of records that have "
            "nothing in common."
        )
        % {"precision": share_words(precision), "recall": share_words(recall)}
    ]


def judged_words(outcome: Outcome) -> str:
    """The quality by labelled pairs, or how far it is from that."""
    judged, (whole, done) = outcome.judged, outcome.sample
    if judged is None:
        return _(
            "Nobody has checked it yet. Judge the sample, %(done)s of %(whole)s pairs so far, to see how good the "
            "linkage is."
        ) % {"done": number(done), "whole": number(whole)}
    said = _("By %(pairs)s judged pairs: precision %(precision)s, recall %(recall)s among the pairs compared.") % {
        "pairs": number(judged.pairs), "precision": _interval(judged.precision),
        "recall": _("not known") if judged.recall is None else _interval(judged.recall),
    }  # fmt: skip
    return f"{said} {_('The pairs were drawn at random from all probabilities; decisions are not counted in.')}"


def _interval(share: Share) -> str:
    return interval_words((share.value, share.low, share.high))


def probability_words(doubt: Doubt) -> str:
    """What the comparison makes of the pair."""
    return _("By what was compared, one person with a probability of %(share)s.") % {
        "share": share_words(doubt.probability)
    }


def fields_told(doubt: Doubt) -> list[FieldTold]:
    """The pair field by field, compared ones first."""
    ordered = sorted(doubt.lines, key=lambda line: line.field in ("number", "form", "region", "year"))
    return [_told(line) for line in ordered]


def _told(line: Line) -> FieldTold:
    words, kind = _evidence_words(line)
    bits = "" if not line.evidence else f"{line.evidence:+.1f}"
    return FieldTold(str(FIELD_WORDS[line.field]), line.left, line.right, words, bits, kind)


def _evidence_words(line: Line) -> tuple[str, str]:
    if line.evidence is None:
        return _("not compared"), "none"
    if not line.left or not line.right:
        return _("not known in both"), "none"
    if line.left.strip().casefold() == line.right.strip().casefold():
        alike = _("the same")
    elif line.evidence > _WEAK:
        alike = _("alike")
    else:
        alike = _("different")
    return _weighed(alike, line.evidence)


def _weighed(alike: str, evidence: float) -> tuple[str, str]:
    if evidence >= _STRONG:
        return _("%(alike)s: speaks strongly for one person") % {"alike": alike}, "for"
    if evidence > _WEAK:
        return _("%(alike)s: speaks for one person") % {"alike": alike}, "for"
    if evidence <= -_STRONG:
        return _("%(alike)s: speaks strongly for two people") % {"alike": alike}, "against"
    if evidence < -_WEAK:
        return _("%(alike)s: speaks for two people") % {"alike": alike}, "against"
    return _("%(alike)s: says little") % {"alike": alike}, "none"


def summary_words(told: list[FieldTold]) -> list[str]:
    """Which fields speak for one person and which against, in a sentence each."""
    speaks = [each.name for each in told if each.kind == "for"]
    against = [each.name for each in told if each.kind == "against"]
    said = []
    if speaks:
        said.append(_("For one person: %(fields)s.") % {"fields": join_names(speaks)})
    if against:
        said.append(_("For two people: %(fields)s.") % {"fields": join_names(against)})
    return said


def told_context(doubt: Doubt) -> dict[str, Any]:
    """A pair for the page."""
    told = fields_told(doubt)
    return {"fields": told, "summary": summary_words(told), "probability": probability_words(doubt)}
