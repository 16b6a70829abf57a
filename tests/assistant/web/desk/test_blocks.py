"""Lists of records as plain text: what is shown is read back the same, and a slip is named by its line."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.web.desk.blocks import read, shown
from assistant.web.desk.fields import fields_of, record_of, values_of
from corpus import SHIPPED
from corpus.desk.kinds import checked, model_of
from corpus.field_map import BeforeYouPay, ClinicQuestions
from corpus.files import CHECKLIST_FILES, from_yaml

GROUPS: Any = ClinicQuestions.model_fields["groups"].annotation
STEPS: Any = BeforeYouPay.model_fields["steps"].annotation


@pytest.mark.parametrize("name", CHECKLIST_FILES)
def test_every_shipped_checklist_comes_back_as_it_was(name: str) -> None:
    text = (SHIPPED / "checklists" / f"{name}.yaml").read_text(encoding="utf-8")
    data = checked("checklist", name, from_yaml(text), to_publish=False)
    fields = fields_of(model_of("checklist", name))
    made, unreadable = record_of(fields, values_of(fields, data), {})
    assert unreadable == [] and "yaml" not in {field.shape for field in fields}
    assert checked("checklist", name, made, to_publish=False) == data


def test_quotes_colons_and_hyphens_need_no_care() -> None:
    record = {"id": "pause", "heading": 'Say: "no" - twice', "text": "# and - 'it' [is] {plain}: yes"}
    assert read(STEPS, shown(STEPS, [record])) == [record]


def test_a_line_goes_on_with_the_one_before() -> None:
    (found,) = read(STEPS, "# pause\nheading: Give yourself\n  a week\n\ntext: Wait.")
    assert found == {"id": "pause", "heading": "Give yourself a week", "text": "Wait."}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("heading: x", "line 1 stands before the first heading", id="no heading"),
        pytest.param("# a\nheadng: x", "line 2: headng is no field here; the fields are heading, text", id="a slip"),
        pytest.param("# a\nheading: x\nheading: y", "line 3: heading stands twice", id="twice"),
        pytest.param("# a\nWait.", "line 2 begins with no field", id="no field"),
        pytest.param("# a\nsource ids:\nx", "line 3: begin every entry of source ids with a hyphen", id="no hyphen"),
        pytest.param("# a\n## b", "line 2: an entry here holds no others", id="too deep for it"),
        pytest.param("## b", "line 1: an entry with ## needs one with # before it", id="nothing to stand in"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read(STEPS, text)


def test_an_entry_inside_another_stands_in_it() -> None:
    text = (
        "# product\nname: What is it?\n\n## exact\nquestion: Which?\nwhy: So.\n\n## whose\nquestion: Whose?\nwhy: So."
    )
    (group,) = read(GROUPS, text)
    assert [one["id"] for one in group["questions"]] == ["exact", "whose"]
    assert shown(GROUPS, [group]) == text
