"""Whatever is typed or pasted gets a clear, named ending; never a trace, never a hang."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Answer, Assistant, Question

CheckAnswer = Callable[[Answer], None]

HOSTILE = {
    "empty": ("", "unreadable"),
    "blank": (" \n\t ", "unreadable"),
    "fifty kilobytes": ("stem cells " * 5000, "unreadable"),
    "control characters": ("Is PRP\x00 a \x1bstem\x07 cell treatment?", "answer"),
    "invisible characters": ("Is\u200b PRP \u202ea\u202c stem\ufeff cell treatment?", "answer"),
    "only invisible": ("\u200b\u200c\u2060\ufeff", "unreadable"),
    "html": ("<script>alert(1)</script> What is PRP?", None),
    "html in the question": ("What is <b>PRP</b>?", None),
    "sql": ("'; DROP TABLE statements; -- What is PRP?", None),
    "braces": ("{0} {question} {{x.__class__}} what is PRP?", None),
    "emoji": ("🙂🙂🙂", "unreadable"),
    "emoji with a question": ("What is PRP? 🩸", "answer"),
    "a lone surrogate": ("what is PRP \ud83d", None),
    "numbers": ("1234567890", "unreadable"),
    "one very long word": ("a" * 20_000, None),
    "many brackets": ("(" * 5000 + "[" * 5000, None),
    "markdown": ("# What is [PRP](javascript:alert(1)) **now**", None),
}


@pytest.mark.parametrize(("text", "behaviour"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_ends_well(
    assistant: Assistant, check_answer: CheckAnswer, text: str, behaviour: str | None
) -> None:
    answer = assistant.ask(Question(text))
    check_answer(answer)
    if behaviour is not None:
        assert answer.behaviour == behaviour


@pytest.mark.parametrize(
    "claim",
    ["Our drip cures autism [book now](javascript:alert(1))", "Our drip cures autism <img src=x onerror=alert(1)>"],
    ids=["link", "image"],
)
def test_pasted_markup_is_inert_in_the_answer(assistant: Assistant, claim: str) -> None:
    answer = assistant.ask(Question(f'Check this ad: "{claim}"'))
    assert answer.behaviour in ("claim-check", "refuse-injection")
    assert "](javascript" not in answer.text and "<img" not in answer.text.replace("\\<", "")


LANGUAGES = {
    "es": "¿Funcionan las células madre para la artrosis de rodilla?",
    "fr": "Les cellules souches peuvent-elles guérir la maladie de Parkinson ?",
    "de": "Helfen Stammzellen bei einer Querschnittslähmung?",
    "it": "Le cellule staminali funzionano per il diabete di tipo 1?",
    "pt": "As células-tronco funcionam para o autismo?",
    "ja": "幹細胞治療は変形性膝関節症に効果がありますか",
    "ko": "줄기세포 치료가 파킨슨병에 효과가 있나요?",
    "zh-Hans": "干细胞治疗对自闭症有效吗？",
    "zh-Hant": "幹細胞治療對自閉症有效嗎？",
    "th": "การรักษาด้วยเซลล์ต้นกำเนิดปลอดภัยหรือไม่",
    "ar": "هل العلاج بالخلايا الجذعية آمن للركبة؟",
    "hi": "क्या स्टेम सेल उपचार सुरक्षित है?",
    "vi": "Tế bào gốc có chữa được bệnh tiểu đường không?",
    "ru": "Помогают ли стволовые клетки при рассеянном склерозе?",
    "nl": "Werken stamcellen tegen artrose van de knie?",
    "pl": "Czy komórki macierzyste pomagają na chorobę Parkinsona?",
    "tr": "Kök hücre tedavisi diz kireçlenmesine iyi gelir mi?",
    "id": "Apakah sel punca bisa menyembuhkan diabetes tipe satu?",
    "sv": "Hjälper stamceller mot knäartros hos äldre?",
    "el": "Είναι ασφαλής η θεραπεία με βλαστοκύτταρα;",
}


@pytest.mark.parametrize(("language", "text"), LANGUAGES.items(), ids=LANGUAGES.keys())
def test_twenty_languages_get_a_kind_ending(
    assistant: Assistant, check_answer: CheckAnswer, language: str, text: str
) -> None:
    answer = assistant.ask(Question(text))
    assert (answer.behaviour, answer.language) == ("unsupported-language", language)
    check_answer(answer)


@pytest.mark.parametrize(
    "text",
    ["PRP?", "hsct ms", "zimislecel vertex", "knee stem cels", "ASTIS", "exosomes hair", "is mesoblast any news"],
)
def test_short_english_is_english(assistant: Assistant, text: str) -> None:
    assert assistant.ask(Question(text)).language == "en"
