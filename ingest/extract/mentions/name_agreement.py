"""Makes a document agree with itself: what is plain in one place decides where the tagger was in doubt.

"Ms. Karua" makes every "Karua" a person, "Orange Democratic Movement (ODM)" makes ODM an organization, and a surname
that is a common word opens a sentence as a name ("Rice said …") once the full name has been seen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

from ingest.extract.mentions.name_parts import COMPANY_ENDS, bare_family, is_acronym_of, surname_at, word_list
from ingest.extract.mentions.name_tokens import fold
from ingest.extract.mentions.tagger import LABELS, NO_NAME, Candidate
from ingest.model import Label

# How much other places that print the same words count against the place itself, each and at most.
_ECHO: Final = 0.5
_MOST_ECHO: Final = 2.0
# What a full name elsewhere adds to its surname, and to its given name, alone.
_SURNAME: Final = 1.5
_GIVEN: Final = 0.5
_SHORT_FORM: Final = 0.6
_COMPANY: Final = 1.0
_DEFINED: Final = 1.5
_DATELINED: Final = 3.0  # nothing but an agency stands there
# "PORT ARDEN, March 2 (Meridian) –" opens a line.
_DATELINE_CHARS: Final = 100
_DATELINE: Final = re.compile(r"(?:^|\n)[^\n()]{1,99}\($")
_DASH: Final = re.compile(r"\) ?[-–—]")


@dataclass(frozen=True, slots=True)
class Name:
    """A settled name: half-open indices into the text, its label and how sure that is (0 to 1)."""

    start: int
    end: int
    label: Label
    confidence: float


def agree(text: str, candidates: Sequence[Candidate]) -> list[Name]:
    """The candidates that are names, each with the label that suits the whole document best."""
    keys = [fold(text[c.start : c.end]) for c in candidates]
    totals = _totals(keys, candidates)
    support = _support(text, keys, candidates)
    names = []
    for key, candidate in zip(keys, candidates, strict=True):
        score = _combined(candidate, totals[key], support.get(key, {}))
        best = max((*LABELS, NO_NAME), key=lambda label: score.get(label, 0.0))
        if best != NO_NAME:
            confidence = score[best] / sum(score.values())
            names.append(Name(candidate.start, candidate.end, cast(Label, best), round(confidence, 3)))
    return names


def _totals(keys: Sequence[str], candidates: Sequence[Candidate]) -> dict[str, dict[str, float]]:
    totals: dict[str, dict[str, float]] = {}
    for key, candidate in zip(keys, candidates, strict=True):
        total = totals.setdefault(key, {"": 0.0})
        total[""] += 1
        for label, chance in candidate.scores.items():
            total[label] = total.get(label, 0.0) + chance
    return totals


def _combined(candidate: Candidate, total: dict[str, float], support: dict[str, float]) -> dict[str, float]:
    """The place's own chances, those of its echoes, and the support of longer names."""
    others = total[""] - 1
    weight = min(_MOST_ECHO, _ECHO * others) / others if others else 0.0
    score = {}
    for label in (*LABELS, NO_NAME):
        own = candidate.scores.get(label, 0.0)
        value = own + weight * (total.get(label, 0.0) - own) + support.get(label, 0.0)
        if value > 0:
            score[label] = value
    return score


def _support(text: str, keys: Sequence[str], candidates: Sequence[Candidate]) -> dict[str, dict[str, float]]:
    """What longer names say about short ones: key -> label -> added score."""
    support: dict[str, dict[str, float]] = {}
    for at, (key, candidate) in enumerate(zip(keys, candidates, strict=True)):
        label = candidate.best
        chance = candidate.scores.get(label, 0.0)
        for short, weight in _short_forms(key, label):
            bonus = support.setdefault(short, {})
            bonus[label] = max(bonus.get(label, 0.0), weight * chance)
        if _is_dateline_agency(text, candidate):
            support.setdefault(key, {})["ORG"] = _DATELINED
        if at and _is_bracketed(text, candidates[at - 1], candidate) and is_acronym_of(key, keys[at - 1]):
            longer = candidates[at - 1].best
            if longer in {"ORG", "EVENT", "WORK", "GPE", "FAC"}:
                support.setdefault(key, {})[longer] = _DEFINED
    return support


def _short_forms(key: str, label: str) -> Iterator[tuple[str, float]]:
    words = key.split()
    if len(words) < 2:
        return
    if label == "PERSON":
        family = words[surname_at(words) :]
        yield " ".join(family), _SURNAME
        yield family[-1], _SURNAME
        yield bare_family(family[-1]), _SURNAME
        yield words[0], _GIVEN
    elif label == "ORG":
        is_company = words[-1] in COMPANY_ENDS or (len(words) == 2 and words[-1] in word_list("business_heads"))
        yield words[0], _COMPANY if is_company else _SHORT_FORM if len(words) == 2 else _SHORT_FORM / 2
        if is_company:
            yield " ".join(words[:-1]), _COMPANY


def _is_bracketed(text: str, before: Candidate, candidate: Candidate) -> bool:
    """True for the acronym in 'Full Name (FN)'."""
    between = text[before.end : candidate.start]
    return len(between) < 4 and between.strip() in {"(", '("', "(“"}


def _is_dateline_agency(text: str, candidate: Candidate) -> bool:
    """True for the name in the brackets of a dateline."""
    if not _DASH.match(text, candidate.end):
        return False
    return _DATELINE.search(text, max(0, candidate.start - _DATELINE_CHARS), candidate.start) is not None
