"""Facts of one text: a pure function of the text, its blocks and the day it was published.

Order matters: names first, since quotes look for their speakers among them. A learned model takes its place behind
`ingest.extract.mentions.tagger`; `extractor()` names what is in use, and is stored with every fact.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ingest import __version__
from ingest.extract.figures import find_figures
from ingest.extract.mentions import find_mentions
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
    mentions = find_mentions(text, blocks)
    return Facts(
        quotes=tuple(find_quotes(text, blocks, mentions)),
        mentions=tuple(mentions),
        figures=tuple(find_figures(text, blocks, published_on)),
    )


@cache
def extractor() -> str:
    """Name of the code and model that made a fact: the version, and a hash over the files of this package."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in here.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        digest.update(f"{path.relative_to(here).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:8]}"
