"""What is declined, by its wording: what one person should do, and which clinic, seller or country to go to.

Each is known by what is asked for, never by a name: a clinic that nobody has heard of is asked for in the same words.
"""

from __future__ import annotations

import re

from assistant.understand.unknown import countries

_PERSON = r"(?:i|we|he|she|they|my \w+(?: \w+)?|our \w+|mum|mom|dad|granny|grandma|grandad|nan|someone like me|a person like me)"
_PERSONAL = re.compile(
    rf"\b(?:should|shall|ought|must) {_PERSON}\b(?! (?:ask|believe|look|check|know|expect|read|be told|bring|tell|put|find|search|report))"
    rf"|\b(?:can|could|may) {_PERSON} (?:still |safely |just |now )?"
    r"(?:have|get|take|stop|try|use|skip|come off|go off|start|combine|drive|fly|drink|eat)\b(?=.*\b(?:my|i'?m|im|i am|i have|i've|his|her)\b)"
    r"|\b(?:can|could|may|is it ok if|am i allowed to|are we allowed to) (?:i|we|he|she|my \w+)? ?(?:just )?(?:skip|stop|come off|go off|quit|double|halve)(?: taking)? (?:the |my |his |her |our )?(?!asking|reading|at\b)\w+"
    r"|\b(?:can|could|may) (?:i|we|he|she|my \w+) (?:still |safely )?(?:drink|eat|drive|fly|swim|work out|run|have sex|get pregnant|smoke)\b[^.?!\n]*\b(?:after|before|with|while|during|since)\b"
    r"|\bam i allowed\b|\btime for (?:an? |the )?[\w-]+ (?:now|yet)\b|\byes or no from you\b|\b(?:interpret|read|explain)\b[^.?!\n]{0,15}:? [A-Za-z]{2,12} \d"
    r"|\btell me what to (?:say|do|take|tell|choose|answer|eat|drink|avoid|use)\b"
    r"|\bwould (?:it|that|this|they|stem cells?|prp|hsct|exosomes?|[\w-]+) (?:\w+ )?(?:work|help|cure|fix|be (?:safe|right|good|better|worth it)) "
    r"(?:for |on |with )?(?:me|my|him|her|us)\b"
    r"|\b(?:is|are|would|will) (?:it|this|that|they|[\w-]+(?: [\w-]+){0,5}) (?:be )?(?:right|safe|suitable|good|ok|okay|worth it|better|an option) for (?:me|my|him|her|us)\b"
    r"|\bam i (?:a (?:good )?candidate|eligible|suitable|too (?:old|late|young|ill|sick|far))\b|\bdo (?:i|we) qualify\b"
    r"|\bis (?:he|she|my \w+) (?:a (?:good )?candidate|eligible|suitable|too (?:old|ill|sick|young))\b"
    r"|\bwhat (?:would|should|do) (?:you|i|we) (?:do|recommend|advise|suggest|choose|take)\b|\bif you were me\b|\bin my (?:case|situation|place|shoes)\b"
    r"|\b(?:what|which|how much|how many)\b.{0,30}\bdose\b.{0,40}\b(?:i|me|my|he|she|him|her)\b"
    r"|\bwould you (?:let|give|send|want|do|take|choose|have|put)\b.{0,40}\b(?:your|it|yourself)\b|\b(?:pick|choose|decide) (?:one )?for me\b"
    r"|\bis it (?:ok|okay|safe|fine|alright|all right|wise|a good idea|normal) (?:to|if)\b.{0,60}\b(?:after|before|since|with|while|days?|weeks?|my)\b"
    r"|\bhow (?:many|much)\b.{0,40}\bshould (?:i|we|he|she|they|my \w+)\b"
    r"|\bwhat are (?:my|his|her) (?:chances?|odds)\b|\bmy (?:chance|chances|odds) of\b|\bhow long (?:have i got|do i have)\b"
    r"|\b(?:look at|read|interpret|explain|what do(?:es)?) (?:my|his|her|these|this) (?:mri|scan|results?|bloods?|blood test|lab|report|x-?ray|biopsy|letter)\b",
    re.IGNORECASE,
)
_RANKING = re.compile(
    r"\b(?:best|top(?: \d+| ten| five| three)?|safest|cheapest|most (?:trusted|reputable|reliable|affordable|experienced)|leading|good|reputable|"
    r"trustworthy|decent|legit(?:imate)?|recommended|affordable|number one|reliable)\b[^.?!\n]{0,30}"
    r"\b(?:clinics?|doctors?|hospitals?|surgeons?|cent(?:re|er)s?|institutes?|providers?|specialists?|places? (?:to|for|in)|agenc(?:y|ies)|brands?)\b"
    r"|\b(?:recommend|suggest|name|find(?! out)|refer|point|list|give|show|send|book)\b[^.?!\n]{0,40}\b(?:clinics?|doctors?|hospitals?|surgeons?|cent(?:re|er)s?|providers?|specialists?)\b"
    r"|\b(?:which|what) (?:\w+ )?(?:clinics?|doctors?|hospitals?|surgeons?|providers?|compan(?:y|ies)|bank|country)\b[^.?!\n]{0,40}"
    r"\b(?:should|best|good|better|trust\w*|legit|reputable|safe|recommend\w*|choose|go to|go with|cheapest|offers?)\b"
    r"|\bwhere (?:should|can|could|do|would|shall) (?:i|we|my \w+|he|she|you) (?:\w+ )?(?:go|get|find|have|buy|send|travel|take)\b"
    r"(?! (?:out|the (?:fda|ema|warning|list|full|original|text|rules|law|record|registry|results)|more|information|an? (?:trial|list|registry|study)|trials?|(?:fda )?warning|evidence|studies|help|advice))"
    r"|\bis (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* (?:clinic|cent(?:re|er)|institute|hospital)\b[^.?!\n]{0,20}\b(?:any )?(?:good|legit|safe|reputable|ok|trustworthy|scam|worth)\b"
    r"|\b(?:most|more|least|less) (?:trusted|reliable|reputable|bad|dodgy|dangerous|trustworthy|safe|risky)\b[^.?!\n]{0,30}\b(?:suppliers?|sellers?|makers?|compan(?:y|ies)|brands?|labs?|banks?|firms?|one)\b"
    r"|\bwhich of (?:the|these|those)\b[^.?!\n]{0,40}\b(?:clinics?|compan(?:y|ies)|sellers?|labs?|banks?)\b[^.?!\n]{0,20}\b(?:best|better|good|worst|least|most|safest)\b"
    r"|\b(?:score|rate|rank|grade)\b[^.?!\n]{0,60}\b(?:out of (?:ten|10|five|5)|clinics?|countries|places|for stem cell|[A-Z]\w+ (?:Biotech|Clinic|Regen\w*))"
    r"|\b(?:better|safer|best|cheaper) (?:to (?:go|have|get|do|travel)|for (?:me|us) to go)\b[^.?!\n]{0,40}\b(?:in|to)\b"
    r"|\b(?:went|been|going|go) to (?:a|this|that|the|some) (?:place|clinic|centre|center|spa|doctor)\b[^.?!\n]{0,40}\b(?:legit|any good|trustworthy|reputable|a scam|reliable)\b"
    r"|\b(?:blacklist|whitelist|shortlist|short list)\b|\btop (?:\d+|three|five|ten) (?:in|for|of)\b|\bbook (?:me|us|him|her)\b"
    r"|\bthe (?:clinic|place|cent(?:re|er)|doctor|hospital|surgeon)\b[^.?!\n]{0,40}\bis (?:\w+ )?(?:decent|good|legit|reputable|trustworthy|reliable|a scam)\b"
    r"|\bany (?:complaints|reviews|bad reports|feedback) (?:about|on|of|for) (?:them|him|her|that (?:clinic|place|doctor))\b|\b(?:is|are)\b[^.?!\n]{3,80}\ba fair price\b"
    r"|\b(?:which|what) (?:clinic|place|doctor|hospital)\b[^?!\n]{3,60}[?.,]? name (?:it|one|them)\b"
    r"|\b(?:cheapest|lowest price|free quote|best price|price list)\b|\bcompare (?:the )?(?:prices|clinics|costs of)\b",
    re.IGNORECASE,
)
_MORE_ADVICE = re.compile(
    r"\b(?:shd|shud|shld|sould|shoud) (?:i|we|he|she|my \w+)\b"
    r"|\b(?:which|what)(?: one)?(?: is|'s| are| would be|s) (?:the )?(?:better|best|right|safer)\b[^.?!\n]{0,20}\b(?:for|on|with) (?:my|me|him|her|us|our|his)\b"
    r"|\b(?:right|best) (?:treatment|choice|option|thing) for (?:me|us|him|her|my)\b"
    r"|\blet (?:her|him|them|mum|mom|dad|granny|nan|my \w+)(?: have it| do it| go)?\W*\?"
    r"|\b(?:is|are|am) (?:i|he|she|we|my|our|his|her)\b[^.?!\n]{0,30}\b(?:bad|fit|sick|ill|old|young|healthy|strong|well) enough\b"
    r"|\byou (?:honestly |really )?(?:reckon|think|believe|feel) (?:that )?(?:i|i'm|my|we|he|she|mum|mom|dad|his|her|our)\b"
    r"|\bwho(?:se)?(?: \w+)? (?:should|do|shall|can) (?:i|we) (?:listen|follow|trust|believe)\b|\bwho is right about my\b"
    r"|\b(?:do|does|must|shall) (?:i|we|he|she|my (?!doctor|clinic|hospital|insur|surgeon)\w+)\b[^.?!\n]{0,15}\b(?:stop|skip|pause|quit|come off)\b"
    r"|\b(?:rule|rules|ruled|exclude|excludes) (?:me|him|her|us) out\b|\bmean(?:s)? (?:that )?(?:i|we|he|she) (?:can'?t|cannot|can|shouldn'?t|am)\b"
    r"|\b(?:what do(?:es)? (?:it|this|that)|what does [^.?!\n]{2,40}) mean for (?:me|my|him|her|us)\b|\bwhat(?:'s| is) your (?:view|advice|opinion|recommendation)\b"
    r"|\b(?:i need|give me|want) your (?:honest )?(?:recommendation|opinion|advice)\b|\bhelp (?:me|us) (?:to )?(?:decide|choose|make up)\b"
    r"|\b(?:what|please|kindly|pls) (?:do )?(?:you )?(?:recommend|advise|suggest) (?:me|us|for my)\b|\b(?:please|kindly|pls) advi[sc]e\b"
    r"|\bam i (?:being )?(?:silly|stupid|mad|crazy|foolish|naive|wrong|a fool) to\b"
    r"|\bwhat do you make of my\b|\bwhat (?:do|should|can) (?:i|we) do (?:next|now|about (?:my|it))\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:i|i'm|im|i've|my|me|we|our|us|mum|mom|dad|nan|gran(?:ny|dma|dad)?|he|she|his|her)\b", re.IGNORECASE
)
_CHOICE = re.compile(
    r"(?:^|[.!?,:;]\s*|\bdo (?:i|we) )(?:join|wait|have|take|stay|keep|go ahead|cancel|accept|delay|hold out|trial|transplant|surgery)\b[^.?!\n]{0,60}"
    r"\bor (?:else )?(?:should (?:i|we) )?(?:wait|keep|surgery|now|cancel|refuse|have|stay|hold|join|take|not|the (?:surgery|operation|trial))\b[^.\n]{0,60}\?"
    r"|\b(?:good|bad|wise|sensible|stupid) (?:idea|plan|move)\W*(?:or (?:not|bad)\W*)?$|\byes or no\W*$|^\W*yes or no\b",
    re.IGNORECASE,
)
_OWN_RESULT = re.compile(
    r"\b(?:wbc|plt|platelets?|neutrophils?|h(?:a)?emoglobin|creatinine|ferritin|hba1c|e?gfr|cd34|amh|ciclosporin|cyclosporine|tacrolimus|liver values|blood counts?)\b"
    r"[^?\n]{0,60}\d[^?\n]{0,40}\b(?:fine|ok|okay|alright|normal|enough|bad|worry|worried|low|high|do)\b[^?\n]{0,20}\?",
    re.IGNORECASE,
)
_MORE_RANKING = re.compile(
    r"\bvouch for\b|\bneed a name\b|\bnames? (?:please|pls)\b|\bnames? of (?:\w+ or )?(?:two|three|four|a few|some|any|reputable|respectable|good|reliable|honest)\b"
    r"|\b(?:someone|somebody|anyone|anybody) (?:who is )?(?:honest|good|competent|decent|reliable|reputable|trustworthy|proper)\b"
    r"|\b(?:contact details?|phone numbers?|e-?mail(?: address)?|address(?:es)?|website)s? (?:of|for|to|in) (?:a|an|the|some|that|any|this)\b[^.?!\n]{0,40}\b(?:clinics?|labs?|laborator\w+|doctors?|places?|sellers?|cent(?:re|er)s?|surgeons?|specialists?|hospitals?)\b"
    r"|\bwho (?:sells|offers|does) (?:the )?(?:best|purest|cleanest|good|cheapest|most|safest|strongest|cheap)\b|\bwho (?:has|had) (?:the )?most experience\b"
    r"|\b(?:would|do|can|could|should) (?:you|i|we) trust (?:the|this|that|a|an|these|dr)\b[^.?!\n]{0,30}\b(?:clinic|cent(?:re|er)|doctor|place|hospital|seller|surgeon|institute)\b(?!'?s? (?:website|testimonials?|claims?|adverts?|words?))"
    r"|\b(?:are|is) the (?:people|folks|team|staff|guys) (?:at|of|in|from)\b[^.?!\n]{2,50}\b(?:trustworthy|reliable|legit|honest|good|reputable)\b"
    r"|\b(?:went|been|going|goes|flew|travelled|swears? by|had (?:it|hers|his) (?:done )?at)\b[^?\n]{1,80}\b(?:is|are) (?:it|they|that place|he|she|this) (?:legit|any good|trustworthy|reputable|reliable|a scam)\b"
    r"|\b(?:more|most|less|least) (?:trustworthy|reputable)\b[^.?!\n]{0,30}\bor\b|\bwhich of (?:these|those|them|the two) (?:is|are|would be) (?:the )?(?:more|most|best|better) (?:trust\w+|reliable|reputable|honest)\b"
    r"|\b(?:any(?:body|one)? |has any(?:body|one) )?(?:complain(?:ts?|ed) (?:about|against)|reviews (?:of|for|about)) (?:the |this |that )?(?:clinic|cent(?:re|er)|place|hospital|dr\b|doctor)"
    r"|\bhow much (?:does|do|would|will) (?:the|that|this) (?:clinic|place|cent(?:re|er)|doctor)\b|\bwhere (?:is|are) [\w ]{2,25} (?:done|performed) (?:best|well)\b"
    r"|\b(?:worst|which|what) (?:clinics?|doctors?|sellers?|places)\b[^.?!\n]{0,30}\b(?:avoid|stay away)\b|\bleast bad\b"
    r"|\bwould you go(?: there)?\W*\?|\b(?:hook|sort) (?:me|us) (?:up|out) with\b|\bwhere (?:would|do) (?:you|celebrities|the rich)\b[^.?!\n]{0,20}\b(?:go|send|have it)\b"
    r"|\b(?:clinic|cent(?:re|er)|institute|place|hospital|house|spa)\b[^.?!\n]{0,30}\b(?:have a good (?:record|name|reputation)|any good|well regarded)\b|\b(?:dr\.?|doctor) [\w ]{2,30} a good (?:name|reputation|doctor)\b"
    r"|\b(?:place|somewhere|someone|clinic|doctor) (?:near|close to|around) (?:me|here|us)\b"
    r"|\b(?:is|are) (?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+)* (?:in|of|from) (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)? (?:any good|trustworthy|legit\w*|reputable|reliable|a scam|well regarded|safe to go to)\b"
    r"|\bwho sells (?:the )?(?:real|genuine|legit|authentic|original|pure|proper)\b|\b(?:institute|clinic|cent(?:re|er)|hospital)\b[^?.!\n]{0,40}, which (?:one|is (?:it|better|best))\b",
    re.IGNORECASE,
)
_BETTER_PLACE = re.compile(
    r"\b(?:better|safer|safest|best|cheaper|cheapest|more reliable|most reliable|wiser|smarter|should (?:i|we)|which (?:one|country))\b",
    re.IGNORECASE,
)
_ABOUT_RULES = re.compile(
    r"\b(?:rules?|laws?|legal|lawful|regulat\w+|approv\w+|licen[cs]\w+|stud(?:y|ies)|trials?|evidence)\b", re.IGNORECASE
)
_ACCESS = re.compile(
    r"\b(?i:can (?:i|we|he|she|my \w+|our \w+) (?:still |now )?(?:get|have)) [^.?!\n]{3,60}?\b(?:(?i:without paying|for free|free of charge|paid for|reimbursed|covered|on (?:the )?(?:nhs|medicare|medicaid|insurance))|in (?:the )?[A-Z])",
)
"""Whether something is to be had in a place, or paid for: a question about the place, whoever asks it."""
_CHECKING = re.compile(
    r"\b(?:which questions|what questions|what (?:should|can|could|do|must) (?:i|we|you) ask|what to ask|how (?:do|can|would) (?:i|you|we|one) (?:check|know|tell|verify|find out|choose|judge|spot)|"
    r"how many|\bdid (?:[\w-]+ ){1,3}find\b|complain(?!ts about)\w*|send (?:a|the|my) report|how to (?:check|choose|spot|tell)|accredit\w+|licen[cs]ed|red flags?|look up|"
    r"report (?:a|the|this|that|my) (?:clinic|doctor|place|hospital|seller)|(?:should|must|does|has|have|need) (?:a|the|every) (?:clinic|doctor|place|hospital|seller)(?: have)?(?: to)? (?:show|tell|give|prove|publish|be|hold|have)|"
    r"price list \w+ (?:published|printed|showed))\b",
    re.IGNORECASE,
)
_SOURCES_SAY = re.compile(
    r"\bwhat (?:do|does|did) (?:the )?(?:[\w-]+ )?(?:registr\w+|stud(?:y|ies)|trials?|standards?|guidelines?|rules?|research|data|evidence|surveys?|reports?|papers?) (?:say|show|find|report|require|recommend)\b",
    re.IGNORECASE,
)
_LAWFUL = re.compile(
    r"\W*(?:is|are|was|were) (?:it|there|\w+(?: \w+){0,3}) (?:lawful|legal|illegal|allowed|permitted|against the law)\b",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(
    r"\b(?:(?:which|what|good|these) questions|what (?:should|can|could|do|must) (?:i|we|you) ask|what to ask|how (?:do|can|would|should) (?:i|we|you|one) (?:find|compare|read|check|tell|report|look|understand|search|spot|recogni[sz]e)|"
    r"what do(?:es)? (?:the )?(?:registr\w+|stud(?:y|ies)|trials?|guidelines?|research|data|evidence|doctors|experts|surveys?)\b[\w ]{0,30}\b(?:show|say|find|report|tell)|where (?:do|can|should) (?:i|we) report|in general|written up|reported)\b",
    re.IGNORECASE,
)


def asks_for_advice(text: str) -> bool:
    """Whether a message asks what one person should do, take, stop or expect."""
    if _PERSONAL.search(text) or _MORE_ADVICE.search(text) or _OWN_RESULT.search(text):
        return True
    return _CHOICE.search(text) is not None and _OWN.search(text) is not None


def asks_for_a_place_to_go(text: str) -> bool:
    """Whether a message asks to name, choose, rate or price a clinic, a doctor, a seller or a country."""
    if _RANKING.search(text) or _MORE_RANKING.search(text):
        return True
    return len(countries(text)) > 1 and _BETTER_PLACE.search(text) is not None and not _ABOUT_RULES.search(text)


def asks_what_is_to_be_had(text: str) -> bool:
    """Whether something is to be had in a place, or paid for: a question about the place, whoever asks it."""
    return _ACCESS.search(text) is not None


def asks_how_to_check(text: str) -> bool:
    """Whether a message asks how a clinic can be judged, rather than for the judgement."""
    return _CHECKING.search(text) is not None


def asks_what_is_lawful(text: str) -> bool:
    """Whether a message opens by asking what the law allows."""
    return _LAWFUL.match(text) is not None


def asks_which_questions(text: str) -> bool:
    """Whether a message asks what to ask, or what others found: that is answered, whoever it is for."""
    return _QUESTIONS.search(text) is not None


def asks_what_sources_say(text: str) -> bool:
    """Whether a message asks what registries, studies or standards say, rather than for somebody's choice."""
    return _SOURCES_SAY.search(text) is not None
