"""How likely a draft is right, and its speaker: two logistic models over what the rules and the encoder say of it.

Weights in `lexicon/quote_chances.tsv`, fitted by `ingest.extract.model.calibration` on annotated articles that the encoder was
not trained on. Drafts less likely than LEAST are no quotes (than LEAST_HEARD, where no rule sees them); both chances together
are the confidence of the others.
"""

import math
from functools import cache
from typing import Final

from ingest.extract.lexicons import rows
from ingest.extract.model.heads import CONTENT, CUE, SPEAKER
from ingest.extract.quotes.drafts import Draft
from ingest.extract.quotes.hearing import Hearing

LEAST: Final = 0.5
LEAST_HEARD: Final = 0.7
# A chance of 0 or 1 has no logarithm of its odds.
_SURE: Final = 0.02


def evidence(draft: Draft, hearing: Hearing) -> dict[str, float]:
    """Name -> value of everything that speaks for or against a draft."""
    whole = [hearing.mean(CONTENT, start, end) for start, end in draft.parts]
    sizes = [end - start for start, end in draft.parts]
    content = sum(mean * size for mean, size in zip(whole, sizes, strict=True)) / sum(sizes)
    found = {
        "always": 1.0,
        f"rule={draft.rule}": 1.0,
        f"kind={draft.kind}": 1.0,
        "content": _odds(content),
        f"content, {draft.kind}": _odds(content),
        "beside": hearing.beside(draft.start, draft.end),
        "opens": hearing.opens(*draft.parts[0]),
        "length": math.log(sum(sizes)),
    }
    if draft.rule == "heard":
        found[f"heard, {draft.kind}"] = 1.0
    if draft.cue_words:
        cue = hearing.mean(CUE, draft.cue_words[0].start, draft.cue_words[-1].end)
        found |= {"has cue": 1.0, "cue": _odds(cue), f"cue, {draft.kind}": _odds(cue)}
    if draft.speaker:
        speaker = hearing.mean(SPEAKER, draft.speaker[0].start, draft.speaker[-1].end)
        found |= {"has speaker": 1.0, "speaker": _odds(speaker)}
    if draft.inherits:
        found["inherits"] = 1.0
    if not draft.speaker and not draft.inherits:
        found["no speaker"] = 1.0
    return found


def _odds(chance: float) -> float:
    chance = min(1 - _SURE, max(_SURE, chance))
    return math.log(chance / (1 - chance))


@cache
def weights() -> dict[str, tuple[float, float]]:
    """Evidence -> weight for the content, weight for the speaker."""
    return {name: (float(content), float(speaker)) for name, content, speaker in rows("quote_chances.tsv")}


def is_kept(draft: Draft) -> bool:
    """True if a judged draft is sure enough."""
    return draft.chance >= (LEAST_HEARD if draft.rule == "heard" else LEAST)


def chances(draft: Draft, hearing: Hearing) -> tuple[float, float]:
    """Probability that the content is a report with about the right borders, and then that its speaker's words are right."""
    content = speaker = 0.0
    for name, value in evidence(draft, hearing).items():
        for_content, for_speaker = weights().get(name, (0.0, 0.0))
        content += for_content * value
        speaker += for_speaker * value
    return 1 / (1 + math.exp(-content)), 1 / (1 + math.exp(-speaker))
