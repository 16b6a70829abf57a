"""The assistant as one step of somebody's chain."""

from __future__ import annotations

from langchain_core.runnables import RunnableLambda

from assistant import Answer, Assistant, Question
from assistant.chain import as_runnable


def test_a_chain_goes_on_from_the_answer(assistant: Assistant) -> None:
    chain = as_runnable(assistant) | RunnableLambda(lambda answer: answer.behaviour)
    assert chain.batch(["What is PRP?", "asdfghjkl"]) == ["answer", "unreadable"]


def test_a_question_keeps_its_place(assistant: Assistant) -> None:
    answer = as_runnable(assistant).invoke(Question("I can't breathe since the infusion an hour ago", place="us"))
    assert isinstance(answer, Answer)
    assert "911" in answer.text
