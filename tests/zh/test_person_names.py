"""Names of persons: which words can be one, and where labels tell them."""

import pytest

from pipeline.zh.person_names import family_name, is_person_name, labelled_names


@pytest.mark.parametrize(
    "words", ["王明", "王明月", "欧阳明", "欧阳明月", "单于涛", "曾珂", "歐陽明", "阿依·古丽", "买买提·阿卜杜拉", "高明", "商文涛"]
)  # fmt: skip
def test_can_be_a_name(words: str) -> None:
    """A family name of one or two characters with one or two behind it; a name with a dot."""
    assert is_person_name(words)


@pytest.mark.parametrize(
    "words",
    ["王", "王某", "林某榆", "王*", "欧阳", "商务部", "供应链管理部", "配送部", "膳食科", "大客户组", "应当", "方便", "单位", "单元", "经理", "任何", "项目部",
     "高新区", "江苏省", "王明有限公司", "甲方", "法务", "渠道合作部", "安全处", "", "王明明明", "和地址", "解除"],
)  # fmt: skip
def test_is_no_name(words: str) -> None:
    """Departments, words of agreements, places, names masked already, a family name alone."""
    assert not is_person_name(words)


def test_compound_family_names() -> None:
    """欧阳 stays whole; a name of two characters has a family name of one."""
    assert [family_name(name) for name in ("欧阳明月", "王明月", "司马", "阿依·古丽")] == ["欧阳", "王", "司", "阿"]


LABELLED = [
    ("联系人：王明", {"王明"}),
    ("联系人：王　明　　电话：", {"王明"}),
    ("联系人：王明 13", {"王明"}),
    ("联系人：法务部王明", {"王明"}),
    ("联系人：法务部 王明（经办）", {"王明"}),
    ("联系人：王明月经理", {"王明月"}),
    ("联系人及电话：王明、李晓云", {"王明", "李晓云"}),
    ("负责人：王明和李晓云", {"王明", "李晓云"}),
    ("法定代表人：欧阳明月\t法定代表人：李晓云", {"欧阳明月", "李晓云"}),
    ("法定代表人为王明，", {"王明"}),
    ("法定代表人王明（身份证", {"王明"}),
    ("乙方经办人司徒明，", {"司徒明"}),
    ("授权代表（签字）：王明", {"王明"}),
    ("法定代表人或授权代表（签字）：王明", {"王明"}),
    ("收件人：王明 地址：澜州市望潮路8号", {"王明"}),
    ("收件人\t王明", {"王明"}),
    ("姓名\t职务\n王明\t经理\n李晓云\t主管", {"王明", "李晓云"}),
    ("户名：王明", {"王明"}),
    ("甲方：王明", {"王明"}),
    ("丙方（保证人）：王明，男，汉族，住澜州市望潮路8号2单元401室", {"王明"}),
    ("签字：王明", {"王明"}),
    ("甲方（公章）：        乙方（签字）：王明", {"王明"}),
    ("Attn: Mr. John Smith, Legal Department", {"John Smith"}),
    ("Contact Person: Wang Ming", {"Wang Ming"}),
    ("联系人：WANG Ming", {"WANG Ming"}),
    ("聯絡人：歐陽明", {"歐陽明"}),
    ("法定代表人 Legal Representative：王明", {"王明"}),
    ("联系人 / Contact: 王明 Wang Ming", {"王明", "Wang Ming"}),
    ("the contact is Ms. Chen Yu, mobile", {"Chen Yu"}),
    ("for the attention of: Zhang Wei", {"Zhang Wei"}),
    ("联系人1：王明  联系人2：李晓云", {"王明", "李晓云"}),
    ("股东一：钟离云", {"钟离云"}),
    ("致：王明先生", {"王明"}),
    ("房东王明，电话", {"王明"}),
    ("联 系 人：王明    电 话：", {"王明"}),
    ("甲方联系人变更为：王明", {"王明"}),
    ("商务对接：王明/", {"王明"}),
    ("指定收货人为王明或者他人", {"王明"}),
    ("担保人王明，男，1979年生", {"王明"}),
    ("甲方指定 王明（身份证号：", {"王明"}),
    ("澜州市望潮路8号 王明 收", {"王明"}),
    ("值班\t王明\t16012345678", {"王明"}),
]


@pytest.mark.parametrize(("text", "names"), LABELLED)
def test_labels_tell_names(text: str, names: set[str]) -> None:
    """Behind a label with a colon, a verb or nothing, in the next cell, below the head of a column."""
    assert labelled_names(text) == names


@pytest.mark.parametrize(
    "text",
    ["联系人：渠道合作部", "联系人：供应链管理部　电话：", "联系人变动的，应当通知", "负责人应当在3日内", "法定代表人邵某（许可人）", "法定代表人：　　　　法定代表人：",
     "甲方：霜桥精密仪器有限公司", "乙方：Nordhavn Fjord Membranes A/S", "本合同双方为：Nordvane Membrane GmbH", "Name: Calder Finch Ltd.", "甲方：云岫（下称甲方）\n云岫数据有限公司", "甲方：远岱科技（沙洲）有限公司", "第三方：任何人", "我方：应当", "联系人：王*",
     "联系人：欧阳**", "联系人和地址，", "经双方法定代表人或授权代表签字、盖章", "Attn: Legal Department", "联系人：高经理", "联系人：品牌市场部-小乔", "王明与李晓云", "负责人：方便时联系"],
)  # fmt: skip
def test_no_name_is_told(text: str) -> None:
    """Departments, companies, titles, masked names, sentences about contacts."""
    assert labelled_names(text) == frozenset()
