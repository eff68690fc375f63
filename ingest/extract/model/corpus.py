"""The annotated articles: the project's own, texts and all, and public ones by span, whose texts are kept elsewhere.

Own articles are pairs of files, NAME.txt and NAME.ann (see `annotations`). Articles of others are lines of JSON,
{doc_id, names: [[start, end, label]], quotes: [{parts, cue, speaker}], rejected}, as half-open character positions.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ingest.extract.model.annotations import Annotated, AnnotationError, Range, Said, blocks, expand
from ingest.extract.model.heads import CONTENT, CUE, HEADS, SPEAKER, Head

# One article in so many is never trained on: confidence is calibrated on them.
HELD_OUT: Final = 12
QUOTES_ONLY: Final = (CONTENT, CUE, SPEAKER)


@dataclass(frozen=True, slots=True)
class Reference:
    """An annotated article, and the heads that its annotation answers."""

    article: Annotated
    asked: tuple[Head, ...]


def held_out(doc_id: str) -> bool:
    """True for articles that are kept from training."""
    return int(hashlib.sha256(doc_id.encode()).hexdigest()[:8], 16) % HELD_OUT == 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that name the annotated articles, for every command that reads them."""
    parser.add_argument("data", type=Path, help="folder of annotations")
    parser.add_argument(
        "--texts",
        type=Path,
        action="append",
        default=[],
        help="JSON lines {doc_id, text} of articles annotated by span",
    )
    parser.add_argument("--gold", type=Path, action="append", default=[], help="JSON lines with text and annotation")


def chosen(options: argparse.Namespace) -> list[Reference]:
    """The articles that the arguments name."""
    return read_corpus(options.data, options.texts) + [
        reference for path in options.gold for reference in read_gold(path)
    ]


def read_corpus(folder: Path, text_files: Sequence[Path]) -> list[Reference]:
    """Every article of the folder, in the order of files and places. Without text files the project's own alone.

    Raises AnnotationError where an annotation does not fit, or where text files are given and the text of an article is not there.
    """
    texts: dict[str, str] = {}
    for path in text_files:
        for line in _lines(path):
            row = json.loads(line)
            texts[row["doc_id"]] = row["text"]
    found = [Reference(article, HEADS) for path in sorted(folder.rglob("*.ann")) for article in _own(path)]
    for path in sorted(folder.rglob("*.jsonl")) if text_files else ():
        for row in map(json.loads, _lines(path)):
            if row["doc_id"] not in texts:
                raise AnnotationError(f"{path.name}: no file of texts has the article {row['doc_id']}")
            found.append(from_spans(row, texts[row["doc_id"]]))
    return found


def _lines(path: Path) -> list[str]:
    """The lines of a file of JSON lines; a text may hold other characters that count as line ends elsewhere."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def read_gold(path: Path) -> list[Reference]:
    """Articles in the form of the shared gold: lines of {doc_id, text, quotes, and entities where they are annotated}."""
    return [_gold(json.loads(line)) for line in _lines(path)]


def _gold(row: dict[str, Any]) -> Reference:
    quotes = [
        Said(tuple((part["start"], part["end"]) for part in q["parts"]), _place(q["cue"]), _place(q["speaker"]))
        for q in row["quotes"]
        if q.get("speech", True)
    ]
    names = [(e["start"], e["end"], e["label"]) for e in row.get("entities", [])]
    return Reference(Annotated(row["doc_id"], row["text"], names, quotes), HEADS if "entities" in row else QUOTES_ONLY)


def _place(span: dict[str, Any] | None) -> Range | None:
    return (span["start"], span["end"]) if span else None


def own_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Id and text of each article of a file."""
    for part in re.split(r"^## *", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, text = part.partition("\n")
        yield head.strip(), text.strip("\n")


def _own(path: Path) -> Iterator[Annotated]:
    texts = dict(own_texts(path.with_suffix(".txt")))
    for doc_id, lines in blocks(path.read_text(encoding="utf-8")):
        article, faults = expand(doc_id, texts[doc_id], lines)
        if faults:
            raise AnnotationError("; ".join(faults))
        yield article


def from_spans(row: dict[str, Any], text: str) -> Reference:
    """An article whose annotation is given by span. Without `names` it answers the quotes' heads only."""
    quotes = [
        Said(tuple((a, b) for a, b in quote["parts"]), _range(quote["cue"]), _range(quote["speaker"]))
        for quote in row["quotes"]
    ]
    names = [(start, end, label) for start, end, label in row.get("names", [])]
    rejected = [(start, end) for start, end in row.get("rejected", [])]
    article = Annotated(row["doc_id"], text, names, quotes, rejected)
    return Reference(article, HEADS if "names" in row else QUOTES_ONLY)


def to_spans(article: Annotated, with_names: bool = True) -> dict[str, Any]:
    """The line of JSON for an article whose text is kept elsewhere."""
    names = {"names": [list(name) for name in article.names]} if with_names else {}
    quotes = [{"parts": [list(part) for part in q.parts], "cue": q.cue, "speaker": q.speaker} for q in article.quotes]
    return {"doc_id": article.doc_id, **names, "quotes": quotes, "rejected": [list(span) for span in article.rejected]}


def _range(pair: list[int] | None) -> Range | None:
    return (pair[0], pair[1]) if pair else None
