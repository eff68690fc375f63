"""The words of dates (months, weekdays, parts of the day, holidays), and readers for one of them at a token."""

from typing import Final, NamedTuple

from ingest.extract.figures.figure_tokens import Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import TENS

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1,
    )
    for name in names.split()
}  # fmt: skip
# Months that are words of another kind too, so that they need a capital letter, or a day or year beside them.
_DOUBTFUL_MONTHS: Final = frozenset(("may", "march", "august", "mar", "jan", "jun", "dec", "sep"))
_SHORT_MONTHS: Final = frozenset(("may", "june", "july"))  # no abbreviations
_NAMESAKES: Final = frozenset(("april", "june", "may", "august", "jan"))
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        ("monday mondays mon", "tuesday tuesdays tue tues", "wednesday wednesdays wed weds",
         "thursday thursdays thu thur thurs", "friday fridays fri", "saturday saturdays sat", "sunday sundays sun"),
    )
    for name in names.split()
}  # fmt: skip
_SHORTEST_WEEKDAY: Final = len("monday")
PARTS_OF_DAY: Final = frozenset(
    ("morning", "noon", "afternoon", "evening", "night", "mornings", "afternoons", "evenings", "nights")
)
SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
CALENDAR_UNITS: Final = {
    "day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year",
    "decade": "decade", "century": "century", "fortnight": "fortnight",
}  # fmt: skip
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS: Final = {word: number for number, word in enumerate(_ORDINALS.split(), start=1)} | {
    "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100,
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_ORDINAL_ENDINGS: Final = frozenset(("st", "nd", "rd", "th"))
_NO_YEAR_MARKS: Final = frozenset("%°$€£/")


class Read(NamedTuple):
    """A number read from one or a few tokens, and the token behind the last."""

    value: int
    end: int


def month_at(tokens: Tokens, index: int) -> Read | None:
    """A month's name, with its full stop if it is abbreviated. Whether "may" is one is left to `stands_alone`."""
    word = tokens.lowers[index]
    number = MONTHS.get(word)
    if number is None:
        return None
    has_stop = word not in _SHORT_MONTHS and len(word) < 5 and tokens.words[index + 1] == "." and tokens.glued(index)
    return Read(number, index + 2 if has_stop else index + 1)


def stands_alone(tokens: Tokens, index: int) -> bool:
    """True if a month's name without day or year is no verb ("may") and no person ("April Smith")."""
    word = tokens.lowers[index]
    before = tokens.lowers[index - 1]
    if word in _DOUBTFUL_MONTHS and (not tokens.is_capitalised(index) or tokens.opens_sentence(index)):
        return False
    if len(word) == 3 and word != "may":
        return tokens.words[index + 1] == "." and tokens.is_capitalised(index)
    if word in _NAMESAKES and tokens.is_capitalised(index + 1) and before not in listed("before months"):
        return False
    is_verb = word == "march" and tokens.lowers[index + 1] in ("on", "for", "to", "against")
    return not is_verb or before in listed("before months")


def weekday_at(tokens: Tokens, index: int) -> Read | None:
    """A weekday; the abbreviations only with a capital letter and a stop or comma behind them."""
    number = WEEKDAYS.get(tokens.lowers[index])
    if number is None:
        return None
    if len(tokens.words[index]) >= _SHORTEST_WEEKDAY:
        return Read(number, index + 1)
    if not tokens.is_capitalised(index) or tokens.words[index + 1] not in (".", ","):
        return None
    return Read(number, index + 2 if tokens.words[index + 1] == "." else index + 1)


def day_at(tokens: Tokens, index: int) -> Read | None:
    """A day of the month in digits, with or without an ordinal ending: "22", "30th"."""
    word = tokens.words[index]
    if len(word) > 2 or not word.isdecimal() or not 1 <= int(word) <= 31:
        return None
    if tokens.glued(index) and tokens.lowers[index + 1] in _ORDINAL_ENDINGS:
        return Read(int(word), index + 2)
    if tokens.glued(index) and tokens.words[index + 1].isalpha():
        return None
    return Read(int(word), index + 1)


def year_at(tokens: Tokens, index: int) -> Read | None:
    """A year in four digits with nothing glued to it."""
    word = tokens.words[index]
    if len(word) != 4 or not word.isdecimal() or not _FIRST_YEAR <= int(word) <= _LAST_YEAR:
        return None
    if tokens.glued(index) and (tokens.words[index + 1].isalpha() or tokens.words[index + 1] in _NO_YEAR_MARKS):
        return None
    return Read(int(word), index + 1)


def short_year(word: str) -> int | None:
    """Two digits as a year: 50 to 99 are of the 20th century, 00 to 49 of the 21st."""
    if len(word) != 2 or not word.isdecimal():
        return None
    return int(word) + (1900 if int(word) >= 50 else 2000)


def ordinal_at(tokens: Tokens, index: int) -> Read | None:
    """An ordinal below a hundred in words or digits: "third", "21st", "twenty-first"."""
    word = tokens.lowers[index]
    if word in ORDINALS:
        return Read(ORDINALS[word], index + 1)
    if word.isdecimal() and len(word) <= 4 and tokens.glued(index) and tokens.lowers[index + 1] in _ORDINAL_ENDINGS:
        return Read(int(word), index + 2)
    tens = TENS.get(word)
    if tens is None:
        return None
    at = tokens.behind_hyphen(index + 1)
    units = ORDINALS.get(tokens.lowers[at], 10)
    return Read(tens + units, at + 1) if units < 10 else None
