"""Points in time: cases as data, and what must hold for any value at all."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.articles.dates import FIRST_YEAR, LAST_YEAR, Moment, find_moment, parse_moment, place_month_day
from ingest.articles.zones import offset_minutes

HERE = Path(__file__).parent
ZONES = st.timezones() | st.builds(timezone, st.timedeltas(timedelta(hours=-14), timedelta(hours=14)))
DATES = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((HERE / name).read_text())
    return found


@pytest.mark.parametrize("case", cases("moments.json"), ids=lambda c: str(c["value"])[:40])
def test_parse_moment(case: dict[str, Any]) -> None:
    got = parse_moment(case["value"], "meta", day_first=case.get("day_first"))
    if case["at"] is None:
        assert got is None
    else:
        assert got is not None
        assert (got.at.isoformat(), got.precision, got.basis) == (case["at"], case["precision"], "meta")


@pytest.mark.parametrize("case", cases("found.json"), ids=lambda c: c["text"][:40])
def test_find_moment(case: dict[str, Any]) -> None:
    got = find_moment(case["text"], "text")
    assert (got.at.isoformat() if got else None) == case["at"]


@pytest.mark.parametrize(
    "case", cases("datelines.json"), ids=lambda c: f"{c['month']}-{c['day']} before {c['published']}"
)
def test_place_month_day(case: dict[str, Any]) -> None:
    got = place_month_day(case["month"], case["day"], date.fromisoformat(case["published"]))
    assert (got.isoformat() if got else None) == case["on"]


def test_the_day_is_the_one_printed() -> None:
    moment = parse_moment("2023-02-22T01:30:00+09:00", "meta")
    assert moment is not None
    assert moment.at == datetime(2023, 2, 21, 16, 30, tzinfo=UTC)
    assert moment.day == date(2023, 2, 22)
    assert moment.local.isoformat() == "2023-02-22T01:30:00+09:00"


def test_zones() -> None:
    assert offset_minutes("EST", None) == -300
    assert offset_minutes("UTC+5:45", None) == 345
    assert offset_minutes("+15:00", None) is None
    assert offset_minutes("XYZ", None) is None


@given(st.datetimes(datetime(FIRST_YEAR, 1, 2), datetime(LAST_YEAR, 12, 30)), st.integers(-840, 840))
def test_iso_comes_back(naive: datetime, minutes: int) -> None:
    stamp = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    got = parse_moment(stamp.isoformat(), "field")
    assert got is not None
    if (stamp.hour, stamp.minute, stamp.second) == (0, 0, 0):
        assert (got.day, got.precision) == (stamp.date(), "day")
    else:
        assert (got.at, got.local.isoformat()) == (stamp, stamp.isoformat())


@given(st.datetimes(datetime(FIRST_YEAR, 1, 3), datetime(LAST_YEAR, 12, 29)), st.integers(-840, 840))
def test_a_datetime_is_itself(naive: datetime, minutes: int) -> None:
    stamp = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_moment(stamp, "field") == Moment(stamp.astimezone(UTC), "second", "field", minutes)


@given(
    DATES,
    st.sampled_from(
        ["%d %B %Y", "%B %d, %Y", "%a, %d %b %Y", "%d-%b-%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y"]
    ),
)
def test_written_days_come_back(day: date, form: str) -> None:
    got = parse_moment(day.strftime(form), "text")
    assert got is not None
    assert (got.day, got.precision) == (day, "day")


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.none() | st.lists(st.integers()) | st.binary())
def test_any_value_gives_a_moment_in_range_or_none(value: object) -> None:
    got = parse_moment(value, "field")
    assert got is None or (FIRST_YEAR <= got.at.year <= LAST_YEAR and got.at.utcoffset() == timedelta())


@given(st.text(st.sampled_from("0123456789 :.,/-TZ+年月日MayJan"), max_size=60))
def test_any_jumble_of_date_parts_is_bounded(text: str) -> None:
    for got in (parse_moment(text, "text"), find_moment(text, "text", day_first=True)):
        assert got is None or FIRST_YEAR <= got.at.year <= LAST_YEAR


@given(st.integers(-1, 14), st.integers(-1, 33), DATES)
def test_a_dateline_is_the_latest_day_not_after_publication(month: int, day: int, published: date) -> None:
    got = place_month_day(month, day, published)
    if got is not None:
        assert (got.month, got.day) == (month, day)
        assert got <= published + timedelta(days=1)
        assert (published - got).days <= 366 * 8
