"""Articles a second of each part of extraction, by one process and by two at once, beside spaCy's CNN name tagger.

Called by `make bench`. spaCy stands in the environment of the other systems, with random weights: its speed does not depend on
them, and no trained pipeline is fetched. Every row is measured in this one run, on the samples' texts, in articles of WORDS words.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORDS = 400
ROUNDS = 5
CHARACTERS = 200_000
PARTS = ("names", "figures", "quotes by rules", "all")
SPACY = "spaCy CNN names"

Task = Callable[[str], Any]


def task_of(part: str) -> Task:
    """What is done with each text."""
    if part == SPACY:
        return spacy_names()
    from ingest.articles.blocks import split_blocks
    from ingest.extract import extract
    from ingest.extract.figures import find_figures
    from ingest.extract.mentions import find_mentions
    from ingest.extract.mentions.encoder_tagger import EncoderTagger
    from ingest.extract.model.reader import read
    from ingest.extract.quotes import find_quotes

    tasks: dict[str, Task] = {
        "names": lambda text: find_mentions(text, (), EncoderTagger(read(text))),
        "figures": lambda text: find_figures(text, split_blocks(text)),
        "quotes by rules": lambda text: find_quotes(text, split_blocks(text), []),
        "all": lambda text: extract(text, split_blocks(text)),
    }
    return tasks[part]


def spacy_names() -> Task:
    """The tagger of spaCy's small pipelines, with the nine labels, untrained."""
    import spacy
    from spacy.training import Example

    pipeline = spacy.blank("en")
    names = pipeline.add_pipe("ner")
    for label in ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK"):
        names.add_label(label)
    one = Example.from_dict(pipeline.make_doc("Alma Roe spoke."), {"entities": [(0, 8, "PERSON")]})
    pipeline.initialize(lambda: [one])
    return pipeline


def measure(part: str, texts: list[str]) -> float:
    """Articles of WORDS words a second, the median of ROUNDS, by the clock."""
    task = task_of(part)
    articles = sum(len(text.split()) for text in texts) / WORDS
    rounds = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        for text in texts:
            task(text)
        rounds.append(time.perf_counter() - started)
    return articles / statistics.median(rounds[1:])


def speeds(part: str, processes: int, texts: Path, peers: Path) -> float:
    """The sum of so many processes that work at the same time."""
    python = peers if part == SPACY else Path(sys.executable)
    call = [str(python), __file__, "--part", part, "--texts", str(texts)]
    running = [subprocess.Popen(call, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(processes)]
    answers = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        sys.exit(f"bench: {part} failed")
    return sum(map(float, answers))


def sample_texts(out: Path) -> None:
    """The samples' texts, again and again until there are CHARACTERS."""
    parsed = out.with_suffix(".parsed")
    call = [sys.executable, "-m", "ingest", "parse", str(ROOT / "samples" / "landing"), "--output", str(parsed)]
    subprocess.run(call, check=True, cwd=ROOT, capture_output=True)
    texts = [row["text"] for row in map(json.loads, parsed.read_text("utf-8").splitlines()) if "text" in row]
    times = 1 + CHARACTERS // sum(map(len, texts))
    out.write_text(json.dumps(texts * times), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-bench" / "bin" / "python")
    parser.add_argument(
        "--part", choices=(*PARTS, SPACY), help="measure one part here, on --texts, and print the figure"
    )
    parser.add_argument("--texts", type=Path)
    args = parser.parse_args()
    if args.part:
        print(measure(args.part, json.loads(args.texts.read_text("utf-8"))))
        return
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        sample_texts(texts)
        print(f"extraction, articles of {WORDS} words a second    one process   two   ratio")
        for part in (*PARTS, *([SPACY] if args.peers.exists() else [])):
            one, two = (speeds(part, n, texts, args.peers) for n in (1, 2))
            print(f"  {part:44} {one:10.1f} {two:6.1f} {two / one:6.2f}")


if __name__ == "__main__":
    main()
