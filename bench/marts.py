"""dbt build and publish at 1,000, 10,000 and 100,000 articles: seconds, peak memory, rows. Part of `make bench`.

The samples are staged; the rest are these in other words: each copy's letters are exchanged for others of their kind, so that no
text, name or quote is like another, and every offset still holds. Copies among the samples (wire texts, excerpts) stay copies.
"""

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench import ROOT, run

VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
TABLES = ("articles", "blocks", "mentions", "quotes", "figures")
IDS = ("article_id", "version_id", "block_id", "mention_id", "quote_id", "figure_id")
KEPT = frozenset(
    "kind label polarity cue_stance speaker_kind speaker_basis block_kind dump_id extractor feed language outlet"
    " published_precision published_basis unit qualifier iso_value leftovers member source_id".split()
)
COLUMNS = """
SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'staging' AND table_name = $1 ORDER BY column_index
"""


def translated(column: str, copy: int) -> str:
    """SQL for the column's text in the copy's letters."""
    rng = random.Random(copy)
    old = VOWELS + CONSONANTS
    new = "".join("".join(rng.sample(letters, len(letters))) for letters in (VOWELS, CONSONANTS))
    return f"translate({column}, '{old + old.upper()}', '{new + new.upper()}')"


def copied(db: duckdb.DuckDBPyConnection, table: str, copy: int, base: int) -> str:
    columns = db.execute(COLUMNS, [table])
    chosen = []
    for name, kind in columns.fetchall():
        if name in IDS:
            chosen.append(f"left(sha256({name} || '{copy}'), 20) AS {name}")
        elif name == "record_no":
            chosen.append(f"{name} + {copy * base} AS {name}")
        elif name == "url":
            chosen.append(f"{name} || '/{copy}' AS {name}")
        elif kind == "VARCHAR" and name not in KEPT:
            chosen.append(f"{translated(name, copy)} AS {name}")
        elif kind.startswith("STRUCT") and kind.endswith("[]"):
            fields = re.findall(r'[(,] *"?(text|cue_text|canonical)"? VARCHAR', kind)
            texts = ", ".join(f"{field} := {translated(f'part.{field}', copy)}" for field in fields)
            chosen.append(f"[struct_update(part, {texts}) FOR part IN {name}] AS {name}")
        else:
            chosen.append(name)
    return f"INSERT INTO staging.{table} BY NAME SELECT {', '.join(chosen)} FROM base_{table}"


def grow(work: Path, articles: int) -> None:
    """Make staging hold about so many articles, from those that are there."""
    with duckdb.connect(work) as db:
        [base] = db.execute("SELECT count(*) FROM staging.articles").fetchone() or (0,)
        copies = articles // base
        db.execute("BEGIN")
        for table in TABLES:
            db.execute(f"CREATE TEMP TABLE base_{table} AS SELECT * FROM staging.{table}")
            for copy in range(1, copies):
                db.execute(copied(db, table, copy, base))
        counts = "count_new = count_new * $1, count_changed = count_changed * $1"
        db.execute(
            f"UPDATE staging.dumps SET {counts}, count_in = (count_in - count_quarantined) * $1 + count_quarantined",
            [copies],
        )
        db.execute("COMMIT")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dumps = ROOT / "samples" / "landing"
        print(f"{'articles':>9} {'quotes':>10} {'build s':>8} {'publish s':>9} {'peak MiB':>9}")
        for size in parser.parse_args().sizes:
            warehouse = folder / f"warehouse_{size}"
            run("stage", dumps, "--warehouse", warehouse)
            grow(warehouse / "work.duckdb", size)
            print(f"{size:>9,} {measured(warehouse)}", flush=True)


def measured(warehouse: Path) -> str:
    """Quotes, seconds and peak of build and publish."""
    seconds = []
    for verb in ("build", "publish"):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "ingest", verb, "--warehouse", str(warehouse)], check=True, capture_output=True
        )
        seconds.append(time.perf_counter() - started)
    with duckdb.connect(warehouse / "published" / "current.duckdb", read_only=True) as db:
        quotes = (db.execute("SELECT count(*) FROM marts.fct_quotes").fetchone() or (0,))[0]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"{quotes:>10,} {seconds[0]:>8.1f} {seconds[1]:>9.1f} {peak:>9,.0f}"


if __name__ == "__main__":
    main()
