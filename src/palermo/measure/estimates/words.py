"""The words of this room: methods, the parts of a run, what warnings and refusals say, assumptions.

Codes come from the estimation engine; a test holds the English sentences against the engine's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

MEASURE = "victims_estimated"


class MadeFrom(StrEnum):
    """How a table of overlaps came here."""

    TABLE = "table"
    LISTS = "lists"
    LINKED = "linked"


METHODS: Mapping[str, Promise] = {
    "stepwise": gettext_lazy("Stepwise selection"),
    "bic": gettext_lazy("Best model by BIC"),
    "dga": gettext_lazy("Average over graphs"),
    "lcm": gettext_lazy("Latent classes"),
}

WARNINGS: Mapping[str, Promise] = {
    "limits_percentile": gettext_lazy(
        "The correction of the limits is not defined here; plain percentiles of the resamples are shown instead."
    ),
    "upper_unbounded": gettext_lazy(
        "Some resamples allow no finite estimate: the data do not exclude any number, however large."
    ),
    "not_finite": gettext_lazy("No finite estimate exists: the lists overlap too little for this method."),
    "selection_unstable": gettext_lazy(
        "Fewer than half of the resamples choose the same model: the interval mixes models that tell different stories."
    ),
    "chains_disagree": gettext_lazy(
        "The sampling chains did not agree with one another: take these numbers as unreliable."
    ),
    "prior_sensitive": gettext_lazy("Another customary choice of prior moves the estimate outside the interval shown."),
    "grid_short": gettext_lazy(
        "The posterior has weight at the edge of what was computed: the upper limit is too low."
    ),
    "merged_lists": gettext_lazy(
        "This method is limited to five lists: those that share most people were merged first, as named."
    ),
    "no_overlap": gettext_lazy(
        "Nobody is on more than one list. Without an overlap nothing can be said about people not seen: the number "
        "seen is a lower bound and there is no upper one."
    ),
    "isolated_list": gettext_lazy(
        "At least one list shares nobody with any other. Its people cannot be related to the rest, and a total would "
        "rest on an assumption alone. Only a lower bound is honest."
    ),
    "two_lists": gettext_lazy(
        "With two lists, that they are independent of each other can only be assumed, never tested."
    ),
    "wide": gettext_lazy("The upper limit is more than ten times the lower one."),
}


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is assumed, and what is known about it."""

    code: str
    assumed: Promise
    known: Promise


ASSUMPTIONS = (
    Assumption(
        "closed",
        gettext_lazy("Nobody enters or leaves the population during the period."),
        gettext_lazy(
            "Not tested by these data. The longer the period, the less it holds; movement raises the estimate."
        ),
    ),
    Assumption(
        "linked",
        gettext_lazy("Records of one person are recognised as one person."),
        gettext_lazy("Not tested by these data. Missed links raise the estimate, false links lower it."),
    ),
    Assumption(
        "reachable",
        gettext_lazy("Everybody has some chance to come on each list."),
        gettext_lazy("People whom no list could ever reach are not in the estimate."),
    ),
    Assumption(
        "no_highest_interaction",
        gettext_lazy("There is no dependence that shows only among all lists at once."),
        gettext_lazy(
            "It cannot be tested: other assumptions that fit the data equally well give any total. The table of what "
            "cannot be tested shows some."
        ),
    ),
    Assumption(
        "same_definition",
        gettext_lazy("All lists count the same kind of person."),
        gettext_lazy("Lists with wider definitions raise the estimate. Ask every agency whom it counts."),
    ),
)  # fmt: skip
LINKED_EXACTLY = gettext_lazy(
    "Here the lists were joined by equal identifiers: whoever has two different identifiers counts as two people."
)
LINKED_PROBABLY = gettext_lazy(
    "Here records were linked by probability. The doubt is in the intervals, as far as the probabilities are right; "
    "records of one person that have nothing in common are never linked."
)
COVARIATES: Mapping[str, Promise] = {
    "sex": gettext_lazy("Sex"),
    "form": gettext_lazy("Form of exploitation"),
    "region": gettext_lazy("Region"),
    "year": gettext_lazy("Year"),
}
