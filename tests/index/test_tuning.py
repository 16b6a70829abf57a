"""Every tuned number stands in one table, with the run that chose it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from index.errors import TuningTableFault
from index.hybrid import FUSION
from index.tuning import table, tuned


def test_every_value_says_what_chose_it() -> None:
    entries = [(section, name, row) for section, rows in table().items() for name, row in rows.items()]
    assert len(entries) > 25
    assert [entry for entry in entries if set(entry[2]) != {"value", "run"} or not entry[2]["run"]] == []


def test_the_settings_are_those_of_the_table() -> None:
    assert FUSION.lexical_weight == table()["fusion"]["lexical_weight"]["value"]


def test_a_name_on_one_side_only_is_refused() -> None:
    @dataclass(frozen=True)
    class Other:
        depth: int
        width: int

    with pytest.raises(TuningTableFault, match="width"):
        tuned("fusion", Other)
