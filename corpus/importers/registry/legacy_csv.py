"""The former site's table for download: a line a study, lists in one cell apart by `|`."""

from __future__ import annotations

import csv
import io
import re

from corpus.importers.registry.errors import BrokenRecord
from corpus.importers.registry.record import Intervention, Party, TrialRecord
from corpus.importers.registry.values import code, count, date, phases, text, texts

SURE_COLUMNS = ("NCT Number", "Status")
_COUNTRY = re.compile(r"([^,|]+)$")


def is_table(written: str) -> bool:
    """Whether a text begins with the table's line of column names."""
    header = written.lstrip("\ufeff \n").split("\n", 1)[0]
    return header.startswith(('"Rank"', "Rank,", '"NCT Number"', "NCT Number,")) and all(
        column in header for column in SURE_COLUMNS
    )


def read_table(written: str) -> list[TrialRecord]:
    """The records of a table. Raises `BrokenRecord` for one without a whole line."""
    try:
        rows = list(csv.DictReader(io.StringIO(written.lstrip("\ufeff \n")), strict=True))
    except csv.Error:
        raise BrokenRecord("The table is cut off or damaged. Download it again and send the whole file.") from None
    records = [_record({key: value or "" for key, value in row.items() if isinstance(key, str)}) for row in rows]
    return [record for record in records if record.number]


def _record(row: dict[str, str]) -> TrialRecord:
    design = dict(part.split(": ", 1) for part in row.get("Study Designs", "").split("|") if ": " in part)
    sponsor, *others = [name for name in row.get("Sponsor/Collaborators", "").split("|") if name.strip()] or [""]
    lowest, highest = _ages(row.get("Age", ""))
    return TrialRecord(
        form="legacy-csv",
        number=text(row.get("NCT Number")),
        other_numbers=texts(row.get("Other IDs", "").split("|")),
        title=text(row.get("Title")),
        acronym=text(row.get("Acronym")),
        study_type=code(row.get("Study Type", "").split(":")[0]),
        phases=phases([row.get("Phases", "")]),
        status=code(row.get("Status")),
        first_posted=date(row.get("First Posted")),
        last_updated=date(row.get("Last Update Posted")),
        start=date(row.get("Start Date")),
        primary_completion=date(row.get("Primary Completion Date")),
        completion=date(row.get("Completion Date")),
        sponsor=Party(name) if (name := text(sponsor)) else None,
        collaborators=tuple(Party(name) for name in texts(others)),
        conditions=texts(row.get("Conditions", "").split("|")),
        enrolment=count(row.get("Enrollment")),
        allocation=code(design.get("Allocation")),
        model=code(design.get("Intervention Model") or design.get("Observational Model")),
        purpose=code(design.get("Primary Purpose")),
        masking=code(design.get("Masking")),
        interventions=tuple(_intervention(cell) for cell in texts(row.get("Interventions", "").split("|"))),
        # The table does not tell main measures from further ones, so none is called the main one.
        primary_outcomes=(),
        other_outcomes=len(texts(row.get("Outcome Measures", "").split("|"))),
        sex=code(row.get("Gender")),
        minimum_age=lowest,
        maximum_age=highest,
        countries=tuple(
            found[1].strip() for place in row.get("Locations", "").split("|") if (found := _COUNTRY.search(place))
        ),
        results_posted={"HAS RESULTS": True, "NO RESULTS AVAILABLE": False}.get(row.get("Study Results", "").upper()),
    )


def _intervention(cell: str) -> Intervention:
    kind, colon, name = cell.partition(": ")
    return Intervention(name, code(kind)) if colon else Intervention(cell)


def _ages(cell: str) -> tuple[str | None, str | None]:
    """`18 Years to 85 Years   (Adult, Older Adult)`, `18 Years and older`, `up to 17 Years`."""
    words = re.sub(r"\(.*\)", "", cell).strip()
    if found := re.fullmatch(r"(.+?) to (.+)", words):
        return (None if found[1].lower() == "up" else text(found[1])), text(found[2])
    if found := re.fullmatch(r"(.+?) and older", words, re.IGNORECASE):
        return text(found[1]), None
    return None, None
