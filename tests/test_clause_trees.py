"""Clause trees as lawyers of different trades number their agreements: text in, an outline of citations out."""

import pytest

from tests.builders import document


def outline(text: str) -> list[str]:
    """Give a line a clause: two blanks a level, the citation, the heading behind a bar."""
    return [
        "  " * (clause.level - 1) + clause.citation + (f"|{clause.heading}" if clause.heading else "")
        for clause in document(text).clauses.walk()
    ]


def lines(text: str) -> list[str]:
    """Give the lines of an expected outline without the margin of the source."""
    return [line[8:] for line in text.strip("\n").split("\n") if line.strip()]


SYSTEMS = {
    "articles with paragraphs": (
        """第一条 标的物
甲方向乙方出售数控铣床两台，型号见下表。
第二条 价款
1、总价为人民币壹拾万元整。
2、运费由乙方承担。
第三条 质量
乙方交付的货物应当符合国家标准。""",
        """
        第一条|标的物
        第二条|价款
          第二条.1
          第二条.2
        第三条|质量
        """,
    ),
    "han items below an article": (
        """第九条 甲方的义务
一、按时支付租金。
二、不得擅自转租。
第十条 乙方的义务
一、保证房屋可以正常使用。
二、承担房屋主体的维修。""",
        """
        第九条|甲方的义务
          第九条一
          第九条二
        第十条|乙方的义务
          第十条一
          第十条二
        """,
    ),
    "han, han in brackets, digits": (
        """一、服务内容
（一）日常保洁
1. 每日清扫公共区域一次。
2. 每周清洗电梯轿厢一次。
（二）秩序维护
1. 门岗二十四小时值守。
二、服务费用
（一）标准
每月每平方米2.8元。""",
        """
        一|服务内容
          一(一)|日常保洁
            一(一).1
            一(一).2
          一(二)|秩序维护
            一(二).1
        二|服务费用
          二(一)|标准
        """,
    ),
    "decimals to three levels, letters, romans": (
        """1 定义
1.1 许可软件
1.1.1 指附录所列的软件。
1.1.2 包括其更新版本。
1.2 许可范围
(a) 安装于不超过二十台终端；
(b) 下列用途：
(i) 内部生产；
(ii) 灾难备份。
2 许可费
2.1 首年许可费于签约时支付。""",
        """
        1|定义
          1.1|许可软件
            1.1.1
            1.1.2
          1.2|许可范围
            1.2(a)
            1.2(b)|下列用途
              1.2(b)(i)
              1.2(b)(ii)
        2|许可费
          2.1
        """,
    ),
    "chapters and sections with digits": (
        """第1章 总则
第1节 适用范围
第1条 本合同适用于全部订单。
第2节 解释
第2条 标题仅为方便阅读而设。
第2章 供货
第3条 卖方按月供货。""",
        """
        第1章|总则
          第1节|适用范围
            第1条
          第2节|解释
            第2条
        第2章|供货
          第3条
        """,
    ),
    "parts above chapters": (
        """第一部分 协议书
一、工程概况
工程名称为厂房改造。
二、合同工期
总日历天数九十天。
第二部分 专用条款
一、材料供应
由承包人采购。""",
        """
        第一部分|协议书
          一|工程概况
          二|合同工期
        第二部分|专用条款
          一|材料供应
        """,
    ),
    "circled numbers": (
        """三、验收标准
1、设备验收应当具备下列资料：
①产品合格证；
②操作手册；
③保修卡。
2、验收不合格的，乙方应当更换。""",
        """
        三|验收标准
          三.1|设备验收应当具备下列资料
            三.1①
            三.1②
            三.1③
          三.2
        """,
    ),
    "full-width numbers": (
        """１．合作方式
１．１　甲方提供场地。
１．２　乙方提供设备。
２．收益分配
（１）净收益按四六分配；
（２）每季度结算一次。""",
        """
        1|合作方式
          1.1
          1.2
        2|收益分配
          2(1)
          2(2)
        """,
    ),
    "two families of enclosed digits": (
        """五、付款
⑴ 预付款为总价的30%，须具备：
① 形式发票；
② 履约保函。
⑵ 余款于验收后支付。""",
        """
        五|付款
          五⑴
            五⑴①
            五⑴②
          五⑵
        """,
    ),
    "no blank behind the number": (
        """1.1甲方应于每月五日前支付运费。
1.2乙方应当投保货物运输险。
2.1乙方迟延送达的，按日支付违约金。""",
        """
        1.1
        1.2
        2.1
        """,
    ),
    "brackets around the heading": (
        """第七条【知识产权】
成果归甲方所有。
第八条【保密】双方对商业秘密负有保密义务。""",
        """
        第七条|知识产权
        第八条|保密
        """,
    ),
    "articles below han chapters": (
        """一、聘用期限
第一条 聘期三年，自报到之日起算。
第二条 试用期三个月。
二、工作内容
第三条 乙方担任质量工程师。""",
        """
        一|聘用期限
          第一条
          第二条
        二|工作内容
          第三条
        """,
    ),
    "an article that was put in later": (
        """第五条 租金
每月八千元。
第五条之一 物业费
由乙方另行支付。
第六条 押金
两个月租金。""",
        """
        第五条|租金
        第五条之一|物业费
        第六条|押金
        """,
    ),
    "letters reach i": (
        """3.1 下列信息不属于保密信息：
(g) 已经公开的信息；
(h) 独立开发的信息；
(i) 经书面同意披露的信息；
(j) 依法应当披露的信息。
3.2 接收方应当妥善保管。""",
        """
        3.1|下列信息不属于保密信息
          3.1(g)
          3.1(h)
          3.1(i)
          3.1(j)
        3.2
        """,
    ),
    "letters with romans inside": (
        """4.1 下列事件构成违约：
(a) 未支付到期款项，且
(i) 逾期超过十日；或
(ii) 金额超过一万元；
(b) 陈述不实。""",
        """
        4.1|下列事件构成违约
          4.1(a)
            4.1(a)(i)
            4.1(a)(ii)
          4.1(b)
        """,
    ),
    "english articles and sections": (
        """Article 1 Definitions
Section 1.1 Products means the goods listed in Annex A.
Section 1.2 Territory means the mainland.
Article 2 Price
2.1 The price is fixed for one year.""",
        """
        Article 1|Definitions
          Section 1.1
          Section 1.2
        Article 2|Price
          2.1
        """,
    ),
    "a rate in a sentence is no heading": (
        """第二条 利率
2.1年利率为6.5%，按日计息。
2.2按季结息，结息日为每季末月的第20日。
第三条 还款
3.1到期一次还本。""",
        """
        第二条|利率
          2.1
          2.2
        第三条|还款
          3.1
        """,
    ),
    "forms of a works contract": (
        """第一部分 协议书
一、工程概况
1.工程名称：云岫科技园二期。
2.工程地点：麓阳市。
二、合同工期
计划开工日期：2024年4月1日。
第二部分 通用条款
第1条 一般约定
1.1 词语定义
1.1.1 合同
1.1.1.1 合同：是指协议书。
1.2 语言文字
第2条 发包人
2.1 许可或批准""",
        """
        第一部分|协议书
          一|工程概况
            一.1|工程名称
            一.2|工程地点
          二|合同工期
        第二部分|通用条款
          第1条|一般约定
            1.1|词语定义
              1.1.1|合同
                1.1.1.1|合同
            1.2|语言文字
          第2条|发包人
            2.1|许可或批准
        """,
    ),
    "options of a labour contract": (
        """一、合同期限
（一）双方选择以下第1种形式：
1、有固定期限：自2024年3月1日起。
2、无固定期限。
（二）试用期：3个月。
二、劳动报酬
（一）按下列第①种方式支付：
①计时工资；
②计件工资。""",
        """
        一|合同期限
          一(一)|双方选择以下第1种形式
            一(一).1|有固定期限
            一(一).2
          一(二)|试用期
        二|劳动报酬
          二(一)|按下列第①种方式支付
            二(一)①
            二(一)②
        """,
    ),
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_systems(name: str) -> None:
    """Each numbering system nests as its author meant it."""
    text, expected = SYSTEMS[name]

    assert outline(text) == lines(expected)


LISTS = {
    "a list of digits below a decimal": (
        """1 双方义务
1.1 供应商应当提交：
1. 营业执照；
2. 授权书。
1.2 采购人应当及时验收。
2 价格
2.1 价格含税。""",
        """
        1|双方义务
          1.1|供应商应当提交
            1.1.1
            1.1.2
          1.2
        2|价格
          2.1
        """,
    ),
    "the list of the last decimal ends at the next chapter": (
        """1. 交付
1.1 交付时附：
1、装箱单
2、质检报告
2. 检验
2.1 收货后七日内检验。""",
        """
        1|交付
          1.1|交付时附
            1.1.1|装箱单
            1.1.2|质检报告
        2|检验
          2.1
        """,
    ),
    "a second list in one clause": (
        """六、违约责任
甲方有下列情形之一的：
1、逾期付款；
2、拒绝验收。
乙方有下列情形之一的：
1、逾期交货；
2、质量不合格。
七、其他
本合同一式两份。""",
        """
        六|违约责任
          六.1
          六.2
          六.1
          六.2
        七|其他
        """,
    ),
    "gaps and repeats stay": (
        """第一条 范围
文字。
第三条 期限
文字。
第三条 费用
文字。
第四条 争议
文字。""",
        """
        第一条|范围
        第三条|期限
        第三条|费用
        第四条|争议
        """,
    ),
    "a decimal below the wrong chapter number stands under its chapter": (
        """第四条 维修
4.1 甲方负责大修。
第五条 转租
4.1 未经同意不得转租。
4.2 转租期限不得超过余期。""",
        """
        第四条|维修
          4.1
        第五条|转租
          4.1
          4.2
        """,
    ),
    "a chapter without its own line": (
        """1 总则
1.1 本协议为框架协议。
2.1 订单以书面形式发出。
2.2 订单经确认后生效。
3 附则
3.1 未尽事宜另行协商。""",
        """
        1|总则
          1.1
        2.1
        2.2
        3|附则
          3.1
        """,
    ),
    "a mistyped number swallows nothing": (
        """2 交货
2.1 卖方负责装车。
22 买方负责卸车。
2.3 风险自卸车完毕时转移。
3 付款
3.1 货到付款。""",
        """
        2|交货
          2.1
          2.3
        3|付款
          3.1
        """,
    ),
    "items below a heading without number": (
        """第二条 服务期限
服务期限为两年。
（一）首期一年；
（二）第二期一年。
第三条 服务地点
（一）上海；
（二）苏州。""",
        """
        第二条|服务期限
          第二条(一)
          第二条(二)
        第三条|服务地点
          第三条(一)
          第三条(二)
        """,
    ),
    "a list of which the first item is lost": (
        """5 监管
5.1 处理方式
分级如下：
2. 二级违规扣五分；
3. 三级违规扣十分。
5.2 申诉
6 退出
6.1 期满终止。""",
        """
        5|监管
          5.1|处理方式
            5.1.2
            5.1.3
          5.2|申诉
        6|退出
          6.1
        """,
    ),
    "a list below an enclosed item": (
        """5 付款
5.1 付款条件：
(1) 收到发票；
(2) 资料齐备：
1. 合同副本；
2. 验收单。
5.2 付款方式为转账。
6 税费
由各方承担。""",
        """
        5|付款
          5.1|付款条件
            5.1(1)
            5.1(2)|资料齐备
              5.1(2).1
              5.1(2).2
          5.2
        6|税费
        """,
    ),
    "items in the middle of a sentence are no clauses": (
        """第六条 保险
乙方应当投保(1)财产险、(2)公众责任险，并且 3) 按期缴费。
第七条 修缮
一年内不超过 2 次。""",
        """
        第六条|保险
        第七条|修缮
        """,
    ),
}


BEFORE = {
    "parties before decimals": (
        """本协议由以下双方签署：
（1）青禾机械有限公司（甲方）；以及
（2）远帆贸易有限公司（乙方）。
1 定义
1.1 货物系指附表所列设备。
2 价款
2.1 总价为十万元。
（1）首付三成。
（2）余款到货后支付。""",
        """
        (1)
        (2)
        1|定义
          1.1
        2|价款
          2.1
            2.1(1)
            2.1(2)
        """,
    ),
    "parties before dotted numbers": (
        """（1）青禾机械有限公司为出租人；
（2）远帆贸易有限公司为承租人；
（3）周某为保证人。
1. 承租人按月支付租金。
2. 保证人承担连带责任。""",
        """
        (1)
        (2)
        (3)
        1
        2
        """,
    ),
    "Han numerals in brackets before decimals": (
        """（一）青禾机械有限公司为出租人；
（二）远帆贸易有限公司为承租人。
1. 租金
1.1 承租人按月支付租金。""",
        """
        (一)
        (二)
        1|租金
          1.1
        """,
    ),
    "a list that goes on holds its items": (
        """（1）运输
（2）保管
1. 货物应当入库。
2. 货物应当投保。
（3）费用由乙方承担。""",
        """
        (1)|运输
        (2)|保管
          (2).1
          (2).2
        (3)
        """,
    ),
    "the last of a list whose others hold items": (
        """（1）运输
1. 货物应当包装。
（2）保管
1. 货物应当入库。
2. 货物应当投保。""",
        """
        (1)|运输
          (1).1
        (2)|保管
          (2).1
          (2).2
        """,
    ),
}


@pytest.mark.parametrize("name", BEFORE)
def test_lists_before_the_first_clause(name: str) -> None:
    """A list of the parties does not hold the clauses behind it."""
    text, expected = BEFORE[name]
    assert outline(text) == lines(expected)


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str) -> None:
    """Lists restart, numbers are missing or twice: nothing is swallowed and nothing is mended."""
    text, expected = LISTS[name]

    assert outline(text) == lines(expected)


@pytest.mark.parametrize(
    "line",
    [
        "（96）号文件另有规定的，从其规定。",
        "(2023)沪0115民初1号判决书已经生效。",
        "[2019] 第12号公告",
        "2024.1.1 起执行新的价格。",
        "24.1.1起执行新的价格。",
        "2024年1月1日起执行新的价格。",
        "1.5万元作为履约保证金。",
        "3.2米以上的货物另行计费。",
        "2.5元/公里",
        "0.05%的违约金。",
        "3.5‰计收滞纳金。",
        "24小时内响应。",
        "24 小时内响应。",
        "30 分钟内到达现场。",
        "12 个月的租金。",
        "86 10 55550100 转财务部",
        "021-55550100",
        "400 820 5555 为客服热线。",
        "100,000元由甲方预付。",
        "10：00至18：00为营业时间。",
        "9:30 至 18:00 为营业时间。",
        "一、二期工程同步验收。",
        "三、四层由乙方使用。",
        "五、六月份的租金减半。",
        "第三方的权利不受影响。",
        "第十条的约定不适用于本款。",
        "第二天起计算。",
        "第5.2条所述的期限。",
        "二〇二四年三月一日",
        "1/3以上的股东同意的",
        "50 Hz 交流电",
        "20 GP 集装箱两只",
        "95 号汽油",
        "88.5分以上为优秀。",
        "7*24小时服务",
        "3-5个工作日内到账。",
        "16 岁以上的员工",
        "6%的增值税专用发票",
        "5. 5万元的部分",
        "37.5度的水温",
        "A4纸打印。",
        "A座1201室",
        "2 Elm Street, Suite 175",
        "2 St. Anne Road",
        "12 Old Harbour Court, Floor 3",
        "5）个工作日内支付。",
    ],
)
def test_figures_at_the_head_of_a_line_are_no_clauses(line: str) -> None:
    """File numbers, dates, sums, periods, telephone numbers and clock times number nothing."""
    text = f"第一条 总则\n双方按照下列约定执行，并且\n{line}\n第二条 附则\n本合同一式两份。"

    assert outline(text) == ["第一条|总则", "第二条|附则"]


UNNUMBERED = {
    "headings on lines of their own": (
        """仓储服务合同
存货人：青屿商贸有限公司
保管人：远帆仓储有限公司
仓储物
存货人存放日用百货，数量以入库单为准。
保管期限
自2024年5月1日起至2025年4月30日止，共十二个月。
费用和支付方式
每托盘每日三元，按月结算，逢十日支付。
违约责任
保管人保管不善致货物毁损的，应当赔偿。
（一）按进货价赔偿；
（二）承担鉴定费用。
争议解决
协商不成的，向仓库所在地人民法院起诉。""",
        """
        费用和支付方式|费用和支付方式
        违约责任|违约责任
          (一)
          (二)
        争议解决|争议解决
        """,
    ),
    "headings below parts": (
        """第一部分 商务条款
价款
合同总价为人民币三十万元，含运费。
交货
卖方应于收到预付款后三十日内交货。
第二部分 一般条款
保密
双方对知悉的商业秘密负有保密义务。
不可抗力
遭受不可抗力的一方应当及时通知对方。""",
        """
        第一部分|商务条款
          价款|价款
          交货|交货
        第二部分|一般条款
          保密|保密
          不可抗力|不可抗力
        """,
    ),
    "one that was forgotten between numbers": (
        """第一条 服务内容
乙方提供法律咨询。
第二条 服务费
每年六万元。
保密条款
双方应当对往来文件保密，期限三年。
第三条 其他
未尽事宜另行协商。""",
        """
        第一条|服务内容
        第二条|服务费
        保密条款|保密条款
        第三条|其他
        """,
    ),
    "digits go on behind it": (
        """1. 合作范围
甲方授权乙方在华东销售。
2. 价格
按经销商价目表执行，每年调整一次。
3. 返利
年度完成任务的，返利百分之三。
违约责任
任何一方违约的，应当赔偿对方损失。
4. 期限
一年，自签署之日起。""",
        """
        1|合作范围
        2|价格
        3|返利
        违约责任|违约责任
        4|期限
        """,
    ),
    "two side headings of one clause are none": (
        """第一条 合作方式
共同开发。
第二条 权利义务
甲方义务
甲方应当提供开发所需的全部资料。
乙方义务
乙方应当按照里程碑提交成果，并接受检查。
第三条 费用
各自承担。""",
        """
        第一条|合作方式
        第二条|权利义务
        第三条|费用
        """,
    ),
    "headings above articles hold them": (
        """服务合同
服务内容
第一条 乙方为甲方提供运维服务。
第二条 服务地点为甲方机房。
违约责任
第三条 乙方违约的，应当支付违约金。
第四条 违约金不足以弥补损失的，应当补足。
附则
第五条 本合同一式两份。""",
        """
        第一条
        第二条
        违约责任|违约责任
          第三条
          第四条
        附则|附则
          第五条
        """,
    ),
    "a table of contents is none": (
        """目录
服务内容
服务费用
违约责任
保密条款
第一条 服务内容
乙方提供保洁服务。
第二条 服务费用
每月八千元。""",
        """
        第一条|服务内容
        第二条|服务费用
        """,
    ),
    "items of a list are none": (
        """第一条 费用
服务费包括：
培训费用
乙方派员的差旅费用由甲方另行承担并按实结算。
第二条 资料
乙方应提交下列文件：
验收文件
以上文件应当在三日内提交给甲方备案。""",
        """
        第一条|费用
        第二条|资料
        """,
    ),
    "in traditional characters": (
        """培訓服務合約
課程內容
乙方應依甲方需求設計課程，並提供教材。
付款方式
甲方應於每月月底前支付當月費用。
違約責任
任何一方違約時，應賠償他方所受損害。""",
        """
        課程內容|課程內容
        付款方式|付款方式
        違約責任|違約責任
        """,
    ),
}


@pytest.mark.parametrize("name", UNNUMBERED)
def test_headings_without_number(name: str) -> None:
    """A line made of the words agreements are headed with begins a clause, where it can be nothing else."""
    text, expected = UNNUMBERED[name]

    assert outline(text) == lines(expected)


RECITALS = {
    "letters, then digits": (
        """股东协议
鉴于：
A. 目标公司依法设立并有效存续；
B. 投资人有意认购新增注册资本。
1. 定义
1.1 交割指工商变更登记完成。
2. 增资
2.1 投资人认购新增注册资本。""",
        """
        鉴于|鉴于
          A
          B
        1|定义
          1.1
        2|增资
          2.1
        """,
    ),
    "digits, then digits anew": (
        """鉴于：
1. 许可方拥有商标；
2. 被许可方有意使用该商标。
双方经协商，达成如下协议：
1. 许可范围
第25类服装。
2. 许可费
每年十万元。""",
        """
        鉴于|鉴于
          鉴于.1
          鉴于.2
        1|许可范围
        2|许可费
        """,
    ),
    "digits in brackets, then articles": (
        """鉴于：
(1) 甲方系融资租赁公司；
(2) 乙方有意承租设备。
第一条 租赁物
注塑机三台。
第二条 租金
按季支付。""",
        """
        鉴于|鉴于
          (1)
          (2)
        第一条|租赁物
        第二条|租金
        """,
    ),
    "a sentence that begins so opens nothing": (
        """鉴于甲方有意委托乙方代理招标，双方达成如下协议：
一、代理范围
设备采购招标。
二、代理费
按中标金额计算。""",
        """
        一|代理范围
        二|代理费
        """,
    ),
    "a foreword in sentences": (
        """前言
甲方拥有“青禾”品牌及经营模式。
第一章 定义
第1条 特许人
第二章 授权
第2条 授权区域""",
        """
        前言|前言
        第一章|定义
          第1条|特许人
        第二章|授权
          第2条|授权区域
        """,
    ),
    "a foreword, then han numbers": (
        """引言
双方长期合作，现就年度供货达成一致。
一、供货范围
纸箱及纸板。
二、价格
按季度调整。""",
        """
        引言|引言
        一|供货范围
        二|价格
        """,
    ),
}


@pytest.mark.parametrize("name", RECITALS)
def test_recitals(name: str) -> None:
    """鉴于 holds its own list and nothing of what is agreed below."""
    text, expected = RECITALS[name]

    assert outline(text) == [line.replace("鉴于.", "") for line in lines(expected)]


BILINGUAL = {
    "paragraphs one below the other": (
        """第一条 定义
Article 1 Definitions
1.1 产品指附件所列的货物。
1.1 Products means the goods listed in the annex.
1.2 区域指华南地区。
1.2 Territory means the southern provinces.
第二条 价格
Article 2 Price
2.1 价格为到岸价。
2.1 The price is on CIF basis.""",
        """
        第一条|定义
          1.1
          1.2
        第二条|价格
          2.1
        """,
    ),
    "the English first": (
        """1. Definitions and Interpretation
1. 定义与解释
In this agreement the following words have the meanings below.
本协议中下列词语具有如下含义。
2. Payment Terms
2. 付款条件
Payment shall be made by wire.
以电汇方式付款。""",
        """
        1|定义与解释
        2|付款条件
        """,
    ),
    "English names of another system": (
        """一、独家代理
1. Sole Agency
委托人指定代理人为独家代理。
The principal appoints the agent as its sole agent.
二、佣金
2. Commission Rate
佣金为百分之五。
The commission is five per cent.""",
        """
        一|独家代理
        二|佣金
        """,
    ),
    "two columns": (
        "第一条 定义 本合同中的产品指设备。\tArticle 1 Definitions. Products means the equipment.\n"
        "1.1 设备指三台压缩机。\t1.1 Equipment means three compressors.\n"
        "第二条 价格 总价以附件为准。\tArticle 2 Price. The total price is set out in the annex.\n",
        """
        第一条|定义
          1.1
        第二条|价格
        """,
    ),
    "two columns, English left": (
        "Article 1 Definitions of this agreement\t第一条 定义\n"
        "1.1 Goods means the machines listed below\t1.1 货物指下列机器。\n"
        "Article 2 Price and terms of payment\t第二条 价格\n",
        """
        第一条|定义
          1.1
        第二条|价格
        """,
    ),
    "a number column and two languages": (
        "1\t定义与解释\tDefinitions and interpretation\n"
        "1.1\t产品指设备及备件。\tProducts means equipment and spare parts.\n"
        "2\t价格与支付\tPrice and payment terms\n",
        """
        1|定义与解释
          1.1
        2|价格与支付
        """,
    ),
    "one line in two languages": (
        """1. Definition of Confidential Information 保密信息的定义
1.1 “Confidential Information” means all information disclosed. “保密信息”指全部信息。
(a) public information; 公开信息；
2. Obligations 义务
2.1 Keep the information secret. 保守秘密。""",
        """
        1|Definition of Confidential Information 保密信息的定义
          1.1
            1.1(a)
        2|Obligations 义务
          2.1
        """,
    ),
}


@pytest.mark.parametrize("name", BILINGUAL)
def test_two_languages(name: str) -> None:
    """A clause said in two languages is one clause, called as in Chinese."""
    text, expected = BILINGUAL[name]

    assert outline(f"销售合同\n{text}") == lines(expected)


@pytest.mark.parametrize(
    "rows",
    [
        "序号\t货物名称\t数量\n1.\t轴承\t200\n2.\t密封圈\t500",
        "1、服务器\t5台\t30000元\n2、交换机\t2台\t8000元",
        "一、硬件\t合计100000元\n二、软件\t合计50000元",
        "1.1 现场培训\t3次\n1.2 远程培训\t6次",
        "1、服务器\tDell PowerEdge R750\n2、交换机\tCisco Catalyst 9300",
        "型号\tModel\n(1) A100\tmain unit\n(2) B200\tspare unit",
    ],
)
def test_lists_in_tables_are_no_clauses(rows: str) -> None:
    """Rows of goods, prices and services are no clauses."""
    assert outline(f"第一条 清单\n{rows}\n第二条 其他\n另行协商。") == ["第一条|清单", "第二条|其他"]


def parts(text: str) -> list[tuple[str, list[str]]]:
    """Give the parts of a text with the citations of their clauses."""
    parsed = document(text)
    return [(name, [c.citation for c in parsed.clauses.walk() if c.span.start in span]) for span, name in parsed.parts]


SALE = """采购合同
甲方：云岫科技有限公司
乙方：澜山设备有限公司
一、标的
注塑机两台。
二、价款
1. 总价二十万元。
2. 含税。
"""
SIGNED = """（以下无正文）
甲方（盖章）：
日期：2024年3月1日
乙方（盖章）：
日期：2024年3月1日
"""


def test_annexes_count_anew_behind_the_signatures() -> None:
    """Each annex has numbers of its own; the signature page has none."""
    annexes = "附件一：技术协议\n一、技术指标\n1. 锁模力不低于200吨。\n二、验收\n按国家标准。\n附件二：廉洁协议\n第一条 双方应当廉洁自律。\n第二条 违反的，承担责任。"

    assert parts(SALE + SIGNED + annexes) == [
        ("正文", ["一", "二", "二.1", "二.2"]),
        ("签署页", []),
        ("附件一", ["一", "一.1", "二"]),
        ("附件二", ["第一条", "第二条"]),
    ]


def test_supplementary_agreement_quotes_numbers_of_the_first() -> None:
    """Quoted clauses of the agreement that is amended open no clauses."""
    text = """补充协议（二）
甲方：云岫科技有限公司
乙方：澜山设备有限公司
双方于2023年5月8日签订《采购合同》（下称“原合同”），现补充如下：
一、原合同第三条第二款修改为：
“2、乙方应于2024年6月30日前交货。”
二、原合同第五条增加一款：
“（三）甲方逾期付款的，按日支付违约金。”
三、本补充协议自双方盖章之日起生效。
"""

    assert parts(text + SIGNED) == [("正文", ["一", "二", "三"]), ("签署页", [])]


def test_notes_behind_the_signatures_number_nothing() -> None:
    """Notes of a form below the signatures are no clauses of the agreement."""
    assert parts(SALE + SIGNED + "说明：\n1. 本合同一式两份。\n2. 涂改无效。")[1:] == [("签署页", [])]
