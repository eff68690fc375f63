"""Languages and wrong decodings: what a text is, whatever its record says, and what is never touched."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.articles.language import code_of, language_of
from ingest.articles.mojibake import repaired

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "language" / "cases.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["rule"]))
def test_language(case: dict[str, Any]) -> None:
    assert language_of(case["text"], case["declared"]) == case["language"]


@pytest.mark.parametrize(
    ("declared", "code"),
    [("en-GB", "en"), ("English", "en"), ("fra", "fr"), ("Deutsch?", None), ("", None), ("x", None)],
)
def test_declared_names_become_codes(declared: str, code: str | None) -> None:
    assert code_of(declared) == code


@given(st.text(max_size=300), st.none() | st.text(max_size=10))
def test_any_text_has_one_or_none(text: str, declared: str | None) -> None:
    found = language_of(text, declared)
    assert found is None or (len(found) == 2 and found == language_of(text, declared))


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("â€œOuiâ€\x9d, dit-elle, dÃ©jÃ  lasse.", "“Oui”, dit-elle, déjà lasse."),
        ("The mayorâ€™s cafÃ© closed.", "The mayor’s café closed."),
    ],
)
def test_a_wrong_decoding_is_undone(stored: str, meant: str) -> None:
    assert repaired(stored) == meant


@pytest.mark.parametrize(
    "sound",
    [
        "“Non”, a dit l’élue – «déjà», §3, 5½ €.",
        "Ærø’s Åse said: ‘naïve’ … 12 °C",
        "A curly “quote” and an 'apostrophe'.",
    ],
)
def test_sound_text_is_left_alone(sound: str) -> None:
    assert repaired(sound) == sound
