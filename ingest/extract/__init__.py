"""Facts of one text: a pure function of the text, its blocks and the day it was published.

The encoder reads the text once; names come first, since quotes look for their speakers among them. `extractor()` names the
code and the weights in use, and is stored with every fact.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from ingest import __version__
from ingest.extract.figures import find_figures
from ingest.extract.mentions import find_mentions
from ingest.extract.mentions.encoder_tagger import EncoderTagger
from ingest.extract.model.reader import read
from ingest.extract.quotes import find_quotes
from ingest.model import Block, Figure, Mention, Quote


@dataclass(frozen=True, slots=True)
class Facts:
    """What one text says, each list in text order."""

    quotes: tuple[Quote, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]


def extract(text: str, blocks: Sequence[Block], published_on: date | None = None) -> Facts:
    """Facts of `text`. `published_on` anchors words such as 'on Wednesday'; without it they keep no value.

    All spans are half-open character positions into `text` as given. Never raises for any text.
    """
    reading = read(text)
    mentions = find_mentions(text, blocks, EncoderTagger(reading))
    return Facts(
        quotes=tuple(find_quotes(text, blocks, mentions, reading)),
        mentions=tuple(mentions),
        figures=tuple(find_figures(text, blocks, published_on)),
    )


def prepare() -> None:
    """Loads the lists and the weights, which takes half a second, before there is anything to read."""
    text = "Alma Roe said on Monday that 3 people came."
    extract(text, (Block(kind="paragraph", start=0, end=len(text)),))
    extractor()


# What the facts do not depend on: what only training reads and runs.
_TRAINING: Final = (
    "model/data/", "model/second_reading/", "model/agreement", "model/annotations", "model/calibration",
    "model/corpus", "model/examples", "model/export", "model/network", "model/teaching", "model/training", "model/weights/CARD",
)  # fmt: skip


@cache
def extractor() -> str:
    """Name of the code and weights that made a fact: the version, and a hash over the files of this package."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in here.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        name = path.relative_to(here).as_posix()
        if not name.startswith(_TRAINING):
            digest.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:8]}"
