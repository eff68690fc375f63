"""Each pair of wordings compared word by word; `ingest.wordings` says what counts as the same."""

import pyarrow as pa

from ingest.wordings import compare, shared_stems

COLUMNS = pa.schema(
    [("wording_id", pa.string()), ("other_wording_id", pa.string())]
    + [(n, pa.int64()) for n in ("count_same", "count_same_content", "count_shorter", "count_shared_stems")]
    + [("share_of_stems", pa.float64())]
)
PAIRS = "wording_id, other_wording_id, wording, other_wording, is_verbatim AND is_other_verbatim"


def model(dbt, session):
    dbt.config(materialized="table")
    pairs = dbt.ref("int_wording_candidates").order("wording_id, other_wording_id").project(PAIRS)
    return pa.Table.from_pylist([_compared(*row) for row in pairs.fetchall()], schema=COLUMNS)


def _compared(wording_id, other_wording_id, wording, other_wording, is_verbatim):
    """Word by word where both promise the speaker's words; by the words they share where one only reports."""
    ids = {"wording_id": wording_id, "other_wording_id": other_wording_id}
    if not is_verbatim:
        shared, share = shared_stems(wording, other_wording)
        return ids | {"count_shared_stems": shared, "share_of_stems": share}
    found = compare(wording, other_wording)
    return ids | {
        "count_same": found.count_same,
        "count_same_content": found.count_same_content,
        "count_shorter": min(found.count_base, found.count_variant),
    }
