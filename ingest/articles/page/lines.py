"""What the words of a line say of it, wherever it stands: a link to elsewhere, a credit, a byline, a notice."""

import re
from functools import cache, lru_cache
from typing import Final, Literal

from ingest.articles.dates import parse_moment
from ingest.articles.lexicons import sections
from ingest.articles.page.letters import letters

LineRole = Literal["label", "whole", "notice", "credit", "caption", "byline", "correction", "date"]
SHORT = 160  # letters that a pointer, a credit or a byline has at most
BYLINE = 90
NOTICE = 700
ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟:;][\"'”’»“)\]\s]{0,4}$")
CAPITALISED = re.compile(r"[^\W\d_a-z]")
PICTURE_AGENCY = re.compile(
    r"getty images|/afp|reuters/|ap photo|/reuters|shutterstock|imago\b|/dpa|dpa/|picture alliance|/epa|zuma", re.I
)
COUNT = re.compile(r"^[(\d][\d.,k)]{0,8}\s")  # '2 comments', '1.2k shares'
CAPTION = 500
LEAST_CAPTION = 15  # letters of a caption before its credit
# A caption that ends in its credit: '… in 2019. Photo: Jane Doe / Agency', '… (AP Photo/Jane Doe)'.
CREDITED = re.compile(
    r"(?:\b(?:Foto|Photo|Photograph|Image|Bild|Picture|Credit|Kuva|Crédit|Ảnh|Фото)\s?:\s?[^.!?]{2,60}|"
    r"\((?:AP|AFP|Reuters|EPA|Getty|Photo|Foto|Image|Picture)\b[^()]{0,60}\))\.?$",
    re.I,
)
LEAST_WORDS = 4


def ends_sentence(text: str) -> bool:
    """A mark that ends sentences or introduces something, at the end."""
    return bool(ENDS_SENTENCE.search(text[-8:]))


def is_sentence(text: str) -> bool:
    """Several words that end as sentences do."""
    return ends_sentence(text) and (text.count(" ") + 1 >= LEAST_WORDS or letters(text) >= 40)


@lru_cache(maxsize=2_000)  # several rules ask of the same line
def line_role(text: str) -> LineRole | None:
    """What kind of line it is that no article is made of; None for everything else."""
    plain = text.casefold()
    length = len(plain)
    words = _vocabulary()
    if length <= 30 and COUNT.sub("", plain.strip(" .>»›|·•:-–→")) in words["whole"]:
        return "whole"
    if length <= NOTICE and any(phrase in plain for phrase in words["notice"]):
        return "notice"
    if plain.startswith(words["correction"]):
        return "correction"
    if length <= SHORT and plain.lstrip("([>»→ ").startswith(words["label"]):
        return "label"
    if length <= CAPTION and (ending := CREDITED.search(text[-BYLINE:])) and length - len(ending[0]) >= LEAST_CAPTION:
        return "caption"
    if length <= SHORT and _is_credit(plain):
        return "credit"
    if length <= BYLINE and _is_byline(text, plain):
        return "byline"
    if length <= BYLINE and any(c.isdigit() for c in plain) and parse_moment(text, "text") is not None:
        return "date"
    return None


def is_byline(text: str) -> bool:
    """Whether the line is a byline; quicker than to ask for its role."""
    return text.casefold().startswith(_vocabulary()["byline"]) and line_role(text) == "byline"


def is_closing(text: str) -> bool:
    """Words that ask something of the reader: below the text they are the site's, inside of it they may be the news."""
    plain = text.casefold()
    return len(plain) <= NOTICE and any(phrase in plain for phrase in _vocabulary()["closing"])


def _is_credit(plain: str) -> bool:
    return plain.startswith(_vocabulary()["credit"]) or (len(plain) <= BYLINE and bool(PICTURE_AGENCY.search(plain)))


def _is_byline(text: str, plain: str) -> bool:
    """'By Jane Doe': the word, then a capital, and no sentence."""
    if not plain.startswith(_vocabulary()["byline"]):
        return False
    for word in _vocabulary()["byline"]:
        rest = text[len(word) :].lstrip(" :")
        if plain.startswith(word) and text[len(word) : len(word) + 1] in (" ", ":") and CAPITALISED.match(rest):
            return not is_sentence(text)
    return False


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    lists: Final = {name: tuple(dict.fromkeys(lines)) for name, lines in sections("page_lines.txt").items()}
    return lists
