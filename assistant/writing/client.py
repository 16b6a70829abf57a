"""The one place that knows LangChain's chat models: from the settings to a function from messages to a reply."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from assistant.errors import ModelNotUsable
from assistant.writing.errors import CallFailed
from assistant.writing.settings import WritingSettings

EXTRAS = {
    "openai": ("langchain_openai", "openai"),
    "anthropic": ("langchain_anthropic", "anthropic"),
    "ollama": ("langchain_ollama", "ollama"),
}
"""Provider to the package it needs, and the extra of ours that installs it."""

_KEY_VARIABLES = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
_WAIT_AT_MOST = 30.0

Message = tuple[Literal["system", "human", "ai"], str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model returned. `tokens` of prompt and reply together; None where the provider does not count."""

    text: str
    tokens: int | None


class ChatModel(Protocol):
    """A model that is asked once and replies once."""

    def __call__(self, messages: Sequence[Message], seconds: float) -> Reply:
        """The reply. `seconds` bounds the wait for each byte, not the whole. Raises `CallFailed`."""
        ...


def set_tracing(allowed: bool) -> None:
    """Our own setting decides whether prompts may leave for LangSmith, whatever the operator's shell says."""
    for variable in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[variable] = "true" if allowed else "false"


def chat_model(settings: WritingSettings, key: str | None) -> ChatModel:
    """A model that is ready to be called; nothing is sent yet.

    Raises `ModelNotUsable`, with the command that mends it, for an unknown provider, a missing package or no key.
    """
    if settings.provider not in EXTRAS or not settings.name:
        raise ModelNotUsable(
            f"FIELDMAP_MODEL={settings.model}: use provider:name with one of {', '.join(EXTRAS)}; "
            "servers that speak the OpenAI protocol (vLLM, llama.cpp) are openai with FIELDMAP_MODEL_BASE_URL"
        )
    package, extra = EXTRAS[settings.provider]
    if importlib.util.find_spec(package) is None:
        raise ModelNotUsable(
            f"FIELDMAP_MODEL={settings.model} needs a package that is not installed. "
            f"Run: pip install 'fieldmap[{extra}]'"
        )
    variable = _KEY_VARIABLES.get(settings.provider)
    key = key or (os.environ.get(variable) if variable else None)
    if variable and not key and not settings.base_url:
        raise ModelNotUsable(
            f"FIELDMAP_MODEL={settings.model} needs a key: set FIELDMAP_MODEL_API_KEY or {variable}, "
            "or FIELDMAP_MODEL_BASE_URL for a server of your own"
        )
    try:
        model = _initialised(settings, key or "none")
    except Exception as error:
        raise ModelNotUsable(
            f"FIELDMAP_MODEL={settings.model} cannot be used ({type(error).__name__}). "
            "Check its name, FIELDMAP_MODEL_BASE_URL and the installed version of its package."
        ) from None  # the client's own message may hold the key
    return _calling(model)


def _initialised(settings: WritingSettings, key: str) -> Any:
    from langchain.chat_models import init_chat_model

    given: dict[str, Any] = {"temperature": 0}
    match settings.provider:
        case "ollama":
            given |= {"num_predict": settings.max_tokens, "client_kwargs": {"timeout": settings.timeout_seconds}}
        case _:
            given |= {
                "api_key": key,
                "max_tokens": settings.max_tokens,
                "timeout": settings.timeout_seconds,
                # One retry in all is ours, with the clock in view.
                "max_retries": 0,
            }
    if settings.provider == "openai":
        given["streaming"] = False
        # Not every server that speaks the protocol has the newer endpoint.
        given["use_responses_api"] = False
    if settings.base_url:
        given["base_url"] = settings.base_url
    return init_chat_model(settings.name, model_provider=settings.provider, **given)


def _calling(model: Any) -> ChatModel:
    def call(messages: Sequence[Message], seconds: float) -> Reply:
        try:
            answer = model.invoke(list(messages))
        except Exception as error:
            raise failure_of(error) from None  # what the client says may quote the request
        usage = getattr(answer, "usage_metadata", None) or {}
        tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
        text = answer.content if isinstance(answer.content, str) else _text_parts(answer.content)
        return Reply(text, tokens if isinstance(tokens, int) and tokens > 0 else None)

    return call


def _text_parts(content: Any) -> str:
    """The text of a reply that comes in parts; other parts are not asked for and not read."""
    parts = content if isinstance(content, list) else []
    return "".join(
        part if isinstance(part, str) else str(part.get("text", "")) for part in parts if isinstance(part, str | dict)
    )


def failure_of(error: Exception) -> CallFailed:
    """The name of what went wrong, from whatever a provider's client raises."""
    if isinstance(error, CallFailed):
        return error
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    if status == 429:
        return CallFailed("rate-limited", _retry_after(getattr(response, "headers", None)))
    if isinstance(status, int) and status >= 500:
        return CallFailed("server-error")
    if isinstance(status, int) and status >= 400:
        return CallFailed("refused-by-provider")
    if "timeout" in type(error).__name__.casefold():
        return CallFailed("timeout")
    return CallFailed("disconnected")


def _retry_after(headers: Any) -> float | None:
    """The seconds that the server asks to wait; None where it does not say, or says a date or nonsense."""
    try:
        seconds = float(headers.get("retry-after"))
    except (AttributeError, TypeError, ValueError):
        return None
    return min(seconds, _WAIT_AT_MOST) if seconds >= 0 else None
