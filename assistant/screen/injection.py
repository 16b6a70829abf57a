"""Whether a message tries to change how the assistant works, and what honest text is left without that."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.screen._rules import Rules, load
from assistant.screen.text import clean, hidden, plain

_HERE = Path(__file__).parent
# Longer messages are refused before they are answered; the bound keeps hostile text from costing seconds.
_READ = 60_000
_NEAR = 240
_ENDS = (". ", "! ", "? ")
_PIECES = re.compile(r"[^\n.!?。！？]*[\n.!?。！？]*")
_SPACED = re.compile(r"\b\w(?:[ ._*-]\w\b){5,}")
_SPACER = re.compile(r"[ ._*-]")
_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{16,2000}={0,2}(?![\w+/])")
_HEX = re.compile(r"\b(?:[0-9a-f]{2} ?){12,400}\b")
# "ignore", "prompt", "rules" and "instructions" after thirteen letters, or back to front.
_TURNED = re.compile(r"vtaber|cebzcg|vafgehpgvba|ehyrf|erongi|tpmorp|snoitcurtsni|selur suo")
_LEET = str.maketrans("013457@$", "oieastas")
_DIGIT_IN_WORD = re.compile(r"[a-z][0134578@$][a-z]|\b[01345@$][a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Injection:
    """The kind of attempt, the words that show it, and the message without its orders (may be empty)."""

    kind: str
    matched: str
    honest: str


def injection(text: str) -> Injection | None:
    """The attempt in a message, or None. Give it the raw message: words in invisible letters count too."""
    raw = text[:_READ]
    unseen = hidden(raw)
    shown = clean(raw)
    if unseen:
        found = _attempt(unseen)
        return Injection(found[0] if found else "hidden-text", unseen, _honest(shown))
    found = _attempt(shown) or _encoded(shown)
    return Injection(found[0], found[1], _honest(shown)) if found else None


@cache
def _rules() -> Rules:
    return load(_HERE / "injection.yaml")


def _attempt(text: str) -> tuple[str, str] | None:
    whole = plain(text)
    found = _first(whole)
    if found:
        return found
    if _SPACED.search(whole):
        together = _SPACED.sub(lambda run: _SPACER.sub("", run.group()), whole)
        squeezed = re.sub(r"[^a-z]", "", together)
        if re.search(r"ignore(?:all|any|the|your)*(?:previous|prior|rules|instructions)|systemprompt", squeezed):
            return "ignore-rules", together
        return _first(together)
    if _DIGIT_IN_WORD.search(whole):
        return _first(whole.translate(_LEET), strict=True)
    return None


def _first(text: str, *, strict: bool = False) -> tuple[str, str] | None:
    present = _rules().present(text)
    for rule in _rules().rules:
        if strict and rule.kind not in ("ignore-rules", "prompt-extraction"):
            continue
        for found in rule.matches(text, present):
            if rule.unless is None or not rule.unless.in_text(_around(text, found)):
                return rule.kind, found.group().strip()
    return None


def _around(text: str, found: re.Match[str]) -> str:
    low, high = max(0, found.start() - _NEAR), min(len(text), found.end() + _NEAR)
    start = max(low - 1, *(text.rfind(mark, low, found.start()) for mark in _ENDS))
    ends = [place for mark in _ENDS if (place := text.find(mark, found.end(), high)) >= 0]
    return text[start + 1 : min(ends) + 1 if ends else high].strip()


def _encoded(text: str) -> tuple[str, str] | None:
    """An attempt under an encoding that a model would read through."""
    for token in _BASE64.findall(text)[:8]:
        found = _hidden_attempt(_from_base64(token))
        if found:
            return found
    low = text.lower()
    for token in _HEX.findall(low)[:8]:
        found = _hidden_attempt(bytes.fromhex(token.replace(" ", "")).decode("ascii", "replace"))
        if found:
            return found
    if _TURNED.search(low):
        return _hidden_attempt(codecs.decode(low, "rot13")) or _hidden_attempt(low[::-1])
    return None


def _hidden_attempt(text: str) -> tuple[str, str] | None:
    found = _first(plain(text)) if text else None
    return ("encoded", found[1]) if found else None


def _from_base64(token: str) -> str:
    body = token.rstrip("=")
    try:
        decoded = base64.b64decode(body + "=" * (-len(body) % 4), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return decoded if decoded.isprintable() else ""


_BLOCKS = re.compile(
    r"<!--.{0,2000}?-->|\[\[.{0,2000}?\]\]|<(?P<tag>system|assistant|instructions?)>.{0,2000}?</(?P=tag)>|<[^<>]{1,60}>",
    re.DOTALL | re.IGNORECASE,
)
"""Marked-up asides, in which orders hide; what stands around them may be an honest question."""


def _honest(text: str) -> str:
    """The sentences and lines that give no orders; nothing when an order spans them all."""
    kept = [
        piece
        for piece in _PIECES.findall(_BLOCKS.sub(". ", text))
        if piece and not (_attempt(piece) or _encoded(piece))
    ]
    rest = "".join(kept).strip()
    # An order that only shows across two sentences cannot be cut out safely.
    return "" if not any(c.isalnum() for c in rest) or _attempt(rest) or _encoded(rest) else rest
