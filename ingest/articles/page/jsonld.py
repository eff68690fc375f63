"""JSON-LD in a page: the article's node among all nodes, whatever the nesting, and however broken the JSON."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from ingest.articles.page.claims import Claims

LONGEST_SCRIPT = 2_000_000
MOST_NODES = 2_000
DEEPEST = 12
# Types of schema.org whose node describes an article, the likelier ones first; matched at the end of the type's name.
ARTICLE_TYPES: Final = (
    "NewsArticle",
    "Article",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "Review",
    "Recipe",
    "CreativeWork",
)
PAGE_TYPES: Final = ("WebPage", "ItemPage", "CollectionPage")
# Properties that lead to other articles.
LISTS_OF_OTHERS: Final = frozenset(
    ("itemListElement", "relatedLink", "isPartOf", "hasPart", "mentions", "citation", "comment", "review")
)
PEOPLE_TYPES: Final = ("Person", "Thing", "")
WHITE = " \t\r\n;\ufeff\u200b\xa0"
OPENINGS: Final = ("<!--", "/*<![CDATA[*/", "//<![CDATA[", "<![CDATA[")
CLOSINGS: Final = ("-->", "/*]]>*/", "//]]>", "]]>")
TRAILING_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
SALVAGED = re.compile(r'"(headline|datePublished|dateModified|description)"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,2000})"')
SALVAGED_AUTHOR = re.compile(
    r'"author"\s{0,9}:[^"]{0,20}(?:"@type"[^"]{0,9}"Person"[^"]{0,9})?"name"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,200})"'
)

Node = dict[str, Any]


def read_jsonld(scripts: list[str], title: str | None) -> Claims:
    """Claims of the article's node. `title` (of the page) tells the article from others that the page lists."""
    claims = Claims()
    nodes: list[Node] = []
    for script in scripts:
        try:
            nodes.extend(_nodes(_loaded(script[:LONGEST_SCRIPT])))
        except (ValueError, RecursionError):
            _salvage(script[:LONGEST_SCRIPT], claims)
    by_id = {node["@id"]: node for node in nodes[:MOST_NODES] if isinstance(node.get("@id"), str) and len(node) > 1}
    for node in _ranked(nodes[:MOST_NODES], title)[:3]:
        _claim(node, by_id, claims)
    return claims


def _loaded(script: str) -> Any:
    bare = script.strip(WHITE)
    for mark in OPENINGS:
        bare = bare.removeprefix(mark).lstrip(WHITE)
    for mark in CLOSINGS:
        bare = bare.removesuffix(mark).rstrip(WHITE)
    try:
        return json.loads(bare, strict=False)
    except ValueError:
        return json.loads(TRAILING_COMMA.sub("", html.unescape(bare) if "&quot;" in bare else bare), strict=False)


def _nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    """All objects of the document, outer before inner, those of lists about other pages left out."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:MOST_NODES]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key not in LISTS_OF_OTHERS and isinstance(inner, (list, dict)):
                yield from _nodes(inner, depth + 1)


def _ranked(nodes: list[Node], title: str | None) -> list[Node]:
    """Nodes that describe the page's article: of the likeliest type, with the page's title, the first ones first."""

    def rank(node: Node) -> int:
        kinds = [k for k in _list(node.get("@type")) if isinstance(k, str)]
        for place, ending in enumerate(ARTICLE_TYPES):
            if any(k.endswith(ending) for k in kinds):
                return place if ending in ("NewsArticle", "Article") else place + 10
        return 50 if any(k.endswith(PAGE_TYPES) for k in kinds) else 100

    fitting = [n for n in nodes if rank(n) < 100]
    return sorted(fitting, key=lambda n: (not _has_title(n, title), rank(n)))


def _has_title(node: Node, title: str | None) -> bool:
    """A page lists other articles beside its own; a headline that the page's title does not share is another's."""
    headline = _words(node.get("headline") or node.get("name"))
    if not title or not headline:
        return True
    ours, theirs = set(title.casefold().split()), set(html.unescape(headline).casefold().split())
    return len(ours & theirs) >= 0.4 * min(len(ours), len(theirs))


def _claim(node: Node, by_id: dict[str, Node], claims: Claims) -> None:
    """Adds what a node says to what better nodes said."""
    for field, keys in (
        (claims.headlines, ("headline", "name")), (claims.descriptions, ("description", "abstract")),
        (claims.published, ("datePublished", "dateCreated", "uploadDate")), (claims.modified, ("dateModified",)),
        (claims.sections, ("articleSection",)), (claims.languages, ("inLanguage",)), (claims.urls, ("url", "mainEntityOfPage")),
    ):  # fmt: skip
        field.extend(word for key in keys for value in _list(node.get(key)) if (word := _words(value)))
    if not claims.authors:
        claims.authors += _people(node.get("author"), by_id) or _people(node.get("creator"), by_id)
    publisher = _resolved(node.get("publisher") or node.get("sourceOrganization"), by_id)
    claims.outlets += [word for value in _list(publisher) if (word := _words(value))]
    if not claims.tags:
        claims.tags += [
            tag for value in _list(node.get("keywords")) if (word := _words(value)) for tag in word.split(",")
        ]
    body = node.get("articleBody") or node.get("text")
    if claims.body is None and isinstance(body, str):
        claims.body = body


def _people(value: Any, by_id: dict[str, Node]) -> list[str]:
    """Names of people; of organisations only if nobody is named."""
    people: list[str] = []
    others: list[str] = []
    for item in _list(value):
        item = _resolved(item, by_id)
        if isinstance(item, dict):
            kinds = [k for k in _list(item.get("@type")) if isinstance(k, str)] or [""]
            into = people if any(k in PEOPLE_TYPES for k in kinds) else others
            into += [name for name in map(_words, _list(item.get("name"))) if name]
        elif isinstance(item, str):
            people.append(item)
    return people or others


def _resolved(value: Any, by_id: dict[str, Node]) -> Any:
    """The node that a reference ({"@id": …}) points to."""
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _list(value: Any) -> list[Any]:
    return value[:200] if isinstance(value, list) else [] if value is None else [value]


def _words(value: Any) -> str | None:
    """Text of a value: a string or number, an object's name or value, the first of a list."""
    if isinstance(value, list):
        return next((word for word in map(_words, value[:9]) if word), None)
    if isinstance(value, dict):
        value = next((value[k] for k in ("name", "@value", "@id", "url") if isinstance(value.get(k), str)), None)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value).strip() or None


def _salvage(script: str, claims: Claims) -> None:
    """The plain strings of a JSON document that cannot be read as a whole."""
    into = {
        "headline": claims.headlines, "description": claims.descriptions,
        "datePublished": claims.published, "dateModified": claims.modified,
    }  # fmt: skip
    for name, raw in SALVAGED.findall(script):
        into[name].append(_unescaped(raw))
    claims.authors += [_unescaped(raw) for raw in SALVAGED_AUTHOR.findall(script)[:1]]


def _unescaped(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except ValueError:
        return raw
