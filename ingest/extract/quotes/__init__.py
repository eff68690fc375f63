"""Quotes of one text: who is reported to have said what, to whom, passed on by whom."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Final

from ingest.extract.lexicons import rows
from ingest.extract.quotes.drafts import Draft, Phrase
from ingest.extract.quotes.focus import Speaker
from ingest.extract.quotes.marks import find_stretches
from ingest.extract.quotes.names import NameBook
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
# What an uncertain speaker takes off a report's confidence.
_BASIS_CONFIDENCE: Final[dict[str, float]] = {"pronoun": 0.9, "nominal": 0.9, "previous_speaker": 0.9, "none": 0.8}


def find_quotes(text: str, blocks: Sequence[Block], mentions: Sequence[Mention]) -> list[Quote]:
    """The quotes of a text in text order.

    Offsets are indices into `text`. Without `blocks` every line is a paragraph; without `mentions` names are found here.
    """
    spoken = [block for block in blocks if block.kind in _SPOKEN] if blocks else _lines(text)
    marked = find_stretches(text, [(block.start, block.end) for block in spoken])
    paragraphs: list[Paragraph] = []
    before: Paragraph | None = None
    for block, marks in zip(spoken, marked, strict=True):
        before = read_paragraph(text, block.start, block.end, marks, before)
        paragraphs.append(before)
    return _resolve(text, spoken, paragraphs, mentions)


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


@cache
def _rule_confidence() -> dict[str, float]:
    return {rule: float(share) for rule, share in rows("confidence.tsv")}


def _confidence(draft: Draft, speaker: Speaker) -> float:
    return round(_rule_confidence().get(draft.rule, 0.5) * _BASIS_CONFIDENCE.get(speaker.basis, 1.0), 2)


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
        confidence=_confidence(draft, speaker),
    )
