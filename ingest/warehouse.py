"""The DuckDB side of staging: create, load, ledger, quarantine, views for outside checks.

Only this module and `ingest.publish` speak to DuckDB. The working file has one writer, who holds `ingest.lock`; what reads
dumps runs in other processes, which never open it.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from ingest import removal, schema
from ingest.errors import IngestError, LockedError, WarehouseError
from ingest.ids import content_id
from ingest.model import Decision, Dump, OutletPolicy, Takedown, TakedownScope
from ingest.part_folders import PART_TABLES

FACT_TABLES = ("blocks", "mentions", "quotes", "figures")

# What checks from outside read: (source_file, n) for rows, quarantined and skipped records; the records' own ids.
VIEWS = """
CREATE OR REPLACE VIEW staging.v_rows AS
  SELECT d.path AS source_file, count(*) AS n FROM staging.articles a JOIN staging.dumps d USING (dump_id) GROUP BY d.path;
CREATE OR REPLACE VIEW staging.v_quarantine AS
  SELECT d.path AS source_file, count(*) AS n FROM staging.quarantine q JOIN staging.dumps d USING (dump_id) GROUP BY d.path;
CREATE OR REPLACE VIEW staging.v_skipped AS
  SELECT path AS source_file, sum(CASE state WHEN 'skipped' THEN 1 ELSE count_unchanged END)::BIGINT AS n
  FROM staging.dumps GROUP BY path HAVING n > 0;
CREATE OR REPLACE VIEW staging.v_keys AS
  SELECT min(source_id) AS source_id FROM staging.articles WHERE source_id IS NOT NULL GROUP BY article_id;
"""

# The fate of every record of the dumps being loaded, in load order. Runs after these dumps' own rows were taken out.
FATES = """
CREATE OR REPLACE TEMP TABLE fates AS
WITH arriving AS (
  SELECT p.dump_id, p.record_no, p.share, p.article_id, p.version_id, d.load_no,
    row_number() OVER (PARTITION BY p.version_id ORDER BY d.load_no, p.record_no) AS nth_of_version,
    row_number() OVER (PARTITION BY p.article_id ORDER BY d.load_no, p.record_no) AS nth_of_article
  FROM part_articles p JOIN loading d USING (dump_id)
)
SELECT a.*, CASE
    WHEN nth_of_version > 1 OR version_id IN (SELECT version_id FROM staging.articles) THEN 'unchanged'
    WHEN nth_of_article > 1 OR article_id IN (SELECT article_id FROM staging.articles) THEN 'changed'
    ELSE 'new' END AS fate
FROM arriving a
"""

COUNTS = """
SELECT l.dump_id, count(*) FILTER (fate = 'new'), count(*) FILTER (fate = 'changed'), count(*) FILTER (fate = 'unchanged'),
  (SELECT count(*) FROM rejects q WHERE q.dump_id = l.dump_id)
FROM loading l LEFT JOIN fates f USING (dump_id) GROUP BY l.dump_id
"""

COLUMNS = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'staging'"
# Rows that a damaged or cut write-ahead log would have lost without a word.
MISSING = """
SELECT d.path, d.count_new + d.count_changed, count(a.article_id)
FROM staging.dumps d LEFT JOIN staging.articles a USING (dump_id) WHERE d.state = 'loaded'
GROUP BY d.path, d.dump_id, d.count_new, d.count_changed HAVING d.count_new + d.count_changed <> count(a.article_id)
ORDER BY d.path LIMIT 1
"""


STALE = """
CREATE OR REPLACE TEMP TABLE stale AS
SELECT row_number() OVER (ORDER BY d.load_no, a.record_no) AS place, a.article_id, a.version_id, a.dump_id, a.text,
  coalesce(a.dateline_on, a.published_on) AS reference_day,
  NOT list_contains(a.integrity_flags, 'unsupported_language') AS is_supported, b.blocks
FROM staging.articles a JOIN staging.dumps d USING (dump_id) JOIN (
  SELECT version_id, max(extractor) AS extractor, list(
    struct_pack(kind := kind, char_start := char_start, char_end := char_end) ORDER BY char_start, char_end, block_id) AS blocks
  FROM staging.blocks GROUP BY version_id) b USING (version_id)
WHERE b.extractor IS DISTINCT FROM $1
"""


def connect(path: Path, read_only: bool = False, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection whose clock is UTC, so that a day is the same day everywhere."""
    connection = duckdb.connect(path, read_only=read_only, config={"threads": threads} if threads else {})
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(
        "SET enable_external_file_cache = false"
    )  # parts are read once; a hundred dumps' would fill 100 MB
    return connection


@contextmanager
def opened(path: Path, parts: Path) -> Iterator["Warehouse"]:
    """The working file, created if it is missing. Raises LockedError or WarehouseError, also for faults met while it is open."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with connect(path) as connection:
            warehouse = Warehouse(connection, parts)
            warehouse.prepare()
            yield warehouse
    except duckdb.Error as error:
        raise explained(error, path) from None


def explained(error: duckdb.Error, path: Path) -> IngestError:
    """A DuckDB error as one line that says what to do."""
    first = str(error).strip().splitlines()[0]
    if "lock" in first.lower():
        return LockedError(
            f"{path} is open in another program; close it there, and read from the published file instead ({first})"
        )
    if any(word in first for word in ("No space", "disk", "Read-only", "Permission")):
        return WarehouseError(
            f"{path} cannot be written: {first}; free some space or mend the permissions, then run again"
        )
    return WarehouseError(
        f"{path} cannot be used, it may be damaged: {first}; restore it from a backup, or move it away and run again"
    )


def compact(path: Path) -> None:
    """Write the file anew, so that no deleted row is left in its free blocks. The caller holds the writer's lock."""
    fresh = path.with_suffix(".compacting")
    fresh.unlink(missing_ok=True)
    try:
        with duckdb.connect() as db:
            db.execute(f"ATTACH {_literal(path)} AS old (READ_ONLY)")
            db.execute(f"ATTACH {_literal(fresh)} AS new")
            db.execute("COPY FROM DATABASE old TO new")
            db.execute("CHECKPOINT new")
    except duckdb.Error as error:
        raise explained(error, path) from None
    fresh.replace(path)


class Warehouse:
    """An open working file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, parts: Path) -> None:
        self._db = connection
        self._parts = parts

    def prepare(self) -> None:
        """Create what is missing; check that every loaded dump still has its rows."""
        known = {(table, column): kind.replace('"', "") for table, column, kind in self._rows(COLUMNS)}
        if ("dumps", "dump_id") in known and (missing := self._rows(MISSING)):
            path, want, have = missing[0]
            raise WarehouseError(
                f"staging has {have} of the {want} articles of {path}: the file was damaged outside of this program;"
                " restore it from a backup, or move it away and run again"
            )
        if all(known.get((t.name, column.name)) == column.sql for t in schema.TABLES for column in t.columns):
            return
        with self._transaction():
            self._db.execute("CREATE SCHEMA IF NOT EXISTS staging")
            for table in schema.TABLES:
                self._db.execute(table.ddl)
                for column in table.columns:  # of a file that an older version made; filled by the next re-extraction
                    alter = f"ALTER TABLE staging.{table.name}"
                    self._db.execute(f"{alter} ADD COLUMN IF NOT EXISTS {column.name} {column.sql}")
                    if known.get((table.name, column.name), column.sql) != column.sql:
                        self._db.execute(f"{alter} ALTER COLUMN {column.name} TYPE {column.sql}")
            self._db.execute(VIEWS)

    # --- ledger ---------------------------------------------------------------------------------------------------------

    def ledger(self) -> list[Dump]:
        """Every file as last seen, in load order, skipped ones first."""
        names = [c.name for c in schema.BY_NAME["dumps"].columns]
        rows = self._rows(f"SELECT {', '.join(names)} FROM staging.dumps ORDER BY load_no, path")
        return [Dump(**dict(zip(names, row, strict=True))) for row in rows]

    def remember(self, dumps: Sequence[Dump]) -> None:
        """Replace ledger rows of the same dump_id."""
        with self._transaction():
            self._replace_ledger(dumps)

    def set_skipped(self, dumps: Sequence[Dump]) -> None:
        """The files that were last seen and not read. Writes nothing if they are the same as before."""
        if set(dumps) != {d for d in self.ledger() if d.state == "skipped"}:
            with self._transaction():
                self._db.execute("DELETE FROM staging.dumps WHERE state = 'skipped'")
                self._replace_ledger(dumps)

    def set_decided(self, decisions: Sequence[Decision], policies: Sequence[OutletPolicy]) -> None:
        """What people decided about facts and outlets, as read from their files now."""
        with self._transaction():
            for table, rows in (("decisions", decisions), ("text_policies", policies)):
                self._db.execute(f"DELETE FROM staging.{table}")
                for row in rows:
                    self._insert(table, schema.row(row))

    # --- load -----------------------------------------------------------------------------------------------------------

    def load(self, dumps: Sequence[Dump]) -> list[Dump]:
        """Put the parts of dumps into staging in one transaction, in place of what these dumps brought before.

        Returns the ledger rows with their counts. A record whose article and version are there already is unchanged and
        brings no row.
        """
        with self._transaction():
            numbered = self._numbered(dumps)
            self._db.execute("CREATE OR REPLACE TEMP TABLE loading (dump_id VARCHAR, load_no BIGINT, attempts BIGINT)")
            self._db.executemany(
                "INSERT INTO loading SELECT $1, $2, coalesce(max(attempts), 0) + 1 FROM staging.quarantine WHERE dump_id = $1",
                [(d.dump_id, d.load_no) for d in numbered],
            )
            for name in (*FACT_TABLES, "articles", "quarantine"):
                self._db.execute(f"DELETE FROM staging.{name} WHERE dump_id IN (SELECT dump_id FROM loading)")
            self._attach_parts(numbered)
            self._db.execute(FATES)
            self._insert_kept()
            counts = {row[0]: row[1:] for row in self._rows(COUNTS)}
            loaded = [_counted(d, *counts[d.dump_id]) for d in numbered]
            self._replace_ledger(loaded)
            fallen = removal.enforce(self._db)
        for dump_id in fallen:
            shutil.rmtree(self._parts / dump_id, ignore_errors=True)
        ids = {d.dump_id for d in loaded}
        return [d for d in self.ledger() if d.dump_id in ids]

    def _numbered(self, dumps: Sequence[Dump]) -> list[Dump]:
        """A dump keeps the number of its first load; new ones follow in the order given."""
        known = dict(self._rows("SELECT dump_id, load_no FROM staging.dumps WHERE state = 'loaded'"))
        last = max(known.values(), default=0)
        fresh = (d for d in dumps if d.dump_id not in known)
        known |= {d.dump_id: last + n for n, d in enumerate(fresh, 1)}
        return [replace(d, load_no=known[d.dump_id]) for d in dumps]

    def _attach_parts(self, dumps: Sequence[Dump]) -> None:
        """Views part_<table> over all shares. Of the facts of a version that two shares have, those of its first record count:
        hence `share` in the join."""
        for name in PART_TABLES:
            files = ", ".join(_literal(f) for d in dumps for f in self._files(d, name))
            columns = ", ".join(c.name for c in schema.BY_NAME[name].columns)
            share = "regexp_extract(filename, '-([0-9]+)[.]parquet$', 1)::INTEGER AS share"
            rows = f"SELECT {columns}, {share} FROM read_parquet([{files}], filename = true)"
            self._db.execute(f"CREATE OR REPLACE TEMP VIEW part_{name} AS {rows}")
        self._db.execute(
            "CREATE OR REPLACE TEMP TABLE rejects AS SELECT DISTINCT * EXCLUDE (share) FROM part_quarantine"
        )

    def _files(self, dump: Dump, table: str) -> list[Path]:
        files = sorted((self._parts / dump.dump_id).glob(f"{table}-*.parquet"))
        if not files:
            raise WarehouseError(
                f"parts of {dump.path} are gone from {self._parts / dump.dump_id}; run `ingest stage` again"
            )
        return files

    def _insert_kept(self) -> None:
        kept = "(SELECT dump_id, record_no, share, version_id, load_no FROM fates WHERE fate <> 'unchanged') k"
        self._db.execute(
            f"INSERT INTO staging.articles BY NAME SELECT p.* EXCLUDE (share) FROM part_articles p"
            f" JOIN {kept} USING (dump_id, record_no)"
            " ORDER BY k.load_no, p.record_no"
        )
        for name in FACT_TABLES:
            self._db.execute(
                f"INSERT INTO staging.{name} BY NAME SELECT p.* EXCLUDE (share) FROM part_{name} p"
                f" JOIN {kept} USING (dump_id, share, version_id)"
                " ORDER BY k.load_no, k.record_no, p.char_start, p.char_end, 1"
            )
        self._db.execute(
            "INSERT INTO staging.quarantine BY NAME SELECT q.* REPLACE (l.attempts AS attempts) FROM rejects q"
            " JOIN loading l USING (dump_id) ORDER BY l.load_no, q.record_no"
        )

    # --- re-extraction --------------------------------------------------------------------------------------------------

    def export_texts(self, folder: Path, extractor: str | None, batch: int) -> list[Path]:
        """Kept texts whose facts another extractor made (None: all), as Parquet files of up to `batch` texts each."""
        folder.mkdir(parents=True, exist_ok=True)
        self._db.execute(STALE, [extractor])
        files = []
        for first in range(0, self.count_stale(), batch):
            files.append(folder / f"{first // batch:06}.parquet")
            rows = f"SELECT * FROM stale WHERE place > {first} AND place <= {first + batch} ORDER BY place"
            self._db.execute(f"COPY ({rows}) TO {_literal(files[-1])} (FORMAT parquet, COMPRESSION zstd)")
        return files

    def count_stale(self) -> int:
        """Texts in the last export."""
        return int(self._rows("SELECT count(*) FROM stale")[0][0])

    def replace_facts(self, dump_ids: Sequence[str]) -> int:
        """Put re-extracted facts in place of the old ones, in one transaction; returns the number of versions done."""
        with self._transaction():
            for name in FACT_TABLES:
                files = [f for dump_id in dump_ids for f in sorted((self._parts / dump_id).glob(f"{name}-*.parquet"))]
                listed = ", ".join(_literal(f) for f in files)
                self._db.execute(f"CREATE OR REPLACE TEMP TABLE again_{name} AS SELECT * FROM read_parquet([{listed}])")
            # every text has a block: those that were done can be told by it
            self._db.execute("CREATE OR REPLACE TEMP TABLE done AS SELECT DISTINCT version_id FROM again_blocks")
            for name in FACT_TABLES:
                self._db.execute(f"DELETE FROM staging.{name} WHERE version_id IN (SELECT version_id FROM done)")
                self._db.execute(
                    f"INSERT INTO staging.{name} BY NAME SELECT * FROM again_{name} ORDER BY version_id, char_start, 1"
                )
            removal.enforce(self._db)
        return int(self._rows("SELECT count(*) FROM done")[0][0])

    # --- takedown -------------------------------------------------------------------------------------------------------

    def matches(self, scope: str, target: str) -> list[str]:
        """Ids of the articles that a takedown would remove."""
        return removal.matches(self._db, scope, target)

    def tombstone(self, scope: TakedownScope, target: str, reason: str, today: date) -> Takedown:
        """What will be kept of a takedown; `count_articles` is the number that is to go now."""
        found = self.matches(scope, target)
        kept = removal.tombstone_target(self._db, scope, target, found)
        return Takedown(
            takedown_id=content_id("takedown", scope, kept),
            scope=scope,
            target=kept,
            requested_on=today,
            reason=reason,
            count_articles=len(found),
        )

    def take_down(self, tombstone: Takedown, articles: Sequence[str]) -> None:
        """Remove articles and their facts for good, in one transaction, and keep the tombstone. Doing it again changes nothing."""
        takedown_id = tombstone.takedown_id
        with self._transaction():
            if not self._db.execute("SELECT 1 FROM staging.takedowns WHERE takedown_id = $1", [takedown_id]).fetchone():
                self._insert("takedowns", schema.row(replace(tombstone, count_articles=0)))
            removal.enforce(self._db, [(takedown_id, article_id) for article_id in articles])

    def has_tombstone(self, scope: str, target: str) -> bool:
        """Whether this was taken down before."""
        kept = removal.tombstone_target(self._db, scope, target, [])
        sql = "SELECT 1 FROM staging.takedowns WHERE scope = $1 AND target = $2"
        return bool(self._db.execute(sql, [scope, kept]).fetchone())

    # --- questions ------------------------------------------------------------------------------------------------------

    def quarantine(self) -> list[dict[str, Any]]:
        """Open quarantine rows with the path of their dump, in load order."""
        rows = self._db.execute(
            "SELECT d.path, q.* EXCLUDE (dump_id) FROM staging.quarantine q JOIN staging.dumps d USING (dump_id)"
            " ORDER BY d.load_no, q.record_no"
        )
        names = [d[0] for d in rows.description or ()]
        return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]

    def counts(self) -> dict[str, int]:
        """Rows of every staging table."""
        return {t.name: int(self._rows(f"SELECT count(*) FROM staging.{t.name}")[0][0]) for t in schema.TABLES}

    def leftover_fields(self) -> dict[str, int]:
        """Top-level field names of records that no rule used -> articles that had them."""
        return dict(
            self._rows(
                "SELECT k, count(*) FROM (SELECT unnest(json_keys(leftovers)) AS k FROM staging.articles"
                " WHERE leftovers IS NOT NULL) GROUP BY k ORDER BY 2 DESC, 1"
            )
        )

    # --- inside ---------------------------------------------------------------------------------------------------------

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._db.execute(sql).fetchall()

    def _replace_ledger(self, dumps: Sequence[Dump]) -> None:
        for dump in dumps:
            row = schema.row(dump)
            self._db.execute(
                "DELETE FROM staging.dumps WHERE dump_id = $1 OR (state = 'skipped' AND path = $2)",
                [dump.dump_id, dump.path],
            )
            self._insert("dumps", row)

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        marks = ", ".join(f"${n}" for n in range(1, len(row) + 1))
        self._db.execute(f"INSERT INTO staging.{table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN TRANSACTION")
        try:
            yield
        except BaseException:
            try:
                self._db.execute("ROLLBACK")
            except duckdb.Error:  # the connection is beyond saving; the first error says why
                pass
            raise
        self._db.execute("COMMIT")


def _counted(dump: Dump, new: int, changed: int, unchanged: int, quarantined: int) -> Dump:
    return replace(
        dump,
        state="loaded",
        reason=None,
        count_in=new + changed + unchanged + quarantined,
        count_new=new,
        count_changed=changed,
        count_unchanged=unchanged,
        count_quarantined=quarantined,
    )


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
