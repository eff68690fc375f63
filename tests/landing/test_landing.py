"""Finding dumps: what is taken, what is skipped and why, and that nothing is altered."""

import os
import socket
from pathlib import Path

import pytest

from ingest import landing as find_dumps
from ingest.errors import LandingError


def skips(folder: Path) -> dict[str, str | None]:
    return {f.name: f.skip for f in find_dumps.find(folder)}


def test_files_are_found_by_feed_in_order(landing: Path) -> None:
    (landing / "wire" / "2025").mkdir(parents=True)
    (landing / "wire" / "2025" / "b.txt").write_text("b")
    (landing / "a.txt").write_text("a")
    found = find_dumps.find(landing)
    assert [(f.name, f.feed, f.skip) for f in found] == [("a.txt", "default", None), ("wire/2025/b.txt", "wire", None)]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".hidden.jsonl", "hidden_file"), ("dump.jsonl.part", "in_progress"), ("dump.jsonl.TMP", "in_progress"),
        ("x.crdownload", "in_progress"), ("notes.txt~", "in_progress"), ("Thumbs.db", "junk_file"), (".DS_Store", "junk_file"),
        ("feed.toml", "feed_settings"), ("good.txt", None),
    ],
)  # fmt: skip
def test_names_that_are_no_dumps(landing: Path, name: str, reason: str | None) -> None:
    (landing / name).write_text("something")
    assert skips(landing) == {name: reason}


def test_what_is_no_regular_file_is_never_opened(landing: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("outside")
    (landing / "link.txt").symlink_to(secret)
    (landing / "broken.jsonl").symlink_to(tmp_path / "nothing")
    (landing / "loop").symlink_to(landing)
    os.mkfifo(landing / "pipe.jsonl")
    (landing / "empty.jsonl").touch()
    (landing / "folder.jsonl").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.fspath(landing / "socket"))
        assert skips(landing) == {
            "link.txt": "symlink", "broken.jsonl": "symlink", "loop": "symlink", "pipe.jsonl": "special_file",
            "socket": "special_file", "empty.jsonl": "empty_file", "folder.jsonl": "empty_folder",
        }  # fmt: skip


def test_pictures_beside_a_saved_page_are_no_dumps(landing: Path) -> None:
    (landing / "story_files").mkdir()
    (landing / "story_files" / "ad.html").write_text("<html>")
    (landing / "story.html").write_text("<html>")
    (landing / "other_files").mkdir()
    (landing / "other_files" / "a.txt").write_text("text")
    assert skips(landing) == {"story.html": None, "story_files": "page_assets", "other_files/a.txt": None}


def test_names_need_not_be_unicode(landing: Path) -> None:
    for raw in (b"caf\xe9.txt", b"caf\xe8.txt"):
        (landing / os.fsdecode(raw)).write_bytes(b"the same words")
    first, second = find_dumps.find(landing)
    assert first.name == second.name == "caf?.txt"
    digest = find_dumps.sha256(first.path)
    assert find_dumps.dump_id(first, digest) != find_dumps.dump_id(second, digest)


def test_a_file_that_still_grows_is_left_for_later(landing: Path) -> None:
    path = landing / "growing.jsonl"
    path.write_text("{}")
    found = find_dumps.find(landing)
    path.write_text('{"title": "more"}')
    assert [f.skip for f in find_dumps.settle(found, 0.05)] == ["in_progress"]


def test_a_file_that_rests_is_taken(landing: Path) -> None:
    (landing / "whole.jsonl").write_text("{}")
    assert [f.skip for f in find_dumps.settle(find_dumps.find(landing), 0.05)] == [None]


def test_the_outlet_of_a_feed(landing: Path) -> None:
    (landing / "post").mkdir()
    (landing / "post" / "feed.toml").write_text('outlet = "The Harbour Post"')
    assert find_dumps.feed_settings(landing, "post").outlet == "The Harbour Post"
    assert find_dumps.feed_settings(landing, "default").outlet is None
    (landing / "post" / "feed.toml").write_text("outlet = The Harbour Post")
    with pytest.raises(LandingError, match=r"feed.toml.*expected lines such as"):
        find_dumps.feed_settings(landing, "post")


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LandingError, match="does not exist"):
        find_dumps.find(tmp_path / "nowhere")


@pytest.mark.parametrize("folder", ["..", "/", "feed/../../other", "/etc"])
def test_a_run_stays_below_its_root(tmp_path: Path, folder: str) -> None:
    (tmp_path / "landing" / "feed").mkdir(parents=True)
    assert find_dumps.below_root("feed", tmp_path / "landing") == (tmp_path / "landing" / "feed").resolve()
    with pytest.raises(LandingError, match="outside of the allowed landing root"):
        find_dumps.below_root(folder, tmp_path / "landing")
