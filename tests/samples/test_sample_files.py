"""The sample files themselves: their paragraphs, what surrounds them, and the archive that is packed from its members."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.cli import main

from ..conftest import ROOT

EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))
SAMPLES = ROOT / "samples"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Row]:
    """Every record as `ingest parse` gives it, by file name and record number."""
    out = tmp_path_factory.mktemp("parse") / "out.jsonl"
    assert main(["parse", str(SAMPLES / "landing"), "--output", str(out)]) == 0
    records = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return {("/".join(Path(r["path"]).parts[-2:]), r["record_no"]): r for r in records}


@pytest.mark.parametrize("case", EXPECTED["articles"], ids=lambda c: f"{Path(c['path']).stem}-{c['record_no']}")
def test_blocks(parsed: dict[tuple[str, int], Row], case: Row) -> None:
    got = parsed[case["path"], case["record_no"]]
    kinds = [block["kind"] for block in got["blocks"]]
    counts = [kinds.count(kind) for kind in ("paragraph", "key_point", "caption")]
    assert counts == [case["n_paragraphs"], case.get("n_key_points", 0), case.get("n_captions", 0)]


@pytest.mark.parametrize("words", EXPECTED["not_in_text"])
def test_what_surrounds_an_article_stays_outside(parsed: dict[tuple[str, int], Row], words: str) -> None:
    """Such lines may be kept as blocks of their own kind, but never as a part of the article."""
    own = {key: " ".join(r.get("paragraphs", []) + r.get("captions", [])).lower() for key, r in parsed.items()}
    assert [key for key, text in own.items() if words.lower() in text] == []


def test_archive_is_packed_from_its_members(tmp_path: Path) -> None:
    copy = tmp_path / "samples"
    shutil.copytree(SAMPLES, copy)
    archive = copy / "landing" / "coast-review" / "april_2025.zip"
    before = archive.read_bytes()
    archive.unlink()
    subprocess.run([sys.executable, str(copy / "make_zip.py")], check=True)
    assert archive.read_bytes() == before
