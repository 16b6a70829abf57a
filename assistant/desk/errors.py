"""What can go wrong in publishing; every message says that the active release is untouched, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.desk.errors import DeskError


class PublishRefused(DeskError):
    """The batch is not where this can be done with it."""


class GateFailed(DeskError):
    """The gate said no. There is no way around it here."""

    def __init__(self, number: int, problems: Sequence[str]) -> None:
        super().__init__(
            f"Batch {number} did not pass, and what patients read was not changed: {'; '.join(problems[:5])}. "
            "Correct the items, have them approved, and publish again."
        )


class BatchOutdated(DeskError):
    """Another release went into service after this batch was built."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Batch {number} was built upon a release that is no longer the active one: another was published since. "
            "What patients read was not changed. Publish again; the approved items are still waiting."
        )


class ElsewherePublishing(DeskError):
    """Another machine of the same desk is publishing."""

    def __init__(self) -> None:
        super().__init__("Another machine is publishing from this desk. Nothing was changed: wait until it has ended.")
