"""The words of a page: bylines, headlines, lines, names of elements. Cases as data."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.articles.page.headline import Headings, choose_headline, similarity
from ingest.articles.page.lines import is_sentence, line_role
from ingest.articles.page.names import roles
from ingest.articles.page.people import LONGEST_NAME, split_names
from ingest.articles.page.visible import date_in_address

HERE = Path(__file__).parent


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((HERE / name).read_text())
    return found


@pytest.mark.parametrize("case", cases("bylines.json"), ids=lambda c: c["byline"])
def test_split_names(case: dict[str, Any]) -> None:
    assert split_names(case["byline"]) == case["names"]


@pytest.mark.parametrize("case", cases("headlines.json"), ids=lambda c: c["why"])
def test_choose_headline(case: dict[str, Any]) -> None:
    headings = Headings(case.get("main"), case.get("plain", case.get("main")), case.get("lower", []))
    assert choose_headline(headings, case["titles"], case["outlets"]) == case["headline"]


@pytest.mark.parametrize("case", cases("lines.json"), ids=lambda c: c["line"][:40])
def test_line_role(case: dict[str, Any]) -> None:
    assert line_role(case["line"]) == case["role"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("article-body__content", {"body"}),
        ("articleBody", {"body"}),
        ("wp-caption-text", {"caption"}),
        ("relatedStories", {"noise"}),
        ("c-byline__author", {"byline"}),
        ("has-caption with-sidebar", set()),  # they speak of something inside
        ("print:hidden md:ad-slot w-[40px]", set()),  # they say how it looks
        ("loading shadow-lg radius", set()),  # 'ad' is only a part of these words
    ],
)
def test_names_of_elements(names: str, expected: set[str]) -> None:
    assert roles(names) == expected


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://gazette.example/2023/02/23/dam", "2023-02-23"),
        ("https://gazette.example/news/20230223/dam", "2023-02-23"),
        ("https://gazette.example/2023-02-23-dam.html", "2023-02-23"),
        ("https://gazette.example/articles/194709-13-ways", None),
        ("https://gazette.example/dam", None),
        (None, None),
    ],
)
def test_date_in_address(url: str | None, day: str | None) -> None:
    assert date_in_address(url) == day


@given(st.text(), st.text())
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0.0 <= similarity(one, other) <= 1.0
    assert similarity(one, other) == similarity(other, one)


@given(st.text())
def test_any_line(text: str) -> None:
    line_role(text)
    is_sentence(text)
    assert all(0 < len(name) <= LONGEST_NAME + 1 and name == name.strip() for name in split_names(text))
