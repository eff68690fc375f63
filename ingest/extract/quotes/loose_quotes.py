"""Quoted stretches that no cue of their own sentence claims: whose are they, or are they no speech at all?"""

from collections.abc import Sequence
from typing import Final

from ingest.extract.quotes.clause_subjects import main_subject, possessor_before
from ingest.extract.quotes.drafts import Draft, Phrase
from ingest.extract.quotes.edges import Chars, stretch_parts
from ingest.extract.quotes.noun_phrases import phrase_after
from ingest.extract.quotes.scare import is_sentence_like
from ingest.extract.quotes.words import Token

_DASHES: Final = frozenset({"–", "—", "--", "-", "~"})


def is_bare(tokens: Phrase) -> bool:
    """True if a sentence is nothing but quoted stretches."""
    return any(token.stretch for token in tokens) and all(token.stretch or token.tag == "P" for token in tokens)


def read_bare(
    text: str, tokens: Phrase, before: Phrase | None, drafts: Sequence[Draft], announced: Draft | None
) -> Draft | None:
    """A sentence that is only a quotation: it goes on with the one before it, or belongs to who has just spoken.

    `before` is the sentence before it in the paragraph, `drafts` are the paragraph's reports so far, `announced` is an
    empty draft with the speaker and cue that the paragraph before it ended in ("Doe replied:"). None if its words were
    added to the last draft.
    """
    parts = stretch_parts(text, tokens)
    if not parts:
        return None
    continues = any(token.stretch is not None and token.stretch.continues for token in tokens)
    if continues or (before is None and announced is None):
        return Draft(parts, "direct", "continued" if continues else "alone", inherits=True)
    if before is None:
        assert announced is not None
        return Draft(parts, "direct", "announced", cue_words=announced.cue_words, speaker=announced.speaker)
    if not drafts:
        return _after_prose(parts, before)
    last = drafts[-1]
    if last.kind == "direct" and last.end > before[0].start:
        last.parts.extend(parts)
        return None
    return Draft(parts, "direct", "continued", inherits=True)


def _after_prose(parts: list[Chars], before: Phrase) -> Draft:
    """'Doe shook her head. "Never."': the subject of the sentence before it speaks."""
    subject = main_subject(before, len(before))
    speaker = before[slice(*subject.phrase)] if subject.phrase else ()
    return Draft(parts, "direct", "after_prose", speaker=speaker, inherits=not speaker)


def read_unclaimed(text: str, tokens: Phrase, found: Sequence[Draft]) -> list[Draft]:
    """Stretches beside other words that no draft in `found` covers but that read as speech."""
    drafts: list[Draft] = []
    for at, token in enumerate(tokens):
        if token.tag == "Q" and not _is_covered(token, found) and is_sentence_like(token):
            draft = _without_cue(text, tokens, at)
            if draft is not None:
                drafts.append(draft)
    return drafts


def _is_covered(token: Token, found: Sequence[Draft]) -> bool:
    return any(start < token.end and token.start < end for draft in found for start, end in draft.parts)


def _without_cue(text: str, tokens: Phrase, at: int) -> Draft | None:
    """'"…" – Jane Doe', 'Her answer: "…"', '"…," Doe thundered.'; None if the stretch is no speech of its own."""
    parts = stretch_parts(text, tokens[at : at + 1])
    if not parts:
        return None
    if at + 2 < len(tokens) and tokens[at + 1].text in _DASHES:
        signed = phrase_after(tokens, at + 2)
        if signed and signed[1] >= len(tokens) - 1:
            return Draft(parts, "direct", "signed", speaker=tokens[slice(*signed)])
    is_led_to = at > 0 and tokens[at - 1].text in {":", ","}
    if not is_led_to and (at > 0 or at + 1 == len(tokens)):
        return None
    subject = main_subject(tokens, at if is_led_to else len(tokens))
    if is_led_to and subject.phrase is None:
        subject = possessor_before(tokens, at)
    speaker = tokens[slice(*subject.phrase)] if subject.phrase else ()
    return Draft(parts, "direct", "led_to" if is_led_to else "opening", speaker=speaker, inherits=not speaker)
