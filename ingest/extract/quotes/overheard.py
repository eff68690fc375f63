"""What the encoder hears and the rules do not: other speakers, other borders, whole reports, with cue and speaker beside them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.extract.model.heads import CONTENT, CUE, SPEAKER
from ingest.extract.quotes.clause_subjects import How
from ingest.extract.quotes.cues import find_cues, is_undergone, read_as_cue
from ingest.extract.quotes.drafts import Draft, Phrase
from ingest.extract.quotes.edges import Chars, trim
from ingest.extract.quotes.hearing import Hearing
from ingest.extract.quotes.noun_phrases import Range, phrase_after, phrase_before
from ingest.extract.quotes.subjects import find_subjects
from ingest.model import QuoteKind

# Mean chance from which a stretch of content is looked at; the judge decides.
_CONTENT: Final = 0.5
_CUE: Final = 0.2
_SPEAKER: Final = 0.4
# How sure the encoder must be of a speaker that only it hears, how much surer than of the rules' one, and what each word costs
# that lies between speaker and cue. Chosen on the annotated articles that nothing was trained on.
_SURE_SPEAKER: Final = 0.6
_SURER: Final = 0.2
_FAR: Final = 0.02
# What tells the speaker by itself: "said Doe", "according to Doe", "Tass quoted Doe as saying", "mocked Doe for saying".
_SURE: Final[frozenset[How]] = frozenset({"inverted", "named_after", "by", "quoted", "governed"})
# Words between content and cue, cue and speaker, at most.
_REACH: Final = 12
_COVERED: Final = 0.25

Heard = dict[str, list[Chars]]


def heard_in(hearing: Hearing) -> Heard:
    """Characters of the contents, cues and speakers that the encoder is sure enough of, in text order."""
    least = {CONTENT: _CONTENT, CUE: _CUE, SPEAKER: _SPEAKER}
    return {head.name: hearing.stretches(head, limit) for head, limit in least.items()}


def mend_speakers(drafts: Sequence[Draft], heard: Heard, hearing: Hearing) -> None:
    """Gives the drafts of a paragraph the speakers that the encoder hears, where it is surer of them than of those of the rules."""
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
        if part[0] >= part[1] or _is_label(part, sentence):
            continue
        draft = _draft(part, sentence, inside, hearing)
        if not (draft.speaker and draft.speaker[0].low == "no"):  # "no group claimed it"
            found.append(draft)
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

    Whoever speaks in another of the paragraph's `drafts` is left there ("She had been asked to, an aide said, and answered …"),
    and nobody is heard who is spoken to ("Doe was asked").
    """
    if draft.inherits or not draft.cue_words or not draft.sentence:
        return
    if _is_told(draft):
        return
    start, end = draft.sentence[0].start, draft.sentence[-1].end
    taken = [draft.addressee, *(other.speaker for other in drafts), *(phrase for phrase, _ in draft.hops)]
    places = [
        place
        for place in heard[SPEAKER.name]
        if start <= place[0] and place[1] <= end and not _is_inside(draft, place)
        if not any(_overlaps(speaker, place) for speaker in taken)
    ]
    if not places:
        return
    cue = hearing.words(draft.cue_words[0].start, draft.cue_words[-1].end)
    chance, place = max((_chance(place, cue, hearing), place) for place in places)
    least = _SURE_SPEAKER
    if draft.speaker:
        least = _SURER + hearing.mean(SPEAKER, draft.speaker[0].start, draft.speaker[-1].end)
    named = _range(place, draft.sentence) if chance >= least else None
    if named:
        _speak(draft, _whole(named, draft.sentence), draft.sentence)


def _is_told(draft: Draft) -> bool:
    """True where the sentence itself tells who speaks, or that it does not tell: a passive, a name right before its verb."""
    if draft.how in _SURE or (draft.cue is not None and draft.cue.shape == "passive"):
        return True
    if draft.how != "before" or draft.cue is None or draft.speaker_end != draft.cue.group:
        return False
    start = draft.speaker_end - len(draft.speaker)
    is_governed = start > 0 and draft.sentence[start - 1].tag == "I"
    return all(token.tag == "M" for token in draft.speaker) and not is_governed


def _whole(named: Range, sentence: Phrase) -> Range:
    """The noun phrase of the words that are heard: "Doe's mother", not "Doe"."""
    if named[1] < len(sentence) and sentence[named[1]].tag == "$":
        return phrase_after(sentence, named[0], is_plain=True) or named
    return phrase_before(sentence, named[1]) or named


def _chance(place: Chars, cue: tuple[int, int], hearing: Hearing) -> float:
    """How likely the encoder holds words to be the speaker of a cue."""
    return hearing.mean(SPEAKER, *place) - _FAR * _distance(hearing.words(*place), cue)


def _distance(these: tuple[int, int], those: tuple[int, int]) -> int:
    """Words between two stretches; 0 if they overlap."""
    return max(these[0] - those[1], those[0] - these[1], 0)


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
    words = _range(place, sentence) if place is not None else None
    verb = next((at for at in range(*words) if sentence[at].tag in "VEG"), words[0]) if words else None
    if words and verb is not None:
        _attribute(draft, verb, words, sentence)
    if _is_told(draft) or (verb is not None and is_undergone(sentence, verb)):
        return draft
    named = _range(speaker, sentence) if speaker is not None and not _overlaps(draft.speaker, speaker) else None
    if named:
        _speak(draft, _whole(named, sentence), sentence)
    return draft


def _attribute(draft: Draft, verb: int, words: Range, sentence: Phrase) -> None:
    """Takes up the cue, and the subject that the rules give it."""
    cue = read_as_cue(sentence, verb, words[1])
    draft.cue, draft.cue_words = cue, sentence[slice(*words)]
    if cue is None:
        return
    cues = [other for other in find_cues(sentence) if other.end <= cue.start or cue.end <= other.start]
    cues = sorted([*cues, cue], key=lambda each: each.start)
    subject = find_subjects(sentence, cues)[cues.index(cue)]
    phrase = subject.phrase
    if phrase and not draft.start <= sentence[phrase[0]].start < draft.end:
        _speak(draft, phrase, sentence)
        draft.how = subject.how


def _speak(draft: Draft, phrase: Range, sentence: Phrase) -> None:
    draft.speaker, draft.speaker_end = sentence[slice(*phrase)], phrase[1]


def _overlaps(phrase: Phrase, place: Chars) -> bool:
    return bool(phrase) and phrase[0].start < place[1] and place[0] < phrase[-1].end


def _nearest(place: Chars, others: Sequence[Chars], hearing: Hearing) -> Chars | None:
    words = hearing.words(*place)

    def distance(other: Chars) -> int:
        return _distance(hearing.words(*other), words)

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
