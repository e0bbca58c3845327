"""Messages of several questions, and of one."""

import pytest

from retrieval.query import several

SEVERAL = {
    "图书馆几点开门？地铁末班车是几点？": 2,
    "区长是谁？樱桃沟在哪里？": 2,
    "1.养老金什么时候涨 2.医保怎么报销 3.公积金能提多少": 3,
    "儿童乐园怎么收费？另外，停车场在哪里？": 2,
    "幼儿园什么时候报名，顺便问一下，小学学区怎么划分": 2,
    "请问郑州大学有多少学生？河南大学在哪里？": 2,
    "台风几号登陆？高铁停运了吗？": 2,
    "暖气什么时候来\n垃圾分类怎么罚款": 2,
    "车展在哪举办；门票多少钱一张": 2,
    "灯会什么时候开？庙会有多少家商户参加？谢谢": 2,
    "你好！樊惠林是什么职务？虎荣鑫去了哪里？": 2,
    "①谁得了奖 ②神舟飞船什么时候发射": 2,
    "博物馆要预约吗？动物园票价多少？": 2,
    "消费券怎么领？还有个问题，汽车补贴有多少？": 2,
    "残疾人补贴多少钱？高龄老人津贴怎么领？": 2,
    "马拉松什么时候跑？赛道经过哪里？": 2,
    "停水通知在哪看？燃气费涨价了吗？": 2,
    "樱桃沟门票多少钱？动物园在哪？大剧院是谁建的？地铁通了吗？": 4,
    "失业保险金怎么领？再问一下，职业培训补贴标准是多少": 2,
    "早上好，广场舞比赛谁赢了？合唱团怎么报名？": 2,
}
ONE = (
    "图书馆在哪？几点开门？",
    "区委书记是谁，他去了哪里？",
    "郑州大学有多少学生，其中博士有多少？",
    "为什么停水？什么时候来水？",
    "申请廉租房需要什么条件，材料交到哪里？",
    "樱桃沟怎么走啊？远吗？",
    "庙会来了多少人，卖了多少钱",
    "虎荣鑫走访了哪些企业，提了什么要求？",
    "大雪是什么时候下的？造成了什么损失？",
    "谁写的这篇报道？什么时候写的？",
    "你好！请问图书馆几点开门？谢谢！",
    "这个项目投资多少？建在哪儿？",
    "有没有关于养老的新闻？有的话说说",
    "车次和班次分别是多少",
    "3.5亿元是什么项目？",
    "地铁几号线通车了？开了几站？",
    "樊惠林在哪里调研？说了什么话？",
    "我家在二七区。想问养老金什么时候涨？",
    "图书馆几点开门？博物馆呢？",
    "110,119,120 是什么电话",
    "谁啊？在吗？",
    "樱桃沟",
    "",
    "？？？",
)


@pytest.mark.parametrize("message", SEVERAL)
def test_questions_that_stand_by_themselves_are_parted(message: str) -> None:
    parts = several(message)
    assert len(parts) == SEVERAL[message]
    at = 0
    for part in parts:  # all in order, nothing twice
        words = part.split("，")[-1]
        at = message.index(words, at) + len(words)


@pytest.mark.parametrize("message", ONE)
def test_one_question_stays_as_it_was_typed(message: str) -> None:
    assert several(message) == (message,)


def test_what_is_said_between_goes_with_the_question_before() -> None:
    assert several("区长是谁？我想找他。樱桃沟在哪里？") == ("区长是谁，我想找他", "樱桃沟在哪里")


def test_a_message_in_full_width_and_traditional_characters_is_parted_as_printed() -> None:
    assert several("圖書館幾點開門？動物園門票多少錢？") == (
        "圖書館幾點開門",
        "動物園門票多少錢",
    )
