"""Which statements say that an approval is over."""

from __future__ import annotations

import re

ENDED = re.compile(r"\b(?:withdr(?:ew|aw\w*)|revoked|cancelled|no longer|lapsed|expired)\b", re.IGNORECASE)
"""Words of an approval that ended: it is not told as an approval."""
