"""Units between two anchors: split clauses are found beside what was rewritten altogether."""

from pipeline.compare.gaps import align_gap

WHOLE = "乙方应按月向甲方报送运行报告,报告应当列明故障次数与处理结果;甲方收到报告后应在五日内予以确认,逾期视为认可"
FIRST = "乙方应按季向甲方报送运行报告,报告应当列明故障次数与处理结果"
SECOND = "甲方收到报告后应在十日内予以确认,逾期视为认可"
REWRITTEN = (
    "双方指定的联系人应当保持通讯畅通,变更联系人的应提前三日书面告知对方",
    "服务费按照附表所列单价据实结算,发票类型为增值税专用发票,税率随国家政策调整",
)


def test_split_and_edited_clause_beside_a_rewritten_one() -> None:
    """One clause became two, edited both; the one behind it was replaced by another."""
    beads = align_gap([0, 1], [0, 1, 2], [WHOLE, REWRITTEN[0]], [FIRST, SECOND, REWRITTEN[1]])

    assert ((0,), (0, 1)) in beads


def test_merged_and_edited_clauses_beside_a_rewritten_one() -> None:
    """The other way round."""
    beads = align_gap([0, 1, 2], [0, 1], [FIRST, SECOND, REWRITTEN[1]], [WHOLE, REWRITTEN[0]])

    assert ((0, 1), (0,)) in beads
