"""A pasted headline, advert or article, claim by claim: what vetted statements say of it, and what it leaves out."""

from assistant.claims.check import ClaimCheck, Finding, check

__all__ = ["ClaimCheck", "Finding", "check"]
