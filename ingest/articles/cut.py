"""Texts that end before the article does: the marks that feeds and search services leave, and sentences that stop in the middle."""

import re
from collections.abc import Sequence

from ingest.articles.lexicons import sections

MORE = r"(?:(?:read|see|view|continue|learn|find out)\b[^.!?…]{0,40}|weiter(?:lesen)?|lire la suite|leer más|more)"
ARROWS = r"(?: ?\.{3}| ?…)?[\s\])»>→]{0,8}"
LEFT_MARK = re.compile(
    r"\[ ?\+? ?(?:\d{1,9} ?(?:more )?)?(?:chars?|characters|words)\]$"  # NewsAPI: [+1234 chars]
    r"|[\[(](?:…|\.{3})[\])]$"  # WordPress: […]
    rf"|(?<![.…])(?:…|\.{{3}}) ?[\[(]?{MORE}{ARROWS}$"
    rf"|[\[(](?:(?:read|see|view) (?:more|on|all|the (?:full|rest|whole))\b[^.!?…]{{0,30}}|continue reading|more){ARROWS}$"
    r"|(?<=[.!?”\"]) (?:read more|continue reading)(?: ?[\])»>→]| ?\.{3}|…)?$",
    re.I,
)
TRAILS_OFF = re.compile(r"(?<![.…])(?:…|\.{3})$")
TEASER_WORDS = 200  # up to which a text that trails off is the start of one; a long article ends so for effect
# What blogs' feeds put below a text that they cut; it stands in a paragraph of its own.
FEED_TAIL = re.compile(
    r"the post .{1,300} (?:first )?appeared (?:first )?on .{1,100}|(?:read more|continue reading)\W{0,5}", re.I
)
CLOSED = re.compile(r"[.!?…:;。！？।]['\"”’»)\]“‘«*]{0,4}$")
SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][rst])(?<!\bMrs)(?<!\b(?:Sen|Rep|Gov|Gen))[.!?…][\"”’»)\]]{0,3} ")
HALF_COMPOUND = re.compile(r"[^\W\d_]+-")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # no number, no address
LINE = 30  # characters from which on a paragraph is no name or cross-head
PROSE = 50  # and from which on it is no line that sends its reader elsewhere
OPEN_WORDS = 4  # of the last sentence; fewer are the initials or the name of who wrote it
CREDITS = re.compile(
    r"[–—-]|(?:\w+ )?(?:reporting|writing|editing|photos?|source|by|with (?:files|reporting|material))\b", re.I
)
CAPITALS = 0.5  # share of words from which on a line is a headline, or names
OTHERS = 3  # paragraphs beside it that a missing period is weighed against
CLOSED_OTHERS = 0.9  # share of them that must end their sentences
TAIL = 400


def is_cut(paragraphs: Sequence[str]) -> bool:
    """True if the last paragraph shows that the text went on.

    A missing period alone is weak: of 463 saved pages and 866 plain texts, 70 end without one, by a byline, a credit, a list item
    or an address; 22 of them below paragraphs that nearly all end theirs. The rules here leave 1 of the 1,329, and it is cut; of
    250 crawled records 5, 4 of them cut; of 1,000 wire stories 1, which only lacks its period. Of 864 English texts cut at random
    inside of a sentence 591 are seen; most others are cut in their first few words, or behind a name.
    """
    last = len(paragraphs) - 1
    while last > 0 and (not paragraphs[last].strip() or FEED_TAIL.fullmatch(paragraphs[last][:TAIL].strip())):
        last -= 1
    if last < 0:
        return False
    paragraph = paragraphs[last].strip()
    if TRAILS_OFF.search(paragraph[-8:]):
        return sum(len(p.split()) for p in paragraphs) <= TEASER_WORDS
    return bool(LEFT_MARK.search(paragraph[-80:])) or _stops_short(paragraphs[:last], paragraph)


def _stops_short(others: Sequence[str], paragraph: str) -> bool:
    """True if the last sentence stops at a word that ends none, or without its period where all others have theirs."""
    if len(paragraph) < LINE or CLOSED.search(paragraph[-8:]):
        return False
    sentence = SENTENCE_END.split(paragraph[-TAIL:])[-1]
    words = sentence.split()
    if len(words) < OPEN_WORDS or CREDITS.match(sentence):
        return False
    word = words[-1]
    if (
        word in sections("endings.txt")["never_last"]
        or word.endswith((",", "(", "“", "„"))
        or HALF_COMPOUND.fullmatch(word)
    ):
        return True
    if len(paragraph) < PROSE or not WORD.fullmatch(word) or paragraph[0].islower():
        return False
    capitals = sum(w[:1].isupper() for w in words)
    closed = sum(bool(CLOSED.search(other.rstrip()[-8:])) for other in others)
    return capitals < CAPITALS * len(words) and len(others) >= OTHERS and closed >= CLOSED_OTHERS * len(others)
