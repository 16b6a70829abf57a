"""Fixed wording: a text and its declared variables agree, or nothing starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from prompts import WordingError, load_wording, translations

GOOD = "---\nname: hello\nversion: 2\nvariables: [name, place]\n---\nHello {name} in {place}.\n\nBye, {name}.\n"
LANGUAGES = set("ar de es fr hi it ja ko pt ru th vi zh-Hans zh-Hant".split())


def folder(tmp_path: Path, text: str, name: str = "hello") -> Path:
    (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_text_is_filled(tmp_path: Path) -> None:
    wording = load_wording(folder(tmp_path, GOOD))["hello"]
    assert (wording.name, wording.version, wording.variables) == ("hello", 2, {"name", "place"})
    assert wording.fill(name="Ana", place="Peru") == "Hello Ana in Peru.\n\nBye, Ana."


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("{place}", id="a variable"),
        pytest.param("{name}", id="itself"),
        pytest.param("{0.__class__}", id="format specification"),
        pytest.param("{", id="open brace"),
        pytest.param("\\g<0> \\1", id="regular expression"),
        pytest.param("%s $name", id="other templates"),
    ],
)
def test_a_value_is_never_a_template(tmp_path: Path, value: str) -> None:
    wording = load_wording(folder(tmp_path, GOOD))["hello"]
    assert wording.fill(name=value, place="Peru") == f"Hello {value} in Peru.\n\nBye, {value}."


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({}, id="none"),
        pytest.param({"name": "Ana"}, id="one missing"),
        pytest.param({"name": "Ana", "place": "Peru", "time": "now"}, id="one too many"),
        pytest.param({"name": "Ana", "plce": "Peru"}, id="misspelt"),
    ],
)
def test_exactly_the_declared_values_are_taken(tmp_path: Path, values: dict[str, str]) -> None:
    wording = load_wording(folder(tmp_path, GOOD))["hello"]
    with pytest.raises(WordingError, match=r"wording/hello.md takes \['name', 'place'\], but was given"):
        wording.fill(**values)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("Hello.\n", "the head between two --- lines is missing", id="no head"),
        pytest.param("---\nname: hello\nHello.\n", "the head between two --- lines is missing", id="open head"),
        pytest.param("", "the head between two --- lines is missing", id="empty file"),
        pytest.param(GOOD.replace("name: hello", "name: bye"), "name is bye: call it hello", id="another name"),
        pytest.param(GOOD.replace("[name, place]", "[name]"), "declares ['name'] and uses", id="undeclared"),
        pytest.param(GOOD.replace("[name, place]", "[name, place, time]"), "make the two lists equal", id="unused"),
        pytest.param("---\nname: hello\nversion: 1\n---\nHello {name}.", "declares [] and uses ['name']", id="no list"),
        pytest.param(GOOD.replace("version: 2\n", ""), "version is None", id="no version"),
        pytest.param(GOOD.replace("version: 2", "version: new"), "version is new", id="version in words"),
        pytest.param(GOOD.replace("name: hello", "name: [hello"), "is not valid YAML", id="broken head"),
        pytest.param("---\njust words\n---\nHello.", "is not a list of fields", id="head without fields"),
        pytest.param("---\n\n---\nHello.", "is not a list of fields", id="empty head"),
        pytest.param("---\nname: hello\nversion: 1\n---\n  \n", "the text is empty", id="no text"),
        pytest.param(GOOD + "In { place }.", "holds a brace that is no variable", id="spaces in a variable"),
        pytest.param(GOOD + "In {place.", "holds a brace that is no variable", id="open brace"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(WordingError) as error:
        load_wording(folder(tmp_path, text))
    assert str(error.value).startswith("hello.md: ") and says in str(error.value)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="restore prompts/wording from the repository"):
        load_wording(tmp_path)


def test_every_shipped_text_loads_and_can_be_filled() -> None:
    wording = load_wording()
    assert len(wording) > 50
    for name, one in wording.items():
        filled = one.fill(**{variable: f"<{variable}>" for variable in one.variables})
        assert name == one.name and one.version >= 1
        assert filled and "{" not in filled and "}" not in filled
        assert all(f"<{variable}>" in filled for variable in one.variables)


def test_what_the_safety_of_patients_stands_on_is_there() -> None:
    wording = load_wording()
    for name in ("emergency-place-known", "crisis-place-known"):
        assert "emergency_number" in wording[name].variables
    for name in ("emergency-place-unknown", "crisis-place-unknown", "frame-not-advice-short"):
        assert wording[name].body


def test_the_other_languages_are_complete() -> None:
    found = translations()
    assert set(found) == LANGUAGES and len(found) == 14
    for tag, one in found.items():
        assert one.language == tag
        assert all(len(text.strip()) > 10 for text in (one.only_english, one.emergency, one.frame))
        assert one.name.strip() and isinstance(one.native_review, bool)
        assert one.direction == ("rtl" if tag in ("ar", "fa", "he", "ur") else "ltr")
        assert len({one.only_english, one.emergency, one.frame}) == 3
    assert len({one.emergency for one in found.values()}) == 14


@pytest.mark.parametrize("missing", ["language", "dir", "emergency", "frame", "only_english", "native_review"])
def test_a_language_that_is_not_complete_is_refused(tmp_path: Path, missing: str) -> None:
    fields = ("language", "name", "dir", "native_review", "only_english", "emergency", "frame")
    entry = ", ".join(f"{name}: x" for name in fields if name != missing)
    file = tmp_path / "i18n.yaml"
    file.write_text(f"messages:\n- {{{entry}}}\n", encoding="utf-8")
    with pytest.raises(WordingError, match=f"i18n.yaml: message .* has no {missing}: add it"):
        translations(file)
