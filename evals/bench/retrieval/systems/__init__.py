"""The systems that are compared, one small module each: what they are made of, and what they need to be installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from evals.bench.retrieval.collection import Document
from evals.bench.retrieval.shared_vectors import SharedVectors

INSTALL = "pip install -e '.[bench]'"


class System(Protocol):
    """Something that finds documents."""

    def index(self, documents: Sequence[Document]) -> None:
        """Takes all `documents`; called once."""
        ...

    def search(self, query: str, k: int) -> list[str]:
        """The ids of at most `k` documents, best first, each once."""
        ...

    def close(self) -> None:
        """Frees what it holds."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the comparison."""

    name: str
    module: str
    """Below this package; it has `system(vectors, **options)`."""
    needs: tuple[str, ...] = ()
    """Import names of what the extra `bench` installs."""
    options: tuple[tuple[str, int], ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of `needs` that are not installed."""
        return tuple(name for name in self.needs if not _is_installed(name))

    def make(self, vectors: SharedVectors) -> System:
        """The system, empty."""
        system: Callable[..., System] = import_module(f"{__name__}.{self.module}").system
        return system(vectors, **dict(self.options))


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # its parent is not there
        return False


OURS = Entry("ours", "ours")
_LANGCHAIN = ("langchain_chroma", "langchain_text_splitters")
ENTRIES = (
    OURS,
    Entry("BM25 alone (bm25s)", "bm25"),
    Entry("dense alone (Chroma)", "dense"),
    Entry("LangChain, stock, k=4", "langchain", _LANGCHAIN, (("k", 4),)),
    Entry("LangChain, stock, k=10", "langchain", _LANGCHAIN, (("k", 10),)),
    Entry("LlamaIndex hybrid", "llamaindex", ("llama_index.core", "llama_index.retrievers.bm25")),
    Entry("Haystack hybrid", "haystack", ("haystack",)),
)
