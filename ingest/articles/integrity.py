"""What can be seen to be wrong with a text: flags that later keep a claim from being made on it."""

import re
from collections import Counter
from collections.abc import Sequence

# A sentence that starts in lower case after a full stop that ended a word of four letters or more: a machine broke it.
BROKEN = re.compile(r"\b[a-z]{4,30}\. [a-z]{2,30} [a-z]")
# '-he declares.' : a French or Spanish inserted attribution, translated word by word.
INSERTED = re.compile(r"[.”\"»] ?[-–—](?:he|she|it|they) [a-z]{2,20}\.")
CUT = re.compile(r"(?:\[\+?\d{0,9} ?chars?\]|\[(?:…|\.{3})\]|(?:\.{3}|…))$")
PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep)|to continue reading|already a subscriber|"
    r"this (?:article|content) is for subscribers",
    re.I,
)
LONG_ENOUGH_TO_REPEAT = 60


def find_flags(paragraphs: Sequence[str]) -> set[str]:
    """Integrity flags of an article's paragraphs (kinds: see ingest.model.IntegrityFlag)."""
    flags = set()
    text = "\n".join(paragraphs)
    if INSERTED.search(text) or len(BROKEN.findall(text)) >= 2:
        flags.add("machine_translated")
    if any(n > 1 and len(p) >= LONG_ENOUGH_TO_REPEAT for p, n in Counter(paragraphs).items()):
        flags.add("duplicate_paragraphs")
    if paragraphs and CUT.search(paragraphs[-1][-40:]):
        flags.add("truncated")
    if PAYWALL.search(" ".join(p[:2000] for p in paragraphs[-3:])):
        flags.add("paywall_stub")
    if any(_is_unclosed(p, after) for p, after in zip(paragraphs, [*paragraphs[1:], ""], strict=True)):
        flags.add("unclosed_quote")
    return flags


def _is_unclosed(paragraph: str, after: str) -> bool:
    """An opening mark without its closing one, unless the next paragraph goes on with the quotation."""
    curly = paragraph.count("“") - paragraph.count("”")
    straight = paragraph.count('"') % 2
    if curly > 0:
        return not after.lstrip().startswith("“")
    return straight == 1 and not after.lstrip().startswith('"')
