"""What the names of an element say of its content: caption, standfirst, byline, noise …"""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, Literal, cast

from ingest.articles.lexicons import sections

Role = Literal[
    "noise", "hidden", "footer", "comments", "caption", "credit", "standfirst", "key_point", "quote", "embed", "byline", "date",
    "kicker", "correction", "body", "break", "image",
]  # fmt: skip
NAMING: Final = frozenset(("class", "id", "role", "itemprop", "data-testid", "data-component", "data-type"))
NAMELESS: Final = frozenset(
    ("br", "hr", "img", "input", "link", "meta", "source", "wbr")
)  # tags that hold nothing to be named
NO_ROLES: Final[frozenset[Role]] = frozenset()
LONGEST_NAME = 300
STATES: Final = frozenset(
    ("has", "with", "without", "no", "not", "hide", "show")
)  # 'has-caption' speaks of something inside
SHORTEST = 3  # letters of a beginning of a word that stands for all words that begin so
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=20_000)
def roles(names: str) -> frozenset[Role]:
    """The roles that an element's names (joined by spaces) give it."""
    return NO_ROLES.union(*map(_roles_of, names[:LONGEST_NAME].split()))


@lru_cache(maxsize=20_000)
def _roles_of(name: str) -> frozenset[Role]:
    if ":" in name or "[" in name:  # a utility class (print:hidden, w-[3px]) says how it looks, not what it is
        return NO_ROLES
    words = WORD.findall(name if name.islower() else CAMEL.sub("-", name).lower())
    if not words or words[0] in STATES:
        return NO_ROLES
    terms = words if len(words) == 1 else ["".join(words), *words, *map("-".join, pairwise(words))]
    exact, beginnings = _vocabulary()
    found: list[Role] = []
    for term in terms:
        if term in exact:
            found += exact[term]
        for beginning, role in beginnings.get(term[:SHORTEST], ()):
            if term.startswith(beginning):
                found.append(role)
    return frozenset(found) if found else NO_ROLES


@cache
def _vocabulary() -> tuple[dict[str, list[Role]], dict[str, list[tuple[str, Role]]]]:
    """(word -> its roles, first letters -> beginnings of words with the role of each)."""
    exact: dict[str, list[Role]] = {}
    beginnings: dict[str, list[tuple[str, Role]]] = {}
    for name, lines in sections("element_names.txt").items():
        role = cast(Role, name)
        for word in " ".join(lines).split():
            if word.endswith("*"):
                beginnings.setdefault(word[:SHORTEST], []).append((word[:-1], role))
            else:
                exact.setdefault(word, []).append(role)
    return exact, beginnings
