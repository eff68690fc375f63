"""The facts, each declared once: field, type, meaning, key.

`ingest.schema` derives the Parquet schema, the staging tables, the dbt sources and the column docs from these classes, so a
field is described here and nowhere else, and one name always means one thing.

Spans are half-open character positions (Python string indices, from 0) into `Article.text`, which is never rewritten after
it is fixed: `text[start:end]` equals the stored string, always. A field typed `Span` becomes three columns: `<field>_start`,
`<field>_end`, `<field>_text`; the fact's own `span` becomes `char_start`, `char_end`, `text`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

# --- vocabulary ---------------------------------------------------------------------------------------------------------

BlockKind = Literal[
    "paragraph", "cross_head", "standfirst", "key_point", "caption", "credit", "quote_box", "list", "table", "embed",
    "correction", "boilerplate",
]  # fmt: skip
QuoteKind = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["named", "institution", "collective", "anonymous", "unresolved"]
Polarity = Literal["assert", "deny", "hedge"]
CueStance = Literal["neutral", "doubting", "endorsing", "none"]
Label = Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK"]
FigureKind = Literal["money", "percent", "quantity", "count", "ordinal", "range", "date", "duration"]
Precision = Literal["second", "minute", "day", "month", "year", "unknown"]
DateBasis = Literal["field", "meta", "text", "dateline", "url", "unknown"]
IntegrityFlag = Literal[
    "undated", "unclosed_quote", "truncated", "machine_translated", "mojibake_repaired", "duplicate_paragraphs",
    "paywall_stub", "unsupported_language",
]  # fmt: skip
DumpState = Literal["loaded", "skipped"]
Step = Literal["landing", "read", "parse", "extract", "takedown"]
TextPolicy = Literal["full", "quote_only", "hash_only"]
TakedownScope = Literal["article", "outlet", "person"]


@dataclass(frozen=True, slots=True)
class Key:
    """Marks a column as part of its table's primary key."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text: `text[start:end]`, stored with its words so that it can be checked."""

    start: int
    end: int
    text: str


# --- what extraction finds in one text -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One typed stretch of an article in reading order."""

    kind: Annotated[BlockKind, "What the block is on the page: paragraph, cross_head, key_point, caption, credit, …"]
    start: Annotated[int, "First character of the block in the article text (from 0)."]
    end: Annotated[int, "One past the last character of the block in the article text."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text, longest form, without title, article or possessive ending."""

    span: Annotated[Span, "The name"]
    label: Annotated[Label, "What is named: PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, PRODUCT or WORK."]
    canonical: Annotated[str, "Fullest name of the same thing in this article ('Price' -> 'Ned Price')."]
    confidence: Annotated[float, "How sure the extractor is, 0 to 1."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """Somebody between a quote's speaker and the article, who passed the words on ('Tass' in 'Tass quoted Wang as saying')."""

    span: Annotated[Span, "Who passed the words on, as printed"]
    cue: Annotated[Span | None, "The words that say so ('quoted', 'reported')"]
    canonical: Annotated[str | None, "Fullest plain name in this article, or a short description."]
    kind: Annotated[SpeakerKind, "named, institution, collective, anonymous or unresolved."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One report of speech or writing: content, cue, speaker. Quotation marks are outside of the content."""

    span: Annotated[Span, "The content from its first to its last word (the hull of its parts)"]
    kind: Annotated[QuoteKind, "direct: all words inside marks; mixed: part inside; indirect: no marks."]
    parts: Annotated[
        tuple[Span, ...], "The stretches of content, in order; more than one if the attribution splits the quote."
    ]
    cue: Annotated[Span | None, "The words that report ('said', 'according to')"]
    cue_stance: Annotated[
        CueStance,
        "What the choice of the cue says of the words: doubting ('claimed'), endorsing ('noted'), neutral; none without a cue.",
    ]
    speaker: Annotated[Span | None, "The words nearest the cue that name the speaker, as printed"]
    speaker_canonical: Annotated[
        str | None, "Fullest plain name of the speaker in this article, or a short description."
    ]
    speaker_kind: Annotated[SpeakerKind, "named, institution, collective, anonymous or unresolved."]
    speaker_basis: Annotated[str, "How the speaker was decided: name, pronoun, nominal, previous_speaker, none, …"]
    role: Annotated[Span | None, "The speaker's role or affiliation as printed beside the name"]
    addressee: Annotated[Span | None, "Whom it was said to, if stated"]
    chain: Annotated[
        tuple[Hop, ...], "Who passed the words on, outermost first ('Tass' in 'Tass quoted Wang as saying')."
    ]
    polarity: Annotated[Polarity, "deny if cue or content denies, hedge if reported as uncertain, else assert."]
    is_unclosed: Annotated[bool, "True if the closing quotation mark is missing and the paragraph's end was taken."]
    block_kind: Annotated[BlockKind, "The kind of block the quote is printed in (paragraph, key_point, caption, …)."]
    confidence: Annotated[float, "How sure the extractor is, 0 to 1."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a reader could check. Exactly one of `value` and `iso_value` is set, or neither if the text is vague."""

    span: Annotated[Span, "The number with its unit or currency words, qualifiers left out"]
    kind: Annotated[FigureKind, "money, percent, quantity, count, ordinal, range, date or duration."]
    value: Annotated[float | None, "The plain number (38700000000 for '$38.7 billion')."]
    value_low: Annotated[float | None, "Lower end of a range."]
    value_high: Annotated[float | None, "Upper end of a range."]
    iso_value: Annotated[str | None, "Dates and durations: ISO 8601 or TIMEX text (2022, 2005-07, P6M)."]
    unit: Annotated[str | None, "ISO 4217 code, '%', unit of measure or counted noun, in the singular."]
    qualifier: Annotated[
        str | None, "Words that bound or soften the number, in lower case: 'more than', 'about', 'up to'."
    ]
    measure: Annotated[str | None, "What the number measures, in the words of the article."]
    is_forecast: Annotated[bool, "True if the sentence presents the number as expected, planned or possible."]


# --- rows of the staging tables ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """One file of the landing folder, as last seen: loaded, or skipped with a reason. The ledger."""

    dump_id: Annotated[str, Key(), "Hash of the dump's path below the landing folder and of its bytes."]
    path: Annotated[str, "Path of the dump below the landing folder."]
    feed: Annotated[str, "First folder below the landing folder, or 'default'."]
    format: Annotated[str | None, "Format that the content showed (text, html, jsonl, zip, …)."]
    bytes: Annotated[int, "Size of the dump in bytes."]
    modified_ns: Annotated[
        int, "When the file was last changed, in nanoseconds since 1970; tells whether to look again."
    ]
    sha256: Annotated[str | None, "SHA-256 of the dump's bytes; null if it was not read."]
    state: Annotated[DumpState, "loaded: its rows are in staging; skipped: not read, see reason."]
    reason: Annotated[str | None, "Why a dump was skipped (in_progress, junk_name, symlink, empty_file, …)."]
    load_no: Annotated[int, "Order in which dumps were first loaded into this warehouse, from 1; 0 if skipped."]
    count_in: Annotated[int, "Records found in the dump: new + changed + unchanged + quarantined."]
    count_new: Annotated[int, "Articles not seen before."]
    count_changed: Annotated[int, "New versions of articles seen before."]
    count_unchanged: Annotated[int, "Records whose article and version were already there."]
    count_quarantined: Annotated[int, "Records that could not be read; each has a quarantine row."]
    code_version: Annotated[str, "Version of the code that read and extracted the dump."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one outlet's article, with the text that all spans point into."""

    article_id: Annotated[
        str, Key(), "Hash of the web address, else of a world-wide name (urn:, tag:), else of outlet and words."
    ]
    version_id: Annotated[str, Key(), "Hash of article_id, headline, standfirst, byline and text."]
    dump_id: Annotated[str, "The dump that brought this row."]
    record_no: Annotated[int, "Position of the record in its dump, from 1."]
    member: Annotated[str | None, "Path inside the container (zip, tar), if the dump is one."]
    feed: Annotated[str, "First folder below the landing folder, or 'default'."]
    source_id: Annotated[str | None, "The record's own identifier field, as delivered."]
    outlet: Annotated[
        str | None, "Who published the article, as named by the record, its feed or its address; null if unknown."
    ]
    agency: Annotated[str | None, "News agency that supplied the text, by dateline, byline or credit."]
    url: Annotated[str | None, "Canonical web address."]
    headline: Annotated[str | None, "Headline as printed."]
    standfirst: Annotated[str | None, "The summary under the headline, as printed."]
    byline: Annotated[str | None, "The byline as printed."]
    authors: Annotated[tuple[str, ...], "Names in the byline or the metadata."]
    dateline: Annotated[str | None, "The dateline as printed ('MOSCOW, Feb 22 (Reuters) –')."]
    dateline_on: Annotated[date | None, "Day the dateline gives, its year taken from the publication date."]
    published_at: Annotated[
        datetime | None, "When the article was published (UTC); null if unknown, see published_precision."
    ]
    published_precision: Annotated[Precision, "How exact published_at is: second, minute, day, month, year or unknown."]
    published_basis: Annotated[DateBasis, "Where published_at was found: field, meta, text, dateline, url or unknown."]
    published_on: Annotated[date | None, "Day of publication in the time zone that the publisher gives, else in UTC."]
    modified_at: Annotated[datetime | None, "When the publisher says the article was last changed (UTC)."]
    fetched_at: Annotated[
        datetime | None, "When a crawler fetched the page, by its archive or feed (UTC); says nothing of publication."
    ]
    section: Annotated[str | None, "Section or desk as named by the publisher."]
    tags: Annotated[tuple[str, ...], "Keywords as given by the publisher."]
    language: Annotated[str | None, "Language code of the text (ISO 639-1), declared or detected."]
    integrity_flags: Annotated[
        tuple[str, ...], "What is known to be wrong with the text (undated, unclosed_quote, truncated, …)."
    ]
    text: Annotated[str, "The article's text: its blocks joined by blank lines. All spans point into it."]
    leftovers: Annotated[str | None, "Fields of the record that no rule used, as JSON, so that nothing vanishes."]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKeys:
    """The columns that tie a fact row to the article version it was found in."""

    article_id: Annotated[
        str, "Hash of the web address, else of a world-wide name (urn:, tag:), else of outlet and words."
    ]
    version_id: Annotated[str, Key(), "Hash of article_id, headline, standfirst, byline and text."]
    dump_id: Annotated[str, "The dump that brought this row."]
    extractor: Annotated[str, "Version of the extraction code and hash of its model, as 'code+model'."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """One record, or one whole dump, that could not be read: why, where, and what to do."""

    dump_id: Annotated[str, Key(), "The dump that brought this row."]
    record_no: Annotated[
        int, Key(), "Position of the record in its dump, from 1; what was not reached counts as one record."
    ]
    member: Annotated[str | None, "Path inside the container (zip, tar), if the dump is one."]
    step: Annotated[Step, "Step that gave up: landing, read, parse, extract or takedown."]
    reason_code: Annotated[str, "Why, as one of the codes of `ingest quarantine reasons`."]
    message: Annotated[str, "What is wrong, where, and what to do about it."]
    excerpt: Annotated[str | None, "The first characters of the offending record, made printable."]
    attempts: Annotated[int, "How often the dump has been tried, from 1."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of a decisions file: what a person decided about a fact, named by the words of the article."""

    file: Annotated[str, Key(), "Name of the decisions file."]
    line_no: Annotated[int, Key(), "Line of the file on which the decision ends, from 1."]
    action: Annotated[
        str, "accept_quote, reject_quote, set_speaker, merge_names, split_name, set_value, reject_figure."
    ]
    article_id: Annotated[str | None, "The article; empty for decisions about all articles."]
    exact: Annotated[str | None, "The exact words of the quote or figure, or the name."]
    prefix: Annotated[str | None, "Words right before them, where the exact words stand in the article more than once."]
    suffix: Annotated[str | None, "Words right after them."]
    correction: Annotated[str | None, "What is right instead: a speaker's name, a number."]
    reviewer: Annotated[str | None, "Who made the decision."]
    decided_on: Annotated[str | None, "The day of the decision, as written in the file."]
    reason: Annotated[str | None, "Why it was decided so."]
    fault: Annotated[str | None, "Why the line cannot be used; null if it can."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Takedown:
    """A tombstone: what was taken down, and why. Of a person it keeps the hash of the name only."""

    takedown_id: Annotated[str, Key(), "Hash of scope and target."]
    scope: Annotated[TakedownScope, "article, outlet or person."]
    target: Annotated[str, "The article_id, the outlet's folded name, or the SHA-256 of the person's folded name."]
    requested_on: Annotated[date, "Day on which it was taken down (UTC)."]
    reason: Annotated[str, "Why it was taken down, as given."]
    count_articles: Annotated[int, "Articles removed so far, those that a later dump brought again included."]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPolicy:
    """How much of an outlet's words may be published."""

    outlet: Annotated[
        str, Key(), "Who published the article, as named by the record, its feed or its address; null if unknown."
    ]
    text_policy: Annotated[TextPolicy, "full; quote_only: facts but no article text; hash_only: no words at all."]
