"""What is enough, and what counts beside nearness; `index/tuning.toml` has the numbers and the runs behind them."""

from __future__ import annotations

from dataclasses import dataclass

from index.tuning import tuned


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What is enough."""

    key_answer: float
    """Score of a key answer (`HybridRetriever.key_answers`), for it to lead."""
    very_question: float
    """The same where subject and facet are the very ones asked about, and the subject is a product or trial."""
    same_subject: float
    """The same where the subjects are those of the question, whatever kind they are of, and the facet is its own."""
    other_facet: float
    """Cosine with its nearest ask, for one about another kind of fact than the question asks for."""
    one_not_named: float
    """The same for one about a disease or product, where the question names none."""
    unknown_word: float
    """The same where a word in the subject's place, or the country, is not known."""
    same_question: float
    """Cosine from which a key answer's ask is the question itself."""
    enough: float
    """Cosine of the question with the best statement or its ask, for the statements to answer it."""
    known_subject: float
    """From which an unknown word in a subject's place is outweighed by a subject that is known."""
    partly: float
    about_record: float
    """For a statement that names a business: the question is about that very record."""
    words_alone: float
    """Share of the question's words that a statement has, where there is no embedding model."""
    one_fact: float
    """Cosine from which a statement's ask is so near that the statement may lead in place of a key answer."""
    outweighs: float
    """By how much it has to be nearer than the key answer's nearest ask."""
    keep: float
    """A statement stays beside the best one when its score is at least this share of it."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What agreement adds to the fused score of a statement."""

    subject: float
    """Where every subject of the question is one of the statement; a share of it for a share of them."""
    facet: float
    same_place: float
    other_place: float
    """Where the question names a place, and the statement is about another."""
    other_place_rules: float
    """The same for a facet whose facts hold in one place only."""
    own_source: float
    """For a source of the product, brand or trial that the question names."""
    own_publisher: float
    """For a document of the authority that the question names."""
    named: float
    """For a source whose number or party stands in the question."""


@dataclass(frozen=True, slots=True)
class AnswerRanking:
    """What agreement adds to the score of a key answer."""

    subject: float
    """Where every subject of the question is one of the answer; a share of it for a share of them."""
    facet: float
    place: float
    """Where it holds for the place that is asked about."""
    other_place: float
    """Where it holds for other places only."""


THRESHOLDS = tuned("sufficiency", Thresholds)
RANKING = tuned("ranking", Ranking)
ANSWER_RANKING = tuned("answer_ranking", AnswerRanking)
OTHER_FACET_APPROVAL = 0.4
"""The same for an approval, which patients ask for in so many words."""
OTHER_FACET = 0.1
"""Probability below which a facet is not what the question asks for."""
STATEMENTS_SHOWN = 4
OLDER_SHOWN = 3
STANDS_ON_SHOWN = 5
PER_SOURCE = 2
