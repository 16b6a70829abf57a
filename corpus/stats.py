"""How much there is: published records counted, drafts apart."""

from __future__ import annotations

from corpus.files import Corpus


def count(corpus: Corpus) -> dict[str, int]:
    """Counts by name. `sources` and `statements` are published ones; `asks` are those of published records."""
    published = corpus.published_statement_ids()
    answers = corpus.published_key_answers()
    statements = [(key, one) for key, _, one in corpus.statements()]
    kept = [one for key, one in statements if key in published]
    used_topics = {topic for one in kept for topic in one.topics} | {
        topic for answer in answers.values() for topic in answer.topics
    }
    return {
        "sources": sum(any(True for _ in source.published_statements()) for source in corpus.sources.values()),
        "statements": len(kept),
        "drafts": len(statements) - len(kept),
        "key_answers": len(answers),
        "draft_key_answers": len(corpus.key_answers) - len(answers),
        "topics": len(used_topics & corpus.vocabulary.topics),
        "distinctions": len(corpus.distinctions),
        "concepts": len(corpus.concepts),
        "asks": sum(len(one.asks) for one in kept) + sum(len(answer.asks) for answer in answers.values()),
    }
