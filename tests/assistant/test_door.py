"""The package exports what is listed, and nothing heavy is loaded by importing it."""

from __future__ import annotations

import subprocess
import sys

import assistant


def test_the_door_is_this_wide() -> None:
    names = ["Answer", "Assistant", "Observed", "Question", "Settings", "Turn", "ranked", "understand"]
    assert assistant.__all__ == names


def test_importing_the_door_loads_no_heavy_library() -> None:
    heavy = ("torch", "sentence_transformers", "chromadb", "gradio", "lingua")
    script = f"import sys, assistant; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
