"""What every answer has to satisfy, as a fixture that the tests of the package share."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.resources import files

import jsonschema
import pytest

from assistant import Answer, Assistant

CheckAnswer = Callable[[Answer], None]


@pytest.fixture(scope="session")
def check_answer(assistant: Assistant) -> CheckAnswer:
    """Checks an answer against the contract and against the release that it came from."""
    schema = json.loads((files("assistant") / "answer.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())

    def check(answer: Answer) -> None:
        validator.validate(json.loads(json.dumps(answer.to_dict())))
        contents = assistant.library.contents
        numbers = [citation.n for citation in answer.citations]
        assert numbers == list(range(1, len(numbers) + 1))
        for citation in answer.citations:
            assert citation.quote == contents.statements[citation.statement_id].statement.text
            assert citation.url == contents.sources[citation.source_id].url
        for section in answer.sections:
            marked = {int(mark) for mark in re.findall(r"(?<!\\)\[(\d+)\]", section.text)}
            assert marked == set(section.citations)
            assert marked <= set(numbers)
            if section.kind == "evidence":
                assert all(answer.citations[number - 1].quote in section.text for number in section.citations)
        assert answer.sections[-1].kind == "framing"
        assert assistant.frame in answer.sections[-1].text
        assert answer.text == "\n\n".join(section.text for section in answer.sections)

    return check
