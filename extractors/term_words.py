"""What a term is said of, and the periods of other things that are passed over."""

import re

_OF = (
    "合作|合同|协议|合约|契约|服务|租赁|承租|出租|授权|委托|许可|借款|贷款|授信|劳动合同|劳动关系|承包|聘用|聘任|雇用|雇佣|聘请|代理|经营|经销|采购|"
    "供货|供应|运营|维护|运维|项目|保证|担保|托管|使用|加盟|特许|履行|存续|咨询|顾问|推广|外包|派遣|许可使用|物业|管理|投资|质押|本协议|本合同|"
    "履约|订阅|订购|代销|寄售|仓储|运输|发布|投放|监理|承运|保管|代言|刊登|培训|合伙|保养|保洁|安保"
)
_TIMED = "合作|合同履行|履行|服务|租赁|承租|授权|委托|代理|经营|经销|承包|聘用|发布|投放|推广|加盟|许可|订阅"
_PERIOD = r"(?:的)?(?:有效|服务|合作|履行|存续|使用|经营)?(?:期(?:限|间)?|周期)"
_DEED = (
    r"(?:合同|协议|合约|契约|租约|框架协议|框架合同|承诺书|授权书|劳动合同|协定)(?:书)?(?:的)?(?:有效)?(?:期限?|期间)?"
)
SUBJECT = "|".join(
    [
        *(word + _PERIOD for word in _OF.split("|")),
        "有效期(?<!保密有效期)(?<!质保有效期)(?:限|间)?",
        f"(?:{_TIMED})(?:起止)?(?:时间|日期)(?=[:为自从])",
        "租期",
        "聘期",
        "无?固定期限(?=(?:的?劳动合同)?[:,(自从_])",
        "以完成一定(?:的)?工作(?:任务)?为期限",
        r"(?<=[,。;:\n])有效(?=至\d)",
        "期限(?=为|自|从|:|共)",
        f"本(?:固定期限|劳务|框架|房屋|技术|{_OF}){{0,2}}{_DEED}",
        "(?:双方|本次|本项)合作(?=[自从])",
        f"此{_DEED}",
        r"(?<=[\n。(])(?=[自从](?:\d|_|二))",
        r"(?<=[\n。])(?=\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}[日号]?起?(?:至|到|-))",
    ]
)
"""What a term is said of; nothing where a sentence begins with 自 under a heading or behind a sentence that says it."""

NOT = re.compile(
    r"保密(?:期|义务)|质保|保修|质量保证|免租|试用期|装修期|宽限|付款期|账期|考核|结算|是指|系指|诉讼时效|异议期|投标|报价有效|发票|竞业|交货期|"
    r"工期|追溯|解除|顺延|续期|续展|续约|续签|展期|延长|届满(?:前|后|时|之日)|期满(?:前|后|时|之日)|到期(?:前|后|时|之日)|超过|逾期|每年度?|"
    r"财年是?指|通知|终止(?:后|之日)|执照|身份证|保函|保险|专利|商标|证书|许可证|资质"
)
"""Words between subject and value that make it the period of something else, or no period at all."""

_BEFORE = re.compile(
    r"保密|质保|保修|试用|付款|续[签约租订期聘展]后?的?$|在$|若|如|前述?$|《[^》]{0,8}$|(?:质量|免|装修|缺陷|脱密|竞业限制|投标|报价|交付|勘察|设计|考核|结算|逾期|超过|各|每|原|主|执照|资质|证|保函|保单|专利)的?$"
)
_OF_THIS = re.compile(
    r"(?:本|此)[\u4e00-\u9fff]{0,6}(?:合同|协议|合约|契约|承诺[书函]|授权书|委托书|意向书|备忘录|合作书|订单|框架|条款)|双方|合作|租赁|劳动合同|聘用|为期限"
)
_BARE = ("有效期", "期限")
_RUNNING = re.compile(r"提前(?:终止|解除)|(?:本|此)[\u4e00-\u9fff]{0,6}(?:合同|协议|合约|契约|授权书|委托书|框架)")


def of_something_else(before: str) -> bool:
    """Say whether the words before a subject give it to something else (保密|期限) or make it a condition (如服务期限…)."""
    return bool(_BEFORE.search(before[-4:]))


_COMPANY = re.compile(r"注册资[本金]|公司的?经营期|营业执照|公司[^。;]{0,20}(?:住所|经营范围)")
_SUPERSEDED = re.compile(
    r"[^“”\"「」。\n]{0,120}[”\"」](?:的?(?:约定|内容|表述|条款))?(?:现|应|均|统一|予以)?(?:变更|修改|修订|修正|调整|更改|延长|改)(?:为|成|至)"
)
_CONTINUED = re.compile(
    rf"(?:^|[\n。;,条\d)])(?:本|该)?(?:房屋|项目)?(?:{'|'.join(_OF.split('|'))}|有效)(?:期限?|期间)[^。;]{{0,40}}[。\n]\(?$"
)


def continues(before: str) -> bool:
    """Say whether the words before a sentence are one about the term (租赁期限为2年。|自2024年1月1日起…)."""
    sentence = _CONTINUED.search(before)
    return bool(sentence and not NOT.search(sentence.group()))


def is_training(subject: str, sentence: str) -> bool:
    """Say whether the term of service is the one an employee owes for a training (劳动合同法 art. 22), not the contract's."""
    return subject.startswith("服务期") and "培训" in sentence


def is_of_company(subject: str, sentence: str) -> bool:
    """Say whether a term of operation is that of a company (公司注册资本…，经营期限二十年), not the agreement's."""
    return subject.startswith("经营期") and bool(_COMPANY.search(sentence))


def is_superseded(after: str) -> bool:
    """Say whether the words behind a subject are the old wording that a supplement replaces (“…”变更为“…”)."""
    return bool(_SUPERSEDED.match(after))


def is_bare(subject: str, sentence: str) -> bool:
    """Say whether a subject alone does not tell whose term it is (有效期, 期限), nor its sentence."""
    if subject == "有效":
        return not _RUNNING.search(sentence)
    return subject.startswith(_BARE) and not _OF_THIS.search(sentence)


_ASIDE = re.compile(
    r"[,、(][^,、()\n]{0,8}?(?:试用期|免租|保密|质保期?|质量保证|保修|装修期|缺陷责任|见习期|实习期|脱密|竞业|宽限)"
)


def without_asides(words: str) -> str:
    """Cut the words where they turn to another period (…，其中试用期三个月)."""
    return _ASIDE.split(words, maxsplit=1)[0]
