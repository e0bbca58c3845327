"""Places that close a byline: ``记者 张三 北京报道``, ``記者李四∕台南報導``.

A place is told from one more name by this list, or by what is left when it is taken away being
names. Plain characters (see `plain`).
"""

import re

from retrieval.reading.personal_names import split

_LIST = """
    北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北
    湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门
    石家庄 太原 沈阳 大连 长春 哈尔滨 南京 苏州 无锡 常州 杭州 宁波 温州 金华 合肥 安庆 福州
    厦门 泉州 南昌 九江 济南 青岛 烟台 郑州 洛阳 开封 安阳 南阳 许昌 周口 商丘 信阳 新乡
    焦作 平顶山 武汉 宜昌 长沙 广州 深圳 珠海 东莞 佛山 中山 江门 湛江 海口 三亚 成都 乐山
    贵阳 昆明 拉萨 西安 延安 兰州 西宁 银川 乌鲁木齐 喀什 呼和浩特 包头 南宁 桂林 柳州 台北
    新北 桃园 台中 台南 高雄 基隆 新竹 苗栗 彰化 南投 云林 嘉义 屏东 宜兰 花莲 台东 澎湖
    金门 马祖 连江 综合 连线 华盛顿 纽约 伦敦 巴黎 柏林 东京 首尔 莫斯科 曼谷 新加坡 开罗
    罗马 维也纳 日内瓦 布鲁塞尔 堪培拉 悉尼 渥太华 温哥华 洛杉矶 旧金山 迪拜 安卡拉 雅加达
    马尼拉 河内 金边 仰光 平壤 联合国
"""
_PLACES = tuple(_LIST.split())
_PLACE = re.compile(rf"(?:{'|'.join(sorted(_PLACES, key=len, reverse=True))})[省市县区]?")
_ROW = re.compile(rf"{_PLACE.pattern}(?:[ -]*{_PLACE.pattern})*")
_UNKNOWN = re.compile(r"[一-鿿-]{2,10}")


def is_place(word: str) -> bool:
    """Return whether a word is one of the places that papers report from most."""
    return _ROW.fullmatch(word.strip(" ")) is not None


def without_place(phrase: str, *, alone: bool) -> str:
    """Cut the place that closes a phrase before 报道 or 电 off it.

    ``alone``: a slash parts it from the names, so that it may be a place no list knows.
    """
    if is_place(phrase) or (alone and not split(phrase) and _UNKNOWN.fullmatch(phrase)):
        return ""
    words = phrase.rstrip(" ").rsplit(" ", 1)
    if len(words) > 1:
        if is_place(words[1]) or (not split(phrase) and split(words[0])):
            return words[0]
        return phrase
    if split(phrase) and not any(phrase.endswith(place) for place in _PLACES):
        return phrase
    known = [place for place in _PLACES if phrase.endswith(place) and split(phrase[: -len(place)])]
    unknown = [k for k in range(2, 5) if split(phrase[:-k])]
    if known:
        return phrase[: -len(max(known, key=len))]
    return phrase[: -unknown[0]] if unknown and not split(phrase) else phrase
