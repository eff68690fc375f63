"""Which tags of HTML mean what to a reader of articles."""

import re
from functools import lru_cache
from typing import Final

HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Tags whose text goes on in the line that they stand in.
INLINE: Final = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
     "ins", "kbd", "label", "mark", "nobr", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span", "strike",
     "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
# Tags that hold no article, as a rule.
CLUTTER: Final = frozenset(("aside", "button", "dialog", "frameset", "iframe", "input", "menu", "noframes", "noscript"))
# Tags whose text nobody reads; a script counts only for its JSON-LD.
UNREAD: Final = frozenset(
    ("audio", "canvas", "datalist", "embed", "object", "option", "select", "style", "svg", "template", "textarea")
)
IMAGES: Final = ("img", "picture", "video")
PLAIN_NAME = re.compile(r"[a-z][a-z0-9]{0,30}")


@lru_cache(maxsize=1_000)
def plain_tag(tag: str) -> str:
    """The tag; <span> for those that a site made up."""
    return tag if PLAIN_NAME.fullmatch(tag) else "span"
