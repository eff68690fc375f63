"""Which language a text is in: what its record says, what its words say, and who is believed when the two disagree."""

import re
from functools import cache
from typing import Any, Final

from babel import Locale

SUPPORTED: Final = frozenset({"en"})
SAMPLE: Final = 3000  # characters that are looked at
MODELLED: Final = 1000  # of these, that the model looks at
FEWEST: Final = 20  # words; fewer tell nothing
# A quarter to two fifths of the words of English prose are among these, hardly any of another language's.
ENGLISH: Final = frozenset((
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "was", "with", "he", "said", "as", "it", "by",
    "at", "from", "his", "her", "an", "were", "be", "this", "has", "have", "are", "not", "who", "will", "which",
    "been", "they", "their", "its", "but", "had", "or", "one", "more", "after",
))  # fmt: skip
PLAINLY_ENGLISH: Final = 0.2
LIKELY, SURE = 0.9, 0.99  # of the model: enough where nothing is declared; enough to overrule what is declared
WORD: Final = re.compile(r"[^\W\d_]+")
THREE_LETTERS: Final = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt", "nld": "nl",
    "dut": "nl", "rus": "ru", "ukr": "uk", "pol": "pl", "zho": "zh", "chi": "zh", "ara": "ar", "jpn": "ja", "kor": "ko",
    "tur": "tr", "swe": "sv", "fin": "fi", "nor": "no", "dan": "da", "ell": "el", "gre": "el", "heb": "he", "hin": "hi",
}  # fmt: skip


def language_of(text: str, declared: str | None) -> str | None:
    """ISO 639-1 code of the text's language; None if neither the record nor the text tells."""
    said = code_of(declared)
    words = WORD.findall(text[:SAMPLE].lower())
    if len(words) < FEWEST:
        return said
    if sum(map(ENGLISH.__contains__, words)) >= PLAINLY_ENGLISH * len(words):
        return "en"
    code, chance = _model().classify(text[:MODELLED])
    return str(code) if chance >= (SURE if said else LIKELY) else said


def code_of(declared: str | None) -> str | None:
    """The code that a declared language means: 'en-GB', 'eng' and 'English' are 'en'. None for what means nothing."""
    first = re.split(r"[-_;, ]", (declared or "").strip().casefold())[0]
    if len(first) == 2 and first.isalpha():
        return first
    return THREE_LETTERS.get(first) or _names().get(first)


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): code for code, name in Locale("en").languages.items() if len(code) == 2}


@cache
def _model() -> Any:
    """Loaded when a text is not plainly English: half a second, 100 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
