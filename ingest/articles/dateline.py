"""The dateline of a news text: 'MOSCOW/WASHINGTON, Feb 22 (Reuters) – '."""

import re
from dataclasses import dataclass
from datetime import date

from ingest.articles.dates import place_month_day

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Places in capitals, then lower-case parts such as a state; a day; an agency in brackets; a dash.
DATELINE = re.compile(
    r"(?P<places>[A-Z][A-Z.'’\-]{2,30}(?:[ /,]{1,2}[A-Z][\w.'’\-]{1,30}){0,5}?)"
    r"(?:,?\s(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>\d{1,2})(?:,\s(?P<year>\d{4}))?)?"
    r"(?:\s?\((?P<agency>[A-Z][\w.&/’' \-]{1,30})\))?"
    r"\s?(?:--|[-–—_])\s"
)
# An agency in brackets vouches for a place in small letters, and for none at all: 'Munich (dpa) - ', '(CNN) -- '.
VOUCHED = re.compile(
    r"(?P<places>[A-Z][\w.'’\-]{1,30}(?:[ /,]{1,2}[A-Z][\w.'’\-]{1,30}){0,5}?)?"
    r"(?:,?\s(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>\d{1,2})(?:,\s(?P<year>\d{4}))?)?"
    r"\s?\((?P<agency>[A-Z]{2,8}|dpa|Reuters|Xinhua|Bloomberg)\)\s?(?:--|[-–—_])\s"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """`text` as printed with its dash; `on` if a day is given and its year is known or can be placed."""

    text: str
    agency: str | None
    on: date | None


def find_dateline(paragraph: str, published: date | None) -> Dateline | None:
    """The dateline at the start of a paragraph. `published` places the year of a day that is given without one."""
    m = DATELINE.match(paragraph) or VOUCHED.match(paragraph)
    if not m:
        return None
    return Dateline(m.group().rstrip(), m["agency"], _day(m, published))


def _day(m: re.Match[str], published: date | None) -> date | None:
    if not m["month"] or m["month"][:3].lower() not in MONTHS:
        return None
    month, day = MONTHS.index(m["month"][:3].lower()) + 1, int(m["day"])
    if m["year"]:
        try:
            return date(int(m["year"]), month, day)
        except ValueError:
            return None
    return place_month_day(month, day, published) if published else None
