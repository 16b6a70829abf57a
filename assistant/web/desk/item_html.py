"""One item as the desk shows it: where it stands, what changed, and what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assistant.web.desk.html import block, difference, heading, lines, pairs, table
from corpus.desk.desk import Item
from corpus.desk.events import Event
from corpus.desk.items import Row

STATES = {
    "draft": "Draft",
    "in-review": "In review",
    "returned": "Returned to its author",
    "approved": "Approved, waiting for publication",
    "published": "Published",
    "due": "Published, and due to be read again",
    "suspended": "Suspended",
    "retired": "Retired",
}
LONGEST_TITLE = 110


def line_of(row: Row) -> str:
    """An item in one line of a list."""
    title = row.title if len(row.title) <= LONGEST_TITLE else row.title[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
    state = "suspended" if row.suspended else row.state
    due = f", read again by {row.due}" if row.due else ""
    return f"{title}\n{row.id} · {row.kind} · {state}{due}"


def head_html(item: Item) -> str:
    """Where the item stands."""
    row = item.row
    state = STATES[row.state] + (f". SUSPENDED: {item.suspension}" if item.suspension is not None else "")
    public = f"version {row.published_version}" if row.published_version else "nothing yet"
    facts = [
        ("State", state),
        ("This version", f"{row.version}, by {row.author}, {when(row.changed)}"),
        ("Patients read", public),
        ("Read again by", str(row.due or "")),
    ]
    return block(f'<p class="kind">{escape(row.kind)}</p><h2>{escape(row.id)}</h2>{pairs(facts)}')


def difference_html(item: Item) -> str:
    """What this version changes of what patients read."""
    if item.published is None:
        return block("<p>Nothing of this is published yet. All of it is new.</p>")
    if not item.difference:
        return block("<p>This is what is published. Nothing was changed.</p>")
    names = ", ".join(change.field for change in item.changes)
    return block(f"<p>Changed: {escape(names)}.</p>{difference(item.difference)}")


def history_html(events: Iterable[Event]) -> str:
    """What happened to an item, newest first."""
    made = table(("When", "Who", "What", "Why"), [(when(e.happened), e.who, what(e), e.why) for e in events])
    return block(made or "<p>Nothing yet.</p>")


def events_html(events: Iterable[Event]) -> str:
    """What happened at the desk, newest first."""
    rows = [(str(e.number), when(e.happened), e.who, what(e), e.item or "", e.why) for e in events]
    return block(table(("No.", "When", "Who", "What", "Item", "Why"), rows) or "<p>Nothing yet.</p>")


def statements_html(rows: Iterable[Row]) -> str:
    """The statements of a source."""
    listed = [row for row in rows]
    made = table(
        ("Statement", "State", "Read again by", "Text"),
        [
            (row.id.partition("/")[2], "suspended" if row.suspended else row.state, str(row.due or ""), row.title)
            for row in listed
        ],
    )
    return block(heading(f"{len(listed)} statements") + made) if listed else ""


def what(event: Event) -> str:
    """The step, and from which state to which."""
    before, after = (event.before or {}).get("state"), (event.after or {}).get("state")
    step = event.action.replace("-", " ")
    return f"{step}: {before} → {after}" if before and after and before != after else step


def when(moment: str) -> str:
    """A moment, to the minute."""
    return moment[:16].replace("T", " ") + " UTC"


def problem_lines(problems: Iterable[object]) -> str:
    """Problems that belong to no field."""
    made = "".join(f"<li>{lines(str(one))}</li>" for one in problems)
    return block(f'<ul class="problems">{made}</ul>') if made else ""
