"""Closed word classes, and verbs with their built inflections."""

import re
from collections.abc import Sequence
from functools import cache

from ingest.extract.lexicons import keyed, rows


@cache
def closed_class() -> dict[str, str]:
    """Word -> tag for the closed classes."""
    return {word: tag for tag, words in keyed("function_words.tsv").items() for word in words}


@cache
def verb_forms() -> dict[str, str]:
    """Verb form -> codes: b base, s third person, d past, n participle, g in -ing, * as often a noun, c reports."""
    forms: dict[str, str] = {}
    for row in rows("verbs.txt"):
        for entry in row[0].split():
            star = "*" if entry.endswith("*") else ""
            _add_forms(forms, entry.rstrip("*").split(","), star)
    for row in rows("cue_verbs.tsv"):
        _add_forms(forms, row[0].rstrip("*").split(","), "*" if row[0].endswith("*") else "", is_cue=True)
    return forms


def _add_forms(forms: dict[str, str], parts: list[str], star: str, is_cue: bool = False) -> None:
    for form, code in inflections(parts):
        codes = forms.get(form, "")
        new = code + (star if code in "bs" else "") + ("c" if is_cue else "")
        forms[form] = codes + "".join(c for c in new if c not in codes)


def inflections(parts: Sequence[str]) -> list[tuple[str, str]]:
    """(form, code) of a verb given as base, past, participle; the last two only if irregular."""
    base = parts[0]
    past = parts[1] if len(parts) > 1 else _regular_past(base)
    participle = parts[2] if len(parts) > 2 else past
    return [(base, "b"), (_third_person(base), "s"), (past, "d"), (participle, "n"), (_ing(base), "g")]


_DOUBLING = re.compile(r"(?:^|[^aeiou]|qu)[aeiouy][bdgmnprt]$")
_STRESS_LAST = ("mit", "refer", "defer", "infer", "confer", "transfer", "cur", "gret", "pel", "bar")
_STRESS_FIRST = ("er", "en", "on", "it", "ey", "or", "el", "op", "et", "ar", "an", "in", "om")


def _doubles(base: str) -> bool:
    """True if the last consonant doubles before -ed and -ing (stop, admit; not offer, listen)."""
    if not _DOUBLING.search(base):
        return False
    return len(base) <= 4 or base.endswith(_STRESS_LAST) or base[-2:] not in _STRESS_FIRST


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + base[-1] + "ed" if _doubles(base) else base + "ed"


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "go", "do", "to")) else "s")


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + base[-1] + "ing" if _doubles(base) else base + "ing"
