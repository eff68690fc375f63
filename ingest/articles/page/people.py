"""Names in a byline: 'By Jane Doe and John Roe, Washington' is two people."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from ingest.articles.lexicons import rows, sections
from ingest.articles.page.headline import WORD, bare, similarity

LONGEST_BYLINE = 400
LONGEST_NAME = 60
MOST_WORDS = 6
MOST_NAMES = 20
ASIDE = re.compile(
    r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|<[^<>]{0,200}>|https?://\S{0,300}|\S{1,80}@\S{1,80}|(?<!\w)@\w{1,40}"
)
ADDRESS = re.compile(r"^(?:https?|www)\b|://|^@", re.I)
SPACE = re.compile(r"\s+")
LETTER = re.compile(r"[^\W\d_]")
CASELESS = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)
HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
LONGEST_HAN = 12
EDGES = " \t.,:;-–—·•|/*_'\"“”„»«©　"
MARGINS = EDGES.replace(".", "")  # a byline may end in an initial
SAME = 0.75  # likeness from which on a name is the outlet's


def split_names(byline: str) -> list[str]:
    """The names in a byline, in order; places, roles and dates are left out."""
    printed = byline[:LONGEST_BYLINE].replace("\n", ", ")
    text = SPACE.sub(" ", ASIDE.sub(" ", printed)).strip(MARGINS)
    if not text and printed.strip()[:1] in ("(", "["):
        text = printed.strip(MARGINS + "()[]")
    text = _without_lead(text)
    parts = [_name(part) for chunk in _separators().split(text) for part in chunk.split(",")]
    names = [part for part in parts if part]
    if len(names) == 2 and text.count(",") == 1 and all(" " not in n and not _is_agency(n) for n in names):
        return [f"{names[1]} {names[0]}"]  # 'Doe, Jane' as library metadata has it
    return list(dict.fromkeys(_fullest(names)))[:MOST_NAMES]


def people(claims: Iterable[str]) -> list[str]:
    """Names of several bylines, each once."""
    names: dict[str, str] = {}
    for claim in claims:
        for name in split_names(claim):
            names.setdefault(name.casefold(), name)
    return _fullest(list(names.values()))[:MOST_NAMES]


def _fullest(names: list[str]) -> list[str]:
    """Single words are places, roles or initials where full names stand beside them; alone, they are a pen name."""
    full = [n for n in names if " " in n or _is_agency(n) or CASELESS.search(n)]
    return full or names[:1]


def is_outlet(name: str, outlets: Sequence[str]) -> bool:
    """Whether a name is the publisher's rather than a person's."""
    words = set(WORD.findall(name.casefold()))
    known = [outlet for outlet in outlets if bare(outlet)]
    return any(words.issuperset(WORD.findall(o.casefold())) or similarity(name, o) >= SAME for o in known)


def agency_of(names: Iterable[str]) -> str | None:
    """The first news agency among the names."""
    return next((name for name in names if _is_agency(name)), None)


def has_person(names: Sequence[str]) -> bool:
    """Whether anybody among the names is no agency."""
    return any(not _is_agency(name) for name in names)


def _without_lead(text: str) -> str:
    """The byline without 'By', 'Von', 'Ein Kommentar von' …, of which there may be two in a row."""
    for _ in range(2):
        plain = text.casefold()
        if not plain.startswith(sections("bylines.txt")["before"]):
            break
        for lead in _leads():
            if plain.startswith(lead) and (_leads()[lead] or plain[len(lead) : len(lead) + 1] in (" ", ":")):
                text = text[len(lead) :].lstrip(EDGES)
                break
    return text


@cache
def _leads() -> dict[str, bool]:
    """What stands before names -> whether the name may follow without a space."""
    return {lead: bool(CASELESS.search(lead)) or lead.endswith(":") for lead in sections("bylines.txt")["before"]}


def _name(part: str) -> str | None:
    """A part of a byline as a name; None if it is a place, a role, a date or a sentence."""
    words = part.strip(EDGES).split()
    if _is_agency(" ".join(words)):
        return " ".join(words)
    behind = _words("behind")
    for at, word in enumerate(words):
        if at and (word.casefold() in behind or any(c.isdigit() for c in word)):
            words = words[:at]
            break
    name = " ".join(words).strip(EDGES)
    if name.casefold() in _words("before") or name.casefold() in behind or ADDRESS.search(name):
        return None
    if not name or len(name) > LONGEST_NAME or len(words) > MOST_WORDS or not LETTER.search(name):
        return None
    if HAN.search(name) and len(name) > LONGEST_HAN:
        return None
    if any(c.isdigit() or c in ":©" for c in name):
        return None
    if len(words) > 1 and not _words("role").isdisjoint(w.casefold() for w in words):
        return None
    if not CASELESS.search(name) and len(words) > 1 and not any(w[:1].isupper() for w in words):
        return None
    return f"{name}." if len(words) > 1 and len(words[-1]) == 1 and f"{name}." in part else name


def _is_agency(name: str) -> bool:
    return name in _agencies() or name.casefold().removeprefix("the ") in _agencies()


@cache
def _agencies() -> frozenset[str]:
    """Agencies as printed, and those of several words also in lower case."""
    names = [row[0] for row in rows("agencies.txt")]
    spelt_out = {n.casefold().removeprefix("the ") for n in names if len(n) > 4}
    return frozenset(names) | spelt_out | {"dpa", "afp"}


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(sections("bylines.txt")[section])


@cache
def _separators() -> re.Pattern[str]:
    between: Final = sections("bylines.txt")["between"]
    words = "|".join(re.escape(w) for w in between if w.isalpha() and not CASELESS.search(w))
    marks = "".join(re.escape(w) for w in between if not w.isalpha())
    return re.compile(rf"\s(?:{words})\s|\s?[{marks}]\s?", re.IGNORECASE)
