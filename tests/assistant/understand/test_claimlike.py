"""What is a text to check, and what is a question, whatever it mentions."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question, Turn


@pytest.mark.parametrize(
    "text",
    [
        "Exosomes have been approved by the FDA since 2022.",
        "Stem cells reverse autism in 9 out of 10 children.",
        "saw on facebook that stem cells cure diabetes",
        "Someone in my support group says Japan has approved stem cells for spinal injury so they must work",
        "A leaflet through the door promises that PRP will regrow my hair for good.",
        "Now that MS can be cured with cord cells, which hospital started it?",
        "Why did the FDA approve exosomes for hair loss?",
        "Florida passed a law so stem cells there are FDA approved now. Where do I read about it?",
        "HEADLINE: Paralysed man walks again after stem cell jab",
        "Could you check this news item?\n\nThe TREASURE trial tested donor cells in 206 people after a stroke.",
        "Our cells home in on inflammation and rebuild cartilage. Book your free consultation today!",
    ],
)
def test_a_text_is_checked(assistant: Assistant, text: str) -> None:
    assert assistant.ask(Question(text)).behaviour == "claim-check"


@pytest.mark.parametrize(
    "text",
    [
        "How can I tell if a stem cell advert is honest?",
        "I saw an advert for exosomes. What are exosomes?",
        "My mum saw an advert for stem cells for her knees. What does research show for knee arthritis?",
        "Are clinics allowed to advertise stem cells for autism?",
        "What should I ask when an ad says a treatment is clinically proven?",
        "Why did the FDA approve Casgevy?",
        "Why did the FDA warn about exosomes?",
        "exosomes for hair loss evidence",
        "How does the EU system for approving these medicines work?",
    ],
)
def test_a_question_is_answered_as_a_question(assistant: Assistant, text: str) -> None:
    assert assistant.ask(Question(text)).behaviour in ("answer", "answer-with-limits")


def test_what_others_say_is_checked_in_a_follow_up(assistant: Assistant) -> None:
    history = (
        Turn("user", "Are exosomes approved?"),
        Turn("assistant", "The FDA said in 2019 and in 2020 that it had approved no exosome product."),
    )
    question = Question("They told me that's out of date and they got approval last month.", history=history)
    assert assistant.ask(question).behaviour == "claim-check"
