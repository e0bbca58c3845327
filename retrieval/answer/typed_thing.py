"""Whether the thing that a question asks for stands in or beside a passage.

多少钱 asks for a sum with its unit, 多少册 for a number with that classifier, 几点 for a clock
time, 电话 for digits, 怎么办理 for a way of doing. What a question asks in other words
asks for nothing that could be told by its form, and is there. It is a condition of a claimed
answer only: where the thing is missing, the story is still the nearest one.
"""

import re
from collections.abc import Iterator, Sequence

from retrieval.answer.answer_type import holds
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.query import Query

_NUMERAL = "[0-9〇一二两三四五六七八九十百千万亿.]"
_MORE = "(?:余|多|几|来)?"
_SUM = re.compile(
    rf"{_NUMERAL}+{_MORE}[万亿千百]*(?:元|块|角|美元|欧元|英镑|日元|港元|卢布|韩元)|免费|无偿|不收费|免票"
)
_FORMS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile("多少钱|几块钱|什么价|票价|门票|价格|售价|收费|学费|费用|工资|月薪"), _SUM),
    (
        re.compile("几点|开门时间|关门时间|营业时间|开放时间|上班时间|办公时间"),
        re.compile(
            r"[0-9]{1,2}[:：][0-9]{2}|[0-9一二三四五六七八九十]{1,3}[时点](?!以|间|候|代|期)"
        ),
    ),
    (
        re.compile("周几|星期几|礼拜几"),
        re.compile("(?:周|星期|礼拜)[一二三四五六日天末至]"),
    ),
    (
        re.compile("(?:哪一?|何|几几|什么)年(?!级)|哪个年份|多少年前"),
        re.compile("(?:19|20)[0-9]{2}年?|[今去前明]年|年代|世纪"),
    ),
    (
        re.compile("哪一?[天日]|几[号日](?!线|楼|院|门)|几月|什么日子|哪个月"),
        re.compile(
            r"[0-9]{1,2}[月日号]|[一二三四五六七八九十]+[月日号]|[今昨明前后]天|[今昨明次当]日|"
            "(?:周|星期|礼拜)[一二三四五六日天末]|除夕|元旦|春节|清明|端午|中秋|国庆|重阳"
        ),
    ),
    (re.compile("电话|手机号|号码|热线"), re.compile(r"[0-9]{3,4}-?[0-9]{4,}|1[0-9]{4}(?![0-9])")),
    (re.compile("邮箱"), re.compile("@")),
    (
        re.compile(
            "怎么办理|如何办理|怎么办(?!$)|怎么(?:领|申请|报名|预约|挂号|订|买|查|交|报销|补办|去|走)|流程|手续"
        ),
        re.compile(
            "可(?:通过|在|到|持|凭|登录|拨打|向|以)|登录|拨打|窗口|申请|流程|步骤|携带|凭|网上|线上|小程序|app|客户端|预约"
        ),
    ),
    (
        re.compile("多大年纪|几岁|多大岁数|年龄|今年多大|多大了"),
        re.compile(rf"{_NUMERAL}+(?:周)?岁|生于|出生"),
    ),
    (
        re.compile("为什么|为啥|为何|为嘛|凭什么|凭啥|原因|咋回事|怎么回事|怎么会"),
        re.compile("因|由于|缘于|源于|出于|导致|造成|引发|为了|受.{1,12}影响|所致"),
    ),
    (re.compile("地址|在哪条路"), re.compile("[路街道巷弄号区镇村]")),
)
_COUNTED = re.compile(
    "(?:多少|几)([个家项名位次人条批期种类天年岁册户折件辆只台座部篇万亿吨米亩公斤元分小时里处场所张份幅枚头棵套间栋层级])"
)
_ALIKE = ("个人名位家项只件种条", "天日", "年岁", "处个", "家户")
"""Classifiers that print puts for each other; the first group with one counts."""


class TypedThing:
    """The thing that one question asks for."""

    def __init__(self, query: Query, names: Gazetteer) -> None:
        self._query = query
        self._names = names
        self._wanted = list(_wanted(query, alike=True))
        self._named = list(_wanted(query, alike=False))

    @property
    def forms(self) -> Sequence[Sequence[re.Pattern[str]]]:
        """The patterns of what is asked for, as named, then of what print puts for it.

        None where it could not be told by its form.
        """
        return (self._named, self._wanted) if self._wanted else ()

    def stands(self, here: str, beside: str, title: str) -> bool:
        """Return whether it is in a passage, beside it or in its title (compact texts)."""
        text = f"{title}\n{here}\n{beside}"
        if self._wanted:
            return all(pattern.search(text) for pattern in self._wanted)
        return holds(self._query.answer_type, text, self._names, self._query.names)

    @property
    def is_asked(self) -> bool:
        """Whether the question asks for something that can be told by its form."""
        return bool(self._wanted) or self._query.answer_type is not None

    def holds(self, here: str) -> bool:
        """Return whether it is in a passage itself (compact)."""
        return self.stands(here, "", "")

    def matches(self, here: str) -> int:
        """Count the forms of what is asked for, as named, that stand in a compact passage."""
        return sum(pattern.search(here) is not None for pattern in self._named)


def _wanted(query: Query, *, alike: bool) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of what must stand there; with `alike` also of classifiers like it."""
    found = [form for asked, form in _FORMS if asked.search(query.line)]
    yield from found
    if not found and (counted := _COUNTED.search(query.line)):
        groups = (group for group in _ALIKE if alike and counted[1] in group)
        others = next(groups, counted[1])
        yield re.compile(rf"{_NUMERAL}+{_MORE}[万亿千百]*(?:余|多)?(?:个工作)?[{others}]")
