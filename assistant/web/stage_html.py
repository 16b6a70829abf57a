"""The stage of the evidence as a small picture: seven steps from laboratory to clinic, one of them marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus.model import StageId

CAPTION = "Step {number} of {count} from laboratory to clinic: {name}"
STEP = 56
"""Width of one step in the drawing's own units."""


def stage_html(stage: StageId, stages: Sequence[tuple[StageId, str]]) -> str:
    """A figure with its text alternative, or nothing for a stage that is not in `stages`."""
    ids = [entry for entry, _ in stages]
    if stage not in ids:
        return ""
    here = ids.index(stage)
    caption = CAPTION.format(number=here + 1, count=len(stages), name=stages[here][1])
    middles = [STEP // 2 + STEP * number for number in range(len(stages))]
    line = f'<line class="path" x1="{middles[0]}" y1="22" x2="{middles[-1]}" y2="22"/>'
    steps = "".join(_step(number, x, number == here) for number, x in enumerate(middles))
    return (
        '<figure class="stage-picture">'
        f'<svg viewBox="0 0 {STEP * len(stages)} 44" role="img" aria-label="{escape(caption)}">'
        f"{line}{steps}</svg>"
        f'<figcaption aria-hidden="true">{escape(caption)}</figcaption></figure>'
    )


def _step(number: int, x: int, here: bool) -> str:
    if here:
        return (
            f'<circle class="step here" cx="{x}" cy="22" r="18"/>'
            f'<text class="step-number here" x="{x}" y="28" text-anchor="middle">{number + 1}</text>'
        )
    return (
        f'<circle class="step" cx="{x}" cy="22" r="12"/>'
        f'<text class="step-number" x="{x}" y="27" text-anchor="middle">{number + 1}</text>'
    )
