"""An article in the making: what one form (fields, text, page) says of it, before it is cleaned, checked and hashed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ingest.articles.dates import Moment
from ingest.model import BlockKind


@dataclass(slots=True, kw_only=True)
class Draft:
    """Everything an article may say of itself. `blocks` holds (kind, text) in reading order, the headline left out."""

    blocks: list[tuple[BlockKind, str]] = field(default_factory=list)
    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: list[str] = field(default_factory=list)
    outlet: str | None = None
    agency: str | None = None
    url: str | None = None
    source_id: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    fetched: Moment | None = None
    dateline: str | None = None
    dateline_on: date | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    flags: set[str] = field(default_factory=set)
    leftovers: dict[str, Any] = field(default_factory=dict)
