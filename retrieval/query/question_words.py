"""What a question says besides its subject: words that ask, point or fill.

**Question words** are phrases that ask; they are cut out of a question as strings, before it falls
into words. Some tell the **type of answer** that is wanted. **Fillers** are words that ask nothing
by themselves; they are left out after the text is cut into words, so that nothing goes from inside
of another word. **Vague** words stand in nearly every question about news: they rank a little and
demand nothing.
"""

import re

from retrieval.query.query import AnswerType
from retrieval.word_list import words

# The first that fits tells the type of answer.
ANSWER_TYPES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (
        AnswerType.MONEY,
        re.compile(
            "(?:花|用|要)?了?多少(?:钱|元|万元|亿元|万块|块钱|块|资金|经费|款|万)|几块钱|几个?亿|多少个?亿|"
            "(?<!什么)什么价"
        ),
    ),
    (
        AnswerType.TITLE,
        re.compile("(?:题目|标题|主题|名目)(?:都)?(?:是|叫)?(?:做)?(?:什么|啥)?(?:名字?)?"),
    ),
    (
        AnswerType.TIME,
        re.compile(
            "(?:什么|啥|哪个?|何)(?:时候|时间|时|年|月|日子|天)|哪一[天年月日]|几月(?:几[日号])?|"
            "几[号点]|"
            "何时|多久|多长时间"
        ),
    ),
    (
        AnswerType.POST,
        re.compile(
            "(?:现在?)?(?:是|任|担任|当|做)?(?:了|着|的)?(?:什么|啥|何|哪个)"
            "(?:职务|职位|官职?|身份|头衔)|"
            "的?(?:职务|职位|官职|头衔|身份)(?:都)?(?:是|叫)?(?:什么|啥|哪些)?(?=$|[?!。])|"
            "是(?:干|做)(?:什么|啥)的"
        ),
    ),
    (
        AnswerType.PERSON,
        re.compile(
            "(?:都)?(?:是|有|由)?(?:谁|哪(?:一)?(?:[位个名](?:人|领导|干部|老师|专家|同志|师傅)|位)|哪些(?:人|领导|干部))|"
            "哪位领导|啥人|什么人"
        ),
    ),
    (
        AnswerType.LIST,
        re.compile("(?:都|还)?(?:有|是|包括|去了|到了)?哪(?:些|几[个家项名位条种所类]?|几)"),
    ),
    (
        AnswerType.MEASURE,
        re.compile("(?:有)?多[大长高远重宽深厚快]|几岁"),
    ),
    (
        AnswerType.NUMBER,
        re.compile(
            "多少(?:[个家项名位次条批期届种类册户折件辆只台座部篇份幅枚张棵套间栋层级处场所针道艘架趟]"
            "(?![面子的]))?|第?(?<![这那前后近])几[个家项名位次人所条批期届岁种类天年]|(?<![这那前后近])几"
        ),
    ),
    (
        AnswerType.SPEECH,
        re.compile(
            "(?:说|讲|谈|讲话|强调|要求|表示|指出|提)(?:了|过|到)?(?:些|点)?(?:什么|啥|哪些)(?:要求|内容|话|意见)?|"
            "怎么(?:说|讲|看)的?"
        ),
    ),
    (
        AnswerType.PLACE,
        re.compile(
            "(?:去|到|在)?(?:了|过)?(?:哪[里儿](?!人)|哪块|什么地方|啥地方|哪些地方|何处|何地|哪个地方)|"
            "(?:在|去|到)了?哪(?![里儿]人)"
        ),
    ),
)

_ASKING = (
    "请问(?:一下)?|"
    "(?:麻烦)?(?:帮我|给我|跟我|替我)?(?:查(?:一查|一下|查|找)?|找(?:一下|找)?|搜(?:一下|索)?|"
    "说(?:一下|一说|说)|讲讲|介绍一下|看看|看一下)(?=.{2})|我?想(?:问(?:一下|问)?|知道|"
    "了解(?:一下)?|看看)|"
    "(?:你|您)?(?:能不能|可不可以|可以|能)?(?:告诉(?:我|一下)|回答)|"
    "怎么样了?|咋样了?|怎么(?![走去坐到])(?:办|做|说|讲)?|"
    "咋(?:办|说)?|干[嘛吗啥]|"
    "(?:都|还|又)?(?:有|是|叫|说|讲|干|做)?(?:了|过)?(?:些|点)?(?:什么|啥)(?:样的?|事情?|内容|东西|意思|情况|方面)?|"
    "(?:都|还)?(?:有|是|包括)?哪(?:些|几[个家项名位]?|一?[个家项名位种样])|"
    "(?:是|有)?(?:不是|没有)(?=.+[吗?])|"
    "(?P<verb>..?)不(?P=verb)|"
    "(?:的)?(?:相关|有关)?(?:新闻|报道|消息|文章|稿件|稿子)(?:$|(?=[?!.。, ]))"
)
_PHRASES = sorted(words(__package__, "question_words"), key=len, reverse=True)
QUESTION_WORDS = re.compile(f"{'|'.join(_PHRASES)}|{_ASKING}")
FILLERS = frozenset(words(__package__, "fillers"))
VAGUE = frozenset(words(__package__, "vague_words"))
