"""The small parts of the figure grammar that are easier to see alone."""

from datetime import date

import pytest

from ingest.extract.figures.anchors import day_printed
from ingest.extract.figures.durations import iso_duration
from ingest.extract.figures.figure_tokens import tokenize
from ingest.extract.figures.holidays import Movable
from ingest.extract.figures.nouns import is_plural, singular
from ingest.extract.figures.number_forms import digits
from ingest.extract.figures.times import Coded, Shifted, Tense, Weekday, Weekend, YearlyDay


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("soldiers", "soldier"), ("cities", "city"), ("churches", "church"), ("boxes", "box"), ("houses", "house"),
        ("causes", "cause"), ("people", "person"), ("women", "woman"), ("guardsmen", "guardsman"), ("lives", "life"),
        ("police", "police"), ("Swedes", "Swede"), ("Israelis", "Israeli"), ("viruses", "virus"), ("movies", "movie"),
    ],
)  # fmt: skip
def test_singular(plural: str, one: str) -> None:
    assert is_plural(plural)
    assert singular(plural) == one


@pytest.mark.parametrize(
    "word", ["crisis", "bus", "glass", "politics", "gas", "US", "Germans's", "specimen", "red", ""]
)
def test_words_in_s_that_are_no_plurals(word: str) -> None:
    assert not is_plural(word) or word == "Germans's"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", 1234), ("1,234.5", 1234.5), ("6,50,000", 650000), ("12.5", 12.5), (".5", 0.5), ("1.234.567", 1234567),
        ("3,5", 3.5), ("10:30", None), ("2.3.1", None), ("1,2,3", None), ("9" * 30, None),
    ],
)  # fmt: skip
def test_digits(text: str, value: float | None) -> None:
    assert digits(text) == value


@pytest.mark.parametrize(
    ("value", "unit", "iso"),
    [
        (6, "month", "P6M"), (3.5, "year", "P3Y6M"), (0.5, "hour", "PT30M"), (2, "decade", "P20Y"),
        (1.5, "day", "P1DT12H"), (0.5, "century", "P50Y"), (2.5, "week", "P2.5W"), (90, "second", "PT90S"),
    ],
)  # fmt: skip
def test_iso_duration(value: float, unit: str, iso: str) -> None:
    assert iso_duration(value, unit) == iso


THURSDAY = date(2023, 2, 23)


@pytest.mark.parametrize(
    ("time", "tense", "iso"),
    [
        (Weekday(3), "past", "2023-02-23"),
        (Weekday(4), "past", "2023-02-17"),
        (Weekday(4), "future", "2023-02-24"),
        (Weekday(3, shift=-1), "past", "2023-02-16"),
        (Weekday(3, shift=1), "future", "2023-03-02"),
        (Weekend(), "past", "2023-W07-WE"),
        (YearlyDay(11), "past", "2022-11"),
        (YearlyDay(11), "future", "2023-11"),
        (YearlyDay(3, 12), "unknown", "2023-03-12"),
        (YearlyDay(12, 5), "unknown", "2022-12-05"),
        (YearlyDay(5, shift=-1), "past", "2022-05"),
        (YearlyDay(1, shift=-1), "past", "2023-01"),
        (YearlyDay(2, shift=1), "future", "2024-02"),
        (YearlyDay(7, 3, 5, year_shift=1), "future", "2024-07-03/2024-07-05"),
        (Coded("Q4"), "unknown", "2022-Q4"),
        (Coded("SU", -1), "past", "2022-SU"),
        (Shifted("month", -2), "past", "2022-12"),
        (Shifted("quarter", 0), "past", "2023-Q1"),
        (Shifted("decade", 0), "past", "2020-01-01/2029-12-31"),
        (Shifted("year", -5000), "past", None),
        (Shifted("day", 9_000_000), "future", None),
    ],
)
def test_relative_times(time: Weekday, tense: Tense, iso: str | None) -> None:
    assert time.iso(THURSDAY, tense) == iso


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("easter 0", 1961, date(1961, 4, 2)),
        ("easter -2", 2024, date(2024, 3, 29)),
        ("easter 49", 2000, date(2000, 6, 11)),
        ("11 3 4 0", 2023, date(2023, 11, 23)),
        ("11 3 4 1", 2018, date(2018, 11, 23)),
        ("5 0 -1 0", 2027, date(2027, 5, 31)),
        ("9 0 1 0", 2025, date(2025, 9, 1)),
    ],
)
def test_movable_holidays(rule: str, year: int, day: date) -> None:
    assert Movable(rule).on(year) == day


def test_without_an_anchor_only_what_the_text_says_is_known() -> None:
    assert YearlyDay(7, 12).iso(None, "past") == "--07-12"
    assert Weekday(4).iso(None, "past") is None
    assert Shifted("year", -1).iso(None, "past") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LIMA, 4 June 2019 (Wire) - The mayor resigned.", date(2019, 6, 4)),
        ("Bridge closed\n\nPublished 2021-11-30\n\nThe bridge is shut.", date(2021, 11, 30)),
        ("Monday, March 3, 2014 Bridge closed again", date(2014, 3, 3)),
        ("LIMA - 4 June 2019 - The mayor resigned.", date(2019, 6, 4)),
        ("LIMA _ 06-04-99\n\nThe mayor resigned.", date(1999, 6, 4)),
        ("On 4 June 2019 the mayor resigned.", None),
        ("The port earned less in the year ending June 30, 2019, than it had hoped.", None),
        ("Profit fell in the year ended June 30, 2019 Friday's report said.", None),
        ("Ada Byron (French: Ada; 10 December 1815 – 27 November 1852) wrote notes.", None),
        ("Ada Byron, 10 December 1815 – 27 November 1852", None),
        ("Ada Byron (10 December 1815 - 1852) wrote notes.", None),
        ("LIMA, June 4 (Wire) - The mayor resigned in May 2019.", None),
        ("", None),
    ],
)
def test_day_printed_at_the_head(text: str, day: date | None) -> None:
    assert day_printed(tokenize(text)) == day
