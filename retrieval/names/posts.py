"""The posts and callings that Chinese newspapers put right before a person's name.

A post is printed in full (``二七区委书记``); people say its last word alone (``书记``): its
**title**. A deputy is addressed without 副.
"""

_OFFICES = (
    "书记 市长 区长 县长 镇长 乡长 省长 州长 旗长 盟长 村长 部长 主任 局长 厅长 司长 处长 科长 "
    "股长 院长 校长 园长 所长 站长 馆长 台长 社长 会长 理事长 董事长 监事长 总经理 经理 总裁 总监 "
    "主席 委员长 秘书长 检察长 政委 司令员 司令 队长 组长 团长 班长 连长 行长 厂长 矿长 店长 "
    "总编辑 总编 主编 教授 院士 研究员 总工程师 工程师 设计师 医生 医师 护士长 护士 教练 老师 教师 "
    "法官 检察官 律师 民警 辅警 警官 厨师 常委 专员 巡视员 调研员 同志 老板 总理 总统 首相 大使"
)
_CALLINGS = (
    "代表 委员 发言人 负责人 创始人 领导 干部 专家 嘉宾 村民 居民 市民 职工 员工 工人 学生 志愿者 "
    "网格员 店主 商户 业主 传承人 艺人 画家 作家 歌手 演员 运动员 选手 队员 农户 果农 菜农 种植户 "
    "养殖户 老人 游客 顾客 司机"
)
# Said after a surname as an address (樊书记); callings only introduce a name.
ADDRESSES = frozenset(_OFFICES.split())
# Posts that print calls as everybody does; for 老师 or 医生 it may say otherwise.
OFFICES = frozenset(
    word
    for word in ADDRESSES
    if word.endswith(("长", "书记", "主席", "总裁", "经理", "老板", "总理"))
)
TITLES = tuple(sorted([*ADDRESSES, *_CALLINGS.split()], key=lambda word: (-len(word), word)))
_TITLES = frozenset(TITLES)
_SIZES = sorted({len(word) for word in TITLES}, reverse=True)
# Addressed in short: 李总 for 李 the 总经理.
SHORT = {
    "董事长": "总",
    "总经理": "总",
    "总裁": "总",
    "经理": "经理",
    "总监": "总",
    "总工程师": "工",
    "工程师": "工",
    "教师": "老师",
    "医师": "医生",
}


def title(post: str) -> str | None:
    """Return the title that ends a post (``区委副书记`` → ``书记``), or None where none does."""
    ends = (post[-size:] for size in _SIZES)
    return next((end for end in ends if end in _TITLES), None)


def addresses(post: str) -> tuple[str, ...]:
    """Return what is said after the surname of who holds the post; the plainest first, maybe none."""
    word = title(post)
    if word is None or word not in ADDRESSES:
        return ()
    deputy = ("副" + word,) if post.endswith("副" + word) else ()
    short = (SHORT[word],) if word in SHORT else ()
    return (word, *deputy, *(s for s in short if s != word))
