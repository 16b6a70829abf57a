"""Names of languages that are not answered in, as they stand inside a sentence."""

from __future__ import annotations

LANGUAGE_NAMES = {
    "es": "Spanish", "fr": "French", "de": "German", "it": "Italian", "pt": "Portuguese", "ja": "Japanese",
    "ko": "Korean", "zh-Hans": "Chinese", "zh-Hant": "Chinese", "th": "Thai", "ar": "Arabic", "hi": "Hindi",
    "vi": "Vietnamese", "ru": "Russian", "nl": "Dutch", "pl": "Polish", "tr": "Turkish", "id": "Indonesian",
    "sv": "Swedish", "uk": "Ukrainian", "el": "Greek", "he": "Hebrew", "cs": "Czech", "ro": "Romanian",
    "hu": "Hungarian", "fa": "Persian", "tl": "Tagalog",
}  # fmt: skip
OTHER_LANGUAGE = "another language"


def language_name(tag: str) -> str:
    """The name of a language by its BCP 47 tag: `Spanish`, or `another language`."""
    return LANGUAGE_NAMES.get(tag, OTHER_LANGUAGE)
