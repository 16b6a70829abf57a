"""Words of danger that tell of none: sayings, what is over, what happened to others, what a study or an article says.

They are left out before the rules of danger look at a message, and the rest is read as if they were not there: "My uncle
took his own life. I will do the same" keeps its second sentence. Texts are plain: lower case, no apostrophes, no accents.
"""

from __future__ import annotations

import re
from functools import cache

_KIN = (
    r"(?:(?:step|grand|great|god)?(?:mum|mom|mother|dad|father|son|daughter|child|parents?)|wife|husband|partner|brother|sister|"
    r"friend|mate|nan|gran|granny|grandma|grandpa|grandad|uncle|aunt|auntie|cousin|nephew|niece|neighbou?r|colleague|twin|man|woman|patient|"
    r"someone|somebody|he|she|they|who)"
)
_TOLD_SUICIDE = (
    r"(?:took (?:his|her|their) own li(?:fe|ves)|kill(?:ed)? (?:him|her|them)sel(?:f|ves)|ended (?:his|her|their) (?:own )?li(?:fe|ves)|"
    r"died (?:by|of|from|through) suicide|committed suicide|hanged (?:him|her)self)"
)
_DESPAIR_THEN = (
    r"(?:want(?:ed)? to (?:die|be dead|end it|end my life)|(?:was|were|been|be|felt|feel) (?:very |so )?suicidal|self ?-?harm(?:ed|ing)?|"
    r"tried to (?:kill (?:my|him|her)self|end it|hang (?:my|him|her)self|overdose)|attempted suicide|took an overdose|overdosed|cut (?:my|him|her)self)"
)
_THEN = (
    r"(?:(?:years?|decades|ages|long) ago|back then|in (?:my|his|her) (?:teens|twenties|thirties|forties|youth)|"
    r"in the (?:[a-z]+ties|[89]0s)|as a (?:teen\w*|student|child|kid|boy|girl)|in (?:19|20)\d\d|used to|long ago)"
)
_PRICE = r"(?:bills?|prices?|costs?|quotes?|invoices?|fees?|sums?|figures?|abbreviations|jargon|headlines?|news)"

_SAYINGS = (
    r"\bbe(?:en|ing)? the death of (?:me|us|him|her|my [a-z]+)\b",
    r"\b(?:sick|bored|scared|frightened|worried|embarrassed|done|tired) to death\b",
    r"\bdying (?:to (?:know|hear|see|find|learn|read|try|meet|ask|understand)|for (?:news|an answer|(?:the )?results?|a (?:coffee|beer|drink|break)))\b",
    r"\b(?:so|totally|completely|just) over (?:this|the|these|my|all (?:this|the)) (?:[a-z]+ ){0,1}?(?:pain|aches?|knees?|hips?|back|hype|ads|wait|waiting|"
    r"tablets|injections|jabs|diets?|appointments)\b",
    r"\bto die for\b|\bdie of (?:shame|boredom|curiosity|embarrassment|laughter|laughing)\b|\bover my dead body\b",
    r"\b(?:if )?looks could kill\b|\bkilling (?:two birds|time)\b|\b(?:id|i would|would) kill for\b",
    r"\b(?:my|this|the|his|her|these|those|that|our) (?:[a-z]+ ){0,2}?(?:knees?|hips?|backs?|bak|shoulders?|elbows?|feet|ankles?|joints?|thumbs?|waits?|waiting|"
    r"suspense|prices?|costs?|papers?|forms?|ads?|adverts?|jargon|heat)(?: for [a-z]+)? (?:is|are|was|were|just|have been|has been) (?:[a-z]+ ){0,2}?killing (?:me|us|him|her|my [a-z]+)\b",
    rf"\b(?:nearly |almost |just )?(?:faint\w*|chok\w+|collaps\w+|passed out|keeled over|had a (?:heart attack|stroke|fit)|died) (?:when|at|from|on|over) "
    rf"(?:(?:i|we|he|she|they|my [a-z]+) )?(?:(?:saw|see|seeing|heard|hearing|read|reading) )?(?:(?:all|the|their|that|this|these|those|its|my|our|his|her|such) ){{0,3}}(?:[a-z]+ )?{_PRICE}\b",
    r"\b(?:suffocat\w+|drown\w+|chok\w+) (?:in|on|under|with|by) (?:(?:all|the|these|this|my|their|of) ){0,3}(?:[a-z]+ )?(?:paperwork|forms|leaflets|letters|bills|debts?|information|data|e-?mails|acronyms|numbers)\b",
    r"\b(?:t[oa]kes?|took) (?:my|our) breath away\b|\bheart ?-?stopping\b|\bmy heart (?:bleeds|goes out|sinks|sank|breaks|broke)\b|\bmy blood boils\b",
    r"\bbleeding (?:edge|money|obvious|us dry|me dry|people dry)\b|\b(?:numb|paraly[sz]ed|speechless|sick) with (?:shock|grief|fear|worry|joy|relief)\b",
    r"\b(?:its|this is|it is) an emergency\b(?=[^.!?]{0,25}\b(?:essay|homework|exam|school|deadline|talk|presentation|quiz)\b)",
    r"\bmy last (?:message|question|one|words?),? (?:for (?:today|now)|i promise|promise|before (?:bed|lunch|work|dinner))\b",
    r"\b(?:i )?(?:cant|cannot) (?:take|stand|bear) (?:it|this|these|any more)(?: any ?more| any longer)?,? (?:of )?(?:(?:all )?(?:this|these|the) )?"
    r"(?:nonsense|hype|ads|adverts?|jargon|rubbish|bull\w*|(?:every|each) (?:page|site|article|doctor|source) (?:says|tells)|every(?:one|body) (?:says|tells))",
    r"\b(?:lost|losing|lose) (?:all )?(?:track|sense|consciousness|count) of (?:the )?(?:time|hours?|days?)\b",
    r"\bsense to live (?:near|in|with|close)\b|\bwant out of (?:the|my|this|that|our) (?:trial|study|contract|programme|program|bank|deal)\b",
)
_REPORTS = (
    r"\bsuicidal (?:people|patients|persons|participants|volunteers)\b|\b(?:participants?|patients|people|volunteers|those) who (?:become|became|are|were|feel|felt|get) suicidal\b",
    r"\b(?:did|has|have|do) (?:any ?one|any ?body|people|patients|participants|any [a-z]+)\b[^.!?]{0,30}\b(?:die by suicide|commit(?:ted)? suicide|kill(?:ed)? themselves|overdose)\b",
    r"\b(?:suicidal (?:thoughts|thinking|ideation)|suicide|self ?-?harm)\b(?=[^.!?]{0,40}\b(?:side ?-?effects?|listed|rates?|in (?:the )?(?:trials?|stud(?:y|ies)))\b)",
    r"\bcan (?:you|one|people|a person) overdose on\b",
    r"\"[^\"]{3,140}\",? (?:said|says|wrote|writes) (?:an?|the|one|some) [a-z]+",
)
_DYING_AND_ASKING = re.compile(
    rf"\b{_KIN} (?:is|lies|are|was|has been) (?:[a-z]+ )?(?:dying|on (?:his|her) death ?bed|in (?:his|her) last (?:days|weeks))\b"
    r"(?=[^?]{0,80}\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|want(?:s|ed)? to (?:know|understand)|is curious|would like to know|likes)\b)"
    rf"|\b{_KIN} (?:is|lies|are|was|has been|went) (?:[a-z]+ )?(?:(?:in|on|at|to) (?:a |the )?hospice|in palliative care|terminal(?:ly ill)?)\b"
    r"(?=[^?]{0,120}\b(?:understand|know|ask(?:s|ed|ing)?|wonder\w*|curious|(?:what|which|how) (?:is|was|are|were|did|does|many)|(?:is|are) there)\b)"
)
_LOSS = re.compile(rf"\b{_KIN} (?:[a-z]+ ){{0,5}}?{_TOLD_SUICIDE}\b")
_FRESH = re.compile(
    r"\b(?:just|today|tonight|yesterday|last (?:night|week|month)|this (?:morning|week)|(?:hours?|minutes?) ago|tr(?:y|ies|ied|ying)|want(?:s|ed)? to|wanna|will|going to|gonna|might|if|says?|threat\w*|talk\w*)\b"
)
_OVER = re.compile(rf"\b{_THEN}\b[^.!?;]{{0,60}}?\b{_DESPAIR_THEN}|\b{_DESPAIR_THEN}[^.!?;]{{0,60}}?\b{_THEN}\b")
_RETURNS = re.compile(
    r"\b(?:again|(?:is|are|has|have) (?:come )?back|came back|coming back|return(?:s|ed|ing)?|lately|still|same (?:thing|way|thoughts?)|tonight|these days|"
    r"now i (?:want|am|cant|feel|think)|now (?:he|she) (?:wants|is|feels|says))\b"
)


@cache
def _always() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in (*_SAYINGS, *_REPORTS)))


def without_sayings(plain: str) -> str:
    """A plain text with every such saying left out; the same text where it has none."""
    rest = _DYING_AND_ASKING.sub("…", _always().sub("…", plain))
    if not _RETURNS.search(rest):
        rest = _OVER.sub("…", rest)
    return _LOSS.sub(lambda found: found[0] if _near_now(found) else "…", rest)


def _near_now(found: re.Match[str]) -> bool:
    """Whether a loss is told in the words of one who threatens it, or of this very day."""
    start = max(found.string.rfind(mark, 0, found.start()) for mark in ".!?;") + 1
    return _FRESH.search(found.string[start : found.end() + 30]) is not None
