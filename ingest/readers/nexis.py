"""Documents of a Nexis export as Word gives them: headline, outlet, date, labelled lines, 'Body', text, 'End of Document'."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ingest.articles.dates import parse_moment
from ingest.readers.lexisnexis import COPYRIGHT, LABELS, OPENING, value_of

END: Final = "End of Document"
BODY: Final = "Body"
AFTER: Final = frozenset(("Classification", "Graphic", "Notes", "Correction", "References"))
LABELLED: Final = re.compile(r"([A-Z][A-Za-z]{2,20}(?:-[A-Z][a-z]{2,20})?): ?(.{0,5000})", re.S)
LONGEST_DATE: Final = 60


def is_export(paragraphs: Sequence[str]) -> bool:
    """Has it documents of Nexis? Their end is written in so many words, their text under 'Body'."""
    return END in paragraphs and BODY in paragraphs


def documents(paragraphs: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Fields of each document; `body` is a list of paragraphs. The cover page and what stands behind the last end are left out."""
    kept: list[str] = []
    for paragraph in paragraphs:
        if paragraph != END:
            kept.append(paragraph)
            continue
        yield _fields(kept)
        kept = []
    if BODY in kept:  # cut in the middle
        yield _fields(kept)


def _fields(paragraphs: Sequence[str]) -> dict[str, Any]:
    at = paragraphs.index(BODY) if BODY in paragraphs else len(paragraphs)
    fields = _head(paragraphs[:at])
    body: list[str] = []
    is_after = False
    for paragraph in paragraphs[at + 1 :]:
        label = _label(paragraph)
        is_after = is_after or paragraph in AFTER or (label is not None and label[0] not in OPENING)
        if not is_after:
            body.append(paragraph)
        elif label:
            fields.setdefault(label[0], value_of(*label))
        elif paragraph not in AFTER:
            fields.setdefault("after_text", []).append(paragraph)
    return fields | {"body": body}


def _head(paragraphs: Sequence[str]) -> dict[str, Any]:
    """Headline and outlet stand above the date; above them the cover page may."""
    fields: dict[str, Any] = {}
    on = next((n for n, p in enumerate(paragraphs) if len(p) <= LONGEST_DATE and parse_moment(p, "field")), None)
    if on is None:
        fields["headline"] = next((p for p in paragraphs if not _label(p)), None)
    else:
        fields["date"] = paragraphs[on]
        fields |= {"outlet": paragraphs[on - 1]} if on else {}
        fields |= {"headline": paragraphs[on - 2]} if on > 1 else {}
    for paragraph in paragraphs[(on or 0) + 1 :]:
        if label := _label(paragraph):
            fields.setdefault(label[0], value_of(*label))
        elif COPYRIGHT.match(paragraph):
            fields.setdefault("copyright", paragraph)
    return {name: value for name, value in fields.items() if value}


def _label(paragraph: str) -> tuple[str, str] | None:
    found = LABELLED.fullmatch(paragraph)
    return (LABELS[found[1].upper()], found[2].strip()) if found and found[1].upper() in LABELS else None
