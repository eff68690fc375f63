"""The headline: which words on the page are it, and how they are printed without the site's name."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ingest.articles.page.letters import DENSE

WORD = re.compile(r"[^\W_]+")
ALIKE: Final = 0.5  # likeness from which on two titles name the same article
LONGEST = 400


def bare(text: str) -> str:
    """Letters and digits only, lower case: how titles are compared."""
    return "".join(WORD.findall(unicodedata.normalize("NFKC", text[:LONGEST]).casefold()))


def similarity(one: str, other: str) -> float:
    """Dice coefficient of the pairs of letters in two titles, 0 to 1; needs no words, so it serves every script."""
    first, second = _pairs(one), _pairs(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


@lru_cache(maxsize=500)  # each title is compared with many lines
def _pairs(text: str) -> Counter[str]:
    plain = bare(text)
    return Counter(map("".join, pairwise(plain)))


SEPARATOR = re.compile(r"\s+(?:[|–—•·»:]|-{1,2}|::|\|\|)\s+|\s?[|｜]\s?|:\s")
SITE_FIRST = re.compile(
    r"[^\s:][^:|–—]{0,60}?\s+(?:[|–—»]|-{1,2}|::)\s"
)  # 'The Post - Headline'; a kicker ends in a colon
SITE = 0.7  # likeness from which on a part of a title is the site's name
RELATED = 0.3  # likeness of two headlines of one article that were written for different places
LEAST_WORDS = 4  # of a main heading that is believed although no title of the page is like it


@dataclass(slots=True)
class Headings:
    """Headings as printed: the main one, the same without its kicker, and lower ones above the text."""

    main: str | None = None
    plain: str | None = None
    lower: list[str] = field(default_factory=list)


def choose_headline(headings: Headings, titles: Sequence[str], outlets: Sequence[str]) -> str | None:
    """The headline as printed. The page's titles, best first, tell which heading it is and where its kicker ends."""
    claims = [claim for title in titles if (claim := without_site(title, outlets))]
    main = headings.main
    if main is None or not _is_headline(main, claims, outlets):
        return claims[0] if claims else main
    if seen := _printed_below(headings, claims):
        return seen
    plain = headings.plain or main
    for variant in (plain, main):
        if any(bare(variant) == bare(claim) for claim in claims):
            return variant
    for claim in claims:
        longer, shorter = bare(claim), bare(plain)
        if (
            plain == main
            and longer.endswith(shorter)
            and len(longer) < 2.2 * len(shorter)
            and not SITE_FIRST.match(claim)
        ):
            return claim  # the kicker stands outside of the heading, which has none inside
        if shorter.endswith(longer) and 2 * len(longer) > len(shorter):  # the kicker or a date stands inside
            return claim
    return plain


def _is_headline(main: str, claims: Sequence[str], outlets: Sequence[str]) -> bool:
    """A main heading that a title vouches for, or that is too long for the name of a site or section."""
    if not claims or max(similarity(main, claim) for claim in claims) >= ALIKE:
        return bool(bare(main))
    is_site = any(similarity(main, outlet) >= SITE for outlet in outlets)
    return not is_site and (len(main.split()) >= LEAST_WORDS or len(DENSE.findall(main)) > 2 * LEAST_WORDS)


def _printed_below(headings: Headings, claims: Sequence[str]) -> str | None:
    """A title that a lower heading prints: the main heading is there for search engines then, as a rule unseen."""
    for claim in claims:
        wanted, main = bare(claim), headings.main or ""
        is_other = wanted != bare(main) and similarity(claim, main) >= RELATED
        if is_other and any(bare(lower).endswith(wanted) for lower in headings.lower):
            return claim
    return None


def without_site(title: str, outlets: Sequence[str]) -> str:
    """The title without parts at its edges that are the site's name."""
    title = " ".join(title.split())
    cuts = list(SEPARATOR.finditer(title[:LONGEST]))
    while cuts and any(similarity(title[cuts[-1].end() :], outlet) >= SITE for outlet in outlets):
        title = title[: cuts.pop().start()]
    while cuts and any(similarity(title[: cuts[0].start()], outlet) >= SITE for outlet in outlets):
        title = title[cuts[0].end() :]
        cuts = list(SEPARATOR.finditer(title[:LONGEST]))
    return title
