"""From a question to an answer. This is the door: everything else in the package is private."""

from assistant.assistant import Assistant
from assistant.evidence import ranked
from assistant.settings import Settings
from assistant.types import Answer, Observed, Question, Turn
from assistant.understand.reading import understand

__all__ = ["Answer", "Assistant", "Observed", "Question", "Settings", "Turn", "ranked", "understand"]
