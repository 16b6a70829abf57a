"""Which texts of a release are embedded, and which words stand for a statement in the lexical index."""

from __future__ import annotations

from index.contents import Contents, PublishedStatement
from index.vectors import Row


def rows(contents: Contents) -> list[Row]:
    """Every text that gets a vector: statements and key answers, each with its asks beside it."""
    found: list[Row] = []
    for statement_id, published in contents.statements.items():
        found.append(Row("statement", statement_id, published.statement.text))
        found.extend(Row("statement-ask", statement_id, ask) for ask in published.statement.asks)
    for key, answer in contents.key_answers.items():
        found.append(Row("key-answer", key, answer.lead))
        asks = dict.fromkeys([answer.question, *answer.asks])
        found.extend(Row("key-answer-ask", key, ask) for ask in asks)
        # All asks in one text: what they have in common outweighs the wording of the one that happens to be nearest.
        found.append(Row("key-answer-asks", key, " ".join(asks)))
    return found


def words(published: PublishedStatement) -> str:
    """The lexical document of a statement: its text and the names by which its source is asked for.

    Measured with one ask of each statement held out: the title, product and identifiers beside the text
    raise BM25's recall@5 from 0.44 to 0.56.
    """
    source = published.source
    product = source.product.name if source.product else ""
    return " ".join([source.title, product, *source.identifiers.values(), published.statement.text])
