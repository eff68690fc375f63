"""The day a text says it was published: a full date in its first lines, for texts that come without any other."""

from datetime import date
from typing import Final

from ingest.extract.figures.counted_nouns import is_noun
from ingest.extract.figures.figure_tokens import BREAK, HYPHENS, Tokens
from ingest.extract.figures.holidays import holiday_openers
from ingest.extract.figures.times import At, Fixed
from ingest.extract.figures.when import OPENERS, date_at

_HEAD: Final = 60  # tokens looked at: a headline, a dateline
_LONGEST: Final = 12  # tokens of a full date
_DAY: Final = len("2005-07-12")
_INSIDE: Final = frozenset("(/.")  # in front of a date inside of a sentence: "Ada Byron (10 December 1815 – ...)"

_BEHIND: Final = frozenset(("", BREAK, "(", "|", "•", ":"))  # what may follow a date that ends a headline or line
_TERMS: Final = frozenset(("ended", "ending", "dated", "due"))  # "the year ended June 30, 1990"


def day_printed(tokens: Tokens) -> date | None:
    """The first full date (day, month, year) in the head of the text that is no part of a sentence, or None."""
    index, last = 0, len(tokens)
    years = [at for at in range(min(_HEAD + _LONGEST, last)) if tokens.is_number(at)]
    # A full date has its year behind where it opens, and most heads have no number at all.
    while index < min(_HEAD, last) and years and index <= years[-1]:
        word = tokens.lowers[index]
        may_open = word in OPENERS or word in holiday_openers() or tokens.is_number(index)
        found = date_at(tokens, index) if may_open else None
        if found is None:
            index += 1
            continue
        time = found.time.day if isinstance(found.time, At) else found.time
        day = _day(time.text) if isinstance(time, Fixed) and _stands_alone(tokens, found.start, found.end) else None
        if day is not None:
            return day
        index = found.end
    return None


def _stands_alone(tokens: Tokens, start: int, end: int) -> bool:
    """False inside of a sentence ("on 3 May 2004"), in a life's dates, and behind a dash but for a dateline's."""
    before, after = tokens.words[start - 1], tokens.lowers[end]
    if after in HYPHENS and tokens.is_number(end + 1):
        return False
    if before in HYPHENS:
        return tokens.words[start - 2].isupper() and len(tokens.words[start - 2]) > 1
    if before.isalpha():
        goes_on = not tokens.is_capitalised(end) and after not in _BEHIND and after not in HYPHENS
        return is_noun(tokens, start - 1) and before.lower() not in _TERMS and not goes_on
    return before not in _INSIDE and not _in_brackets(tokens, start)


def _in_brackets(tokens: Tokens, start: int) -> bool:
    """True in "Ada Byron (Arabic: ...; 10 December 1815 - ...)"."""
    head = tokens.words[:start]
    return head.count("(") > head.count(")")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == _DAY else None
    except ValueError:
        return None
