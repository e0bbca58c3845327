"""An office is found by each of its names, asked, searched for and subscribed to, and says so."""

from datetime import date

import pytest

from retrieval.answer.answer import answer
from retrieval.answer.filtered import search
from retrieval.answer.recent import recent
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, Article, Band, Printing, RemarkKind, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.percolate.percolator import Percolator
from retrieval.query.filter.filter import Filter

TODAY = date(2024, 3, 21)
PRINTING = Printing(1, "晚报", None, None, 0)
NOBODY = Gazetteer()
CASES = (
    ("房管局", "住房保障和房地产管理局", "公布老旧小区电梯改造名单"),
    ("药监局", "药品监督管理局", "抽检夏季防晒化妆品"),
    ("卫计委", "卫生健康委员会", "组织名医下乡义诊"),
    ("国税局", "税务局", "延长办税大厅周末服务"),
    ("环保局", "生态环境局", "关停三家超标排放砖厂"),
    ("扶贫办", "乡村振兴局", "验收蔬菜大棚"),
    ("妇联", "妇女联合会", "评选最美家庭"),
    ("残联", "残疾人联合会", "发放助听器"),
    ("人防办", "国防动员办公室", "试鸣警报"),
    ("疾控中心", "疾病预防控制中心", "提醒预防登革热"),
    ("反诈中心", "反电信网络诈骗中心", "拦下一笔养老钱"),
    ("招办", "教育考试院", "公布志愿填报流程"),
    ("市一院", "市第一人民医院", "开出夜间门诊"),
    ("洛阳二中", "洛阳市第二中学", "办起天文社"),
    ("火葬场", "殡仪馆", "推出生态安葬"),
    ("消防中队", "消防救援站", "开放参观日"),
    ("拆迁办", "房屋征收与补偿办公室", "公示补偿方案"),
    ("教研室", "教学研究室", "评出优质课"),
    ("防汛办", "防汛抗旱指挥部办公室", "检查水库闸门"),
    ("社保局", "社会保险事业管理局", "上门认证退休资格"),
)


def story(number: int, printed: str, deed: str) -> StoredArticle:
    body = f"3月20日，{printed}{deed}，受到群众好评。"
    return StoredArticle(number, Article(f"本地要闻{number}", paragraphs=(body,)), (PRINTING,))


STORIES = [story(at, printed, deed) for at, (_, printed, deed) in enumerate(CASES, 1)]


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return Snapshot.build(STORIES, NOBODY)


def names_said(given: Answer) -> set[str]:
    aliases = (one.values for one in given.remarks if one.kind is RemarkKind.ALIAS)
    return {name for _, names in aliases for name in names.split("、")}


@pytest.mark.parametrize(("typed", "printed", "deed"), CASES, ids=[case[0] for case in CASES])
def test_an_office_is_found_by_another_name(
    snapshot: Snapshot, typed: str, printed: str, deed: str
) -> None:
    stored = STORIES[[case[0] for case in CASES].index(typed)]
    asked = answer(snapshot, f"{typed}最近干了啥", today=TODAY)
    assert asked.band is not Band.NOTHING
    assert asked.hits[0].citation.article_id == stored.id
    assert printed in names_said(asked), deed
    searched = search(snapshot, typed, today=TODAY)
    assert [hit.citation.article_id for hit in searched.hits] == [stored.id]
    assert printed in names_said(searched)
    wanted = Filter.parse(typed)
    told = Percolator.of([(1, wanted)])
    assert [one.id for one in STORIES if told.matching(one, NOBODY, TODAY)] == [stored.id]
    confirmed = recent(snapshot, wanted, days=30, most=3, today=TODAY)
    assert printed in confirmed.aliases[0].values[1]
