"""What the names of an element say of its content: caption, standfirst, byline, noise …"""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, Literal

from ingest.articles.lexicons import sections

Role = Literal[
    "noise", "hidden", "footer", "comments", "caption", "credit", "standfirst", "key_point", "quote", "embed", "byline", "date",
    "kicker", "correction", "body", "break", "image",
]  # fmt: skip
NAMING: Final = ("class", "id", "role", "itemprop", "data-testid", "data-component", "data-type")
LONGEST_NAME = 300
STATES: Final = frozenset(
    ("has", "with", "without", "no", "not", "hide", "show")
)  # 'has-caption' speaks of something inside
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=20_000)
def roles(names: str) -> frozenset[Role]:
    """The roles that an element's names (joined by spaces) give it."""
    found: set[Role] = set()
    for name in names[:LONGEST_NAME].split():
        if ":" in name or "[" in name:  # a utility class (print:hidden, w-[3px]) says how it looks, not what it is
            continue
        words = WORD.findall(CAMEL.sub("-", name).lower())
        if words and words[0] in STATES:
            continue
        pairs = {f"{a}-{b}" for a, b in pairwise(words)}
        terms = pairs.union(words, ("".join(words),))
        for role, (exact, beginnings) in _vocabulary().items():
            if role not in found and (not exact.isdisjoint(terms) or any(t.startswith(beginnings) for t in terms)):
                found.add(role)
    return frozenset(found)


@cache
def _vocabulary() -> dict[Role, tuple[frozenset[str], tuple[str, ...]]]:
    """Role -> (whole words, beginnings of words)."""
    lists = {role: " ".join(lines).split() for role, lines in sections("element_names.txt").items()}
    return {
        role: (frozenset(w for w in words if not w.endswith("*")), tuple(w[:-1] for w in words if w.endswith("*")))  # type: ignore[misc]
        for role, words in lists.items()
    }
