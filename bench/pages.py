"""Readers of saved pages side by side, on the same pages and the same core: how much of the article each finds, and how fast.

Pages: a folder with `index.jsonl`, a line a page, {id, gold: {title, authors, date, body}}, and `html.tar.xz` or `html/` with
`<id>.html`; by default the samples' pages, whose text is compared with nothing. The peers are installed for this comparison only,
in an environment of their own, and are no part of what is shipped.

Text: F1 over runs of four words, precision and recall as means over pages (the definition of the article extraction benchmark
by Scrapinghub). Headline: the same words. Authors: F1 over names. Date: the same day. No text: pages that gave none.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from page_systems import SYSTEMS

ROOT = Path(__file__).resolve().parent.parent
RUN = 4  # words
WORD = re.compile(r"\w+")
# Scripts without spaces: a character is a word.
UNSPACED = re.compile("([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
Row = dict[str, Any]


def words(text: str | None) -> list[str]:
    """Words of a text, case kept."""
    spaced = UNSPACED.sub(r" \1 ", unicodedata.normalize("NFC", text or "").replace("\xad", "").replace("\u200b", ""))
    return WORD.findall(spaced)


def runs(text: str | None) -> Counter[tuple[str, ...]]:
    """Runs of four words with how often each occurs; of a shorter text the whole."""
    found = words(text)
    return Counter(tuple(found[i : i + RUN]) for i in range(max(1, len(found) - RUN + 1))) if found else Counter()


def text_f1(pairs: list[tuple[str, str | None]]) -> float:
    """F1 of the mean precision and the mean recall of (gold, found) texts."""
    precisions, recalls = [], []
    for gold, found in pairs:
        a, b = runs(gold), runs(found)
        same = (a & b).total()
        precisions.append(same / b.total() if b else 0.0)
        recalls.append(same / a.total() if a else 0.0)
    p, r = statistics.mean(precisions), statistics.mean(recalls)
    return 2 * p * r / (p + r) if p + r else 0.0


def plain(text: str | None) -> str:
    """A headline or a name as it is compared: without marks, accents and case."""
    bare = unicodedata.normalize("NFKD", text or "")
    return "".join(c for c in bare.casefold() if c.isalnum())


def names_f1(pairs: list[tuple[list[str], list[str]]]) -> float:
    """F1 over the names of all pages together."""
    gold = [({plain(n) for n in told}, {plain(n) for n in found}) for told, found in pairs]
    same, all_of_them = sum(len(a & b) for a, b in gold), sum(len(a) + len(b) for a, b in gold)
    return 2 * same / all_of_them if all_of_them else 0.0


def compared(gold: dict[str, Row], found: dict[str, Row]) -> dict[str, float | None]:
    """Scores of one system; None for what it does not give. A page that it has no line for counts as empty."""
    told = {page: (row, found.get(page, {})) for page, row in gold.items()}

    def pairs(key: str, mine: str) -> list[tuple[Any, Any]]:
        return [(row[key], got.get(mine)) for row, got in told.values() if row.get(key)]

    gives = {key for row in found.values() for key in row if row[key]}
    texts = [("\n".join(body), text) for body, text in pairs("body", "text")]
    titles, dates = pairs("title", "title"), pairs("date", "date")
    people = [(names, got or []) for names, got in pairs("authors", "authors")]
    return {
        "text": text_f1(texts) if texts else None,
        "headline": statistics.mean(plain(a) == plain(b) for a, b in titles) if titles and "title" in gives else None,
        "authors": names_f1(people) if people and "authors" in gives else None,
        "date": statistics.mean(a[:10] == b for a, b in dates) if dates and "date" in gives else None,
    }


def unpacked(pages: Path | None, folder: Path) -> tuple[Path, dict[str, Row]]:
    """(folder of <id>.html, gold by id)."""
    if pages is None:
        for path in sorted((ROOT / "samples" / "landing").rglob("*.html")):
            shutil.copy(path, folder / path.name)
        return folder, {}
    if not (pages / "index.jsonl").is_file():
        raise SystemExit(f"{pages} has no index.jsonl; see `{Path(__file__).name} --help`")
    rows = [json.loads(line) for line in (pages / "index.jsonl").read_text("utf-8").splitlines()]
    if (pages / "html").is_dir():
        return pages / "html", {row["id"]: row["gold"] for row in rows}
    with tarfile.open(pages / "html.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return next(p for p in (folder / "html", folder) if any(p.glob("*.html"))), {row["id"]: row["gold"] for row in rows}


def measured(system: str, python: Path, html: Path, folder: Path, core: int) -> tuple[str, dict[str, Row]]:
    """(version, what the system made of each page); of a system that crashed, what it had made until then."""
    out = folder / f"{system}.jsonl"
    words = [str(python), str(Path(__file__).with_name("page_systems.py")), system, str(html), str(out), str(core)]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        print(
            f"  {system} ended early: {(done.stderr.strip().splitlines() or ['no message'])[-1][:150]}", file=sys.stderr
        )
    first, *lines = out.read_text("utf-8").splitlines() if out.exists() else ["{}"]
    return json.loads(first).get("version", ""), {row["id"]: row for row in map(json.loads, lines)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--pages", type=Path, help="folder with index.jsonl and the pages (default: the samples' pages)"
    )
    parser.add_argument("--peers", type=Path, required=True, metavar="PYTHON", help="interpreter that has the peers")
    parser.add_argument("--core", type=int, default=0, help="the processor core that all systems run on")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        html, gold = unpacked(args.pages, folder / "pages")
        count = len(list(html.glob("*.html")))
        print(
            f"\npages side by side: {count} pages, one core" + ("" if gold else "; no texts to compare with (--pages)")
        )
        print(
            f"  {'':27}{'text':>7}{'headline':>10}{'authors':>9}{'date':>7}{'no text':>9}{'ms a page':>11}{'pages/s':>9}"
        )
        for system, (_, distribution) in SYSTEMS.items():
            python = args.peers if distribution else Path(sys.executable)
            version, found = measured(system, python, html, folder, args.core)
            scores = compared(gold, found)
            seconds = sum(row["seconds"] for row in found.values())
            empty = count - sum(bool((row.get("text") or "").strip()) for row in found.values())
            cells = [f"{100 * s:.1f}" if s is not None else "–" for s in scores.values()]
            speed = (
                f"{1000 * seconds / len(found):>11.1f}{len(found) / seconds:>9.1f}" if found else f"{'–':>11}{'–':>9}"
            )
            print(
                f"  {system + ' ' + version:27}{cells[0]:>7}{cells[1]:>10}{cells[2]:>9}{cells[3]:>7}{empty:>9}{speed}"
            )


if __name__ == "__main__":
    main()
