"""Articles and facts as JSON, in the form that the command line promises (`parse`, `extract`)."""

import json
from dataclasses import asdict
from typing import Any

from ingest.articles.build import Parsed
from ingest.errors import Unreadable
from ingest.extract import Facts
from ingest.model import Figure, Mention, Quote, Span


def line(value: dict[str, Any]) -> str:
    """One JSON line; half characters are written as escapes, so that any text can be written."""
    try:
        return json.dumps(value, ensure_ascii=False).encode("utf-8").decode("utf-8") + "\n"
    except UnicodeEncodeError:
        return json.dumps(value) + "\n"


def article(parsed: Parsed) -> dict[str, Any]:
    """An article with its blocks sorted by kind; `text` is what all spans point into."""
    a = parsed.article

    def blocks(*kinds: str) -> list[str]:
        return [a.text[b.start : b.end] for b in parsed.blocks if b.kind in kinds]

    return {
        "article_id": a.article_id,
        "headline": a.headline,
        "authors": list(a.authors),
        "published_at": _moment(parsed.published.local if parsed.published else None),
        "published_on": a.published_on.isoformat() if a.published_on else None,
        "published_precision": a.published_precision,
        "modified_at": _moment(a.modified_at),
        "outlet": a.outlet,
        "agency": a.agency,
        "dateline": a.dateline,
        "dateline_on": a.dateline_on.isoformat() if a.dateline_on else None,
        "byline": a.byline,
        "url": a.url,
        "language": a.language,
        "section": a.section,
        "tags": list(a.tags),
        "standfirst": a.standfirst,
        "key_points": blocks("key_point"),
        "captions": blocks("caption"),
        "credits": blocks("credit"),
        "headings": blocks("cross_head"),
        "paragraphs": parsed.body,
        "blocks": [asdict(b) for b in parsed.blocks],
        "integrity_flags": list(a.integrity_flags),
        "text": a.text,
    }


def rejected(error: Unreadable) -> dict[str, Any]:
    """Why a record gave no article."""
    return {"reject": {"reason": error.code, "message": str(error)}}


def facts(doc_id: Any, found: Facts) -> dict[str, Any]:
    """Quotes, entities and figures of one document."""
    return {
        "doc_id": doc_id,
        "quotes": [_quote(q) for q in found.quotes],
        "entities": [_mention(m) for m in found.mentions],
        "figures": [_figure(f) for f in found.figures],
    }


def _quote(q: Quote) -> dict[str, Any]:
    return {
        **asdict(q.span),
        "type": q.kind,
        "parts": [asdict(p) for p in q.parts],
        "speaker": _span(q.speaker),
        "cue": _span(q.cue),
        "speaker_canonical": q.speaker_canonical,
        "speaker_kind": q.speaker_kind,
        "role": _span(q.role),
        "addressee": q.addressee.text if q.addressee else None,
        "chain": [hop.span.text for hop in q.chain],
        "polarity": q.polarity,
        "stance": q.cue_stance,
        "is_unclosed": q.is_unclosed,
        "block_kind": q.block_kind,
        "confidence": q.confidence,
    }


def _mention(m: Mention) -> dict[str, Any]:
    return {**asdict(m.span), "label": m.label, "canonical": m.canonical, "confidence": m.confidence}


def _figure(f: Figure) -> dict[str, Any]:
    return {
        **asdict(f.span),
        "kind": f.kind,
        "value": _value(f),
        "unit": f.unit,
        "qualifier": f.qualifier,
        "measure": f.measure,
        "is_forecast": f.is_forecast,
    }


def _value(f: Figure) -> Any:
    """A number, ISO or TIMEX text, or 'low-high' for a range."""
    if f.iso_value is not None:
        return f.iso_value
    if f.value is not None:
        return int(f.value) if f.value.is_integer() else f.value
    if f.value_low is not None and f.value_high is not None:
        return f"{f.value_low:.15g}-{f.value_high:.15g}"
    return None


def _span(span: Span | None) -> dict[str, Any] | None:
    return asdict(span) if span else None


def _moment(moment: Any) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None
