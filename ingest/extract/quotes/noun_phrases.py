"""Noun phrases around a verb, found by walking over tagged words: no parser, only borders that close a phrase.

All functions work on the tokens of one sentence and return half-open token ranges.
"""

from collections.abc import Sequence
from typing import Final

from ingest.extract.lexicons import sections
from ingest.extract.quotes.adjuncts import TIME_LEADS, skip_back
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.words import NOUNLIKE, Token

Range = tuple[int, int]

# The prepositions that tie a phrase to a name before it; "Doe in a tweet said" has an adjunct.
_AFTER_NAME: Final = frozenset({"of", "for"})
_LINKS: Final = frozenset({"for", "from", "in", "at", "to", "with"})
_DASHES: Final = frozenset({"–", "—", "--", "-"})
_RELATIVE_REACH: Final = 18
_PARENTHESIS_REACH: Final = 45
_NAME_WORDS: Final = 9


def phrase_before(tokens: Sequence[Token], end: int) -> Range | None:
    """The noun phrase that ends just before token `end`, adjuncts of time and parentheses between them skipped."""
    end = skip_back(tokens, end)
    if end <= 0:
        return None
    last = tokens[end - 1]
    if last.text == "," or last.text in _DASHES:
        return _before_parenthesis(tokens, end - 1)
    if last.tag == "W" or last.tag == "T":
        return _antecedent(tokens, end - 1)
    return _ending_at(tokens, end)


def _antecedent(tokens: Sequence[Token], at: int) -> Range | None:
    """What "who", "which" or "that" at `at` stands for: the phrase before it."""
    if tokens[at].low in {"what", "whatever"} or at == 0:
        return None
    if tokens[at - 1].text == ",":
        at -= 1
    if tokens[at].tag == "T" and tokens[at - 1].tag not in NOUNLIKE:
        return None
    return _ending_at(tokens, at) if at and tokens[at - 1].tag in "nMN)O" else None


def _before_parenthesis(tokens: Sequence[Token], close: int) -> Range | None:
    """The phrase before an apposition or a relative clause between commas (or dashes) that ends at `close`."""
    fallback: Range | None = None
    is_dash = tokens[close].text in _DASHES
    for at in range(close - 1, max(0, close - _PARENTHESIS_REACH), -1):
        token = tokens[at]
        if token.tag == "Q" or token.text in {";", ":"}:
            break
        if (token.text in _DASHES) != is_dash or (token.text != "," and not is_dash) or at + 1 == close:
            continue
        found = _ending_at(tokens, skip_back(tokens, at))
        if found is None or not _begins_clause(tokens, found[0]):
            continue
        apposed = (at + 1, skip_back(tokens, close))
        is_apposed = found[0] == 0 or tokens[found[0] - 1].text != "," or not _heads_clause(tokens, found[0] - 1)
        if is_apposed and _ends_in_name(tokens, apposed) and not _ends_in_name(tokens, found):
            return apposed
        if _is_name(tokens, found) or tokens[at + 1].tag == "W" or is_dash:
            return found
        fallback = found
    return fallback


def _is_name(tokens: Sequence[Token], phrase: Range) -> bool:
    return any(token.tag == "M" for token in tokens[phrase[0] : phrase[1]])


def _heads_clause(tokens: Sequence[Token], comma: int) -> bool:
    """True if what ends at `comma` is itself a phrase that may be the subject ("Doe, head of research, …")."""
    found = _ending_at(tokens, skip_back(tokens, comma))
    return found is not None and _begins_clause(tokens, found[0])


def _ends_in_name(tokens: Sequence[Token], phrase: Range) -> bool:
    """True for "John Doe" and "Minister Doe"; false for "the minister of Iran" and for whole clauses."""
    start, end = phrase
    if start + 1 < end and tokens[start].tag == "E" and tokens[start + 1].tag not in "nM":
        return False
    if start >= end or end - start > _NAME_WORDS or tokens[end - 1].tag != "M" or tokens[start].tag not in "MnE":
        return False
    return all(token.tag in "MnEIC" for token in tokens[start:end]) and (end - start == 1 or tokens[end - 2].tag != "I")


def _begins_clause(tokens: Sequence[Token], at: int) -> bool:
    """True if no verb or preposition governs the phrase that begins at `at`."""
    return at == 0 or tokens[at - 1].tag not in "VEGXI$"


def _ending_at(tokens: Sequence[Token], end: int) -> Range | None:
    """Walks left from the phrase's last word to its first."""
    begin = _base_start(tokens, end)
    if begin == end:
        return None
    while begin > 0:
        before = tokens[begin - 1]
        if before.tag == "I" and begin > 1:
            step = _over_preposition(tokens, begin, before)
            if step is None:
                break
            begin, end = step[0], step[1] or end
        elif before.tag == "C" and before.low != "but" and _joins_phrases(tokens, begin):
            begin = _base_start(tokens, begin - 1)
        elif before.tag in "XVE":
            relative = _relative_before(tokens, begin - 1)
            if relative is not None:
                begin, end = _base_start(tokens, relative), relative
            elif _is_infinitive_modifier(tokens, begin - 1):
                begin = _base_start(tokens, begin - 2)
            else:
                break
        elif before.tag == "G" and begin > 1 and tokens[begin - 2].tag in "nM" and tokens[begin].tag != "O":
            begin = _base_start(tokens, begin - 1)
        else:
            break
    return (begin, end) if begin < end else None


def _is_infinitive_modifier(tokens: Sequence[Token], verb: int) -> bool:
    """True for "the nominee to head the bank"."""
    return (
        verb > 1
        and tokens[verb - 1].low == "to"
        and tokens[verb - 2].tag == "n"
        and not _has_finite_left(tokens, verb - 1)
    )


def _over_preposition(tokens: Sequence[Token], begin: int, before: Token) -> tuple[int, int] | None:
    """(new begin, new end or 0) past a preposition that ties the phrase to the one before it; None if it does not."""
    left = tokens[begin - 2]
    if before.low not in listed("attaching prepositions"):
        return None
    is_described = begin > 2 and tokens[begin - 3].tag in "nMN"
    is_described = is_described and not (
        tokens[begin - 3].tag == "M" and before.low == "with"
    )  # Doe disagreed with Roe
    if left.tag in "EG" and is_described and not _has_finite_left(tokens, begin - 2):
        return _base_start(tokens, begin - 2), 0  # a committee appointed by the ministry
    if left.tag in "nN)" or left.tag == "D":
        start = _base_start(tokens, begin - 1)
        return (start, 0) if start < begin - 1 else None
    if left.tag == "M":
        start = _base_start(tokens, begin - 1)
        keeps = before.low in _AFTER_NAME or tokens[start].tag == "D" or _is_office(left)
        return (start, 0) if keeps else (start, begin - 1)
    return None


def _is_office(token: Token) -> bool:
    """True for "Ambassador" and the like, whose "to Iraq" is part of the office."""
    return token.low in sections("roles.txt")["person"]


def _base_start(tokens: Sequence[Token], end: int) -> int:
    """First token of the noun phrase without prepositions that ends before `end`; `end` itself if there is none."""
    at = end
    while at > 0:
        token = tokens[at - 1]
        after = tokens[at].tag if at < end else ""
        if token.tag == "O":
            return at - 1 if at == end and token.low != "there" else at
        if token.tag in "DS":
            at -= 1
            if at == 0 or tokens[at - 1].tag not in "D":
                return at
        elif token.tag in "nMN$" or _is_time_in_name(tokens, at - 1, after) or _is_modifier(tokens, at - 1, after):
            at -= 1
        else:
            break
    while at < end and tokens[at].tag in "$R":
        at += 1
    return at


def _is_time_in_name(tokens: Sequence[Token], at: int, after: str) -> bool:
    """True for "Monday's" and for "the Sunday Times"."""
    if tokens[at].tag != "Z":
        return False
    return after == "$" or (after == "M" and at > 0 and tokens[at - 1].tag in "D$M")


def _is_modifier(tokens: Sequence[Token], at: int, after: str) -> bool:
    """True for a participle, adverb or slashed word that stands before its noun (a retired general)."""
    token = tokens[at]
    if token.text == "/":
        return after in ("n", "M")
    if after not in ("n", "M", "E", "G") or token.tag not in "EGR" or token.low == "said":
        return False
    if token.tag == "R":
        return at > 0 and tokens[at - 1].tag in "DS"
    return at == 0 or tokens[at - 1].tag in "DSCRNP$IB"


def _joins_phrases(tokens: Sequence[Token], begin: int) -> bool:
    """True if the conjunction before `begin` joins two noun phrases, false if it joins clauses."""
    if begin < 2 or tokens[begin - 2].tag not in "nMN)":
        return False
    return not _has_finite_left(tokens, begin - 1)


def _has_finite_left(tokens: Sequence[Token], end: int) -> bool:
    """True if a verb stands between the clause's left border and `end`."""
    for at in range(end - 1, -1, -1):
        token = tokens[at]
        if token.tag in "XV" or (token.tag == "E" and at and tokens[at - 1].tag in "nMO"):
            return True
        if token.tag in "BTQW" or token.text in {",", ";", ":"} or token.text in _DASHES:
            return False
    return False


def _relative_before(tokens: Sequence[Token], verb: int) -> int | None:
    """End of the phrase that a relative clause around `verb` hangs on, if the verb is in one."""
    for at in range(verb, max(0, verb - _RELATIVE_REACH), -1):
        token = tokens[at]
        if token.tag == "W" and (tokens[at - 1].tag in "nMN)" or tokens[at - 1].low == "those"):
            return at
        if token.tag == "T" and tokens[at - 1].tag == "n" and tokens[at + 1].tag in "XVE":
            return at
        if token.tag in "QB" or token.text in {",", ";", ":"}:
            return None
    return None


def phrase_after(tokens: Sequence[Token], start: int, is_plain: bool = False) -> Range | None:
    """The noun phrase that begins at token `start`; `is_plain` leaves out prepositional phrases other than with "of"."""
    end = _base_end(tokens, start)
    if end == start:
        return None
    while end + 1 < len(tokens):
        further = _base_end(tokens, end + 1) if _links(tokens, end, is_plain) else end + 1
        if further == end + 1:
            break
        end = further
    return start, end


def _links(tokens: Sequence[Token], at: int, is_plain: bool) -> bool:
    """True if the word at `at` ties a further phrase to the one before it."""
    low = tokens[at].low
    if low == "of" or is_plain:
        return low == "of"
    return (low in _LINKS and tokens[at - 1].tag == "n") or (low == "and" and tokens[at + 1].tag in "MDn")


def _begins_time(tokens: Sequence[Token], at: int) -> bool:
    """True for "last" in "last month", which is no part of the noun phrase before it."""
    return tokens[at].low in TIME_LEADS and at + 1 < len(tokens) and tokens[at + 1].tag == "Z"


def _base_end(tokens: Sequence[Token], start: int) -> int:
    at = start
    if tokens[at : at + 1] and tokens[at].low == "both":
        at += 1
    if at < len(tokens) and tokens[at].tag == "O":
        return at + 1
    if at + 1 < len(tokens) and tokens[at].tag == "E" and tokens[at + 1].tag in "nM":
        at += 1
    while at < len(tokens) and tokens[at].tag in "DSN" and (at == start or tokens[at].tag == "N"):
        at += 1
    while at < len(tokens) and not (at > start and _begins_time(tokens, at)):
        token = tokens[at]
        if (
            token.tag in "nMN$"
            or (token.tag in "EG" and at + 1 < len(tokens) and tokens[at + 1].tag in "nM" and at == start + 1)
            or (token.tag == "G" and at == start + 1 and tokens[start].tag == "D")
            or (token.tag == "D" and tokens[at - 1].tag == "D" and at - 1 == start)
        ):
            at += 1
        else:
            break
    while at > start and tokens[at - 1].tag in "D" and at - 1 > start:
        at -= 1
    return at
