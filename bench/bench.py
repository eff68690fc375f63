"""How fast is it, and how much memory does it take? `make bench`; figures of one machine, for comparing two commits on it.

The samples' articles are repeated under other addresses and with other numbers, so that nothing is a duplicate.
"""

import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pages import unpacked

ROOT = Path(__file__).resolve().parent.parent
PAGES = 300  # of the web archive


def sample_texts(folder: Path) -> list[str]:
    """Texts of the samples, as `parse` gives them."""
    out = folder / "samples.jsonl"
    run("parse", ROOT / "samples" / "landing", "--output", out)
    rows = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    return [r["text"] for r in rows if "text" in r]


def run(*words: object) -> tuple[float, float]:
    """Run one verb; (seconds, peak MiB of its largest process)."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "ingest", *map(str, words)], check=True, cwd=ROOT, capture_output=True)
    return time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def landing(folder: Path, texts: list[str], articles: int) -> Path:
    """A landing folder of eight JSONL dumps with so many articles."""
    made = folder / f"landing_{articles}"
    made.mkdir()
    for part in range(8):
        with (made / f"{part}.jsonl").open("w", encoding="utf-8") as out:
            for n in range(part, articles, 8):
                text = other_numbers(texts[n % len(texts)], n)
                row = {
                    "url": f"https://bench.example/{n}",
                    "title": f"Article {n}",
                    "body": text,
                    "source": f"Outlet {n % 40}",
                }
                out.write(json.dumps(row) + "\n")
    return made


def other_numbers(text: str, shift: int) -> str:
    """The text with every number moved by `shift`."""
    return re.sub(r"\d+", lambda m: str((int(m.group()[:6]) + shift) % 9973), text)


def web_archive(folder: Path, pages: Path | None) -> Path:
    """A landing folder with one WARC of PAGES pages, a member a record. Fewer pages come again with other numbers."""
    made = folder / "archive"
    made.mkdir()
    (folder / "pages").mkdir()
    html, _ = unpacked(pages, folder / "pages")
    found = [p.read_bytes() for p in sorted(html.glob("*.html"))]
    with (made / "pages.warc.gz").open("wb") as out:
        for n in range(PAGES):
            page = found[n % len(found)]
            if n >= len(found):
                page = re.sub(rb"\b\d{1,3}\b", lambda m: str((int(m.group()) + n) % 997).encode(), page)  # noqa: B023
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bench.example/page/{n}\r\n"
                f"WARC-Date: 2025-04-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{n:032d}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[1000], help="sizes of the made landing folders")
    parser.add_argument("--pages", type=Path, help="folder of saved pages for the web archive (default: the samples')")
    args = parser.parse_args()
    sizes = args.articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = sample_texts(folder)
        print("the job             articles    stage    build  publish  (seconds)   peak MiB")
        for size in sizes:
            dumps, tables = landing(folder, texts, size), folder / f"warehouse_{size}"
            steps = [
                run(verb, *where, "--warehouse", tables)
                for verb, *where in (("stage", dumps), ("build",), ("publish",))
            ]
            print(
                f"  {'':18}{size:9,} {steps[0][0]:8.1f} {steps[1][0]:8.1f} {steps[2][0]:8.1f} {max(m for _, m in steps):22.0f}"
            )
        archive = web_archive(folder, args.pages)
        seconds = [
            min(
                run("stage", archive, "--warehouse", folder / f"archive_{n}_{again}", "--workers", n)[0]
                for again in range(3)
            )
            for n in (1, 2)
        ]
        print(
            f"\none WARC of {PAGES} pages, stage (best of 3): one worker {seconds[0]:.1f} s, two {seconds[1]:.1f} s,"
            f" ratio {seconds[0] / seconds[1]:.2f}"
        )


if __name__ == "__main__":
    main()
