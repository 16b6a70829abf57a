"""What can be wrong with the corpus, in words an editor can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

MENDS = {
    "missing": "add the field",
    "extra_forbidden": "remove the field, or correct its name",
    "literal_error": "use one of the listed values",
    "enum": "use one of the listed values",
    "string_pattern_mismatch": "write it in the form that the schema asks for (see corpus/README.md)",
    "string_too_short": "write something, or remove the field",
    "string_type": "write text; put a number, true or false in quotes",
    "list_type": "write a list: one `- item` a line",
    "too_short": "add items: the list is too short",
    "too_long": "take items out: the list is too long",
    "variable_lost": "write it where the program's value belongs",
    "variable_unknown": "take it out, or correct its name",
    "brace": "write a variable as {name}, without spaces",
}


@dataclass(frozen=True)
class CorpusFault:
    """One thing that is wrong: the file, the field, what, and the mend."""

    file: str
    field: str
    problem: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.field}" if self.field else self.file
        return f"{where}: {self.problem}. To mend it: {self.mend}."

    @classmethod
    def of_validation(
        cls, file: str, error: ValidationError, raw: Any, prefix: tuple[int | str, ...] = ()
    ) -> list[CorpusFault]:
        """One fault for each field that the schema refused; list items are called by their id or slug."""
        return [
            cls(
                file=file,
                field=_readable((*prefix, *found["loc"]), raw),
                problem=found["msg"].removeprefix("Value error, "),
                mend=MENDS.get(found["type"], "correct the value"),
            )
            for found in error.errors()
        ]


def _readable(location: tuple[int | str, ...], raw: Any) -> str:
    """`statements[insulin-independence].facet` rather than `statements.3.facet`."""
    words = ""
    for step in location:
        raw = _inside(raw, step)
        if isinstance(step, int):
            name = raw.get("slug") or raw.get("id") if isinstance(raw, dict) else None
            words += f"[{name or step}]"
        else:
            words += f".{step}" if words else step
    return words


def _inside(raw: Any, step: int | str) -> Any:
    try:
        return raw[step]
    except (KeyError, IndexError, TypeError):
        return None


class CorpusError(Exception):
    """For the editor: the corpus cannot be used as it is."""


class CorpusFileError(CorpusError):
    """Files that the schema refused. Nothing was built; the active release keeps serving."""

    def __init__(self, faults: list[CorpusFault]) -> None:
        self.faults = faults
        shown = "\n".join(f"  {fault}" for fault in faults[:20])
        more = f"\n  and {len(faults) - 20} more" if len(faults) > 20 else ""
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{count} in the corpus files:\n{shown}{more}")
