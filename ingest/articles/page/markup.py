"""An element written as the little HTML that BeautifulSoup has to see: no address, no style, no tag that says nothing."""

from html import escape
from typing import Final

from ingest.articles.page.elements import Elements, names_of
from ingest.articles.page.names import NAMELESS
from ingest.articles.page.tags import IMAGES, INLINE

NOISE_MARK: Final = "data-noise"  # set on the elements that were found to be noise
UNSEEN: Final = frozenset(("button", "iframe", "source"))
BOXES: Final = frozenset(("article", "div", "main", "section"))
TELLING: Final = frozenset(("a", "b", "strong"))  # inline tags that say something without any name


def write_html(page: Elements, top: int) -> str:
    """The element, its noise marked, without what is not kept at all."""
    out: list[str] = []
    open_until: list[tuple[int, int, str]] = []  # end, element, what closes it
    at = top
    while at < page.ends[top]:
        _close(page, at, open_until, out)
        element, tag = page.at[at], page.tags[at]
        if _is_unseen(page, at):
            out.append(_text(element.tail) if at != top else "")
            at = page.ends[at]
            continue
        opening = _opening(page, at, tag)
        out += (opening, _text(element.text))
        open_until.append((page.ends[at], at, f"</{tag}>" if opening and tag not in NAMELESS else ""))
        at += 1
    _close(page, at, open_until, out)
    return "".join(out)


def _close(page: Elements, at: int, open_until: list[tuple[int, int, str]], out: list[str]) -> None:
    """Closes the elements that end before this one; what stands behind the outermost is no part of it."""
    while open_until and open_until[-1][0] <= at:
        _, element, closing = open_until.pop()
        out.append(closing)
        if open_until:
            out.append(_text(page.at[element].tail))


def _is_unseen(page: Elements, at: int) -> bool:
    return page.tags[at] in UNSEEN or page.is_dropped[at] or "hidden" in page.roles[at]


def _opening(page: Elements, at: int, tag: str) -> str:
    """The opening tag; nothing for an element that says nothing of its words."""
    if tag in NAMELESS:
        return f"<{tag}>"
    is_within = at > 0 and page.is_noise[page.parents[at]]
    mark = f' {NOISE_MARK}=""' if page.is_noise[at] and not is_within else ""
    if not page.roles[at]:
        return "" if not mark and _is_mute(page, at, tag, is_within) else f"<{tag}{mark}>"
    return f'<{tag} class="{escape(names_of(page.at[at]))}"{mark}>'


def _is_mute(page: Elements, at: int, tag: str, is_noise: bool) -> bool:
    """An inline element that only changes the looks of its words; a box with no words of its own, only other blocks."""
    if tag in INLINE:
        return tag not in IMAGES and (is_noise or tag not in TELLING)
    if tag not in BOXES or at in page.own or at + 1 == page.ends[at]:
        return False
    return page.tags[at + 1] not in INLINE and not _is_unseen(page, at + 1)


def _text(text: str | None) -> str:
    if not text:
        return ""
    return " " if text.isspace() else escape(text, quote=False)
