"""Registers made of texts in one process, for tests."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pipeline import files
from pipeline.batch import Result, Settings, Task, perform
from pipeline.runs import job

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def engine(tasks: Iterable[Task], settings: Settings) -> Iterator[tuple[Task, Result]]:
    """Read documents in this process."""
    return ((task, perform(task, settings)) for task in tasks)


def extract(folder: Path, output: Path, *, masked: bool = False) -> Path:
    """Read a folder into a register; gives the output folder."""
    job.extract(files.discover([folder]), output, Settings(), engine, lambda: NOW, masked=masked)
    return output


def register(folder: Path, agreements: Mapping[str, str | bytes], *, masked: bool = False) -> Path:
    """Write agreements to a folder and read them into a register beside; gives the output folder."""
    inputs = folder / "in"
    inputs.mkdir(parents=True, exist_ok=True)
    for name, text in agreements.items():
        (inputs / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return extract(inputs, folder / "out", masked=masked)


CLOUD = """云服务合作协议
合同编号：XS-2025-0017
甲方：霜桥数据科技有限公司
乙方：岚浦信息技术有限公司
第一条 期限
本协议有效期自2024年1月1日起至2026年12月31日止。
第二条 保密
双方对合作中知悉的商业秘密承担保密义务，保密期限为协议终止后三年。
第三条 责任限制
乙方承担的赔偿责任累计不超过人民币500万元，任何一方不对间接损失负责。
第四条 违约责任
甲方逾期付款的，每日按应付金额的0.05%支付违约金；B2B订单除外。
第五条 争议解决
争议提交澜州仲裁委员会仲裁。
"""

LEASE = """房屋租赁合同
出租方：望潮置业有限公司
承租方：霜桥数据科技有限公司
第一条 租赁期限
租赁期限自2023年5月1日起至2025年4月30日止。
第二条 租金
月租金为人民币50000元，逾期的按日支付滞纳金。
第三条 责任限制
出租方的责任以一年租金为限。
第四条 争议解决
争议由甲方所在地人民法院管辖。
"""

HONG_KONG = """服務合約
甲方：青礁貿易有限公司
乙方：岚浦信息技术有限公司
第一條 保密責任
雙方應對往來文件保密，但是法律另有規定的除外。
第二條 價款
服務費用為５００００元，驗收面積80㎡。
"""

AGREEMENTS = {"1-cloud.txt": CLOUD, "2-lease.txt": LEASE, "3-hong-kong.txt": HONG_KONG}
