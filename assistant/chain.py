"""The assistant as a LangChain `Runnable`, for those who want it as one step of a chain of their own."""

from __future__ import annotations

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.assistant import Assistant
from assistant.types import Answer, Question


def as_runnable(assistant: Assistant) -> Runnable[Question | str, Answer]:
    """A runnable from a question (or its bare text) to an `Answer`; `batch` and `|` come with it."""

    def ask(question: Question | str) -> Answer:
        return assistant.ask(Question(question) if isinstance(question, str) else question)

    return RunnableLambda(ask, name="fieldmap")
