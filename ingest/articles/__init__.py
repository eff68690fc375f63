"""Records become articles: metadata, typed blocks, dates, flags, identity."""

from ingest.articles.blocks import split_blocks
from ingest.articles.build import BODY_KINDS, Origin, Parsed, build, reference_day

__all__ = ["BODY_KINDS", "Origin", "Parsed", "build", "reference_day", "split_blocks"]
