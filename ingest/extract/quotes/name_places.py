"""Where a text names somebody or something, taken apart into titles and name: from mentions, or from capitals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ingest.extract.lexicons import sections
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.cues import verbs
from ingest.extract.quotes.name_titles import (
    gender_of_given,
    is_role,
    joined,
    name_link,
    own_name,
    places,
    plain,
    split_titles,
    title_gender,
)
from ingest.extract.quotes.words import Token
from ingest.model import Mention

Sort = Literal["person", "body", "place"]

_SORT_OF_LABEL: Final[dict[str, Sort]] = {"PERSON": "person", "ORG": "body", "GPE": "place"}
_APPOSITION_REACH: Final = 14
_SUBJECT_REACH: Final = 30
_OPENERS: Final = frozenset({",", "–", "—", "--", "-", "("})
_DATELINE_DASHES: Final = frozenset({"–", "—", "--", "-"})
_DATELINE_REACH: Final = 18


@dataclass(slots=True)
class Run:
    """One place where something is named. `sort` and `canonical` are None if nobody has said so yet."""

    name: Sequence[Token]
    sentence: int
    is_subject: bool
    is_titled: bool
    roles: set[str]
    """Words of the role printed beside the name, in lower case; empty if none is."""
    gender: str
    looks_personal: bool
    sort: Sort | None = None
    canonical: str | None = None


def find_runs(sentences: Sequence[Sequence[Token]], mentions: Sequence[Mention]) -> list[Run]:
    """All runs in text order; `mentions` decide if there are any."""
    return _mention_runs(sentences, mentions) if mentions else _capital_runs(sentences)


def _capital_runs(sentences: Sequence[Sequence[Token]]) -> list[Run]:
    runs: list[Run] = []
    for number, tokens in enumerate(sentences):
        at = dateline_end(tokens)
        while at < len(tokens):
            if tokens[at].tag != "M":
                at += 1
                continue
            end = _run_end(tokens, at)
            runs.append(_capital_run(tokens, at, end, number))
            at = end
    return runs


def _run_end(tokens: Sequence[Token], at: int) -> int:
    end = at + 1
    while end < len(tokens):
        step = 1 if tokens[end].tag == "M" else name_link(tokens, at, end)
        if not step:
            break
        end += step
    return end


def _capital_run(tokens: Sequence[Token], start: int, end: int, number: int) -> Run:
    words = tokens[start:end]
    cut = split_titles(words)
    name = own_name(words[cut:]) if cut else words
    roles = _roles([*_premodifiers(tokens, start), *words[:cut]])
    given = gender_of_given().get(plain(name[0].text), "") if len(name) > 1 else ""
    gender = title_gender(token.text for token in words[:cut]) or given
    apposed = _apposed_roles(tokens, end)
    looks_personal = bool(given or roles or apposed)
    run = Run(name, number, _is_subject(tokens, start, end), cut > 0, roles | apposed, gender, looks_personal)
    run.sort = _sort_of(run)
    return run


def _mention_runs(sentences: Sequence[Sequence[Token]], mentions: Sequence[Mention]) -> list[Run]:
    ordered = sorted((m for m in mentions if m.label in _SORT_OF_LABEL), key=lambda m: (m.span.start, -m.span.end))
    runs: list[Run] = []
    upcoming = 0
    for number, tokens in enumerate(sentences):
        begin = dateline_end(tokens)
        for at, token in enumerate(tokens[begin:], begin):
            while upcoming < len(ordered) and ordered[upcoming].span.start < token.start:
                upcoming += 1
            if upcoming < len(ordered) and ordered[upcoming].span.start == token.start:
                runs.append(_mention_run(tokens, at, number, ordered[upcoming]))
    return runs


def _mention_run(tokens: Sequence[Token], at: int, number: int, mention: Mention) -> Run:
    end = at + 1
    while end < len(tokens) and tokens[end].end <= mention.span.end:
        end += 1
    roles = _roles(_premodifiers(tokens, at))
    given = gender_of_given().get(plain(tokens[at].text), "") if end - at > 1 else ""
    sort = _SORT_OF_LABEL[mention.label]
    if sort != "body" and not roles and not given and _is_called_body(tokens, at, end):
        sort = "body"
    return Run(
        tokens[at:end],
        number,
        _is_subject(tokens, at, end),
        bool(roles),
        roles | _apposed_roles(tokens, end),
        title_gender(roles) or given,
        sort == "person",
        sort,
        mention.canonical,
    )


def dateline_end(tokens: Sequence[Token]) -> int:
    """First token after a dateline ("LONDON, May 2 (Wire) – "); 0 if the sentence has none."""
    if not tokens or not tokens[0].text.isupper() or len(tokens[0].text) < 3:
        return 0
    for at, token in enumerate(tokens[:_DATELINE_REACH]):
        if token.text in _DATELINE_DASHES:
            return at + 1
        if token.tag in "XVEQ":
            break
    return 0


def _is_called_body(tokens: Sequence[Token], at: int, end: int) -> bool:
    """True if the words beside a name say that it is a body.

    "The operator, Arden Line, …" needs a listed noun; "Arden Line, which …" is told by its pronoun.
    """
    if end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].low == "which":
        return True
    noun = at - 2 if at > 1 and tokens[at - 1].text == "," else at - 1
    if noun < 1 or tokens[noun].tag != "n":
        return False
    word = plain(tokens[noun].text)
    return word in sections("roles.txt")["institution"] or word in listed("businesses")


def _sort_of(run: Run) -> Sort | None:
    words = [plain(token.text) for token in run.name]
    if joined(run.name).lower() in places():
        return "place"
    if any(word in sections("roles.txt")["institution"] for word in words) and not (run.is_titled and len(words) < 3):
        return "body"
    if len(words) == 1 and run.name[0].text.isupper() and len(run.name[0].text) > 2:
        return "body"
    return "person" if run.looks_personal else None


def _is_subject(tokens: Sequence[Token], at: int, end: int) -> bool:
    """True if the name seems to be its sentence's subject: nothing governs it, or a comma and a verb enclose it."""
    if (
        at
        and (tokens[at - 1].text == "," or tokens[at - 1].tag == "Q")
        and end < len(tokens)
        and tokens[end].tag in "XVE"
    ):
        return True
    if at > 1 and tokens[at - 2].ends_in_comma and "p" in _frames(tokens[at - 1]):
        return True  # "…," said Jane Doe
    if (
        at > 1
        and tokens[at - 1].text == ","
        and tokens[0].tag in "IR"
        and not any(t.tag in "XVEQ" for t in tokens[:at])
    ):
        return True  # Outside, Jane Doe, whose …
    start = at
    while start and tokens[start - 1].tag in "nMDS$":
        start -= 1
    return not any(token.tag in "IGEVXBWQ" for token in tokens[max(0, start - _SUBJECT_REACH) : start])


def _frames(token: Token) -> str:
    """The frames of a reporting verb; none for another word."""
    entry = verbs().get(token.low) if token.tag in "VE" else None
    return entry[0].frames if entry else ""


def _roles(words: Sequence[Token]) -> set[str]:
    """The words in lower case if one of them is a role, else none."""
    found = {plain(token.text) for token in words}
    return found if any(is_role(word) for word in found) else set()


def _premodifiers(tokens: Sequence[Token], start: int) -> Sequence[Token]:
    """Nouns and adjectives right before a name ("retired army general", "ambassador to Iraq")."""
    at = start
    while at > 0:
        ends_role = tokens[at - 1].text == "," and at > 1 and is_role(tokens[at - 2].low)
        if not ends_role and not _is_attributive(tokens, at - 1):
            break
        at -= 1
    is_place_of_office = start > at > 1 and tokens[at - 1].low in {"of", "to", "for"} and is_role(tokens[at - 2].low)
    if is_place_of_office and not _roles(tokens[at:start]):  # ambassador to Iraq Doe, but not: aide to President Doe
        at -= 2
        while at > 0 and _is_attributive(tokens, at - 1):
            at -= 1
    return [token for token in tokens[at:start] if token.tag in "nEM"]


def _is_attributive(tokens: Sequence[Token], at: int) -> bool:
    """True for a word that may stand before a name's own words; a verb after its subject may not."""
    if tokens[at].tag == "E":
        # Doe, the mayor, met Roe
        closes_apposition = at > 0 and tokens[at - 1].text == "," and tokens[at + 1].tag == "M"
        return at == 0 or (tokens[at - 1].tag not in "nMO" and not closes_apposition)
    return tokens[at].tag in "n$M"


def _apposed_roles(tokens: Sequence[Token], end: int) -> set[str]:
    """Words of a role in apposition after the name ("Doe, the party's leader,"); none if there is no role."""
    if end + 1 >= len(tokens) or tokens[end].text not in _OPENERS:
        return set()
    if end + 3 < len(tokens) and tokens[end + 1].tag == "N" and tokens[end + 2].text == ",":
        end += 2  # Doe, 43, a teacher
    words: list[Token] = []
    for token in tokens[end + 1 : end + 1 + _APPOSITION_REACH]:
        if token.tag in "PVXWE":
            return _roles(words) if token.tag in "PW" else set()
        if token.tag in "nM":
            words.append(token)
    return set()
