"""The retrieval benchmark: our retriever beside its peers, on the same vectors, in one run on one machine."""
