"""Titles, roles and given names inside a run of capitalised words: where the person's own name begins."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final

from ingest.extract.lexicons import keyed, rows, sections
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.words import Token

_BODY_LINKS: Final = frozenset({"of", "for", "on", "to", "and"})


@cache
def places() -> dict[str, str]:
    """Lower-cased name, adjective or seat of government -> the state or body it stands for."""
    found: dict[str, str] = {}
    for country, others, adjectives, capital in rows("countries.tsv"):
        for name in (country, *others.split(";"), *adjectives.split(";"), *capital.split(";")):
            if name:
                found.setdefault(name.lower(), country)
    return found | {name.lower(): state for name, state in rows("places.tsv")}


@cache
def countries() -> frozenset[str]:
    """Everything that a place may stand for."""
    return frozenset(places().values())


@cache
def gender_of_given() -> dict[str, str]:
    """Given name in lower case -> m or f."""
    return {name: gender for gender, names in keyed("given_names.tsv").items() for name in names}


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """Lower-cased, without full stops and the Arabic article, so that "Maliki" finds "al-Maliki"."""
    low = word.lower().replace(".", "")
    return low[3:] if low.startswith(("al-", "el-")) else low


def is_role(word: str) -> bool:
    """True for a noun that says what a person is; `word` as `plain` makes it."""
    lists = sections("roles.txt")
    return word in lists["person"] or word in lists["titles"]


def is_group(word: str) -> bool:
    """True for a noun for several people: listed, or the plural of what a person is."""
    lists = sections("roles.txt")
    return word in lists["collective"] or (word.endswith("s") and word[:-1] in lists["person"])


def title_gender(words: Iterable[str]) -> str:
    """m or f if a title tells, else nothing."""
    titles = {plain(word) for word in words}
    return "m" if titles & listed("male titles") else "f" if titles & listed("female titles") else ""


def split_titles(tokens: Sequence[Token]) -> int:
    """Index of the first token of the person's own name, after titles and roles; 0 if the run names an institution."""
    if not tokens or plain(tokens[-1].text) in sections("roles.txt")["institution"]:
        return 0
    cut = 0
    for at, token in enumerate(tokens[:-1]):
        word = plain(token.text)
        if is_role(word) or is_role(word.rsplit("-", 1)[-1]) or is_role(word.split("-", 1)[0]):
            cut = at + 1
    if tokens[cut].low in {"of", "for"}:
        cut = _after_office(tokens, cut)
    for at in range(len(tokens) - 2, cut, -1):
        if (
            _is_given(tokens[at])
            and tokens[at - 1].low not in listed("name particles")
            and not _goes_on_from(tokens[at - 1])
        ):
            return at
    return cut


def _is_given(token: Token) -> bool:
    return plain(token.text) in gender_of_given()


def _goes_on_from(before: Token) -> bool:
    """True if the word before is part of the same name (Mary Anne Smith, George W. Bush)."""
    return _is_given(before) or len(plain(before.text)) == 1


def _after_office(tokens: Sequence[Token], at: int) -> int:
    """Past "of State", "of Foreign Affairs": up to a given name, else the last two words are left as the name."""
    for further in range(at + 1, len(tokens)):
        if _is_given(tokens[further]):
            return further
    return max(at + 2, len(tokens) - 2) if len(tokens) - at > 2 else at


def own_name(name: Sequence[Token]) -> Sequence[Token]:
    """A titled name without what it is tied to: Senator [Doe] of Ohio."""
    return next((name[:at] for at, token in enumerate(name) if token.low == "of" and at), name)


def name_link(tokens: Sequence[Token], start: int, at: int) -> int:
    """How many tokens from `at` join the name begun at `start` to its further words (Bank *of* England); 0 if none do.

    Small words join parts of any name; "for the", "on", "to" and "and" only go on with the name of an institution.
    """
    if at + 1 >= len(tokens):
        return 0
    if is_label_token(tokens[at]):
        return 2 if tokens[at + 1].tag == "M" else 0
    low, follows = tokens[at].low, tokens[at + 1]
    if follows.tag == "M" and (low in listed("name particles") or low in {"of", "&"}):
        return 2
    institutions = sections("roles.txt")["institution"]
    if low not in _BODY_LINKS or not any(plain(token.text) in institutions for token in tokens[start:at]):
        return 0
    if follows.tag == "M":
        return 2
    return 3 if follows.low == "the" and at + 2 < len(tokens) and tokens[at + 2].tag == "M" else 0


def is_label_token(token: Token) -> bool:
    """True for quoted words that were found to be a name or a term."""
    return token.stretch is not None and token.tag == "n"


def joined(tokens: Sequence[Token]) -> str:
    """The words with single spaces, possessive endings joined to their word, nicknames amid a name left out."""
    words: list[str] = []
    for at, token in enumerate(tokens):
        if is_label_token(token) and 0 < at < len(tokens) - 1 and tokens[at - 1].tag == tokens[at + 1].tag == "M":
            continue
        if token.tag == "$" and words:
            words[-1] += token.text
        else:
            words.append(token.text)
    return " ".join(words)


def without_suffix(words: Sequence[str]) -> Sequence[str]:
    """The words of a name without Jr., III and the like; all of them if nothing else is left."""
    return [word for word in words if plain(word) not in listed("name suffixes")] or words
