"""What the encoder hears and the rules do not: other speakers, other borders, whole reports, with cue and speaker beside them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.extract.model.heads import CONTENT, CUE, SPEAKER
from ingest.extract.quotes.cues import find_cues, read_as_cue
from ingest.extract.quotes.drafts import Draft, Phrase
from ingest.extract.quotes.edges import Chars, trim
from ingest.extract.quotes.hearing import Hearing
from ingest.extract.quotes.noun_phrases import Range, phrase_before
from ingest.extract.quotes.subjects import find_subjects
from ingest.model import QuoteKind

# Mean chance from which a stretch of content is looked at; the judge decides.
_CONTENT: Final = 0.5
_CUE: Final = 0.2
_SPEAKER: Final = 0.4
# Below this the encoder rules a speaker out; from this on one that only it hears is taken.
_RULED_OUT: Final = 0.1
_SURE_SPEAKER: Final = 0.8
# Words between content and cue, cue and speaker, at most.
_REACH: Final = 12
_COVERED: Final = 0.25

Heard = dict[str, list[Chars]]


def heard_in(hearing: Hearing) -> Heard:
    """Characters of the contents, cues and speakers that the encoder is sure enough of, in text order."""
    least = {CONTENT: _CONTENT, CUE: _CUE, SPEAKER: _SPEAKER}
    return {head.name: hearing.stretches(head, limit) for head, limit in least.items()}


def mend_speakers(drafts: Sequence[Draft], heard: Heard, hearing: Hearing) -> None:
    """Gives the drafts of a paragraph the speakers that the encoder hears, where the rules see none or one that it rules out."""
    for draft in drafts:
        _hear_speaker(draft, drafts, heard, hearing)


def unseen(
    text: str, sentences: Sequence[Phrase], drafts: Sequence[Draft], heard: Heard, hearing: Hearing
) -> list[Draft]:
    """The reports of a paragraph that only the encoder finds: those that none of `drafts` covers."""
    if not sentences:
        return []
    start, end = sentences[0][0].start, sentences[-1][-1].end
    inside = {name: [c for c in places if start <= c[0] and c[1] <= end] for name, places in heard.items()}
    found = []
    for content in inside[CONTENT.name]:
        if _share_covered(content, drafts) > _COVERED:
            continue
        part = trim(text, *content)
        sentence = next((tokens for tokens in sentences if part[0] < tokens[-1].end), sentences[-1])
        if part[0] < part[1] and not _is_label(part, sentence):
            found.append(_draft(part, sentence, inside, hearing))
    return found


def as_heard(text: str, draft: Draft, drafts: Sequence[Draft], heard: Heard) -> Draft | None:
    """A draft of the rules with the borders that the encoder hears; None where it hears the same ones, or several contents.

    Whole quotations keep their marks, divided contents their parts; neither cue nor speaker is taken in, nor what another of the
    paragraph's `drafts` reports.
    """
    if draft.kind == "direct" or draft.inherits or len(draft.parts) != 1 or not draft.sentence:
        return None
    start, end = draft.parts[0]
    contents = [place for place in heard[CONTENT.name] if place[0] < end and start < place[1]]
    if len(contents) != 1:
        return None
    part = trim(text, *contents[0])
    if part == draft.parts[0] or part[0] >= part[1]:
        return None
    others = [other for other in drafts if other is not draft]
    is_taken = _share_covered(part, others) > _COVERED
    if is_taken or _overlaps(draft.cue_words, part) or _overlaps(draft.speaker, part):
        return None
    return replace(draft, parts=[part], kind=_kind(part, draft.sentence))


def _hear_speaker(draft: Draft, drafts: Sequence[Draft], heard: Heard, hearing: Hearing) -> None:
    """Mends the speaker of one draft.

    Whoever speaks in another of the paragraph's `drafts` is left there ("She had been asked to, an aide said, and answered …").
    """
    if draft.inherits or not draft.cue_words or not draft.sentence:
        return
    seen = hearing.mean(SPEAKER, draft.speaker[0].start, draft.speaker[-1].end) if draft.speaker else None
    if seen is not None and seen >= _RULED_OUT:
        return
    start, end = draft.sentence[0].start, draft.sentence[-1].end
    taken = [other.speaker for other in drafts if other is not draft]
    places = [
        place
        for place in heard[SPEAKER.name]
        if start <= place[0] and place[1] <= end and not _is_inside(draft, place)
        if not any(_overlaps(speaker, place) for speaker in taken)
    ]
    place = _nearest((draft.cue_words[0].start, draft.cue_words[-1].end), places, hearing)
    if place is not None and (seen is not None or hearing.mean(SPEAKER, *place) >= _SURE_SPEAKER):
        named = _range(place, draft.sentence)
        _speak(draft, (phrase_before(draft.sentence, named[1]) or named) if named else None, draft.sentence)


def _is_inside(draft: Draft, place: Chars) -> bool:
    return any(start <= place[0] < end for start, end in draft.parts)


def _share_covered(content: Chars, drafts: Sequence[Draft]) -> float:
    shared = sum(
        max(0, min(content[1], end) - max(content[0], start)) for draft in drafts for start, end in draft.parts
    )
    return shared / (content[1] - content[0])


def _is_label(part: Chars, sentence: Phrase) -> bool:
    """True if the content is a title, a nickname or a term in marks (`scare`)."""
    return any(t.stretch and t.tag != "Q" and t.start <= part[0] and part[1] <= t.end for t in sentence)


def _draft(part: Chars, sentence: Phrase, inside: Heard, hearing: Hearing) -> Draft:
    place = _nearest(part, [c for c in inside[CUE.name] if not part[0] <= c[0] < part[1]], hearing)
    speaker = _nearest(place or part, [s for s in inside[SPEAKER.name] if not part[0] <= s[0] < part[1]], hearing)
    draft = Draft([part], _kind(part, sentence), "heard", sentence=sentence)
    if place is not None:
        _attribute(draft, _range(place, sentence), sentence)
    if speaker is not None and not _overlaps(draft.speaker, speaker):
        named = _range(speaker, sentence)
        phrase = phrase_before(sentence, named[1]) if named else None
        _speak(draft, phrase or named, sentence)
    return draft


def _attribute(draft: Draft, words: Range | None, sentence: Phrase) -> None:
    """Takes up the cue, and the subject that the rules give it."""
    if words is None:
        return
    first = next((at for at in range(*words) if sentence[at].tag in "VEG"), words[0])
    cue = read_as_cue(sentence, first, words[1])
    draft.cue, draft.cue_words = cue, sentence[slice(*words)]
    if cue is None:
        return
    cues = [other for other in find_cues(sentence) if other.end <= cue.start or cue.end <= other.start]
    cues = sorted([*cues, cue], key=lambda each: each.start)
    phrase = find_subjects(sentence, cues)[cues.index(cue)].phrase
    if phrase and not draft.start <= sentence[phrase[0]].start < draft.end:
        _speak(draft, phrase, sentence)


def _speak(draft: Draft, phrase: Range | None, sentence: Phrase) -> None:
    if phrase is not None:
        draft.speaker, draft.speaker_end = sentence[slice(*phrase)], phrase[1]


def _overlaps(phrase: Phrase, place: Chars) -> bool:
    return bool(phrase) and phrase[0].start < place[1] and place[0] < phrase[-1].end


def _nearest(place: Chars, others: Sequence[Chars], hearing: Hearing) -> Chars | None:
    first, last = hearing.words(*place)

    def distance(other: Chars) -> int:
        a, b = hearing.words(*other)
        return max(a - last, first - b, 0)

    best = min(others, key=distance, default=None)
    return best if best is not None and distance(best) <= _REACH else None


def _range(place: Chars, sentence: Phrase) -> Range | None:
    """The tokens of the sentence that lie in `place`."""
    found = [at for at, t in enumerate(sentence) if t.stretch is None and place[0] <= t.start and t.end <= place[1]]
    return (found[0], found[-1] + 1) if found else None


def _kind(part: Chars, sentence: Phrase) -> QuoteKind:
    """direct, mixed or indirect by the letters inside and outside of quotation marks; labels count as outside."""
    quoted = [t.stretch for t in sentence if t.tag == "Q" and t.stretch and t.start < part[1] and part[0] < t.end]
    if not quoted:
        return "indirect"
    inside = sum(min(part[1], q.end) - max(part[0], q.start) for q in quoted)
    return "direct" if inside >= part[1] - part[0] - 2 else "mixed"
