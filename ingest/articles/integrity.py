"""What can be seen to be wrong with a text: flags that later keep a claim from being made on it."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.articles.cut import is_cut
from ingest.articles.lexicons import sections
from ingest.articles.paywall import is_stub
from ingest.articles.quotation import has_unclosed

# A sentence that starts in lower case after a full stop that ended a whole word: a machine broke it.
BROKEN = re.compile(r"(?<![\w.@/'’-])([a-z]{2,30})\. (?!https?\b)([a-z]{2,30})(?![\w.@/-])")
SENTENCE = re.compile(r"(?:[a-z]{2}\. |^)[\"“‘']?[A-Z]", re.M)
FEWEST_BROKEN = 2
WHOLE_FOR_EACH_BROKEN = 1  # where fewer sentences start with a capital, the writer does without them
# '-he declares.' : an attribution inserted in French, Spanish or Russian, translated word by word.
REPORTS = (
    "declare|say|add|explain|continue|conclude|emphasi[sz]e|stresse?|specifie|specify|recall|note|underline|answer|replie|reply|write|assure|warn"
    "|claim|confirm|insist|believe|lament|affirm|state|tell|announce|exclaim|regret|indicate|argue|summari[sz]e|comment|remark|observe|ask"
)
INSERTED = re.compile(
    rf"(?:^|[.!?,…”\"»’'] )[-–](?:he|she|they) (?:also |then )?(?:(?:{REPORTS})(?:s|d|ed)?|said|told|wrote)\b(?! —| –)",
    re.M,
)
LONG_ENOUGH_TO_REPEAT = 60


def find_flags(paragraphs: Sequence[str], with_notices: Sequence[str] | None = None) -> set[str]:
    """Integrity flags of an article's paragraphs (kinds: see ingest.model.IntegrityFlag).

    `with_notices` are the same paragraphs and, in their places, the lines that are no part of the article (an offer to subscribe).
    """
    seen = {
        "machine_translated": is_machine_translated("\n".join(paragraphs)),
        "duplicate_paragraphs": _repeats(paragraphs),
        "truncated": is_cut(paragraphs),
        "paywall_stub": is_stub(paragraphs if with_notices is None else with_notices),
        "unclosed_quote": has_unclosed(paragraphs),
    }
    return {flag for flag, is_seen in seen.items() if is_seen}


def is_machine_translated(text: str) -> bool:
    """Marks that a translation program leaves in English: an attribution put in word by word, sentences broken in two.

    Rare, so its precision is not known: of 2,579 real texts 3 in English are flagged; one is translated, one put together by a
    program, and one is a poem.
    """
    if INSERTED.search(text):
        return True
    abbreviations = sections("endings.txt")["abbreviations"]
    broken = sum(m[1] not in abbreviations for m in BROKEN.finditer(text))
    return broken >= FEWEST_BROKEN and len(SENTENCE.findall(text)) >= WHOLE_FOR_EACH_BROKEN * broken


def _repeats(paragraphs: Sequence[str]) -> bool:
    """A paragraph of some length that stands twice, but for case and spaces."""
    long = (" ".join(p.casefold().split()) for p in paragraphs if len(p) >= LONG_ENOUGH_TO_REPEAT)
    return any(n > 1 for n in Counter(long).values())
