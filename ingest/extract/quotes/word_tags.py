"""Coarse tags for the words of a paragraph, without a parser or a model.

Tags are coarse on purpose: closed classes come from a list, verbs from a list with built inflections, the rest from shape
and neighbours. A quoted stretch is one opaque token, so that clause rules see a sentence as its reporter built it.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from ingest.extract.lexicons import sections
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.marks import Stretch
from ingest.extract.quotes.verb_forms import closed_class, verb_forms
from ingest.extract.quotes.words import NOUNLIKE, Token, split_words

_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_STOPS: Final = frozenset({".", "!", "?", ":", "•", "-", "–", "—"})
# Calendar words that are something else in lower case.
_CAPITAL_CALENDAR: Final = frozenset({"may", "march"})
# Bodies whose initials read as a pronoun.
_INITIALS: Final = frozenset({"WHO", "US", "IT"})
_ARTICLES_IN_NAMES: Final = ("al-", "el-", "as-", "an-", "ad-", "ash-", "ben-")
_AFTER_VERB: Final = frozenset("DSOTWMQ")
_AFTER_CUE: Final = frozenset({"to", "for", "on", "about", ":", ","})
_APPROXIMATORS: Final = frozenset({"about", "around", "over", "under", "near"})
_PLURAL: Final = ("s", "people", "police", "men", "media", "others")
_ADJECTIVAL: Final = ("ive", "al", "ic", "ous", "ful", "ary", "able", "ible", "less", "federal", "new", "public")
_MAX_PREPOSITION: Final = 4
# Tags of words up to this length are kept: a hostile text's endless ones would stay in memory.
_KEPT: Final = 64


def tokenize(text: str, start: int, end: int, stretches: Sequence[Stretch]) -> list[Token]:
    """The tagged tokens of text[start:end]; the stretches (sorted, inside of start:end) are one Q token each."""
    tokens = split_words(text, start, end, stretches)
    previous: Token | None = None
    starts = True
    for token in tokens:
        if not token.tag:
            token.tag = _tag_of(token, previous, starts)
        elif token.tag == "$" and previous is not None and (previous.tag in "OWT" or token.low != "'s"):
            token.tag = "X"  # he's, they've
        starts = token.tag == "Q" or (token.tag == "P" and token.low in _STOPS)
        previous = token
    _settle(tokens)
    return tokens


def _tag_of(token: Token, previous: Token | None, starts: bool) -> str:
    """The tag by the word alone; `starts` is true where any word has a capital."""
    if not token.text[0].isalnum():
        return _tag_of_sign(token, previous)
    known = _tag_of_word if len(token.text) <= _KEPT else _tag_of_word.__wrapped__
    return known(token.text, token.low, starts)


@lru_cache(maxsize=4096)
def _tag_of_word(word: str, low: str, starts: bool) -> str:
    if word[0].isdigit():
        return "N"
    if low.startswith(_ARTICLES_IN_NAMES) and word.rsplit("-", 1)[-1][:1].isupper():
        return "M"
    tag = closed_class().get(low) if word not in _INITIALS else None
    if word[0].isupper() and not starts:
        return _tag_of_capital(word, low, tag)
    if tag is not None:
        return tag
    if word[0].isupper() and low not in verb_forms() and not low.endswith("ly"):
        return "M"
    return _tag_of_open(low)


def _tag_of_sign(token: Token, previous: Token | None) -> str:
    word = token.text
    if word in _POSSESSIVE and previous is not None and previous.end == token.start:
        return "$"
    if len(word) > 1:
        return "M" if word[0] in "@#" else "N" if word[0] in "$€£¥" else "P"
    return "P"


def _tag_of_capital(word: str, low: str, tag: str | None) -> str:
    """A capital amid a sentence is a name, unless a small word of a closed class keeps its tag in a title."""
    if tag == "Z" and low not in listed("calendar"):
        return "M"
    is_long = tag == "I" and len(low) > _MAX_PREPOSITION
    is_initials = len(word) > 1 and word.isupper() and tag != "D"
    if tag is None or tag in "XR" or is_long or is_initials:
        return "Z" if low in listed("calendar") or low in _CAPITAL_CALENDAR else "M"
    return tag


def _tag_of_open(low: str) -> str:
    codes = verb_forms().get(low)
    if codes is not None:
        return _tag_of_form(codes)
    if low.endswith("ly") and len(low) > 4:
        return "R"
    if low.endswith("ing") and len(low) > 5:
        return "G"
    return "E" if low.endswith("ed") and len(low) > 4 else "n"


def _tag_of_form(codes: str) -> str:
    if "g" in codes:
        return "G"
    if "d" in codes:
        return "E" if "n" in codes else "V"
    return "E" if codes == "n" else "V"


def _settle(tokens: Sequence[Token]) -> None:
    """Corrects tags that the neighbours decide: verbs that are nouns here, names that are common nouns, "about 20"."""
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.tag == "M" and token.low in _common_nouns() and _opens_alone(tokens, at):
            token.tag = "n"
        elif token.tag == "I" and token.low in _APPROXIMATORS and after is not None and after.tag == "N":
            token.tag = "D"
        elif token.tag == "V" and not _is_verb_here(token, tokens[at - 1] if at else None, after):
            token.tag = "M" if token.text[0].isupper() else "n"
        elif token.tag == "E" and at and _is_noun_of_same_form(token, tokens[at - 1], after):
            token.tag = "n"


def _is_noun_of_same_form(token: Token, before: Token, after: Token | None) -> bool:
    """True for "a forecast": base and participle are one form, and no noun follows that it could describe."""
    is_last = after is None or after.tag not in "nMNEG"
    return is_last and before.tag in "DS$N" and "b" in verb_forms().get(token.low, "")


@cache
def _common_nouns() -> frozenset[str]:
    """Nouns for people (one or many), bodies and documents, in lower case."""
    lists = sections("roles.txt")
    listed_nouns = frozenset[str]().union(*(words for name, words in lists.items() if name != "titles"))
    return listed_nouns | {word + "s" for word in lists["person"]}


def _opens_alone(tokens: Sequence[Token], at: int) -> bool:
    """True for a capital that only the sentence's beginning explains ("Officials say")."""
    if at and tokens[at - 1].tag not in "QP":
        return False
    if at + 2 < len(tokens) and tokens[at + 1].low in {"of", "for"} and tokens[at + 2].tag == "M":
        return False  # Minister of Education Doe
    return at + 1 < len(tokens) and tokens[at + 1].tag != "M" and not tokens[at].text.isupper()


def _is_verb_here(token: Token, before: Token | None, after: Token | None) -> bool:
    """Tells a base or -s form that is a verb here from a noun of the same form."""
    codes = verb_forms().get(token.low, "")
    if "d" in codes or ("b" not in codes and "s" not in codes):
        return True
    if before is None:
        return False
    if before.tag in "OXW" or before.low == "to":
        return True
    if before.tag in "DSI$N" or before.low == "own":
        return False
    if "*" not in codes:
        return "b" not in codes or "c" in codes or before.tag != "n" or before.low.endswith(_PLURAL)
    leads_on = after is not None and (after.tag in _AFTER_VERB or ("c" in codes and after.low in _AFTER_CUE))
    if not leads_on or before.tag in "RC":
        return leads_on
    if "b" in codes:
        return before.tag in NOUNLIKE and before.low.endswith(_PLURAL)
    if before.tag != "n":
        return before.tag in "MQ" and not before.low.endswith("s")
    is_adjective = before.low.endswith(_ADJECTIVAL) or ("c" in codes and before.low not in _common_nouns())
    return not is_adjective and not before.low.endswith("s")
