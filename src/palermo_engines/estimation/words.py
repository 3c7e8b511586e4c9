"""What warnings, refusals and assumptions say, in plain English. Codes are stable, for programs and translations."""

from __future__ import annotations

from collections.abc import Sequence

WARNINGS = {
    "limits_percentile": "The correction of the limits is not defined here; plain percentiles of the resamples are "
    "shown instead.",
    "upper_unbounded": "Some resamples allow no finite estimate: the data do not exclude any number, however large.",
    "not_finite": "No finite estimate exists: the lists overlap too little for this method.",
    "selection_unstable": "Fewer than half of the resamples choose the same model: the interval mixes models that "
    "tell different stories.",
    "chains_disagree": "The sampling chains did not agree with one another: take these numbers as unreliable.",
    "prior_sensitive": "Another customary choice of prior moves the estimate outside the interval shown.",
    "grid_short": "The posterior has weight at the edge of what was computed: the upper limit is too low.",
    "merged_lists": "This method is limited to five lists: those that share most people were merged first, as named.",
    "no_overlap": "Nobody is on more than one list. Without an overlap nothing can be said about people not seen: the "
    "number seen is a lower bound and there is no upper one.",
    "isolated_list": "At least one list shares nobody with any other. Its people cannot be related to the rest, and a "
    "total would rest on an assumption alone. Only a lower bound is honest.",
    "two_lists": "With two lists, that they are independent of each other can only be assumed, never tested.",
    "wide": "The upper limit is more than ten times the lower one.",
}

ASSUMPTIONS = {
    "closed": "Nobody enters or leaves the population during the period. Not tested by these data.",
    "linked": "Records of one person are recognised as one person. Missed links raise the estimate, false links lower "
    "it. Not tested by these data.",
    "reachable": "Everybody has some chance to come on each list. People whom no list could ever reach are not in the "
    "estimate.",
    "no_highest_interaction": "There is no dependence that shows only among all lists at once. It cannot be tested: "
    "other assumptions that fit the data equally well give any total.",
    "same_definition": "All lists count the same kind of person. Lists with wider definitions raise the estimate.",
}


REASONS = {
    "averaged_covers": "Average over models of pairs: on simulated tables like this one its 95% interval holds the "
    "true total as often as it should.",
    "stepwise_covers": "Stepwise selection: on simulated tables like this one the average over models falls short, and "
    "the wider limits of the stepwise method hold the true total as often as they should.",
    "none_covers": "No method is recommended: on simulated tables like this one no interval holds the true total as "
    "often as it claims. The table is too thin, or too entangled, for a total.",
    "assumption_broken": "No method is recommended: the table shows a sign that an assumption of all methods is "
    "broken, and the total would probably be too low.",
    "definitions_exclude": "No method is recommended: by their own definitions the lists leave out people whom a total "
    "would be taken to hold.",
    "not_finite": WARNINGS["not_finite"],
    "no_overlap": WARNINGS["no_overlap"],
    "isolated_list": WARNINGS["isolated_list"],
}

SIGNS = {
    "hidden_class": "About {people:,.0f} of those known to one list only are more than the people on several lists can "
    "explain. Some are probably hard to see for every list; then any total from these lists is too low.",
    "out_of_reach": "The list {name} holds about {people:,.0f} people, known to no other list, whom the rest cannot "
    "explain. It probably reaches people whom the other lists cannot see; then any total from these lists is too low.",
}


GAPS = {
    "seen_by_none": "No list sees {group}: they are in no total.",
    "seen_by_one": "Only {lists} can see {group}: how many of them are unseen cannot be estimated.",
    "never_together": "By definition {lists} share nobody: that they do not overlap says nothing.",
}


def text_of(code: str) -> str:
    """The plain-language text of a warning or refusal."""
    return WARNINGS[code]


def disagreement_text(lowest: tuple[str, float], highest: tuple[str, float], outside: list[tuple[str, str]]) -> str:
    """Why the range matters more than any of the numbers. ``outside``: methods and those whose intervals they miss."""
    pairs = "; ".join(f"{method} lies outside the interval of {other}" for method, other in outside)
    return (
        f"The methods do not agree. The lowest estimate is {lowest[1]:,.0f} people in all ({lowest[0]}), the highest "
        f"{highest[1]:,.0f} ({highest[0]}). The difference is larger than the uncertainty that single methods state "
        f"for themselves: {pairs}. Choosing the method decides the number more than chance does. Publish the range "
        "and say so, not one number."
    )


def agreement_text() -> str:
    """What agreement does and does not mean."""
    return (
        "The methods agree within their intervals. That they agree does not make them right: they share assumptions, "
        "and have been wrong together where the truth became known later."
    )


def sign_text(code: str, name: str, people: float) -> str:
    """What the sign of a broken assumption says."""
    return SIGNS[code].format(name=name, people=people)


def gap_text(code: str, lists: Sequence[str], group: str) -> str:
    """What the definitions exclude; ``group`` as described, empty for everybody."""
    return GAPS[code].format(lists=" and ".join(lists), group=f"people of {group}" if group else "anybody")


def blind_text(share: float, odds: float, noticed: float, total: float) -> str:
    """What silence about a hidden class is worth, and what the total would be with one."""
    return (
        f"Were {share:.0%} of everybody hidden, with {odds:.2g} times the odds of others to come on any list, there "
        f"would be about {total:,.0f} people in all, and a table like this one would show a sign of it only in "
        f"{noticed:.0%} of cases."
    )
