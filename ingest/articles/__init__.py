"""Records become articles: metadata, typed blocks, dates, flags, identity."""

from ingest.articles.blocks import split_blocks
from ingest.articles.build import Origin, Parsed, build

__all__ = ["Origin", "Parsed", "build", "split_blocks"]
