"""Suspended ids: read on change, forgiving to the hand that edits the file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.suspended import Suspended


@pytest.fixture
def suspended(tmp_path: Path) -> Suspended:
    return Suspended(tmp_path / "home" / "suspended.txt")


def written(suspended: Suspended, content: bytes) -> Suspended:
    suspended.file.parent.mkdir(parents=True, exist_ok=True)
    suspended.file.write_bytes(content)
    return suspended


def test_without_a_file_nothing_is_suspended(suspended: Suspended) -> None:
    assert suspended.ids() == frozenset()
    suspended.restore("a/b")
    assert suspended.ids() == frozenset()


def test_a_suspended_id_is_out_of_use_until_it_is_restored(suspended: Suspended) -> None:
    suspended.suspend("a/b", "retracted\nyesterday")
    suspended.suspend("c/d", "a doubt")
    suspended.suspend("a/b", "said twice")
    assert suspended.ids() == {"a/b", "c/d"}
    assert "a/b retracted yesterday\n" in suspended.file.read_text(encoding="utf-8")
    suspended.restore("a/b")
    assert suspended.ids() == {"c/d"}
    suspended.restore("c/d")
    assert suspended.ids() == frozenset()


def test_another_process_sees_each_change(suspended: Suspended) -> None:
    reader = Suspended(suspended.file)
    for turn in range(20):
        suspended.suspend(f"s/{turn:02}", "x")
        assert f"s/{turn:02}" in reader.ids()
        suspended.restore(f"s/{turn:02}")
        assert reader.ids() == frozenset()


def test_an_unchanged_file_is_not_read_again(suspended: Suspended, monkeypatch: pytest.MonkeyPatch) -> None:
    suspended.suspend("a/b", "x")
    assert suspended.ids() == {"a/b"}
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: pytest.fail("read again"))
    assert suspended.ids() == {"a/b"}


def test_a_change_by_hand_counts_from_the_next_question(suspended: Suspended) -> None:
    written(suspended, b"a/b\n")
    assert suspended.ids() == {"a/b"}
    written(suspended, b"a/c\n")
    os.utime(suspended.file, ns=(1, 1))
    assert suspended.ids() == {"a/c"}
    suspended.file.unlink()
    assert suspended.ids() == frozenset()


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        pytest.param(b"", set(), id="empty"),
        pytest.param(b"# a comment\na/b why it is\n#c/d\n\n   \ne/f\n", {"a/b", "e/f"}, id="comments and blank lines"),
        pytest.param(b"a/b", {"a/b"}, id="no line end"),
        pytest.param(b"a/b\r\nc/d\r\n", {"a/b", "c/d"}, id="Windows line ends"),
        pytest.param(b"\xef\xbb\xbfa/b\nc/d\n", {"a/b", "c/d"}, id="byte order mark"),
        pytest.param(b"  a/b\tbecause\n", {"a/b"}, id="indented"),
    ],
)
def test_a_file_written_by_hand(suspended: Suspended, content: bytes, ids: set[str]) -> None:
    assert written(suspended, content).ids() == ids


def test_suspending_after_a_line_without_an_end(suspended: Suspended) -> None:
    written(suspended, b"# ours\na/b because")
    suspended.suspend("c/d", "x")
    assert suspended.ids() == {"a/b", "c/d"}


def test_restoring_keeps_comments_and_other_ids(suspended: Suspended) -> None:
    written(suspended, b"# ours\n\na/b x\na/bc y\n")
    suspended.restore("a/b")
    assert suspended.file.read_text(encoding="utf-8") == "# ours\n\na/bc y\n"
    assert suspended.ids() == {"a/bc"}
    assert [path.name for path in suspended.file.parent.iterdir()] == ["suspended.txt"]
