"""Which quoted stretches are no speech: titles of works, nicknames, definitions, labels, scare quotes.

Two questions: `demote_labels` turns stretches that name something into plain words before any clause rule sees them;
`is_sentence_like` decides on stretches that no cue claims.
"""

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Final

from ingest.extract.lexicons import sections
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.cues import verbs
from ingest.extract.quotes.verb_forms import closed_class, verb_forms
from ingest.extract.quotes.words import Token

_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_MAX_TITLE_WORDS: Final = 9
_FRAGMENT_WORDS: Final = 5
_LABEL_WORDS: Final = 5
_CUE_REACH: Final = 6


def demote_labels(text: str, tokens: Sequence[Token]) -> None:
    """Makes nouns of the stretches in a sentence that are names or terms."""
    for at, token in enumerate(tokens):
        if token.tag == "Q" and is_label(tokens, at):
            token.tag = "n"
            token.text, token.low = text[token.start : token.end], "label"


def inner_words(token: Token, limit: int = 40) -> list[str]:
    """The first words inside a stretch."""
    return [match.group() for match in islice(_WORD.finditer(token.text), limit)]


def is_label(tokens: Sequence[Token], at: int) -> bool:
    """True if the stretch at `at` names or defines something (a show, an operation, a nickname, a term)."""
    words = inner_words(tokens[at], _MAX_TITLE_WORDS + 1)
    if not words:
        return True
    if len(words) > _MAX_TITLE_WORDS:
        return False
    is_title = _is_title_case(words)
    if _is_named(tokens, at, is_title):
        return True
    if _is_bracketed(tokens, at) or _is_nickname(tokens, at):
        return len(words) <= 3
    if is_title and at and tokens[at - 1].low in listed("writing verbs"):
        return True  # she wrote "A Winter in Rome"
    if _follows_cue(tokens, at):
        return False
    if is_title:
        return not _is_said_outright(tokens, at)
    return _is_term(tokens, at, words)


def _is_named(tokens: Sequence[Token], at: int, is_title: bool) -> bool:
    """so-called "…", titled "…", known as "…", is called "…"."""
    lists = sections("label_words.txt")
    before = tokens[at - 1].low if at else ""
    if before in lists["naming"]:
        return True
    if before == "as" and at > 1 and tokens[at - 2].low in lists["as"]:
        return True
    if before == "or" and at > 2 and tokens[at - 2].text == "," and tokens[at - 3].tag == "M":
        return True  # Rumbo Nuevo, or "new way"
    if before in lists["calling"]:
        return is_title or (at > 1 and tokens[at - 2].low in listed("be"))
    return _is_called_behind(tokens, at + 1)


def _is_called_behind(tokens: Sequence[Token], at: int) -> bool:
    """True before ", as she has called it"."""
    if [token.low for token in tokens[at : at + 2]] != [",", "as"]:
        return False
    calling = sections("label_words.txt")["calling"] | {"call", "calls"}
    behind = [token.low for token in tokens[at + 2 : at + 2 + _CUE_REACH]]
    return any(verb in calling and thing in {"it", "them"} for verb, thing in pairwise(behind))


def _is_bracketed(tokens: Sequence[Token], at: int) -> bool:
    return 0 < at < len(tokens) - 1 and tokens[at - 1].text == "(" and tokens[at + 1].text == ")"


def _is_nickname(tokens: Sequence[Token], at: int) -> bool:
    """Stanley "Tookie" Williams."""
    return 0 < at < len(tokens) - 1 and tokens[at - 1].tag == "M" and tokens[at + 1].tag == "M"


def _is_title_case(words: Sequence[str]) -> bool:
    """Every word but small ones begins with a capital, and there is more than a lone sentence opener."""
    heavy = [word for word in words if word.lower() not in listed("small words of titles")]
    if not heavy or not all(word[0].isupper() or word[0].isdigit() for word in heavy):
        return False
    if len(heavy) > 1:
        return True
    return heavy[0].lower() not in closed_class() and len(words) <= 3


def _follows_cue(tokens: Sequence[Token], at: int) -> bool:
    """True if a reporting verb stands right before the stretch (chanting "Death to tyrants")."""
    if not at or tokens[at - 1].tag not in "VEG":
        return False
    entry = verbs().get(tokens[at - 1].low)
    return entry is not None and entry[0].takes("qx")


def _is_said_outright(tokens: Sequence[Token], at: int) -> bool:
    """True if a title-cased stretch opens its sentence, or a reporting verb leads up to it over a comma or colon."""
    if at == 0:
        return len(tokens) > 1 and tokens[1].tag != "n"
    if tokens[at - 1].text not in {",", ":"}:
        return False
    return any(t.tag in "VEG" and t.low in verbs() for t in tokens[max(0, at - _CUE_REACH) : at])


def _is_term(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """True for a word spoken of as a word, and for a short modifier before its noun (the "road map" plan)."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is None:
        return False
    if before.low in sections("label_words.txt")["nouns"]:
        if at > 2 and tokens[at - 2].tag == "D" and tokens[at - 3].tag in "VE" and tokens[at - 3].low in verbs():
            return False  # disputed the word "quietly"
        return len(words) <= _LABEL_WORDS and not any(is_finite_word(word) for word in words)
    if at > 1 and tokens[at - 2].tag in "VE" and tokens[at - 2].low in verbs():
        return False  # what they call the "dead" pier
    is_modifier = after is not None and after.tag in "nM" and before.tag in "DS$nM"
    return is_modifier and len(words) <= 2 and words[0][0].islower()


def is_sentence_like(token: Token) -> bool:
    """True if the stretch reads as a clause or a whole utterance: a verb inside, or a capital and a final mark."""
    words = inner_words(token)
    if not words:
        return False
    if words[0][0].isupper() and token.text.endswith((".", "?", "!")):
        return True
    return len(words) >= _FRAGMENT_WORDS and any(is_finite_word(word) for word in words)


def is_finite_word(word: str) -> bool:
    """True for auxiliaries, clitics ('ll, n't) and common past or third-person forms."""
    low = word.lower().replace("’", "'")
    if closed_class().get(low) == "X" or low.endswith(("n't", "'re", "'m", "'ll", "'ve", "'s")):
        return True
    codes = verb_forms().get(low, "")
    return bool(codes) and "*" not in codes and "g" not in codes
