"""What a reader hands on: one record of a dump, not yet an article.

A reader decides what is one record and where it stands in the dump; `ingest.articles` decides what it means.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.errors import Unreadable

Form = Literal["fields", "text", "page"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record came from: what is the same for all records of a dump."""

    dump_id: str
    feed: str
    outlet: str | None = None  # who publishes this feed, by its settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record. `no` counts from 1 within the dump, `member` is its path inside a container.

    form 'fields': `fields` holds the record's own names and values (JSON, CSV, feeds).
    form 'text', 'page': `content` holds the undecoded bytes of one article as plain text or HTML; `fields` may hold what is
    known from outside of it (url, charset, fetched_at, published_at).
    """

    no: int
    form: Form
    format: str
    member: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A record that the reader could not make out, and why."""

    no: int
    error: Unreadable
    member: str | None = None
