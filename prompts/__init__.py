"""Every fixed sentence, as named, versioned files with declared variables."""

from prompts.wording import Translation, WordingError, load_wording, translations

__all__ = ["Translation", "WordingError", "load_wording", "translations"]
