"""Datelines: what opens a news text, and what only looks like it."""

from datetime import date

import pytest

from ingest.articles.dateline import Dateline, find_dateline


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "PORT ARDEN, March 2 (Meridian) – A ferry sank.",
            Dateline("PORT ARDEN, March 2 (Meridian) –", "Meridian", date(2025, 3, 2)),
        ),
        ("LYON (MER) _ A ferry sank.", Dateline("LYON (MER) _", "MER", None)),
        ("Port Arden, Sel (dpa) - A ferry sank.", Dateline("Port Arden, Sel (dpa) -", "dpa", None)),
        ("(CNN) -- A ferry sank.", Dateline("(CNN) --", "CNN", None)),
        ("Ines Valk (Liberal) - the mayor - spoke.", None),
        ("Ferries (and boats) - all of them - stayed in.", None),
        ("The mayor said - again - no.", None),
    ],
)
def test_dateline(paragraph: str, expected: Dateline | None) -> None:
    assert find_dateline(paragraph, date(2025, 3, 3)) == expected
