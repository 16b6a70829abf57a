"""Documents as editors bring them: the settings say from where and how large."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.web.desk.reading import read_from_web, read_upload
from corpus.importers import ImportFault
from corpus.importers.faults import RefusedAddress, RefusedPort


def test_only_the_ports_of_the_settings_are_fetched_from(tmp_path: Path) -> None:
    """Refused before anything is connected to."""
    settings = Settings(home=tmp_path, import_ports=(8443,))
    with pytest.raises(RefusedPort, match="8443"):
        read_from_web(" https://9.9.9.9/ ", settings)
    with pytest.raises(RefusedAddress):
        read_from_web("https://10.0.0.1:8443/", settings)


def test_an_upload_is_removed_whatever_came_of_it(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, max_import_bytes=1_000)
    for words in ("A first paragraph.", "far too long " * 200):
        file = tmp_path / "a.txt"
        file.write_text(words, encoding="utf-8")
        if len(words) < 1_000:
            assert read_upload(str(file), settings).passages[0].text == words
        else:
            with pytest.raises(ImportFault):
                read_upload(str(file), settings)
        assert not file.exists()
