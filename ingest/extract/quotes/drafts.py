"""The reports of one sentence: cue, subject and content put together, still without knowing who anybody is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.extract.quotes.clause_subjects import How
from ingest.extract.quotes.contents import find_content
from ingest.extract.quotes.cues import Cue, find_cues
from ingest.extract.quotes.edges import Chars, kind_of, tighten, to_chars
from ingest.extract.quotes.frames import Content, Frame, is_parenthetical, left_after, stop_of
from ingest.extract.quotes.name_places import dateline_end
from ingest.extract.quotes.noun_phrases import Range, phrase_after, phrase_before
from ingest.extract.quotes.scare import demote_labels
from ingest.extract.quotes.subjects import find_subjects, is_passive_at, quoting_verb
from ingest.extract.quotes.words import Token
from ingest.model import QuoteKind

Phrase = Sequence[Token]


@dataclass(slots=True)
class Draft:
    """One report. `parts` are character ranges in the article, at least one; the phrases are runs of tokens."""

    parts: list[Chars]
    kind: QuoteKind
    rule: str
    """Name of the rule that found the content; "heard" if only the encoder did."""
    cue: Cue | None = None
    cue_words: Phrase = ()
    speaker: Phrase = ()
    how: How = "none"
    """How the rules found the speaker."""
    addressee: Phrase = ()
    hops: list[tuple[Phrase, Phrase]] = field(default_factory=list)
    """Who passed the words on, each with the cue's words, outermost first."""
    sentence: Phrase = ()
    speaker_end: int = 0
    """The sentence that holds the speaker's words, and the token after them in it."""
    is_unclosed: bool = False
    inherits: bool = False
    """True if the speaker is that of the report before it."""
    is_kept: bool = True
    """False for a report that is likelier wrong than right: who speaks next may still be read from it."""
    chance: float = 0.8
    speaker_chance: float = 0.9
    """Probabilities that it is right, and then its speaker (`judge`); before that, the shares of the rules' drafts that are."""

    @property
    def start(self) -> int:
        """First character of the content."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """One past the content's last character."""
        return self.parts[-1][1]


def draft_sentence(tokens: Phrase, text: str) -> list[Draft]:
    """The reports that a sentence's own cues make, in the order of the cues."""
    demote_labels(text, tokens)
    cues = find_cues(tokens)
    subjects = find_subjects(tokens, cues)
    drafts: list[Draft] = []
    left = dateline_end(tokens)
    for number, cue in enumerate(cues):
        frame = Frame(cue, subjects[number], stop_of(tokens, cues, subjects, number), left)
        content = find_content(tokens, frame)
        if _pass_on(drafts, tokens, frame, content) or content is None:
            continue
        left = left_after(tokens, left, frame, content)
        draft = _draft(tokens, text, frame, content)
        if draft is not None and all(draft.parts != other.parts for other in drafts):
            drafts.append(draft)
    _nest(drafts)
    return drafts


def _pass_on(drafts: Sequence[Draft], tokens: Phrase, frame: Frame, content: Content | None) -> bool:
    """True if this cue only passes on the report before it ('"…," Doe said, Reuters reported'); it becomes a hop there."""
    last = drafts[-1] if drafts else None
    phrase = frame.subject.phrase
    if last is None or not last.cue_words or not last.speaker or frame.subject.how == "main" or phrase is None:
        return False
    if content is None:
        passes_on = _is_aside(tokens, frame, phrase, last)
    else:
        is_whole = content.rule in ("fronted", "according") and len(content.parts) == 1
        passes_on = is_whole and _covers(tokens, content.parts[0], last.cue_words[0])
    if passes_on:
        last.hops.insert(0, (tokens[slice(*phrase)], _cue_words(tokens, frame.cue)))
    return passes_on


def _is_aside(tokens: Phrase, frame: Frame, phrase: Range, last: Draft) -> bool:
    """True for ", Reuters reported" after the report of another speaker in the same sentence."""
    if frame.subject.how != "before" or tokens[phrase[0] - 1].text != "," or not frame.cue.word.takes("p"):
        return False
    return last.speaker[0] in tokens and is_parenthetical(tokens, frame.cue)


def _covers(tokens: Phrase, part: Range, token: Token) -> bool:
    return tokens[part[0]].start <= token.start < tokens[part[1] - 1].end


def _draft(tokens: Phrase, text: str, frame: Frame, content: Content) -> Draft | None:
    ranges = [part for part in (tighten(tokens, part) for part in content.parts) if part[0] < part[1]]
    parts = [chars for chars in (to_chars(text, tokens, part) for part in ranges) if chars[0] < chars[1]]
    if not parts:
        return None
    cue, phrase = frame.cue, frame.subject.phrase
    return Draft(
        parts,
        kind_of(tokens, ranges),
        content.rule,
        cue,
        cue_words=_cue_words(tokens, cue),
        speaker=tokens[slice(*phrase)] if phrase else (),
        how=frame.subject.how,
        addressee=tokens[slice(*content.addressee)] if content.addressee else (),
        hops=_quoting_hop(tokens, cue),
        sentence=tokens,
        speaker_end=phrase[1] if phrase else 0,
    )


def _cue_words(tokens: Phrase, cue: Cue) -> Phrase:
    """The cue with the preposition that belongs to it: "called for", "warned of"."""
    takes_next = cue.end < len(tokens) and tokens[cue.end].low in cue.word.prepositions and cue.shape != "noun"
    return tokens[cue.start : cue.end + takes_next]


def _quoting_hop(tokens: Phrase, cue: Cue) -> list[tuple[Phrase, Phrase]]:
    """Tass in "Tass quoted Doe as saying" and "Doe was quoted by Tass as saying"."""
    at = quoting_verb(tokens, cue.start) if cue.shape == "as_saying" else None
    if at is None:
        return []
    if is_passive_at(tokens, at):
        phrase = phrase_after(tokens, at + 2) if tokens[at + 1].low == "by" else None
    else:
        phrase = phrase_before(tokens, at)
    return [(tokens[slice(*phrase)], tokens[at : at + 1])] if phrase else []


def _nest(drafts: Sequence[Draft]) -> None:
    """A report inside another's content came through the outer speaker."""
    for inner in drafts:
        for outer in reversed(drafts):
            if outer is not inner and _carries(outer) and _holds(outer, inner):
                inner.hops.insert(0, (outer.speaker, outer.cue_words))


def _carries(outer: Draft) -> bool:
    """False for a report that names or denies what it holds: whoever rejects a claim does not pass it on."""
    return outer.rule != "object" and (outer.cue is None or outer.cue.word.polarity != "d")


def _holds(outer: Draft, inner: Draft) -> bool:
    """True if the inner cue is part of the outer content, and somebody else speaks there."""
    if not inner.cue_words or not outer.speaker or (inner.speaker and inner.speaker[0] is outer.speaker[0]):
        return False
    at = inner.cue_words[0].start
    return any(start <= at < end for start, end in outer.parts)
