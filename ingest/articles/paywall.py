"""Stubs of articles that only subscribers may read: an opening, and then the offer to pay."""

import re
from collections.abc import Sequence

WALL = re.compile(
    r"\b(?:subscribe|sign (?:in|up)|log ?in|register|join|pay|become a (?:member|subscriber))\b[^.!?\n]{0,30} to"
    r" (?:continue|keep|read|unlock|access|view|see|finish|get)\b"
    r"|\bto (?:continue|keep|finish) reading\b|\balready (?:a|an) (?:subscriber|member)\b|\balready subscribed\?"
    r"|\bthis (?:article|content|story) is (?:\w+ ){0,3}(?:for|to) (?:\w+ )?(?:subscribers|members)\b"
    r"|\bsubscribers? only\b|\b(?:exclusive|premium) (?:content|article) for (?:subscribers|members)\b"
    r"|\bunlock (?:this|the full) (?:article|story)\b|\bréservé (?:aux|à nos) abonnés\b|\bnur für abonnenten\b"
    r"|\bexclusivo para suscriptores\b",
    re.I,
)
NOT_FREE = re.compile(rb'"isAccessibleForFree"\s{0,9}:\s{0,9}"?false', re.I)
OPENING_WORDS = 200  # of the free opening; the shortest whole article of a walled site among 463 pages has 241
WALL_WORDS = 60  # of the line that asks to pay; a longer one tells of something else
OFFER_WORDS = 150  # of what may stand below it; more is the article itself
PAGE_WORDS = 80  # of a page whose wall a script would show: only its source tells of it


def is_stub(lines: Sequence[str]) -> bool:
    """True if an offer to pay stands where the article should go on. `lines` are its prose and the notices between."""
    before = 0
    for at, line in enumerate(lines):
        words = len(line.split())
        if words <= WALL_WORDS and WALL.search(line[:2000]):
            return sum(len(rest.split()) for rest in lines[at + 1 :]) <= OFFER_WORDS
        before += words
        if before > OPENING_WORDS:
            return False
    return False


def is_stub_page(content: bytes, lines: Sequence[str]) -> bool:
    """True if a page with next to no text says itself that it is not free, and asks to subscribe somewhere in its source."""
    if sum(len(line.split()) for line in lines) > PAGE_WORDS or not NOT_FREE.search(content):
        return False
    return bool(WALL.search(content.decode("utf-8", "replace")))
