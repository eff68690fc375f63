"""How much a text says, whatever its script."""

import re

# Letters of scripts that are written without spaces, or with few: Thai, Lao, Burmese, Khmer, kana, Han, Hangul.
DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
DENSITY = 2  # one of these says as much as so many more letters of an alphabet


def letters(text: str) -> int:
    """Length of a text in letters of an alphabet."""
    return len(text) if text.isascii() else len(text) + DENSITY * len(DENSE.findall(text))
