"""The tagger that ships: what the encoder reads (`ingest.extract.model`), with the borders that the rules propose."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.extract.mentions.gazetteer import gazetteer
from ingest.extract.mentions.linear_tagger import packaged_tagger
from ingest.extract.mentions.name_paths import likeliest_names
from ingest.extract.mentions.name_tokens import ADDRESS, fold, phrase_key
from ingest.extract.mentions.tagger import Candidate
from ingest.extract.model.reader import Reading
from ingest.model import Block

# What a name may begin and end with; marks between are its own ("AT&T", "St. John's").
_HEAD: Final = re.compile(r"(?:[^\w#@$+]|(?:anti|pro|non|ex|pre|post|mid|un)-(?=[A-Z]))+")
_COUNTRY: Final = {"GPE": 0.95}
_MAY_END: Final = frozenset(".!?+)*'")
# Characters around a text's last name that may belong to one address with it.
_ADDRESS_REACH: Final = 2_000


@dataclass(frozen=True, slots=True)
class EncoderTagger:
    """Proposes the names of the text that `reading` is of. Beyond what the encoder reads the linear tagger is alone."""

    reading: Reading

    def tag(self, text: str, blocks: Sequence[Block]) -> list[Candidate]:
        """Candidates of the text in order."""
        proposals = packaged_tagger().tag(text, blocks)
        beyond = [proposal for proposal in proposals if proposal.start >= self.reading.end]
        return [*_settled(text, likeliest_names(text, self.reading, proposals)), *beyond]


def _settled(text: str, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates with clean edges, without those in web and mail addresses or before a currency's sign ("US$")."""
    last = candidates[-1].end + _ADDRESS_REACH if candidates else 0
    addresses = [match.span() for match in ADDRESS.finditer(text, 0, min(len(text), last))]
    at = 0
    for candidate in candidates:
        while at < len(addresses) and addresses[at][1] <= candidate.start:
            at += 1
        in_address = at < len(addresses) and addresses[at][0] < candidate.end
        start, end = _edged(text, candidate.start, candidate.end)
        if candidate.best != "WORK" and text[start : start + 4] in {"The ", "the "}:
            start += 4
        if start < end and not in_address and text[end : end + 1] not in {"$", "£", "€"}:
            for a, b in _halves(text, start, end):
                yield Candidate(a, b, _COUNTRY if _is_country(text[a:b]) else candidate.scores)


def _is_country(name: str) -> bool:
    """True if the lists know the name as a country's and as nothing else's; a country's team is the country too."""
    entries = gazetteer().get(phrase_key(name))
    return len(entries) == 1 and entries[0].kind == "country"


def _halves(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """Both peoples or places of "Israeli-Palestinian"; else the name as it is."""
    first, hyphen, second = text[start:end].partition("-")
    if hyphen and gazetteer().get(fold(first)) and gazetteer().get(fold(second)):
        return (start, start + len(first)), (end - len(second), end)
    return ((start, end),)


def _edged(text: str, start: int, end: int) -> tuple[int, int]:
    head = _HEAD.match(text, start, end + 2)  # with the "-T" after it, the "anti" of "anti-Taliban" alone is no name
    start = head.end() if head else start
    while end > start and not _may_end(text[end - 1]):
        end -= 1
    if end > start and text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    return start, end


def _may_end(character: str) -> bool:
    return character.isalnum() or character in _MAY_END or unicodedata.combining(character) > 0
