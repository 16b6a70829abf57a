"""The editorial desk: drafts, reviews, events, accounts and suspensions, kept in a database beside the shipped YAML."""

from __future__ import annotations

from corpus.desk.desk import Desk
from corpus.desk.opening import open_desk

__all__ = ["Desk", "open_desk"]
