"""Whether a question can be made out at all. When in doubt it can: retrieval fails more kindly than this."""

from __future__ import annotations

import re
from typing import Literal

from corpus.importers.registry import registry_numbers

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_NUMBER = re.compile(r"\d+")
_PLACEHOLDER = re.compile(
    r"(?:null|undefined|none|nan|n/?a|true|false|\[object object\]|\(?voice (?:message|note)\)?|"
    r"<?(?:image|media|video|audio|gif|sticker|attachment)(?: omitted)?>?|\[(?:image|photo|file)\]|"
    r"lorem ipsum.{0,200}|(?:#(?:ref|value|n/a|name|div/0|num|null)[!?]?\s*)+|(?:nan|null|undefined|[,; ])+|"
    r"(?:file|blob|chrome|about):\S*|data:[a-z]+/\S*|[\w -]{1,60}\.(?:jpe?g|png|gif|heic|pdf|docx?|"
    r"mp[34]|mov|xlsx?|zip|webp)|"
    r"(?:0x[0-9a-f]+\s*)+|%[0-9a-f]{2}\S*|&\w+;|<[^<>]{0,80}>|\{\s*\}|\[\s*\])",
    re.DOTALL,
)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_FILLER = frozenset(
    "test testing tests asdf enter tel hm hmm hmmm mm mmm um umm uh uhh er erm eh ah ahh oh ooh meh "
    "lol lmao rofl haha "
    "hahaha hehe xd k kk tab backspace ctrl alt del esc blah foo bar baz foobar abc xyz abcd qwerty "
    "copy paste send "
    "submit delete undo reply text message msg na idk".split()
)
_GLUE = frozenset(
    "a an the of to in on at by for with from as and or but if is are was were be been being it its "
    "this that these "
    "those one ones which what who whom than then there here so up into onto about me my you your i "
    "he she we they "
    "them his her our their do does did has have had not no can will would".split()
)
# A message of glue words alone is a follow-up when it holds one of these turns of phrase.
_TURN = re.compile(
    r"\b(?:(?:what|who|which|how|why|when|where) (?:is|are|was|were|do|does|did|about|if|for|can|will|"
    r"would|has|have|"
    r"one|ones|of)\b(?! of$)|(?:is|are|was|were|do|does|did|can|will|would) (?:it|this|that|these|"
    r"those|they|there|"
    r"he|she|you|i|we|the)\b|what$|who$|which$)"
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qwertzuiop", "yxcvbnm")
_RUNS = frozenset(
    row[start : start + 3] for line in _ROWS for row in (line, line[::-1]) for start in range(len(line) - 2)
) - {"ert", "tre", "ewq", "poi", "oiu", "uio", "rty", "wer", "are", "ret", "rew", "iop", "try", "tyu", "opi"}
_LONE_MASH = _RUNS | {"qwe", "wer", "ert", "rty", "uio", "iop"} - {"try"}
# Words that only join others: a message of these alone asks nothing, however short.
_JOINTS = frozenset("a an the of to in on at by for with from and or but as into onto than be been being".split())
# Pairs of letters that English words do not hold, but fingers on one row do.
_ODD_PAIRS = frozenset(
    "bf bg bk bq bx bz cb cf cg cj cv cx dk dq dx fd fg fh fj fk fv fz gf gj gk gv gx gz hg hj hk hv "
    "hx hz jb jc jd jf "
    "jg jh jj jk jl jm jn jp jq jr js jt jv jw jx jz kd kf kg kj kq kv kx kz lj lq lx lz mj mq mv mx "
    "mz pq pv px pz "
    "qb qc qd qe qf qg qh qj qk ql qm qn qo qp qq qr qs qt qv qw qx qy qz sj sx sz vb vc vf vg vh vj "
    "vk vm vn vp vq vt "
    "vw vx vz wj wq wv wx wz xb xd xf xg xj xk xm xn xq xr xs xv xw xz zb zc zd zf zg zj zk zm zn zp "
    "zq zr zs zt zv zx".split()
)
# Words that mean something however often they are repeated.
_MEANT = frozenset(
    "help pain fever blood breath dying die sos emergency prp msc mscs svf bmac als ms hsct ipsc "
    "ipscs exosome "
    "exosomes stem cell cells stemcells cart risk risks cost price why how please lupus diabetes "
    "autism stroke "
    "parkinson parkinsons knee knees eye eyes cancer arthritis trial trials results safe safety".split()
)


def unreadable_reason(text: str) -> Literal["empty", "gibberish"] | None:
    """Why no question can be made out of a cleaned message, or None when one can."""
    if not any(character.isalnum() for character in text):
        return "gibberish" if "\ufffd" in text else "empty"
    head = text[:4000].strip()
    low = head.lower()
    if registry_numbers(head):
        return None
    if _PLACEHOLDER.fullmatch(low) or _looks_encoded(head):
        return "gibberish"
    if any(character.isalpha() and ord(character) > 0x24F for character in low):
        return _repeats_one_sign(low)
    words = _WORD.findall(low)
    return "gibberish" if not words or _is_mash(head, low, words) else None


def _looks_encoded(text: str) -> bool:
    if not _BASE64.fullmatch(text):
        return False
    return any(c.isupper() for c in text[1:]) and any(c.islower() for c in text) and not text.isalpha() or _mixed(text)


def _mixed(text: str) -> bool:
    """Many changes of case inside one long word: no language writes so."""
    changes = sum(a.islower() and b.isupper() for a, b in zip(text, text[1:], strict=False))
    return changes >= 3


def _repeats_one_sign(text: str) -> Literal["gibberish"] | None:
    signs = [character for character in text if character.isalpha()]
    return "gibberish" if len(signs) >= 4 and len(set(signs)) == 1 else None


def _is_mash(head: str, low: str, words: list[str]) -> bool:
    distinct = set(words)
    if len(words) == 1 and len(words[0]) == 1:
        return not _NUMBER.search(low) or len(low) > 12
    if distinct & _MEANT:
        return False
    if (
        distinct <= _FILLER
        or distinct <= _JOINTS
        or (len(words) <= 9 and all(len(word) == 1 for word in words))
        or (len(words) >= 3 and len(distinct) == 1)
    ):
        return True
    if len(words) >= 4 and distinct <= _GLUE:
        return not _TURN.search(" ".join(words))
    if len(distinct) == 1 and len(words) == 2 and "-" not in low:
        return not head.isupper()
    numbers = _NUMBER.findall(low)
    if len(numbers) >= 2 and all(len(word) <= 2 for word in words) and len(words) >= 2:
        return True
    acronym = head.isupper() or head[:1].isupper() and head[1:2].isupper()
    strange = [word for word in words if _is_strange(word, alone=len(words) == 1, acronym=acronym)]
    return len(strange) * 4 >= len(words) * 3 and _weight(strange) * 4 >= _weight(words) * 3


def _weight(words: list[str]) -> int:
    return sum(map(len, words))


def _is_strange(word: str, *, alone: bool, acronym: bool) -> bool:
    size, letters = len(word), set(word)
    if size >= 3 and (len(letters) == 1 or (size >= 5 and len(letters) <= 2)):
        return True
    if size == 2 and len(letters) == 1:
        return True
    if word in _LONE_MASH or (word in _FILLER and not alone):
        return True
    if size >= 4 and sum(word[i : i + 3] in _RUNS for i in range(size - 2)) * 2 >= size - 2:
        return True
    if size >= 6 and _is_one_piece_repeated(word):
        return True
    if size >= 6 and all(word[i] == word[i + 1] for i in range(0, size - 1, 2)):
        return True
    if size >= 5 and not acronym and not letters & set("aeiouy"):
        return True
    odd = sum(word[i : i + 2] in _ODD_PAIRS for i in range(size - 1))
    if size >= 4 and not acronym and odd * 3 >= size - 1:
        return True
    return _longest_consonant_run(word) >= 6 or (size >= 10 and _longest_consonant_run(word) >= 5)


def _is_one_piece_repeated(word: str) -> bool:
    return any(len(word) % size == 0 and word == word[:size] * (len(word) // size) for size in (1, 2, 3))


def _longest_consonant_run(word: str) -> int:
    best = run = 0
    for letter in word:
        run = 0 if letter in "aeiouy'" else run + 1
        best = max(best, run)
    return best
