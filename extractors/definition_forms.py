"""The sentence forms in which a term is defined."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pipeline.model.document import Document, Hit, PlacedBlock
from pipeline.model.span import Span
from pipeline.zh.labels import label_at

_OPEN, _CLOSE, _QUOTE = '[“"]', '[”"]', '“”"'
_TERM = rf"[^{_QUOTE}。;\n\t_【】]{{1,40}}"
_MORE = rf"(?P<more>(?:(?:、|和|及|与|或|,|又称|或者){{1,2}}{_OPEN}{_TERM}{_CLOSE}){{0,3}})"
NOT_POINTING = "(?![定派示导引标出明令数控向认证责称挥派使])"
"""What makes 指 a part of another word (指定, 指派) and not 'means'."""
_MEANS = rf"(?:是指|[系係]指|意指|均指|即指|特指|专指|仅指|包括并仅指|指的是|(?<![^{_QUOTE}:,)])指{NOT_POINTING}|的?(?:定义|含义|意思)(?:为|是|如下)?:?|(?:应|应当|均)?具有(?![^。;\n》]{{0,12}}第)(?=[^。;\n]{{0,60}}(?:含义|涵义|意义|定义))|定义为|意为|意味着|均包括)"
_QUOTED = re.compile(
    rf"{_OPEN}(?P<term>{_TERM}){_CLOSE}{_MORE}(?:\((?P<alias>[^()\n]{{1,40}})\))?[:,]?(?:[\u4e00-\u9fff]{{2,4}}(?=[是系係]指))?(?:在本(?:合同|协议)中|(?:对|就)于?[^,。;“”]{{1,12}}(?:而言|来说),?|一词|一语|者|均|应|亦|仅|,){{0,2}}{_MEANS}"
)
_SUBJECT = re.compile(
    rf"{_OPEN}(?P<term>{_TERM}){_CLOSE}{_MORE}(?:\((?P<alias>[^()\n]{{1,40}})\))?,?(?:应|均|仅|主要)?"
    r"(?==|包括|包含|是(?=[一由任在以对指])|为(?![准了限由例何主]|一体)|即(?![可使将时便刻为告]))"
)
_ENGLISH = re.compile(
    rf"{_OPEN}(?P<term>[A-Za-z][^{_QUOTE}\n]{{0,50}}){_CLOSE} ?(?:\([^()\n]{{1,40}}\) ?|hereof ?|herein ?)?(?:shall mean|means?|refers? to|shall refer to|has the meaning|shall have the meaning)\b"
)
_STANDS_FOR = re.compile(
    rf"(?:本(?:合同|协议|合约|规范|规则|条款)[^。;\n{_QUOTE}]{{0,14}}(?:所称|所指|项下|中|所述)(?:的|之)?{_OPEN}(?P<term>{_TERM}){_CLOSE}(?:均|系)?为|(?:每一?个?[\u4e00-\u9fff]{{1,6}}?(?:称为|为|是)(?:一个)?{_OPEN}(?P<each>{_TERM}){_CLOSE})|(?:的)(?:另)?一方(?:称)?为{_OPEN}(?P<side>{_TERM}){_CLOSE})"
)
_CALLED = re.compile(
    r"(?:在?(?:本合同|本协议|本文)?(?:以下|下文|之下|下|上|以上|后文|此后)?中?(?:[统統合总總并併简簡又亦]?[称稱]之?))(?:为|為|作)?[:]?"
    rf"(?P<open>[“\"《])(?P<term>《?[^{_QUOTE}《》。;\n]{{1,30}}》?)[”\"》](?P<more>(?:(?:、|和|及|与|或|,|又称|或者){{1,2}}[“\"《][^{_QUOTE}《》\n]{{1,30}}[”\"》]){{0,3}})\)?"
)
_CALLED_BARE = re.compile(
    r"(?:\((?:以下|下文|下|后文)?(?:[统統合总總并简簡]?[称稱])|,(?:以下|下文|下)(?:[统統合总總并简簡]?[称稱]))(?:为|為)?[:]?"
    r"(?P<term>[\u4e00-\u9fffA-Za-z0-9·]{2,16})(?=[),。;])\)?"
)
_BRACKET = re.compile(
    rf"(?<=[\u4e00-\u9fffA-Za-z0-9》”\"）)】])\((?P<term>{_OPEN}[^{_QUOTE}()\n]{{1,30}}{_CLOSE})(?P<more>(?:(?:、|和|及|与|或|,|/){_OPEN}[^{_QUOTE}()\n]{{1,30}}{_CLOSE}){{0,3}})\)"
)
_ENGLISH_BRACKET = re.compile(
    rf"\((?:(?:hereinafter|collectively|together|each|hereafter)?,? ?(?:referred to as|called)?,? ?(?:the|this|an?|as)? ?){_OPEN}(?P<term>[A-Za-z][^{_QUOTE}()\n]{{0,40}}){_CLOSE}(?: or (?:the )?{_OPEN}(?P<more>[^{_QUOTE}()\n]{{1,40}}){_CLOSE})?\)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[条條章节節款]))(?P<so>本(?:合同|协议|合约|契约|合約|協議|契約|规范|规则|条款|条|办法|附件)?(?:所[称稱]|所指|所述|项下|中|下)(?:的|之)?|前款所称|所称)?(?P<term>[\u4e00-\u9fffA-Za-z0-9/《》·\-]{2,22}?)(?:[(](?P<alias>[^()\n]{1,40})[)])?,?(?:是指|[系係]指|指的是|即指)"
)
_SHORT = re.compile(
    rf"(?:本(?:合同|协议|规范|规则|条款)?(?:所称|所指|所述|项下|中)(?:的|之)?|所称)?(?P<term>[\u4e00-\u9fff]{{2,10}}?)指{NOT_POINTING}(?=[\u4e00-\u9fffA-Za-z《“])"
)
_DEED = re.compile(r"[的了将应可须会并未已被向由对在把与和及或]|人员|甲|乙|丙|方$|经$|双|各")
"""What a short term before a bare 指 never holds."""
COLON = re.compile(
    r"[【“\"]?(?P<term>[^,。;:“”\"【】()\n\t]{1,30}+)[】”\"]?(?:[(](?P<alias>[“\"][^()\n]{1,40}[”\"]|[\u4e00-\u9fffA-Za-z ]{2,24})[)])?(?:[:]_?|—{1,2}|(?<=】))(?P<verb>是指|[系係]指|指|即)?"
)
NO_TERM = re.compile(
    r"所$|^本(?:合同|协议|合约)|^(?:适用范围|目的|范围|原则|总则|时间|方式)$|^(?:本条|其(?![他它].)|该|此|这|上述|前述|以上|以下|所谓|但|如|若|因|在|对|由|凡|任何|即|包括|例如|注|说明|备注|其中|甲方|乙方|双方|第[一二三四五六七八九十\d]+)|(?:应当?|可以|不得|必须|有权|负责|如下|下列|以及|但是|根据|按照)|^\d|签字|盖章|地址|电话|日期"
)
_DEFINITION = re.compile(r"(?<=.)的?定义$")
_ALSO = ("又称", "亦称", "又稱", "亦稱")
_CUES = ("“", '"')
_LABELLED = 80
"""Characters before a place in which a label may stand that the place follows at once."""


@dataclass(frozen=True, slots=True)
class Form:
    """A definition as found: term, other names, the defining words, the range that proves it, the rule."""

    term: str
    aliases: tuple[str, ...]
    text: str
    span: Span
    rule: str
    verb: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The term with its other names."""
        return self.term, *self.aliases


_Make = Callable[[Document, Hit, tuple[str, ...], str], Form]


def quoted_forms(document: Document) -> Iterator[Form]:
    """Yield the terms in quotation marks that words behind them define: “X”是指…, “X”包括…, "X" means …

    A term counts once a block: what a line says of it again is no definition, however often it does.
    """
    met: set[tuple[int | None, str]] = set()
    for hit, words, make in _quoted_hits(document):
        place = document.index_at(hit.span().start)
        names = _names(words)
        if names and (place, names[0]) not in met:
            met.update((place, name) for name in names)
            yield make(document, hit, words, "means")


def _quoted_hits(document: Document) -> Iterator[tuple[Hit, tuple[str, ...], _Make]]:
    """Yield the places that define terms in quotation marks, with the words defined and how to make the form."""
    for hit in document.search(_QUOTED, cues=_CUES):
        yield hit, (hit["term"], *_quoted_words(hit["more"]), *alias_of(hit["alias"])), form_of
    for hit in document.search(_SUBJECT, cues=_CUES):
        if _opens(document, hit):
            yield hit, (hit["term"], *_quoted_words(hit["more"]), *alias_of(hit["alias"])), form_of
    for hit in document.search(_STANDS_FOR, cues=("称", "指", "项下", "中", "述", "一方", "每")):
        if hit.has("each"):
            yield hit, (hit["each"],), _each
        elif hit.has("term"):
            yield hit, (hit["term"],), form_of
        else:
            yield hit, (hit["side"],), _named
    for hit in document.search(_ENGLISH, cues=("means", "mean ", "refer", "meaning")):
        yield hit, (hit["term"],), form_of


def _each(document: Document, hit: Hit, words: tuple[str, ...], rule: str) -> Form:
    """Make a form whose definition is the words of the hit before the term (每一个…称为“X”)."""
    told = document.printed(Span(hit.span().start, hit.span("each").start)).rstrip('“"')
    return replace(_named(document, hit, words, rule), text=told)


def naming_forms(document: Document) -> Iterator[Form]:
    """Yield the terms that words before them define: 以下简称“X”, （下称X）, （“X”）, (the "X")."""
    for hit in document.search(_CALLED, cues=("称", "稱")):
        term = f"《{hit['term']}》" if hit["open"] == "《" else hit["term"]
        named = _named(document, hit, (term, *_quoted_words(hit["more"])), "called")
        yield replace(named, verb=next((word for word in _ALSO if word in hit[0]), ""))
    for hit in document.search(_CALLED_BARE, cues=("称", "稱")):
        if not _DEED.search(hit["term"]):
            yield _named(document, hit, (hit["term"],), "called")
    for hit in document.search(_BRACKET, cues=("(“", '("')):
        named = _named(document, hit, (hit["term"].strip(_QUOTE), *_quoted_words(hit["more"])), "bracket")
        yield _headed(named)
    for hit in document.search(_ENGLISH_BRACKET, cues=_CUES):
        yield _named(document, hit, (hit["term"], hit["more"]), "bracket")


def plain_forms(document: Document) -> Iterator[Form]:
    """Yield terms without quotation marks at the head of a sentence: X是指…, 本合同所称X系指…, X指…"""
    for sentence in _sentences_with(document, "指"):
        head = Span(sentence.start, min(sentence.end, sentence.start + 80))
        hit = document.first(_SENTENCE, head) or document.first(_SHORT, head)
        if hit is None or hit.span().start > sentence.start + 1 or not is_term(hit["term"]):
            continue
        if hit.match.re is _SENTENCE:
            yield form_of(document, hit, (hit["term"], *alias_of(hit["alias"])), "means")
        elif not _DEED.search(hit["term"]):
            yield form_of(document, hit, (hit["term"],), "means")


def form_of(document: Document, hit: Hit, words: tuple[str, ...], rule: str) -> Form:
    """Make a form whose definition stands behind the hit, to the end of the sentence."""
    names = _names(words)
    sentence = document.sentence(hit.span().start)
    text = document.printed(Span(hit.span().end, max(sentence.end, hit.span().end + 1)))
    return Form(names[0], names[1:], text, Span(hit.span().start, max(sentence.end, hit.span().end)), rule)


def _names(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give a term and its other names without what a sentence puts around them."""
    return tuple(dict.fromkeys(_DEFINITION.sub("", word.strip(" ,*")) for word in words if word.strip(" ,*")))


def alias_of(text: str) -> tuple[str, ...]:
    """Read what stands in brackets behind a term: an other name, unless it is a remark."""
    quoted = _quoted_words(text)
    if quoted or not text:
        return quoted
    return () if re.search(r"[,。;]|以下|不含|包括|如有|含|见", text) else (re.sub(r"^(?:又|亦|简|或)称", "", text),)


def is_term(text: str) -> bool:
    """Say whether words may be a term, not the beginning of a sentence or a label of a form."""
    return bool(text.strip()) and not NO_TERM.search(text)


def words_of(document: Document, block: PlacedBlock) -> Span:
    """Give the range of a block without its number."""
    label = label_at(document.text[block.span.start : block.span.end])
    return Span(block.span.start + (label.end if label else 0), block.span.end)


def _named(document: Document, hit: Hit, words: tuple[str, ...], rule: str) -> Form:
    """Make a form whose definition stands before the hit, from the beginning of the sentence."""
    names = tuple(dict.fromkeys(word.strip(" ,") for word in words if word.strip(" ,")))
    start = document.statement(hit.span().start).start
    before = Span(min(start, hit.span().start), hit.span().start)
    text = document.printed(before) if len(before) else ""
    return Form(names[0], names[1:], text.strip("（(，, "), Span(before.start, hit.span().end), rule)


def _headed(form: Form) -> Form:
    """Give the words before a bracket as the term where they are nothing but a name (合作计划（“计划”）)."""
    before = re.sub(r"^(?:例如|比如|如|即)[:：]", "", form.text).strip("【】 #*")
    if not 2 <= len(before) <= 20 or re.search(r"^本|[,，。；;：:、的了为是在与及和向就按从（]", before):
        return form
    return replace(form, term=before, aliases=form.names, text=before)


def _opens(document: Document, hit: Hit) -> bool:
    """Say whether a hit begins its sentence."""
    start = hit.match.start()
    before = hit.view.text[max(0, start - _LABELLED) : start].rpartition("\n")[2]
    label = label_at(before + "文字") if before else None
    return not before or before[-1] in "。;:\t】" or (label is not None and label.end >= len(before))


def _quoted_words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[“\"《]([^“”\"《》]{1,40})[”\"》]", text))


def _sentences_with(document: Document, cue: str) -> Iterator[Span]:
    """Yield the sentences and cells that hold a word, without the number or caption of their clause."""
    for block in document.body_blocks:
        text = document.folded[block.span.start : block.span.end]
        if cue not in text:
            continue
        start = words_of(document, block).start
        for match in re.finditer(r"[^。;!?\t】]{1,2000}", text[start - block.span.start :]):
            if cue in match[0]:
                yield Span(start + match.start(), start + match.end())
