"""The reports of one paragraph: what its cues claim, and what becomes of quoted stretches that none claims."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.extract.quotes.clause_subjects import main_subject
from ingest.extract.quotes.cues import find_cues
from ingest.extract.quotes.drafts import Draft, Phrase, draft_sentence
from ingest.extract.quotes.loose_quotes import is_bare, read_bare, read_unclaimed
from ingest.extract.quotes.marks import Marked
from ingest.extract.quotes.sentences import split_sentences
from ingest.extract.quotes.subjects import find_subjects
from ingest.extract.quotes.word_tags import tokenize


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences and reports of one paragraph in text order, and whom its last words announce ("Doe replied:")."""

    sentences: tuple[Phrase, ...]
    drafts: tuple[Draft, ...]
    announced: Draft | None


def read_paragraph(text: str, start: int, end: int, marked: Marked, before: Paragraph | None) -> Paragraph:
    """Reads text[start:end]; `before` is the paragraph before it, for quotations that go on."""
    if marked.stretches and not marked.stretches[-1].is_closed:
        marked = _reread_unclosed(text, start, end, marked)
    sentences = split_sentences(tokenize(text, start, end, marked.stretches))
    announced = before.announced if before else None
    drafts: list[Draft] = []
    for number, tokens in enumerate(sentences):
        if is_bare(tokens):
            draft = read_bare(text, tokens, sentences[number - 1] if number else None, drafts, announced)
            drafts.extend([draft] if draft else [])
        else:
            found = draft_sentence(tokens, text)
            drafts.extend([*found, *read_unclaimed(text, tokens, found)])
    _mark_strays(drafts, marked.strays)
    drafts.sort(key=lambda draft: (draft.start, draft.end))
    return Paragraph(tuple(sentences), tuple(drafts), _announced(sentences[-1]) if sentences else None)


def _reread_unclosed(text: str, start: int, end: int, marked: Marked) -> Marked:
    """Marks of a paragraph whose last quotation was never closed, cut before an attribution that ends it.

    '"We are staying, said Doe.': the words before the comma are found by their cue, the mark is only a stray. Where the
    cue alone would not find them ('"We are staying, Doe told a meeting that …'), the quotation ends at the comma.
    """
    opened = marked.stretches[-1]
    without = Marked(marked.stretches[:-1], marked.strays)
    for tokens in split_sentences(tokenize(text, start, end, without.stretches)):
        if tokens[-1].start < opened.outer_start:
            continue
        if tokens[0].start <= opened.outer_start:
            drafts = draft_sentence(tokens, text)
            if any(d.rule == "fronted" and d.start <= opened.start + 1 for d in drafts):
                return without
        comma = _attribution_comma(tokens, opened.start)
        if comma is not None:
            cut = replace(opened, end=comma, outer_end=comma)
            return Marked((*marked.stretches[:-1], cut), marked.strays)
    return marked


def _attribution_comma(tokens: Phrase, start: int) -> int | None:
    """Character of the comma before "Jane Doe said" or "said Jane Doe", after character `start`; None if there is none."""
    cues = find_cues(tokens)
    for cue, subject in zip(cues, find_subjects(tokens, cues), strict=True):
        if subject.phrase is None or subject.how not in ("before", "inverted") or not cue.is_past:
            continue
        first = min(subject.phrase[0], cue.group)
        is_apart = first > 0 and tokens[first - 1].text == "," and tokens[first - 1].start > start
        is_named = all(token.tag == "M" for token in tokens[slice(*subject.phrase)])
        if is_apart and is_named and cue.shape == "finite" and cue.word.takes("p") and cue.word.strength == "s":
            return tokens[first - 1].start
    return None


def _announced(tokens: Phrase) -> Draft | None:
    """An empty report with speaker and cue, if the sentence ends in a colon."""
    if tokens[-1].text != ":":
        return None
    cues = find_cues(tokens)
    subjects = find_subjects(tokens, cues)
    for cue, subject in zip(reversed(cues), reversed(subjects), strict=True):
        if subject.phrase:
            speaker = tokens[slice(*subject.phrase)]
            return Draft([], "direct", "announced", cue_words=tokens[cue.start : cue.end], speaker=speaker)
    subject = main_subject(tokens, len(tokens))
    return Draft([], "direct", "announced", speaker=tokens[slice(*subject.phrase)]) if subject.phrase else None


def _mark_strays(drafts: Sequence[Draft], strays: Sequence[int]) -> None:
    """A mark without a partner at the head of or inside a report makes it unclosed, and no longer wholly indirect."""
    ordered = sorted(strays)
    for draft in drafts:
        if not any(_has_between(ordered, start - 2, end) for start, end in draft.parts):
            continue
        draft.is_unclosed = True
        if draft.kind == "indirect":
            is_whole = len(draft.parts) == 1 and _has_between(ordered, draft.start - 2, draft.start)
            draft.kind = "direct" if is_whole and draft.rule == "fronted" else "mixed"


def _has_between(ordered: Sequence[int], low: int, high: int) -> bool:
    at = bisect_left(ordered, low)
    return at < len(ordered) and ordered[at] <= high
