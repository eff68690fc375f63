"""Quotes of one text: who is reported to have said what, to whom, passed on by whom."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from ingest.extract.model.reader import Reading
from ingest.extract.quotes.drafts import Draft, Phrase
from ingest.extract.quotes.focus import Speaker
from ingest.extract.quotes.hearing import Hearing
from ingest.extract.quotes.judge import chances, is_kept
from ingest.extract.quotes.marks import find_stretches
from ingest.extract.quotes.names import NameBook
from ingest.extract.quotes.overheard import Heard, as_heard, heard_in, mend_speakers, unseen
from ingest.extract.quotes.paragraphs import Paragraph, read_paragraph
from ingest.extract.quotes.polarity import polarity_of
from ingest.extract.quotes.roles import role_beside
from ingest.extract.quotes.speaker_phrases import without_description
from ingest.extract.quotes.speakers import Resolver
from ingest.extract.quotes.stance import stance_of
from ingest.model import Block, BlockKind, Hop, Mention, Quote, Span

# Where people speak; cross-heads, credits and boilerplate only repeat or advertise.
_SPOKEN: Final[frozenset[BlockKind]] = frozenset(
    {"paragraph", "standfirst", "key_point", "quote_box", "list", "caption"}
)
# How often words that are no name were led to the right person or body, by how it was decided.
_BASIS_CONFIDENCE: Final[dict[str, float]] = {"pronoun": 0.9, "nominal": 0.9, "previous_speaker": 0.9, "none": 0.8}

# How much likelier right a draft must be with other borders. Chosen on the annotated articles that nothing was trained on.
_SURER: Final = 0.05


def find_quotes(
    text: str, blocks: Sequence[Block], mentions: Sequence[Mention], reading: Reading | None = None
) -> list[Quote]:
    """The quotes of a text in text order: what the rules find and the encoder believes, and what it alone is sure of.

    Offsets are indices into `text`; `reading` is the encoder's of this text, without it the rules are alone. Without `blocks`
    every line is a paragraph; without `mentions` names are found here.
    """
    spoken = spoken_blocks(text, blocks)
    paragraphs = draft_quotes(text, spoken)
    if reading is not None and reading.starts:
        paragraphs = weighed(text, paragraphs, Hearing(reading))
    return _resolve(text, spoken, paragraphs, mentions)


def spoken_blocks(text: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks in which people speak."""
    return [block for block in blocks if block.kind in _SPOKEN] if blocks else _lines(text)


def draft_quotes(text: str, spoken: Sequence[Block]) -> list[Paragraph]:
    """What the rules find, a paragraph a block."""
    marked = find_stretches(text, [(block.start, block.end) for block in spoken])
    paragraphs: list[Paragraph] = []
    before: Paragraph | None = None
    for block, marks in zip(spoken, marked, strict=True):
        before = read_paragraph(text, block.start, block.end, marks, before)
        paragraphs.append(before)
    return paragraphs


def weighed(text: str, paragraphs: Sequence[Paragraph], hearing: Hearing) -> list[Paragraph]:
    """The paragraphs with what the encoder alone hears in them; drafts that are likelier wrong than right are not kept."""
    heard = heard_in(hearing)
    kept = []
    for paragraph in paragraphs:
        if not paragraph.sentences or paragraph.sentences[-1][-1].start >= hearing.end:
            kept.append(paragraph)  # beyond what the encoder reads
            continue
        mend_speakers(paragraph.drafts, heard, hearing)
        _judge(paragraph.drafts, hearing)
        _settle_borders(text, paragraph.drafts, heard, hearing)
        believed = [draft for draft in paragraph.drafts if draft.is_kept]
        more = unseen(text, paragraph.sentences, believed, heard, hearing)
        _judge(more, hearing)
        more = [draft for draft in more if draft.is_kept]
        drafts = sorted([*paragraph.drafts, *more], key=lambda draft: (draft.start, draft.end))
        _pass_on_as_settled(drafts)
        kept.append(replace(paragraph, drafts=tuple(drafts)))
    return kept


def _judge(drafts: Sequence[Draft], hearing: Hearing) -> None:
    for draft in drafts:
        draft.chance, draft.speaker_chance = chances(draft, hearing)
        draft.is_kept = is_kept(draft)


def _settle_borders(text: str, drafts: Sequence[Draft], heard: Heard, hearing: Hearing) -> None:
    """Gives the drafts the borders that the encoder hears where they are likelier right with them."""
    for draft in drafts:
        other = as_heard(text, draft, drafts, heard)
        if other is None:
            continue
        _judge([other], hearing)
        if other.chance >= draft.chance + _SURER:
            draft.parts, draft.kind, draft.is_kept = other.parts, other.kind, other.is_kept
            draft.chance, draft.speaker_chance = other.chance, other.speaker_chance


def _pass_on_as_settled(drafts: Sequence[Draft]) -> None:
    """Hops name the speakers that their reports have now; nobody passes on a report that is not kept."""
    by_cue = {draft.cue_words[0].start: draft for draft in drafts if draft.cue_words}
    for draft in drafts:
        hops = []
        for phrase, cue_words in draft.hops:
            outer = by_cue.get(cue_words[0].start) if cue_words else None
            if outer is None or outer is draft:
                hops.append((phrase, cue_words))
            elif outer.is_kept:
                hops.append((outer.speaker or phrase, cue_words))
        draft.hops = hops


def _lines(text: str) -> list[Block]:
    """Every line that is not blank, as a paragraph."""
    found: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Block(kind="paragraph", start=at, end=at + len(line)))
        at += len(line) + 1
    return found


def _resolve(
    text: str, blocks: Sequence[Block], paragraphs: Sequence[Paragraph], mentions: Sequence[Mention]
) -> list[Quote]:
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    starts = [tokens[0].start for tokens in sentences]
    openers = set(accumulate((len(paragraph.sentences) for paragraph in paragraphs), initial=0))
    resolver = Resolver(NameBook(sentences, mentions), openers)
    quotes: list[Quote] = []
    words: Phrase = ()
    for block, paragraph in zip(blocks, paragraphs, strict=True):
        for draft in sorted(paragraph.drafts, key=_attribution_order):
            sentence = bisect_right(starts, _place(draft)) - 1
            speaker = resolver.resolve(draft, sentence)
            words = words if draft.inherits else draft.speaker or words
            if not draft.is_kept:
                continue
            chain = _chain(text, draft, resolver, speaker, sentence)
            quotes.append(_quote(text, draft, speaker, words if draft.inherits else draft.speaker, chain, block.kind))
    return sorted(quotes, key=lambda quote: (quote.span.start, quote.span.end))


def _chain(text: str, draft: Draft, resolver: Resolver, speaker: Speaker, sentence: int) -> tuple[Hop, ...]:
    """Who passed a report on. A phrase that stands for the speaker too is no hop: "Doe repeated her claim"."""
    chain: list[Hop] = []
    for phrase, cue_words in draft.hops:
        attributor = resolver.identify(phrase, sentence)
        span = _span(text, without_description(phrase))
        if span is not None and (speaker.canonical is None or attributor.canonical != speaker.canonical):
            cue = _span(text, cue_words)
            chain.append(Hop(span=span, cue=cue, canonical=attributor.canonical, kind=attributor.kind))
    return tuple(chain)


def _place(draft: Draft) -> int:
    """Character whose sentence a speaker is read in."""
    return draft.speaker[0].start if draft.speaker else draft.start


def _attribution_order(draft: Draft) -> int:
    """Speakers are read in the order of the cues, since content may stand before its cue."""
    return draft.cue_words[0].start if draft.cue_words else draft.start


def _span(text: str, phrase: Phrase) -> Span | None:
    return Span(phrase[0].start, phrase[-1].end, text[phrase[0].start : phrase[-1].end]) if phrase else None


def _quote(
    text: str, draft: Draft, speaker: Speaker, words: Phrase, chain: tuple[Hop, ...], block_kind: BlockKind
) -> Quote:
    return Quote(
        span=Span(draft.start, draft.end, text[draft.start : draft.end]),
        kind=draft.kind,
        parts=tuple(Span(a, b, text[a:b]) for a, b in draft.parts),
        cue=_span(text, draft.cue_words),
        cue_stance=stance_of(draft),
        speaker=_span(text, words),
        speaker_canonical=speaker.canonical,
        speaker_kind=speaker.kind,
        speaker_basis=speaker.basis,
        role=_span(text, role_beside(draft)) if speaker.kind == "named" else None,
        addressee=_span(text, draft.addressee),
        chain=chain,
        polarity=polarity_of(text, draft),
        is_unclosed=draft.is_unclosed,
        block_kind=block_kind,
        confidence=round(draft.chance * draft.speaker_chance * _BASIS_CONFIDENCE.get(speaker.basis, 1.0), 3),
    )
