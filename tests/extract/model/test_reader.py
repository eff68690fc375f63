"""The packaged weights: they answer alike every time, and other weights are refused, also by the job."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.articles.build import build
from ingest.errors import WeightsError
from ingest.extract.model import reader
from ingest.extract.model.heads import CLASSES, COLUMNS, HEADS
from ingest.records import Origin, Record
from ingest.stage import _extracted

TEXT = 'Alma Roe said the dam was "a disgrace."\nThe minister, from Lisbon, did not answer.'


def test_same_text_same_answer() -> None:
    once, again = reader.read(TEXT), reader.read(TEXT)
    assert np.array_equal(once.chances, again.chances)


def test_chances_of_each_head_add_up() -> None:
    found = reader.read(TEXT)
    assert found.chances.shape == (len(found.starts), CLASSES)
    for head in HEADS:
        assert np.allclose(found.chances[:, COLUMNS[head.name]].sum(axis=1), 1, atol=1e-4)


def test_a_window_is_read_alike_beside_any_other() -> None:
    line = "The dam at Orm, said Alma Roe, will not be filled again before the winter, whatever its owners hope. " * 5
    alone, beside = reader.read(line), reader.read(f"{line}\n{line.replace('dam', 'mill')}\n{line}")
    size = len(alone.starts)
    assert np.array_equal(beside.chances[:size], alone.chances)
    assert np.array_equal(beside.chances[-size:], alone.chances)
    assert not np.array_equal(beside.chances[size:-size], alone.chances)


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    found = reader.read(text)
    assert all(0 <= a <= b <= len(text) for a, b in zip(found.starts, found.ends, strict=True))
    assert np.isfinite(found.chances).all()


def test_other_weights_are_refused(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    weights = tmp_path / "encoder.onnx"
    weights.write_bytes(b"something else")
    (tmp_path / reader.CHECKSUM).write_text("0" * 64 + "  encoder.onnx\n")
    monkeypatch.setattr(reader, "WEIGHTS", weights)
    reader._session.cache_clear()
    with pytest.raises(WeightsError, match="SHA-256"):
        reader.read("Any words.")
    weights.unlink()
    with pytest.raises(WeightsError, match="is missing"):
        reader.read("Any words.")
    with pytest.raises(WeightsError, match="is missing"):  # no record's fault: the job stops
        _extracted(build(Record(no=1, form="fields", format="text", fields={"body": TEXT}), Origin("one", "feed")))
    monkeypatch.undo()
    reader._session.cache_clear()
