"""What a message asks in the end: the sentence that asks, and whether it is asked in general or for one person.

People tell a story before they ask, and a story about a relative or an advert does not change what is asked: "My dad has
ALS. Did it work in trials?" is a question about trials. What decides is the last sentence that asks.
"""

from __future__ import annotations

import re

from index.cues import shows

_ENDS = re.compile(r"(?<=[.!?\]])[\"”’')]*\s+|\n+|\s+(?:-|–|—|<-)\s+")
_QUOTED = re.compile(r"[\"“«][^\"”»]*[\"”»]|(?<!\w)['‘][^\n]{12,}?['’](?!\w)")
_LEAD = r"(?:(?:so|and|but|ok|okay|hi|hello|hey|please|pls|plz|sorry|anyway|just curious|honestly|sir|madam|dear|well|also)\b[,:.\s/]*)*"
_WORDS = r"(?:what|wh?at'?s|waht|wot|which|who|whose|whom|where|when|why|how|hw)"
_VERBS = (
    r"(?:is|are|was|were|do|does|dose|did|can|could|has|have|had|will|would|should|may|might|must|am|isn'?t|aren'?t|"
    r"doesn'?t|don'?t|didn'?t|can'?t|won'?t|hasn'?t|haven'?t)"
)
_TELL = (
    r"(?:(?:can|could|would|will) (?:you|someone|anyone|anybody|somebody) (?:please |kindly )?)?(?:kindly |please |pls )?"
    r"(?:tell|inform|advise|let|show|explain|describe|clarify|say|name|list|give|define)(?: (?:me|us))?(?: know)?(?: (?:to|about))?"
    r"|(?:does |do )?(?:anyone|anybody|any one|someone|somebody|any ?body)(?: here)? know|i(?:'d| would)? (?:like|want|need|wish) to (?:know|understand|ask)"
    r"|i(?:'m| am)? (?:wonder|wondering|asking|curious)|wondering|do (?:you|we) know|need to know|want to know|not sure|curious|trying to (?:find out|understand)"
)
_ASKS = re.compile(
    rf"^\W*{_LEAD}(?:{_WORDS}\b|{_VERBS}\b(?! not believe)|(?:{_TELL})\s+(?:if|whether|{_WORDS})\b|explain\b|describe\b|define\b|(?:name|list|enumerate|compare) (?:me )?(?:the|all|some|any)\b|(?:any|is there) (?:\w+ ){{0,2}}(?:proof|evidence|trials?|news|data))",
    re.IGNORECASE,
)
_ASKS_AFTER_ALL = re.compile(
    # "…, what do registries show", "PRP for the knee, it is proven or not", "if X is so does that mean Y"
    rf"[,:;(]\s*{_LEAD}(?:{_WORDS}|{_VERBS})\b(?:\s+\S+){{1,}}|\bit (?:is|has|can|was|works)\b[^.!]*\?|\b(?:is|are|does|do|did|can|will|would) (?:it|that|this|they|the \w+)\b[^.!]*\bor (?:not|what|isn'?t|is it)\b"
    r"|\b(?:does|do|would|did|so) (?:that|this|it) (?:then )?(?:mean|make|count)\b|\bso (?:is|are|does|do|did|has|have|can|will|was|were) (?:it|they|this|that|the \w+)\b(?! (?:really |actually )?(?:true|right|correct|real|false|legit))"
    r"|\bor (?:what|not|no)\W*$|\b(?:explain|meaning)\W*$",
    re.IGNORECASE,
)
_WHETHER_TRUE = re.compile(
    r"\b(?:true|right|correct|real|false|accurate|honest|legit|hype|fact|facts|claims?|fake|nonsense|rubbish|puff|sales|trust|believe|happen(?:ed)?|hold up|check|really so|sentence|number|comments?|thoughts|library|in (?:this|it|there))\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    rf"^\W*{_LEAD}(?:{_WORDS} )?{_VERBS} (?:it|this|that|these|those|they|he|she)\b(?! (?:mean|the same|any different|a sign|count|equal|equivalent))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|this|that|these|those|they|them|one)\b", re.IGNORECASE)
_MEANING = re.compile(
    r"\b(?:mean(?:s|ing)?\b|(?:the )?same (?:thing )?(?:as|or)|same thing\b|equivalent|equals?\b|diff?e?r[ea]?n[ct]+e?s?\b|diffrence|versus|vs|a sign of|amount to|count as|something else|stand for|stands for|explain\W*$)",
    re.IGNORECASE,
)
_NEUTRAL_TRUTH = re.compile(
    r"^\W*(?:is it|it is) true,?(?: that)? (?P<rest>[^.?!\n]{12,110})\?\s*$|^\W*is it (?:so|true) (?:that )?(?:[^.?!\n]{12,90})\?\s*$",
    re.IGNORECASE,
)
_ONE_PERSON = re.compile(
    r"\b(?:i|i'm|im|i've|ive|i'd|i'll|me|my|mine|myself|we|us|our|ours|he|him|his|she|her|hers|mum|mom|dad|wife|husband|son|daughter|"
    r"gran\w*|nan|mother|father|brother|sister|your|you)\b",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\b(?:should|shall|ought|better to|safe to|ok(?:ay)? to|fine to|wise to|okay if|ok if|too (?:late|old|young|ill|sick|soon|far)|time for|dose|dosage|"
    r"how many cells|candidate|eligible|qualify|recommend|advise|suggest|worth (?:it|a try|trying|the)|go ahead|(?:wait|stop|skip|take|quit) (?:or|and|the|it)|"
    r"ok(?:ay)? with|with (?:that|it|this)\W*$|option left|this case|yes or no|odds|chances?|prognosis|interpret)\b",
    re.IGNORECASE,
)
_LATER_QUESTION = re.compile(rf",\s*({_LEAD}(?:{_WORDS})\b[^,]*)$", re.IGNORECASE)
"""What is asked after a comma: "I am scared of needles, how do they take the cells from a donor"."""
_ASKS_WHAT_OTHERS_FOUND = re.compile(
    r"\bwhat (?:do|does|did|have|has) (?:the |a |an )?(?!you\b|i\b|we\b)(?:[\w'-]+ ){1,6}?(?:say|said|show|shown|find|found|report|reported|recommend|advise|think)\b",
    re.IGNORECASE,
)
_OF_THE_ONE_IN_THE_STORY = re.compile(
    r"\W*(?:and |so |but )?(?:is|will|would) (?:it|this|that)\b"
    r"(?! (?:known|true|lawful|legal|illegal|allowed|proven|proved|approved|possible|common|usual|mean|the same))",
    re.IGNORECASE,
)
_OWN_CELLS = re.compile(
    r"\b(?:my|your|our|his|her|one's|their) own (?=(?:stem |fat |blood |bone )*(?:cells?|blood|fat|tissue|marrow)\b)",
    re.IGNORECASE,
)
_HURT_ME = re.compile(r"\b(hurt|harm) (?:me|you|us|him|her|somebody|someone)\b", re.IGNORECASE)
"""What a treatment is made of, and what it does, in everybody's words for it: "Can my own cells grow a tumour?" is asked of anybody's."""
FEWEST_WORDS = 4
"""Words in a sentence that asks a whole question; a shorter one leans on what stands before it."""


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, without empty ones."""
    return [part.strip() for part in _ENDS.split(text.replace("’", "'")) if re.search(r"\w", part)]


def asking_sentence(text: str) -> str | None:
    """The last sentence that asks, without what it quotes; None when a message only states."""
    return next((one for one in reversed(sentences(_unquoted(text))) if _asks(one)), None)


def _asks(sentence: str) -> bool:
    if sentence.endswith("?") or _ASKS.match(sentence):
        return True
    return not sentence.endswith((".", "!")) and _ASKS_AFTER_ALL.search(sentence) is not None


def _unquoted(text: str) -> str:
    """The text with each quotation left out; what follows a quoted sentence begins a sentence of its own."""
    return _QUOTED.sub(lambda quote: "\n" if quote[0][-2:-1] in ".!?" else " … ", text.replace("’", "'"))


def asks_a_question(text: str) -> bool:
    """Whether a message asks for something to be answered, rather than shows a text to be judged.

    A question stands on its own feet: it says what it is about, or asks what words mean. "Is this true?" below a text,
    and "Why then …?" after a statement, lean on the text.
    """
    asking = asking_sentence(text)
    if asking is None:
        return False
    every = sentences(_unquoted(text))
    if _MEANING.search(asking):
        return True
    truth = _NEUTRAL_TRUTH.match(asking)
    if truth is None and _WHETHER_TRUE.search(asking):
        return False
    if _POINTS_BACK.match(asking) and truth is None:
        return False
    if len(every) > 1 and every[-1] != asking and len(every[-1].split()) > FEWEST_WORDS:
        return False
    alone = len(every) == 1 or asking == every[0]
    if not alone and re.match(rf"^\W*{_LEAD}(?:why|how come|since when)\b", asking, re.IGNORECASE):
        return False
    names_its_matter = truth is not None or alone or shows("stem cell field", asking) or not _PRONOUN.search(asking)
    return names_its_matter and len(asking.split()) >= FEWEST_WORDS


def asks_in_general(text: str) -> bool:
    """Whether the sentence that asks speaks of nobody in particular and of no decision: a question anybody may ask."""
    asking = asking_sentence(text)
    if asking is None:
        return False
    if _ASKS_WHAT_OTHERS_FOUND.search(asking):
        return True
    after_colon = asking.rpartition(": ")[2]
    if len(after_colon.split()) >= FEWEST_WORDS:
        asking = after_colon
    later = _LATER_QUESTION.search(asking)
    if later is not None and len(later[1].split()) > FEWEST_WORDS:
        asking = later[1]
    question = re.sub(
        rf"^\W*{_LEAD}(?:{_TELL})\s+", "", _HURT_ME.sub(r"\1", _OWN_CELLS.sub("own ", asking)), flags=re.IGNORECASE
    )
    if _ONE_PERSON.search(question) or _DECISION.search(question):
        return False
    if _OF_THE_ONE_IN_THE_STORY.match(question):
        return False  # "Is it safe?" after a story is asked of the one in the story
    return len(question.split()) >= FEWEST_WORDS
