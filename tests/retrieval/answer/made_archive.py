"""A made-up archive of many reporters, and ways in which people wrap their questions."""

from datetime import date

from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer

TODAY = date(2024, 4, 2)

# Title, reporters, correspondents, photographers, the day in March 2024, paragraphs.
_STORIES: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], int, str], ...] = (
    ("水库加固", ("谢雨桐",), (), (), 3, "县委书记欧阳建国到石门水库督导除险加固。"),
    ("苹果产业", ("谢雨桐",), (), (), 5, "县长鲁思源到丰谷果业调研苹果产业，果农等着新仓库。"),
    ("食堂开张", ("谢雨桐", "高岚"), (), (), 7, "欧阳建国到青石社区食堂看望老人，午餐六块钱。"),
    ("校车上路", ("谢雨桐",), (), ("丁一凡",), 12, "实验小学添了三十辆校车，鲁思源到场查看。"),
    ("剪纸进课堂", ("高岚",), (), (), 12, "传承人韦素芬走进实验小学，教孩子剪纸。"),
    ("古桥修缮", ("高岚",), ("王小满",), (), 15, "东郊桥修缮，欧阳建国说修旧如旧。"),
    ("葡萄架下", ("克里木·江",), (), (), 15, "葡萄园里搭起长廊，鲁思源与果农座谈。"),
    ("夜市开街", ("丁一凡",), (), (), 18, "滨河夜市开街，八十个摊位亮灯。"),
    ("水库完工", ("丁一凡",), (), (), 20, "石门水库除险加固完工，鲁思源剪彩。"),
    ("记者节表彰", ("丁一凡",), (), (), 22, "本报记者高岚获优秀新闻奖，她走遍了一百个村。"),
    ("供水公告", (), (), (), 25, "因检修管道，滨河路周三停止供水。"),
    ("春耕动员", (), ("王小满",), (), 27, "欧阳建国在柳河镇动员春耕，农机下田。"),
)

WRAPPINGS = (
    "{}",
    "你好，{}",
    "请问一下{}啊",
    "麻烦帮我看看{}",
    "{}，谢谢您啦",
    "那个，{}来着",
    "俺想晓得{}咧",
    "老师傅给瞅瞅呗，{}",
    "到底{}嘛",
    "小编好！劳驾查一下{}？",
)


def _stored(at: int) -> StoredArticle:
    title, reporters, correspondents, photographers, number, text = _STORIES[at]
    on = PrintedDate(3, number, Evidence.PAGE, 2024, Evidence.PAGE)
    article = Article(
        title,
        reporters=reporters,
        correspondents=correspondents,
        photographers=photographers,
        date=on,
        paragraphs=(text,),
    )
    return StoredArticle(at + 1, article, (Printing(at + 1, "日报", on, "A01版", 0),))


STORED = tuple(map(_stored, range(len(_STORIES))))
MADE = Snapshot.build(
    STORED, Gazetteer.of(name for one in STORED for name in extract_names(one.article))
)
TITLES = tuple(title for title, *_ in _STORIES)


def written_by(*names: str) -> set[str]:
    """Return the titles of the stories that any of these wrote."""
    return {
        one.article.title
        for one in STORED
        if set(names) & {*one.article.reporters, *one.article.correspondents}
    }
