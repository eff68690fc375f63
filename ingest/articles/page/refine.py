"""From pieces to blocks: what the words of a line, its place and its neighbours say beyond its tags.

An article is a run of prose between a header zone (kicker, byline, date, share buttons) and a trailer (tags, more links).
In both zones only sentences can be text; inside of the run a line is text unless something speaks against it.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from ingest.articles.page.blocks import Piece
from ingest.articles.page.headline import bare
from ingest.articles.page.letters import letters
from ingest.articles.page.lines import is_closing, is_sentence, line_role
from ingest.articles.page.tags import HEADINGS
from ingest.model import BlockKind

TEXT_KINDS: Final[frozenset[BlockKind]] = frozenset({"paragraph", "list", "quote_box", "table", "cross_head"})
PROSE = 60  # letters of a line that surely belongs to the run of prose
LONGEST_CAPTION = 500  # letters of a line without a mark of its own that can be one
MOSTLY = 0.8  # share of a line's characters
LEAST_PROSE = 0.3  # share of the text below which an article is a list of short lines
NEAR = 6  # lines below the prose within which a short sentence still ends it
GATHERED = 3  # short lines in a row that are a list of something


def refine(pieces: list[Piece], titles: Sequence[str]) -> list[Piece]:
    """The pieces with their final kinds, without the headline and without what stands before and behind the article."""
    pieces = [p for p in pieces if any(c.isalnum() for c in p.text)]
    known = {bare(title) for title in titles}
    _by_words(pieces)
    _repeated(pieces)
    _headline(pieces, known)
    start, end = _run_of_prose(pieces)
    _header(pieces[:start], known)
    _captions(pieces)
    _misnamed(pieces[start:end])
    _trailer(pieces[end:])
    _closing(pieces)
    _pointers(pieces)
    _empty_headings(pieces)
    return _cut(pieces)


def _by_words(pieces: list[Piece]) -> None:
    for piece in pieces:
        role = line_role(piece.text)
        if role == "credit" or role == "caption":
            piece.kind = role
        elif role == "correction":
            piece.kind = "correction"
        elif (
            (piece.kind == "paragraph" and not any(c.isalpha() for c in piece.text))
            or role in ("whole", "notice")
            or (role == "label" and (piece.linked or not is_sentence(piece.text)))
        ):  # '11:40' above an entry
            piece.kind = "boilerplate"


def _repeated(pieces: list[Piece]) -> None:
    """What a page prints twice is a variant for another screen: the first one stays. What it prints more often is a notice."""
    counts = Counter(p.text for p in pieces if p.kind in TEXT_KINDS and not p.linked)
    seen: set[str] = set()
    for piece in pieces:
        if counts[piece.text] > 1 and not piece.linked:
            if piece.text in seen or 2 < counts[piece.text] < len(counts):
                piece.kind = "boilerplate"
            seen.add(piece.text)


def _is_prose(piece: Piece) -> bool:
    return (
        piece.kind in ("paragraph", "quote_box", "list")
        and letters(piece.text) >= PROSE
        and piece.linked < len(piece.text) / 2
        and (is_sentence(piece.text) or letters(piece.text) >= 2 * PROSE)
    )


def _run_of_prose(pieces: list[Piece]) -> tuple[int, int]:
    """Half-open range from the first to the last line of prose; everything if prose makes up little of the text.

    It does not begin with a list: points above the text are a summary.
    """
    places = [at for at, piece in enumerate(pieces) if _is_prose(piece)]
    if not places:
        return 0, len(pieces)
    first = next((at for at in places if pieces[at].kind != "list"), places[0])
    free = sum(len(p.text) - p.linked for p in pieces if p.kind in TEXT_KINDS)
    if sum(len(pieces[at].text) for at in places if at >= first) < LEAST_PROSE * free:
        return 0, len(pieces)
    return first, _late_sentence(pieces, places[-1]) + 1


def _late_sentence(pieces: list[Piece], last: int) -> int:
    """Place of a short last paragraph a few lines below the prose, or `last`: what lies between belongs to the article."""
    for at in range(min(len(pieces), last + NEAR) - 1, last, -1):
        piece = pieces[at]
        if (
            piece.kind == "paragraph"
            and piece.tag == "p"
            and not piece.linked
            and _is_free_sentence(piece)
            and not is_closing(piece.text)
        ):
            return at
    return last


def _headline(pieces: list[Piece], known: set[str]) -> None:
    for piece in pieces:
        if piece.tag in HEADINGS and bare(piece.text) in known:
            piece.kind = "boilerplate"


def _header(pieces: list[Piece], known: set[str]) -> None:
    for piece in pieces:
        is_long = letters(piece.text) >= PROSE / 2 and piece.linked <= len(piece.text) / 2
        if bare(piece.text) in known or piece.tag == "h1":
            piece.kind = "boilerplate"
        elif piece.kind == "list" or (piece.kind == "standfirst" and piece.tag == "li"):
            piece.kind = "key_point" if is_long and line_role(piece.text) is None else "boilerplate"
        elif piece.kind == "standfirst" or (piece.tag in HEADINGS and letters(piece.text) >= PROSE):
            piece.kind = "standfirst" if is_long else "boilerplate"
        elif piece.kind in TEXT_KINDS and not _is_free_sentence(piece):
            piece.kind = "boilerplate"


def _is_free_sentence(piece: Piece) -> bool:
    return is_sentence(piece.text) and piece.linked < len(piece.text) / 2 and line_role(piece.text) is None


def _captions(pieces: list[Piece]) -> None:
    """A line right under a picture that a credit follows, or that is no sentence."""
    for piece, after in zip_longest(pieces, pieces[1:]):
        if not piece.after_image or piece.is_named or piece.kind not in ("paragraph", "boilerplate", "cross_head"):
            continue
        credited = after is not None and after.kind == "credit" and not after.after_image
        plain = piece.kind == "paragraph" and piece.bold < len(piece.text) / 2 and not is_sentence(piece.text)
        if letters(piece.text) <= LONGEST_CAPTION and (credited or (plain and piece.text.count(" ") > 2)):
            piece.kind = "caption"


def _misnamed(pieces: list[Piece]) -> None:
    """A standfirst stands above the text: what is called so further down is what its tag says."""
    for piece in pieces:
        if piece.kind == "standfirst":
            piece.kind = "cross_head" if piece.tag in HEADINGS else "list" if piece.tag == "li" else "paragraph"


def _trailer(pieces: list[Piece]) -> None:
    """Behind the prose stand lists of something, late short sentences, and otherwise pointers to elsewhere."""
    for at, piece in enumerate(pieces):
        if piece.kind == "standfirst":  # that of another article
            piece.kind = "boilerplate"
        if piece.kind not in TEXT_KINDS:
            continue
        if piece.tag in HEADINGS:
            is_text = not piece.linked
        else:
            is_text = _is_free_sentence(piece) or (not piece.linked and _is_gathered(pieces, at))
        if not is_text:
            piece.kind = "boilerplate"


def _is_gathered(pieces: list[Piece], at: int) -> bool:
    """Whether a line stands among others of its kind, as tour dates and results do."""
    tag = pieces[at].tag
    around = pieces[max(0, at - GATHERED + 1) : at + GATHERED]
    return (
        tag in ("p", "li", "tr")
        and sum(p.tag == tag and not p.linked and p.kind in TEXT_KINDS for p in around) >= GATHERED
    )


def _closing(pieces: list[Piece]) -> None:
    """Requests to the reader at the very end: at most a quarter of the lines."""
    text = [piece for piece in pieces if piece.kind in TEXT_KINDS]
    for piece in text[: -(len(text) // 4) - 1 : -1]:
        if not is_closing(piece.text):
            break
        piece.kind = "boilerplate"


def _pointers(pieces: list[Piece]) -> None:
    """Lines that are nothing but a link, unless they end a sentence."""
    groups = Counter(p.group for p in pieces if p.kind == "list" and p.linked > MOSTLY * len(p.text))
    sizes = Counter(p.group for p in pieces if p.kind == "list")
    for piece in pieces:
        if piece.kind not in TEXT_KINDS or piece.linked <= MOSTLY * len(piece.text):
            continue
        if piece.kind == "list" and groups[piece.group] < sizes[piece.group] / 2:
            continue
        if not is_sentence(piece.text) or letters(piece.text) < PROSE:
            piece.kind = "boilerplate"


def _empty_headings(pieces: list[Piece]) -> None:
    """A heading below the last text belongs to what it stands over."""
    for piece in reversed(pieces):
        if piece.kind == "cross_head":
            piece.kind = "boilerplate"
        elif piece.kind in TEXT_KINDS:
            break


def _cut(pieces: list[Piece]) -> list[Piece]:
    """Without the boilerplate before the first and behind the last block of the article."""
    places = [at for at, piece in enumerate(pieces) if piece.kind != "boilerplate"]
    return pieces[places[0] : places[-1] + 1] if places else []
