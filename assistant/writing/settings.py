"""How a model is reached and what it may use: the part of the settings that writing needs, read once."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class WritingSettings:
    """One model. The key is not in it: it goes from the settings straight to the provider's client."""

    provider: str
    name: str
    base_url: str | None
    timeout_seconds: float
    max_tokens: int
    tokens_per_hour: int
    tokens_per_day: int

    @property
    def model(self) -> str:
        """As it is set: `provider:name`."""
        return f"{self.provider}:{self.name}"


def writing_settings(settings: Settings) -> WritingSettings | None:
    """The model that `FIELDMAP_MODEL` names, or None where it is not set."""
    if settings.model is None:
        return None
    provider, _, name = settings.model.partition(":")
    return WritingSettings(
        provider=provider,
        name=name,
        base_url=settings.model_base_url,
        timeout_seconds=settings.model_timeout_seconds,
        max_tokens=settings.model_max_tokens,
        tokens_per_hour=settings.model_tokens_per_hour,
        tokens_per_day=settings.model_tokens_per_day,
    )
