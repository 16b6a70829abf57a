"""Environment switches that have to be set before Gradio is imported: nothing is counted, kept or sent."""

from __future__ import annotations

import os

SET = {
    # Any other value than True turns counting off; it is read at import.
    "GRADIO_ANALYTICS_ENABLED": "False",
    # Otherwise every question is kept in the browser, where the next person at a shared computer can read it.
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_MCP_SERVER": "False",
    "GRADIO_SHARE": "False",
    # Server-side rendering would start a second program.
    "GRADIO_SSR_MODE": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    # A shell that traces would send prompts to another machine.
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}

REMOVED = (
    # These open files, source code or an editor to whoever can reach the page.
    "GRADIO_ALLOWED_PATHS",
    "GRADIO_VIBE_MODE",
    "GRADIO_WATCH_DIRS",
    "GRADIO_LOCAL_DEV_MODE",
    "GRADIO_NODE_SERVER_NAME",
)


def set_switches() -> None:
    """Sets every switch for this process, whatever the operator's shell says."""
    os.environ.update(SET)
    for name in REMOVED:
        os.environ.pop(name, None)
