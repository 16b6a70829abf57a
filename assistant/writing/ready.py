"""A writer from the settings, at start: what cannot work is said then, and not to the first patient."""

from __future__ import annotations

from assistant.settings import Settings
from assistant.writing.client import chat_model, set_tracing
from assistant.writing.prompt import model_prompts
from assistant.writing.settings import writing_settings
from assistant.writing.writer import Writer


def writer_of(settings: Settings) -> Writer | None:
    """The writer that the settings ask for, ready to write, or None where no model is set.

    Raises `ModelNotUsable` for a model that cannot be called, `WordingError` for a faulty prompt.
    """
    wanted = writing_settings(settings)
    if wanted is None:
        return None
    set_tracing(settings.model_tracing)
    model_prompts()
    key = settings.model_api_key.get_secret_value() if settings.model_api_key is not None else None
    return Writer(wanted, chat_model(wanted, key))
