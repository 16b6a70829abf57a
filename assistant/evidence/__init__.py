"""Hits become evidence: the key answer that fits, the statements that answer, and whether they are enough."""

from assistant.evidence.answering import asks_yes_or_no
from assistant.evidence.found import Evidence, Sufficiency
from assistant.evidence.gathering import gather
from assistant.evidence.naming import named_sources
from assistant.evidence.ranking import ranked
from assistant.evidence.settings import PER_SOURCE, RANKING, STATEMENTS_SHOWN, THRESHOLDS, Ranking, Thresholds

__all__ = [
    "PER_SOURCE",
    "RANKING",
    "STATEMENTS_SHOWN",
    "THRESHOLDS",
    "Evidence",
    "Ranking",
    "Sufficiency",
    "Thresholds",
    "asks_yes_or_no",
    "gather",
    "named_sources",
    "ranked",
]
