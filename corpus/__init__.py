"""What may be said: the vetted statements, key answers, distinctions and frame, and their schema.

The YAML files beside this module are the shipped corpus. `corpus` imports no other package of the product.
"""

from corpus.files import SHIPPED, Corpus, load

__all__ = ["SHIPPED", "Corpus", "load"]
