"""Identifiers: hashes of content and place, never counters or clocks."""

import hashlib
import re
import unicodedata
from collections import Counter

ID_LENGTH = 20  # hex digits: 80 bits, so that 100 million rows share an id with a chance of 4 in a billion


def content_id(*parts: str | int | None) -> str:
    """Hash of the parts and of their borders: ('ab', 'c') and ('a', 'bc') differ, None and '' differ."""
    digest = hashlib.sha256()
    for part in parts:
        data = b"-" if part is None else b"+" + str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:ID_LENGTH]


def normalised(text: str) -> str:
    """Words only: case, accents of presentation, punctuation and white space do not make two texts different."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded))


class Ordinals:
    """Numbers repeated things within one article: the second 'we will stay' gets ordinal 2."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, ...]] = Counter()

    def next(self, *what: str) -> int:
        self._seen[what] += 1
        return self._seen[what]
