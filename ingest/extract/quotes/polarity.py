"""Whether a report asserts, denies or hedges."""

import re
from typing import Final

from ingest.extract.quotes.drafts import Draft
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
# The claim must be near the head of the content; a "may" far down belongs to a clause inside of it.
_HEAD: Final = 160


def polarity_of(text: str, draft: Draft) -> Polarity:
    """deny if the cue or the content's head denies, hedge if either is uncertain, else assert."""
    cue = draft.cue
    by_cue = cue.word.polarity if cue is not None else "a"
    is_negated = cue is not None and cue.is_negated
    if by_cue == "d":
        return "hedge" if is_negated else "deny"  # did not deny
    if is_negated:
        return "deny"
    head = text[draft.start : min(draft.end, draft.start + _HEAD)]
    if draft.kind != "direct" and _DENIALS.match(head):
        return "deny"
    return "hedge" if by_cue == "h" or _HEDGES.search(head) else "assert"
