"""report.html of a comparison: both versions side by side on one page that needs no network."""

from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from pipeline.compare.comparing import Choice
from pipeline.model.diff import ChangeClass, ChangeType, VersionDiff
from pipeline.reports.changes_labels import label, measure
from pipeline.reports.changes_tables import Fields, field_rows, reference_rows, renumbering_rows
from pipeline.reports.changes_views import around, blocks
from pipeline.reports.html import environment
from pipeline.reports.labels import Language

MOST_FIELDS = 15
"""Changed fields shown at once; the others unfold."""

_SAYS: dict[str, dict[str, str]] = {
    "zh": {
        "title": "版本比对", "old": "旧", "new": "新", "changes": "变更", "material": "实质性", "others": "非实质性", "fields": "字段变化", "list": "变更清单", "side": "逐条对照",
        "renumbered": "重新编号", "references": "引用", "noise": "噪声", "show_noise": "显示噪声", "only_material": "仅看实质性", "all_classes": "全部类别", "unfold": "展开全部", "same": "段相同",
        "none": "无", "previous": "上一处", "next": "下一处", "moved_here": "自此处移来", "moved_to": "移至", "stood": "原位置", "look": "须核对图像", "coverage": "比对范围", "characters": "字",
        "unread": "未能读取", "shortcuts": "快捷键：n 下一处，p 上一处", "position": "处", "image_old": "旧版图像", "image_new": "新版图像", "look_list": "须核对图像的差异",
        "legend": "删除的文字加删除线，新增的文字加下划线。噪声（全半角、空白、标点样式、版式、页眉页脚、印章、水印、识别误差）单独计数，不计入变更。条款重新编号不算变更；引用按编号对应关系判定。",
    },
    "en": {
        "title": "Comparison", "old": "Old", "new": "New", "changes": "Changes", "material": "material", "others": "not material", "fields": "Fields", "list": "List of changes", "side": "Side by side",
        "renumbered": "Renumbered", "references": "References", "noise": "Noise", "show_noise": "show noise", "only_material": "material only", "all_classes": "all classes", "unfold": "unfold all", "same": "passages are equal",
        "none": "none", "previous": "previous", "next": "next", "moved_here": "moved here from", "moved_to": "moved to", "stood": "stood here", "look": "look at the picture", "coverage": "Compared", "characters": "characters",
        "unread": "not read", "shortcuts": "Keys: n next, p previous", "position": "", "image_old": "picture of the old version", "image_new": "picture of the new version", "look_list": "Differences to be looked at",
        "legend": "Deleted words are struck out, new ones underlined. Noise (width, blanks, style of marks, layout, running heads, seals, watermarks, misreadings) is counted apart and is no change. "
        "Renumbering is no change; references are judged by it.",
    },
}  # fmt: skip


def write_report(
    diff: VersionDiff,
    choice: Choice,
    fields: Fields,
    language: Language = "zh",
    pictures: Mapping[str, Any] | None = None,
) -> str:
    """Write the page. `pictures` are data addresses of line images by change id: (old, new). The same comparison gives
    the same page.
    """
    template = environment(language).from_string(
        files("pipeline.reports").joinpath("changes.html.j2").read_text(encoding="utf-8")
    )
    kinds = Counter(change.kind for change in diff.changes)
    return template.render(
        language=language,
        say=_SAYS[language],
        diff=diff,
        choice=choice.en if language == "en" else choice.zh,
        label=lambda english: label(english, language),
        around=around,
        measure=lambda delta: measure(delta, language),
        kinds=[(kind.value, kinds[kind]) for kind in ChangeClass if kinds[kind]],
        types=[(t.value, n) for t in ChangeType if (n := sum(c.type is t for c in diff.changes))],
        material=sum(change.material for change in diff.changes),
        listed=sorted(diff.changes, key=lambda change: not change.material),
        most=MOST_FIELDS,
        fields=list(field_rows(diff, fields, language)),
        renumbered=list(renumbering_rows(diff, language)),
        references=list(reference_rows(diff, language)),
        noise=Counter(entry.kind.value for entry in diff.noise).most_common(),
        blocks=list(blocks(diff)),
        pictures=pictures or {},
    )
