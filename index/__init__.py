"""How statements are found: embeddings, vectors, the lexical index, and the releases that hold them."""
