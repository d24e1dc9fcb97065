"""Traditional characters and the words of Taiwan and Hong Kong become simplified ones of the same length."""

import time

import pytest

from pipeline.zh.traditional import FILLER, simplified

READINGS = [
    ("本協議有效期為兩年", "本协议有效期为两年"),
    ("爲免疑義，説明如下", "为免疑义，说明如下"),
    ("新臺幣參佰貳拾參萬元整", "新台币叁佰贰拾叁万元整"),
    ("參照附件，參加人數", "参照附件，参加人数"),
    ("本契約之價金應給付予他方", "本合同之价款应支付予对方"),
    ("其他方式與合約無關", "其他方式与合同无关"),
    ("甲方得終止，但不得拒絕", "甲方可终止，但不得拒绝"),
    ("自中華民國113年4月1日起", f"自{FILLER * 3}2024年4月1日起"),
    ("民國一一三年五月一日至一一六年四月三十日約定", f"{FILLER}2024年五月一日至2027-4-30约定"),
    ("西元2024年簽訂", f"{FILLER * 2}2024年签订"),
    ("智慧財產權", f"{FILLER}知识产权"),
]


@pytest.mark.parametrize(("printed", "plain"), READINGS)
def test_readings(printed: str, plain: str) -> None:
    """Characters, words, years of the Republic; the length stays."""
    assert simplified(printed) == plain
    assert len(plain) == len(printed)


@pytest.mark.parametrize("text", ["著作权归乙方，乾坤公司，他方", "合约期满，给付", "民国113年", "Party A", ""])
def test_simplified_text_is_left_alone(text: str) -> None:
    """Without a traditional character nothing changes."""
    assert simplified(text) is text


@pytest.mark.parametrize("unit", ["民國", "民國1", "至1", "參", "得", "1年1月", "　", "一"])
def test_hostile_text_takes_no_time(unit: str) -> None:
    """No text makes it slow."""
    begun = time.process_time()
    simplified("約" + unit * (20_000 // len(unit)))

    assert time.process_time() - begun < 0.5
