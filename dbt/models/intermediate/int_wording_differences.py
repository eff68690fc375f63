"""Each wording beside the one that stands for its utterance: word by word, what differs."""

import pyarrow as pa

from ingest.wordings import compare

PAIRS = """
SELECT DISTINCT base.wording AS base_wording, quotes.wording
FROM quotes JOIN quotes AS base ON quotes.base_quote_id = base.quote_id
WHERE quotes.is_verbatim AND base.is_verbatim AND quotes.wording <> base.wording
ORDER BY ALL
"""
CHANGE = pa.struct([("place", pa.string()), ("base", pa.string()), ("variant", pa.string())])
COLUMNS = pa.schema(
    [(n, pa.string()) for n in ("base_wording", "wording", "alteration")]
    + [("is_marked", pa.bool_())]
    + [(n, pa.int64()) for n in ("count_base_words", "count_words", "count_same_words")]
    + [("edit_ratio", pa.float64()), ("changes", pa.list_(CHANGE))]
)


def model(dbt, session):
    dbt.config(materialized="table")
    rows = dbt.ref("int_utterance_quotes").query("quotes", PAIRS).fetchall()
    return pa.Table.from_pylist([_difference(base, variant) for base, variant in rows], schema=COLUMNS)


def _difference(base, variant):
    found = compare(base, variant)
    return {
        "base_wording": base,
        "wording": variant,
        "alteration": found.alteration,
        "is_marked": found.is_marked,
        "count_base_words": found.count_base,
        "count_words": found.count_variant,
        "count_same_words": found.count_same,
        "edit_ratio": found.edit_ratio,
        "changes": [{"place": c.place, "base": c.base, "variant": c.variant} for c in found.changes],
    }
