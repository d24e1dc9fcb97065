"""Names of natural persons: what can be one, and which stand behind labels or below heads of columns."""

import re
from collections.abc import Iterator

from pipeline.zh.columns import columns
from pipeline.zh.visible import set_apart, visible

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于"
    "时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯"
    "管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄麴家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙"
    "叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终"
    "暨居衡步都耿满弘匡国文寇广禄阙东欧利师巩聂关荆游竺权盖益桓公仉督岳帅缑亢况郈琴商牟佘佟覃墨谯年阳佴肇初丘代闫付展麦栗门楼原敖苑牙官冷迟隋覃揭晋楚曾涂成兰查沙简饶丛敖辛岑占阚晏冷红"
    "那鞠巢蒯後丰乜养须曲候欉仝漆巴朴帅权强隆逯鹿邸扁亓邰况鲜仉宣尧芦庹凃佴鄢谌粟冼楼盘满闻覃苍植昝束檀斯揭布荔衣粘"
    "趙錢孫鄭馮陳衛蔣韓楊許呂張嚴謝鄒雲蘇葛範魯韋馬鳳費賀湯滕羅畢鄔樂時傅齊顧黃穆蕭紀龐項閔賈婁鍾駱萬盧經繆應鄧單諸龔陸榮儲車寧欒龍葉黎賴喬聞譚勞鄺莊閻連習終滿國廣關權蓋況"
)
"""Family names of one character: 百家姓 and the frequent ones it lacks, in both scripts."""

_COMPOUNDS = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 呼延 "
    "轩辕 百里 东郭 南门 西门 拓跋 完颜 纳兰 第五 范姜 歐陽 司馬 諸葛 東方 獨孤 南宮 萬俟 聞人 尉遲 赫連 濮陽 公孫 鍾離 長孫 鮮于 軒轅 東郭 南門 西門"
)
COMPOUND = frozenset(_COMPOUNDS.split())
"""Family names of two characters."""

_PHRASES = (
    "方案 方式 方法 方便 方面 方向 方可 任何 任何人 任意 任一 任职 任务 全部 全体 全权 全面 全国 全称 经理 经营 经办 经办人 经销 经济 单位 单元 单方 单独 商务 商业 商家 商户 商品 商标 商城 公司 "
    "公章 公开 公民 公证 公告 公共 公寓 公路 和解 和平 应当 应付 应收 应急 时间 时限 时效 支付 支行 支持 支出 许可 安全 安排 安装 安保 平台 平方 平均 平等 成本 成功 成立 成果 成员 "
    "高级 高于 高度 高管 明确 明示 明细 文件 文本 文化 文明 文号 国家 国内 国际 国籍 国有 万元 金额 金融 项目 项目部 项下 包括 包装 包含 解除 解释 解决 符合 广告 广州 广东 广西 后续 费用 "
    "常用 常务 常见 常驻 常住 管理 管理人 管理员 管辖 管理处 权利 权益 权属 权限 利益 利息 利率 通知 终止 终身 充分 充足 关于 关联 水电 水费 华东 华南 华北 山东 山西 江苏 江西 云南 宁波 宁夏 "
    "安徽 温州 石油 石化 房屋 房产 房号 房东 房地产 车辆 车位 车间 车主 计算 计划 计费 计量 强制 门市 门店 门牌 尚未 双方 连带 连续 家庭 家长 家属 司法 司机 左右 印章 从业 从事 满足 "
    "董事 董事长 劳动 劳务 劳动者 师傅 宣传 申请 申请人 原件 原始 原因 官方 代表 代理 代理人 代办 付款 付款人 展会 展位 楼层 初始 年度 年龄 年月 封面 储存 温度 符号 段落 景区 农民 农村 "
    "施工 施工方 施工员 居民 居委会 居住 步骤 都市 古镇 易货 容量 向甲 向乙 幸福 党委 党支部 牛奶 花园 华侨 金库 钱款 马上 黄金 白银 江湖 康复 盛大 高新 高速 贺州 章程 席位 "
    "路口 路费 钟点 高中 高校 乐队 于是 余额 余款 元整 毕业 米数 计入 伏天 成交 谈判 强调 林业 林地 田地 胡同 单价 单号 包干 包月 左侧 石材 程序 段位 富裕 谷物 全责 班组 班级 班主任 仲裁 "
    "宁愿 祖国 武汉 符合 景观 束缚 印刷 印鉴 怀疑 从属 索赔 能力 能源 苍岭 双倍 申诉 申报 边界 农业 别墅 充值 居间 居间人 步行 都有 利润 师生 关闭 游客 权证 盖章 益处 公布 督促 "
    "商会 商检 年终 阳台 時間 單位 項目 經理 經辦 應當 許可 國家 國際 廣東 關於 權利 雙方 連帶"
)
_WORDS = frozenset(_PHRASES.split())
"""Words of agreements that begin like a name."""

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_FOREIGN = re.compile(rf"{_HAN}{{1,8}}(?:·{_HAN}{{1,8}}){{1,3}}")
_SHORT = re.compile(rf"{_HAN}{{2,4}}")
_NO_NAME = re.compile(
    r"[某甲乙丙丁戊己庚的及或是在将由须其签章]|.应|[部科组处室厂司局院所队站店]$|..[市县区省镇村路街号楼]$|(?:中心|公司|银行|电话|地址|姓名|职务|日期|邮箱|身份|签字|代表|负责|联系)"
)
_LATIN_WORD = r"(?:[A-Z][a-z'’]{1,20}(?:-?[A-Z]?[a-z]{1,20})?|[A-Z]{2,20}|[A-Z]\.?)"
_LATIN = re.compile(rf"(?:{_LATIN_WORD}[ ]{{1,2}}){{1,3}}{_LATIN_WORD}(?![A-Za-z/*])")
_LATIN_OTHER = re.compile(
    r"\b(?:Ltd|Limited|Inc|LLC|Corporation|Corp|GmbH|LLP|PLC|AG|Bank|Company|Co|Department|Dept|Division|Team|Office|Officer|Manager|Director|Center|Centre|"
    r"Service|Services|Group|Legal|Sales|Finance|Counsel|Representative|Party|Person|Address|Name|Title|Date|Tel|Fax|Phone|Email|The|And|Of|Buyer|Seller|President|CEO|CFO|Chief|General|Managing|Business|Unit|Support|Notices|Desk)\b",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(r",?[ ]?(?:Ltd|Limited|Inc|LLC|L\.L\.C|Corp|GmbH|LLP|PLC|AG|Bank|Company|Co\.)")
_TITLE = re.compile(
    r"(?:先生|女士|小姐|同志|(?:副?总)?经理|副?总监|副?总裁|总|副?主任|老师|律师|[部科处局院校厂店队村站所]长|会计|工程师|工|董事长|董事|主管|专员|助理|书记|主席|医生|教授|博士|老板)$"
)
_HAN_TWIN = re.compile(rf"^{_HAN}{{2,4}}[ ]?[ (/,][ ]?")
_TITLED = re.compile(rf"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr)\.?[ ]{{1,2}}(?P<name>{_LATIN.pattern})")
_ENGLISH_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?[ ]{1,2}")

_WHO = set_apart(
    "联系人员 联系人 联络人 聯絡人 聯繫人 联系人姓名 负责人 負責人 责任人 经办人 經辦人 代表人 代理人 法人代表 法人 收件人 收货人 提货人 对接人员 对接人 接口人 签收人 验收人 项目经理 项目总监 紧急联系人 "
    "户名 戶名 开户名 账户名 账户名称 收款人 持卡人 姓名 签字人 签署人 见证人 监护人 经营者 执行事务合伙人 总监理工程师 监理工程师 房东 业务员 客户经理 车主 货主 业主 驾驶员 司机 审核人 批准人 制表人"
)
_OF_PERSONS = rf"(?:{_WHO}|(?:授权|授權|委托|全权|签约|法定|合法)[ ]{{0,8}}代表人?)"
_SIDES = r"(?:[\u4e00-\u9fff]{1,4}[人方]|股东|员工|雇员|职工|签字|签名|签章)"
_ENGLISH = r"(?:Attn|ATTN|[Aa]ttention(?: of)?|Contact(?: Person)?|Legal Representative|Authori[sz]ed (?:Representative|Signatory)|Signatory|Signed by|Recipient|Name|By)"
_BRACKETS = r"(?:[ ]?\([^()\n]{0,16}\)){0,2}"
_LABELLED = re.compile(
    rf"(?:{_OF_PERSONS}|联系|对接|致|抄送|(?P<side>{_SIDES})|{_ENGLISH})(?:[一二三四五六]|\d{{1,2}})?(?:[及和、/或与][\u4e00-\u9fff]{{2,8}}){{0,2}}{_BRACKETS}"
    rf"(?:(?:变更为|更换为|指定为|确定为|签字|签名|签章|盖章|姓名){_BRACKETS})?(?:[ /]{{0,2}}[A-Za-z][A-Za-z./ ]{{1,40}})?[ \t]{{0,4}}(?::|(?<=[\u4e00-\u9fff)])\t)[ \t_]{{0,20}}(?=(?P<value>[^\n\t。;_]{{2,40}}))"
)
_DIRECT = re.compile(
    rf"{_OF_PERSONS}{_BRACKETS}[为是系]?[ ]?(?P<name>{_HAN}{{2,4}}?)(?=[,、;。()\s:]|$|先生|女士|职务|电话|身份证|联系|手机|邮箱|签字|代表|或|和|与|及)"
)
_BEFORE_NUMBER = re.compile(
    rf"(?:^|(?<=[^\u3400-\u9fff])|(?<=[人方主者定为]))(?P<name>{_HAN}{{2,4}}?)(?=[ ]?[,(][ ]?(?:男|女|身份证|公民身份|护照)|[ ]?[(]?收(?:[) ,]|$)|[ \t,(:/]{{0,3}}(?:[+]86|1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}))",
    re.MULTILINE,
)
"""A name before what only persons have: 王明，男，; 王明（身份证…）; 王明 收; 王明 138…"""

_STRICT = re.compile(
    r"[的和与及或应当为是在由将须需以其未无不有变更签章盖字名址话邮箱职务信息单位公司方人员等均各同意可自书印件]"
)
_FIRST = re.compile(r"[,、;(/]|[ ]{2}")
_SIDES_LIMIT = 20
"""Persons that stand for sides of one agreement, at most."""

_NEXT_LABEL = re.compile(r"[ ,、/(][^ ,、:()]{1,8}:")
_APART = re.compile(r"[ ,、/();:+]+|(?<=[\u4e00-\u9fff][部科组处室])(?=[\u4e00-\u9fff]{2,4}$)|\d(?:[ -]?\d){4,}")
_STAR = "*"
_SPACED = re.compile(rf"{_HAN}(?:[ ]{{1,6}}{_HAN}){{1,3}}(?!{_HAN})")
_HEADS = {"name": re.compile(rf"{_OF_PERSONS}(?:[及和、/][\u4e00-\u9fff]{{2,6}})?{_BRACKETS}")}


def family_name(name: str) -> str:
    """Give the family name a name begins with: 欧阳 of 欧阳明, 王 of 王明; of other names the first character."""
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND else name[:1]


def _given(name: str) -> str:
    return name[len(family_name(name)) :]


def is_person_name(words: str) -> bool:
    """Say whether words without blanks in them can be the Chinese name of a person, whole.

    A family name and one or two characters, two at most behind a compound one; 阿依·古丽 by its dot. Departments,
    words of agreements and names that are masked already (王某, 王*) are none.
    """
    if _FOREIGN.fullmatch(words):
        return "某" not in words
    if not _SHORT.fullmatch(words) or words in _WORDS or words in COMPOUND or _NO_NAME.search(words):
        return False
    return words[:2] in COMPOUND or (words[0] in _SURNAMES and len(words) < 4)


def may_be_name(words: str) -> bool:
    """Say whether words of a place where only a name can stand are one, whatever the family name."""
    return bool(_SHORT.fullmatch(words)) and words not in _WORDS and not _NO_NAME.search(words)


def is_latin_name(words: str) -> bool:
    """Say whether words are the name of a person in Latin letters: two to four capitalised words, no organisation."""
    return _LATIN.fullmatch(words) is not None and not _LATIN_OTHER.search(words)


def names_in(value: str) -> Iterator[str]:
    """Yield the names of persons in what stands behind a label: 法务部 王明（13…）, 王明、李晓云, 王　明 经理.

    Names come without blanks between their characters, those in Latin letters with one between words.
    """
    value = visible(value).text
    following = _NEXT_LABEL.search(value)
    value = value[: following.start()] if following else value
    spaced = _SPACED.match(value)
    if spaced and is_person_name(joined := spaced[0].replace(" ", "")):
        yield joined
    words = _ENGLISH_TITLE.sub("", _HAN_TWIN.sub("", value.strip()))
    latin = _LATIN.match(words)
    if latin and is_latin_name(latin[0]) and not _LEGAL_FORM.match(words, latin.end()):
        yield " ".join(latin[0].split())
    for piece in _APART.split(value):
        for token in re.split("[和与及]", piece) if len(piece) > 4 else (piece,):
            name = _TITLE.sub("", token)
            if is_person_name(name) and f"{name}{_STAR}" not in value:
                yield name


def _names_company(name: str, text: str) -> bool:
    """Say whether the words are what a company is called in short: 云岫 beside 云岫数据有限公司."""
    return (
        re.search(rf"{re.escape(name)}[\u4e00-\u9fff()]{{0,16}}?(?:公司|集团|企业|厂|店|事务所|合作社)", text)
        is not None
    )


def labelled_names(text: str) -> frozenset[str]:
    """Find the names that stand behind 联系人, 负责人, 经办人, 授权代表, 法定代表人, 收件人, 户名, Attn …, or below such heads.

    So do a sex, a paper or a mobile behind a name.
    A role tells a name too where a person stands for a side (甲方：王明), in Chinese only: 乙方：Calder Finch may be a
    company. Takes time in proportion to the text.
    """
    words = visible(text).text
    found: set[str] = set()
    sides: dict[str, None] = {}
    for match in _LABELLED.finditer(words):
        if match["side"]:
            sides.update(dict.fromkeys(names_in(_FIRST.split(match["value"])[0])))
        else:
            found.update(names_in(match["value"]))
    found.update(name for name in list(sides)[:_SIDES_LIMIT] if not (name.isascii() or _names_company(name, words)))
    for match in (*_DIRECT.finditer(words), *_BEFORE_NUMBER.finditer(words)):
        if is_person_name(match["name"]) and not _STRICT.search(_given(match["name"])):
            found.add(match["name"])
    for match in _TITLED.finditer(words):
        found.update(names_in(match["name"]))
    for _, start, end in columns(words, _HEADS):
        found.update(names_in(words[start : min(end, start + 40)]))
    return frozenset(found)
