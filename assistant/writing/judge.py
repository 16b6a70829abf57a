"""A second model that comments on written answers in an evaluation. No answer ever waits for it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace

from assistant.settings import Settings
from assistant.writing.client import chat_model, set_tracing
from assistant.writing.deadline import Deadline
from assistant.writing.prompt import model_prompts
from assistant.writing.settings import writing_settings

log = logging.getLogger("fieldmap")


def commenter(settings: Settings) -> Callable[[str, str], str | None] | None:
    """From question and answer to a comment, or None where no judge is set. Raises `ModelNotUsable`."""
    if settings.judge_model is None:
        return None
    wanted = writing_settings(settings.model_copy(update={"model": settings.judge_model}))
    if wanted is None:
        return None
    wanted = replace(wanted, max_tokens=300)
    set_tracing(settings.model_tracing)
    key = settings.model_api_key.get_secret_value() if settings.model_api_key is not None else None
    model, deadline = chat_model(wanted, key), Deadline()

    def comment(question: str, answer: str) -> str | None:
        prompt = model_prompts()["judge-answer"].fill(
            question=json.dumps(question[:2_000], ensure_ascii=False),
            answer=json.dumps(answer[:8_000], ensure_ascii=False),
        )
        try:
            reply = deadline.run(lambda: model([("human", prompt)], wanted.timeout_seconds), wanted.timeout_seconds)
        except Exception as error:
            log.warning("the judge did not reply: %s", type(error).__name__)
            return None
        return " ".join(reply.text.split()) or None

    return comment
