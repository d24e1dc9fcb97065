"""The sentence forms in which a term is defined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.model.document import Document, Hit, Kind, PlacedBlock
from pipeline.model.span import Span
from pipeline.model.table import Table
from pipeline.zh.labels import label_at

_TERM = r"[^“”\"。;\n\t_【】]{1,40}"
_MEANS = r"(?:是指|[系係]指|意指|均指|即指|特指|专指|包括并仅指|指的是|(?<![^”\":,)])指(?![定派示导引标出明令数控向])|的?(?:定义|含义|意思)(?:为|是|如下)?:?|定义为|意为|意味着|均包括)"
_QUOTED = re.compile(
    rf"“(?P<term>{_TERM})”(?P<more>(?:(?:、|和|及|与|或|,)“{_TERM}”){{0,3}})(?:\((?P<alias>[^()\n]{{1,40}})\))?[:,]?(?:在本(?:合同|协议)中|一词|一语|者|均|应|亦|仅|,){{0,2}}{_MEANS}"
)
_ENGLISH = re.compile(
    r"“(?P<term>[A-Za-z][^“”\n]{0,50})” ?(?:\([^()\n]{1,40}\) ?)?(?:shall mean|means?|refers? to|shall refer to|has the meaning|shall have the meaning)\b"
)
_STANDS_FOR = re.compile(
    rf"(?:本(?:合同|协议|合约|规范|规则|条款)[^。;\n“”]{{0,14}}(?:所称|所指|项下|中|所述)(?:的|之)?“(?P<term>{_TERM})”(?:均|系)?为|(?:的)(?:另)?一方(?:称)?为“(?P<side>{_TERM})”)"
)
_CALLED = re.compile(
    r"(?:[(,，]|^|(?<=[。;\n]))?(?:在?(?:本合同|本协议|本文)?(?:以下|下文|之下|下|上|以上|后文|此后)?中?(?:[统統合总總并併简簡又亦]?[称稱]之?))(?:为|為|作)?[:]?"
    r"(?P<open>[“《])(?P<term>[^“”《》。;\n]{1,30})[”》](?P<more>(?:(?:、|和|及|与|或|,|又称|或者){1,2}[“《][^“”《》\n]{1,30}[”》]){0,3})\)?"
)
_BRACKET = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z》”）)】])\((?P<term>“[^“”()\n]{1,30}”)(?P<more>(?:(?:、|和|及|与|或|,)“[^“”()\n]{1,30}”){0,3})\)"
)
_ENGLISH_BRACKET = re.compile(
    r"\((?:(?:hereinafter|collectively|together|each|hereafter)?,? ?(?:referred to as|called)?,? ?(?:the|an?|as)? ?)“(?P<term>[A-Za-z][^“”()\n]{0,40})”(?: or (?:the )?“(?P<more>[^“”()\n]{1,40})”)?\)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[条條章节節款]))(?P<so>本(?:合同|协议|合约|契约|合約|協議|契約|规范|规则|条款|条|办法|附件)?(?:所[称稱]|所指|所述|项下|中)(?:的|之)?|前款所称|所称)?(?P<term>[\u4e00-\u9fffA-Za-z0-9/《》·\-]{2,22}?)(?:[(](?P<alias>[^()\n]{1,40})[)])?,?(?:是指|[系係]指|指的是|即指)"
)
_COLON = re.compile(
    r"[【“]?(?P<term>[^,。;:“”【】()\n\t]{1,30}+)[】”]?(?:[(](?P<alias>“[^()\n]{1,40}”|[\u4e00-\u9fffA-Za-z ]{2,24})[)])?(?:[:]_?|(?<=】))(?P<verb>是指|[系係]指|指|即)?"
)
_PLAIN = re.compile(
    r"(?P<term>[\u4e00-\u9fffA-Za-z0-9/《》·\-]{2,24}?)(?:[(](?P<alias>[^()\n]{1,40})[)])?,?(?:是指|[系係]指|指的是|指|即)(?![定派示导引标出明令数控向])"
)
_HEADING = re.compile(r"定义|释义|术语|名词解释|用语|含义|Definition|Interpretation", re.IGNORECASE)
_NO_TERM = re.compile(
    r"所$|^本(?:合同|协议|合约)|^(?:适用范围|目的|范围|原则|总则|时间|方式)$|^(?:本条|其|该|此|这|上述|前述|以上|以下|所谓|但|如|若|因|在|对|由|凡|任何|即|包括|例如|注|说明|备注|其中|甲方|乙方|双方|第[一二三四五六七八九十\d]+)|(?:应当?|可以|不得|必须|有权|负责|如下|下列|以及|但是|根据|按照)|^\d|签字|盖章|地址|电话|日期"
)
_HEAD_CELL = (
    re.compile(r"^(?:术语|词语|用语|名词|定义项|名称|词汇|Term)"),
    re.compile(r"^(?:定义|释义|含义|解释|说明|Definition)"),
)


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


def forms(document: Document) -> Iterator[Form]:
    """Yield the definitions of a document, each place once."""
    means: dict[int, list[Form]] = {}
    called: list[Form] = []
    for form in _all(document):
        block = document.block_at(form.span.start)
        start = block.span.start if block else 0
        same = means.setdefault(start, [])
        if form.rule not in ("called", "bracket"):
            names = {name for each in same for name in (each.term, *each.aliases)}
            same.extend([form] if form.term not in names else [])
        elif not any(set(form.names) & set(each.names) for each in same):
            other = form.rule == "called" and same and (not form.text or form.verb in ("又称", "亦称", "又稱", "亦稱"))
            if other:
                same[-1] = replace(same[-1], aliases=(*same[-1].aliases, *form.names))
            else:
                called.append(form)
    yield from (form for same in means.values() for form in same)
    yield from called


def _all(document: Document) -> Iterator[Form]:
    for hit in document.search(_QUOTED, cues=("“",)):
        words = (hit["term"], *_quoted_words(hit["more"]), *_alias(hit["alias"]))
        yield _form(document, hit, words, "means")
    for hit in document.search(_STANDS_FOR, cues=("“",)):
        yield (_form if hit.has("term") else _named)(document, hit, (hit["term"] or hit["side"],), "means")
    for hit in document.search(_ENGLISH, cues=("means", "mean ", "refer", "meaning")):
        yield _form(document, hit, (hit["term"],), "means")
    yield from _sections(document)
    yield from _sentences(document)
    for hit in document.search(_CALLED, cues=("称", "稱")):
        term = f"《{hit['term']}》" if hit["open"] == "《" else hit["term"]
        named = _named(document, hit, (term, *_quoted_words(hit["more"])), "called")
        yield replace(
            named, verb=next((word for word in ("又称", "亦称", "又稱", "亦稱") if word in hit.match.group()), "")
        )
    for hit in document.search(_BRACKET, cues=("“",)):
        named = _named(document, hit, (hit["term"].strip("“”"), *_quoted_words(hit["more"])), "bracket")
        yield _headed(named)
    for hit in document.search(_ENGLISH_BRACKET, cues=("“",)):
        yield _named(document, hit, (hit["term"], hit["more"]), "bracket")
    for table in document.tables:
        yield from _rows(document, table)


def _form(document: Document, hit: Hit, words: tuple[str, ...], rule: str) -> Form:
    """Make a form whose definition stands behind the hit, to the end of the sentence."""
    names = tuple(dict.fromkeys(re.sub(r"(?<=.)的?定义$", "", word.strip(" ,")) for word in words if word.strip(" ,")))
    sentence = document.sentence(hit.span().start)
    text = document.printed(Span(hit.span().end, max(sentence.end, hit.span().end + 1)))
    return Form(names[0], names[1:], text, Span(hit.span().start, max(sentence.end, hit.span().end)), rule)


def _named(document: Document, hit: Hit, words: tuple[str, ...], rule: str) -> Form:
    """Make a form whose definition stands before the hit, from the beginning of the sentence."""
    names = tuple(dict.fromkeys(word.strip(" ,") for word in words if word.strip(" ,")))
    start = document.statement(hit.span().start).start
    before = Span(min(start, hit.span().start), hit.span().start)
    text = document.printed(before) if len(before) else ""
    return Form(names[0], names[1:], text.strip("（(，, "), Span(before.start, hit.span().end), rule)


def _headed(form: Form) -> Form:
    """Give the words before a bracket as the term where they are nothing but a name (合作计划（“计划”）)."""
    before = form.text.strip("【】 #*")
    if not 2 <= len(before) <= 20 or re.search(r"[,，。；;：:、的了为是在与及和向就按从（]", before):
        return form
    return replace(form, term=before, aliases=form.names, text=before)


def _quoted_words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[“《]([^“”《》]{1,40})[”》]", text))


def _alias(text: str) -> tuple[str, ...]:
    """Read what stands in brackets behind a term: an other name, unless it is a remark."""
    quoted = _quoted_words(text)
    if quoted or not text:
        return quoted
    return () if re.search(r"[,。;]|以下|不含|包括|如有|含|见", text) else (re.sub(r"^(?:又|亦|简|或)称", "", text),)


def _sections(document: Document) -> Iterator[Form]:
    """Read the lines of clauses headed 定义: X：…, X是指…, 【X】…"""
    spans = [clause.span for clause in document.clauses.titled(_HEADING) if clause.span.start in document.body]
    done: set[int] = set()
    for span in spans:
        for block in document.body_blocks:
            if block.span.start in span and block.span.start not in done and block.kind is Kind.PARAGRAPH:
                done.add(block.span.start)
                yield from _line(document, block)


def _line(document: Document, block: PlacedBlock) -> Iterator[Form]:
    words = _words(document, block)
    for pattern in (_COLON, _PLAIN):
        hit = document.first(pattern, words)
        if hit and hit.span().start <= words.start + 2 and _is_term(hit["term"]) and hit.span().end < words.end - 2:
            yield _form(document, hit, (hit["term"], *_alias(hit["alias"])), "listed")
            return


def _words(document: Document, block: PlacedBlock) -> Span:
    label = label_at(document.text[block.span.start : block.span.end])
    return Span(block.span.start + (label.end if label else 0), block.span.end)


def _sentences(document: Document) -> Iterator[Form]:
    """Read sentences that begin with a term and 是指, 系指 (本合同所称不可抗力，是指…), and lines X：是指…"""
    for sentence in _sentences_with(document, ("是指", "系指", "係指", "即指", "指的是")):
        hit = document.first(_SENTENCE, Span(sentence.start, min(sentence.end, sentence.start + 80)))
        if hit and hit.span().start <= sentence.start + 1 and _is_term(hit["term"]):
            yield _form(document, hit, (hit["term"], *_alias(hit["alias"])), "means")
    for block in document.body_blocks:
        if block.kind is Kind.PARAGRAPH:
            words = _words(document, block)
            hit = document.first(_COLON, Span(words.start, min(words.end, words.start + 90))) if len(words) else None
            if (
                hit
                and hit["verb"]
                and hit["verb"] != "即"
                and hit.span().start <= words.start + 2
                and _is_term(hit["term"])
            ):
                yield _form(document, hit, (hit["term"], *_alias(hit["alias"])), "listed")


def _sentences_with(document: Document, cues: tuple[str, ...]) -> Iterator[Span]:
    """Yield the sentences that hold one of some words, without the label of their clause."""
    for block in document.body_blocks:
        text = document.folded[block.span.start : block.span.end]
        if not any(cue in text for cue in cues):
            continue
        start = _words(document, block).start
        for match in re.finditer(r"[^。;!?]{1,2000}", text[start - block.span.start :]):
            if any(cue in match.group() for cue in cues):
                yield Span(start + match.start(), start + match.end())


def _is_term(text: str) -> bool:
    return bool(text.strip()) and not _NO_TERM.search(text)


def _rows(document: Document, table: Table) -> Iterator[Form]:
    """Read a table whose head is 术语 and 定义."""
    head = [document.compact_text(cell) if cell else "" for cell in table.row(0)] if table.rows > 1 else []
    columns = [next((i for i, words in enumerate(head) if mark.search(words)), None) for mark in _HEAD_CELL]
    term_at, text_at = columns
    if term_at is None or text_at is None or term_at == text_at:
        return
    for row in range(1, table.rows):
        term, text = table.at(row, term_at), table.at(row, text_at)
        if term and text and len(term) <= 40 and len(text) >= 6:
            name = document.compact_text(term).strip("“”")
            yield Form(name, (), document.printed(text), Span(term.start, max(term.end, text.end)), "table")
