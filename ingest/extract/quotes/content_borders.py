"""Where content ends (or begins) that the sentence goes on after (or before)."""

from collections.abc import Sequence
from typing import Final

from ingest.extract.quotes.clause_tests import has_verb
from ingest.extract.quotes.frames import Frame
from ingest.extract.quotes.noun_phrases import phrase_after
from ingest.extract.quotes.verb_forms import verb_forms
from ingest.extract.quotes.words import Token

_BACKGROUND_PREPOSITIONS: Final = frozenset({"amid", "despite", "following"})
_BACKGROUND: Final = _BACKGROUND_PREPOSITIONS | frozenset(
    ["after", "when", "while", "before", "because", "since", "although", "though", "as"]
)


def run_start(tokens: Sequence[Token], left: int, end: int) -> int:
    """Where the quoted words that end at `end` begin if a colon, a comma or the border leads up to them; else `left`."""
    at = end - 1
    while at > left:
        if tokens[at - 1].tag == "Q":
            at -= 1
        elif tokens[at - 1].tag in "PC" and at - 2 >= left and tokens[at - 2].tag == "Q":
            at -= 2
        else:
            break
    return at if at == left or tokens[at - 1].text in {":", ","} else left


def run_end(tokens: Sequence[Token], start: int, stop: int) -> int:
    """End of the quoted words that begin at `start`; stretches joined to them by a comma or a conjunction go on."""
    end = start + 1
    while True:
        at = end
        while at < min(stop, end + 2) and tokens[at].tag in "PC":
            at += 1
        if at >= stop or tokens[at].tag != "Q":
            return end
        end = at + 1


def said_end(tokens: Sequence[Token], start: int, stop: int) -> int:
    """End of content that begins with quoted words: before a participle that goes on with the reporter's own clause."""
    if tokens[start].tag != "Q" or start + 1 >= stop:
        return stop
    follows = tokens[start + 1]
    if follows.tag == "C" and start + 2 < stop:
        follows = tokens[start + 2]
    return start + 1 if follows.tag == "G" else stop


def last_quoted_end(tokens: Sequence[Token], start: int, stop: int) -> int:
    """End of content whose quoted words the reporter goes on from: '…, leaving them in doubt', '… and Lee calling it so'."""
    for at in range(start, stop - 1):
        if tokens[at].tag != "Q":
            continue
        has_comma = tokens[at].ends_in_comma or tokens[at + 1].text == ","
        follows = at + 1 + (tokens[at + 1].text == ",")
        if has_comma and follows < stop and tokens[follows].tag == "G":
            return at + 1
        verb = follows + 1 if follows < stop and tokens[follows].tag == "C" else stop
        while verb < stop and tokens[verb].tag in "MO":
            verb += 1
        if follows + 1 < verb < stop and tokens[verb].tag in "VXEG":
            return at + 1
    return stop


def object_end(tokens: Sequence[Token], start: int, stop: int) -> int:
    """End of content that is no clause: before the reporter's next verb, a day, or a clause of background."""
    for at in range(start + 1, stop):
        token = tokens[at]
        if token.tag in "TW":
            return stop
        if token.tag == "Z" and token.text[0].isupper() and _is_apart(tokens, at, stop):
            return at - 1 if at > start + 1 and tokens[at - 1].low == "on" else at
        if token.tag == "C" and _goes_on_with_verb(tokens, at + 1, stop):
            return at - 1 if tokens[at - 1].text == "," else at
        if token.low in _BACKGROUND and at > start + 1 and _is_background(tokens, at, stop):
            return at - 1 if tokens[at - 1].text == "," else at
    return stop


def _is_apart(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """True if the day at `at` tells when it was said; false in "Sunday's vote", "by the end of May" and "claims on Friday that"."""
    if at + 1 < stop and tokens[at + 1].tag in "$nMT":
        return False
    return tokens[at - 1].low not in {"of", "until", "since", "by"}


def _goes_on_with_verb(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """True if a finite verb without a subject follows: the reporter's "… and said"."""
    while at < stop and tokens[at].tag in "RZ":
        at += 1
    if at + 1 >= stop:
        return False
    token = tokens[at]
    if token.tag == "V":
        codes = verb_forms().get(token.low, "")
        return "s" in codes or "d" in codes
    return token.tag == "X" or (token.tag == "E" and tokens[at + 1].tag in "DSOMT")


def _is_background(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """True if a clause follows (or, after a comma, anything does)."""
    if tokens[at].low in _BACKGROUND_PREPOSITIONS:
        return tokens[at - 1].text == ","
    if tokens[at].low == "as" and tokens[at - 1].text != ",":
        return False
    return has_verb(tokens, at + 1, stop)


def restrictive_end(tokens: Sequence[Token], frame: Frame, start: int, stop: int) -> int:
    """In "those who rejected the deal will pay", the main verb ends what the relative clause holds."""
    group = frame.cue.group
    if not group or tokens[group - 1].tag not in "WT" or (group > 1 and tokens[group - 2].text == ","):
        return stop
    return next((at for at in range(start + 1, stop) if tokens[at].tag == "X" and tokens[at - 1].tag in "nM"), stop)


def thing_end(tokens: Sequence[Token], at: int, stop: int) -> int:
    """Past the noun that quoted words describe, and past "of …": "appalling" conditions, a "cascade" of crises."""
    start = at + 1 if at + 1 < stop and tokens[at].low == "of" else at
    if start >= stop or (start == at and tokens[at].tag not in "nM"):
        return at
    phrase = phrase_after(tokens, start, is_plain=True)
    return phrase[1] if phrase else at
