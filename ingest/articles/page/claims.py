"""What one place of a page (JSON-LD, <meta>, microdata, the visible page) claims about its article."""

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Claims:
    """Raw values, best first; nothing is cleaned, and nothing is believed yet. `body` is the whole text as one string."""

    headlines: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    byline: str | None = None
    published: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    body: str | None = None
