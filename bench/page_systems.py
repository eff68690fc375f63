"""One system that reads saved pages, over a folder of them: a process of its own, so that a crash costs this system only.

Called by `bench/pages.py`: python page_systems.py SYSTEM FOLDER OUT.jsonl CORE. Writes a line a page, {id, seconds, text, title,
authors, date}, and first {version}. Times are of the processor, second of two rounds over each page, start-up left out.
"""

import importlib.metadata
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Page = dict[str, Any]


def ours() -> Callable[[bytes], Page]:
    from ingest.articles.build import build
    from ingest.records import Origin, Record

    def read(content: bytes) -> Page:
        parsed = build(Record(no=1, form="page", format="html", content=content), Origin("bench", "bench"))
        article = parsed.article
        return {
            "text": "\n".join(parsed.body),
            "title": article.headline,
            "authors": list(article.authors),
            "date": str(parsed.published.day) if parsed.published else None,
        }

    return read


def trafilatura() -> Callable[[bytes], Page]:
    from trafilatura import bare_extraction

    def read(content: bytes) -> Page:
        found = bare_extraction(content, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        authors = found.author.split("; ") if found.author else []
        return {"text": found.text, "title": found.title, "authors": authors, "date": found.date}

    return read


def readability() -> Callable[[bytes], Page]:
    from lxml import html
    from readability import Document

    def read(content: bytes) -> Page:
        document = Document(content)
        text = "\n".join(html.fromstring(document.summary()).itertext())
        return {"text": text, "title": document.short_title()}

    return read


def newspaper() -> Callable[[bytes], Page]:
    from newspaper import Article

    def read(content: bytes) -> Page:
        article = Article("https://bench.example/page", fetch_images=False)
        article.download(input_html=content.decode("utf-8", "replace"))
        article.parse()
        date = str(article.publish_date)[:10] if article.publish_date else None
        return {"text": article.text, "title": article.title, "authors": article.authors, "date": date}

    return read


def resiliparse() -> Callable[[bytes], Page]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def read(content: bytes) -> Page:
        text = bytes_to_str(content, detect_encoding(content))
        return {"text": extract_plain_text(text, main_content=True, alt_texts=False)}

    return read


# Name -> (adapter, distribution whose version is told; None for this project)
SYSTEMS: dict[str, tuple[Callable[[], Callable[[bytes], Page]], str | None]] = {
    "ours": (ours, None),
    "trafilatura": (trafilatura, "trafilatura"),
    "readability-lxml": (readability, "readability-lxml"),
    "newspaper4k": (newspaper, "newspaper4k"),
    "resiliparse": (resiliparse, "resiliparse"),
}


def main(system: str, folder: Path, out: Path, core: int) -> None:
    if hasattr(os, "sched_setaffinity"):  # Linux: all systems on the same core
        os.sched_setaffinity(0, {core})
    load, distribution = SYSTEMS[system]
    read = load()
    with out.open("w", encoding="utf-8") as lines:
        lines.write(json.dumps({"version": importlib.metadata.version(distribution) if distribution else ""}) + "\n")
        for path in sorted(folder.glob("*.html")):
            lines.write(json.dumps({"id": path.stem} | timed(read, path.read_bytes())) + "\n")
            lines.flush()


def timed(read: Callable[[bytes], Page], content: bytes) -> Page:
    """What a system makes of a page, and how long it takes when what it loads at first is loaded."""
    seconds, page = 0.0, Page()
    for _ in range(2):
        started = time.process_time()
        try:
            page = read(content)
        except Exception as error:  # counted as a page without a text
            page = {"fault": f"{type(error).__name__}: {error}"[:200]}
        seconds = time.process_time() - started
    return page | {"seconds": seconds}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
