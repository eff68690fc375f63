"""Whether a report asserts, denies or hedges."""

import re
from typing import Final

from ingest.extract.quotes.drafts import Draft, Phrase
from ingest.model import Polarity

_HEDGES: Final = re.compile(
    r"\b(?:may|might|could|apparently|probably|possibly|perhaps|allegedly|reportedly|likely|unlikely)\b"
)
# "he would not comment", "she denies any part in it": the content itself is the denial.
_DENIALS: Final = re.compile(
    r"\W*(?:[\w.'’-]+ ){1,4}?"
    r"(?:(?:would|will|could|can|did|does|do)(?: not|n['’]t) (?:comment|confirm)|(?:\w+ly )?den(?:y|ies|ied)\b)",
    re.IGNORECASE,
)
_UNREAL: Final = frozenset(("may", "might", "could", "should"))
_NEAR: Final = 3
# The claim must be near the head of the content; a "may" far down belongs to a clause inside of it.
_HEAD: Final = 160


def polarity_of(text: str, draft: Draft) -> Polarity:
    """deny if the cue or the content's head denies, hedge if either is uncertain, else assert."""
    cue = draft.cue
    by_cue = cue.word.polarity if cue is not None else "a"
    is_negated = (cue is not None and cue.is_negated) or _is_said_by_none(draft)
    if by_cue == "d":
        return "hedge" if is_negated else "deny"  # did not deny
    if is_negated:
        return "deny"
    head = text[draft.start : min(draft.end, draft.start + _HEAD)]
    if draft.kind != "direct" and _DENIALS.match(head):
        return "deny"
    return "hedge" if by_cue == "h" or _is_unreal(draft) or _HEDGES.search(head) else "assert"


def _words_before(draft: Draft, phrase: Phrase) -> list[str]:
    """The last words of the sentence before a phrase of it, in lower case."""
    at = next((at for at, token in enumerate(draft.sentence) if phrase and token is phrase[0]), 0)
    return [token.low for token in draft.sentence[max(0, at - _NEAR) : at]]


def _is_said_by_none(draft: Draft) -> bool:
    """True for "neither Doe nor Roe said" and "not even Doe says"."""
    before = _words_before(draft, draft.speaker)
    inside = {token.low for token in draft.speaker}
    return (
        not inside.isdisjoint(("neither", "nor", "nobody", "none"))
        or before[-1:] == ["neither"]
        or before[-2:] == ["not", "even"]
    )


def _is_unreal(draft: Draft) -> bool:
    """True for what somebody may, should or is expected to say, and for "if Doe says"."""
    near = _words_before(draft, draft.cue_words)
    return (
        not _UNREAL.isdisjoint(near[-2:])
        or near[-2:] == ["expected", "to"]
        or _words_before(draft, draft.speaker)[-1:] in (["if"], ["unless"])
    )
