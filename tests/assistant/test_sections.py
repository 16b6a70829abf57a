"""What is said around a statement."""

from __future__ import annotations

from assistant import Assistant, Question


def test_a_business_is_named_only_where_the_question_is_about_its_record(assistant: Assistant) -> None:
    contents = assistant.library.contents
    names = {name for one in contents.statements.values() for name in one.statement.names}
    assert names
    for question in (
        "What is the best stem cell clinic in Mexico?",
        "Which stem cell clinics should I avoid in Tokyo?",
    ):
        text = assistant.ask(Question(question)).text
        assert not [name for name in names if name in text]
    assert "Liveyon" in assistant.ask(Question("What did the FDA write to Liveyon in 2019?")).text


def test_personal_details_are_noted_and_not_repeated(assistant: Assistant) -> None:
    answer = assistant.ask(Question("My email is jo.bloggs@example.com, what is PRP?"))
    assert answer.behaviour == "answer"
    assert "seems to hold personal details" in answer.text
    assert "jo.bloggs" not in answer.text


def test_the_lead_answers_first(assistant: Assistant) -> None:
    lead = assistant.ask(Question("Are exosomes FDA approved?")).sections[0]
    assert lead.kind == "lead" and lead.text.startswith("No")


def test_statements_of_benefit_stand_under_what_they_found(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Does PRP help knee arthritis?"))
    text = next(section.text for section in answer.sections if section.kind == "evidence")
    none, gain = text.index("**Found no gain"), text.index("**Reported a gain:**")
    findings = {
        one.quote: assistant.library.statement(one.statement_id).statement.finding
        for one in answer.citations
        if one.quote in text
    }
    for quote, finding in findings.items():
        if finding == "no-gain":
            assert none < text.index(quote) < gain
        if finding == "gain":
            assert text.index(quote) > gain
    assert {"gain", "no-gain"} <= set(findings.values())
