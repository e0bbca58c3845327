"""A page's text made **plain** for rules to read, every character still in its place.

Newspapers print one byline with full-width or half-width brackets, in traditional or simplified
characters, padded with any of a dozen spaces. The rules of this room look at the **plain** text,
which is exactly as long as the printed one, so that what they find can be cut out of the print by
the same offsets. Only what the rules need is folded: punctuation, digits, spaces, the characters of
roles and datelines, and surnames. Nothing plain is ever shown.
"""

import functools
import sys

import numpy as np
from numpy.typing import NDArray

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(
    [
        *range(0x09, 0x0E),
        0x85,
        0xA0,
        0x1680,
        *range(0x2000, 0x200E),
        0x2028,
        0x2029,
        0x202F,
        0x205F,
        0x2060,
        0x3000,
        0xFEFF,
    ],
    " ",
)
_MARKS = str.maketrans(
    "[]【〔〖［〈】〕〗］〉∕⁄╱｜，；：•‧・･∙⋅．｡─—–－○",
    "()((((()))))///|,;:·······。----〇",
)
_CHARACTERS = str.maketrans(
    # roles, datelines, sources
    "記訊員攝圖報導實習見約駐責編輯審對視頻聞傳體網電臺據來轉線綜專訪採寫發場現級資負"
    "製總監劃繪華國時間週雜誌廣衛號從經頭聯東歐陸島門灣長評論執筆錄權個紙園學會議辦縣區鄉"
    "獲稱數為後們與說這還進過點請問將當開聽參觀應該務業產動運機車樂術農齊達爾買熱"
    # surnames
    "張陳劉楊黃趙吳孫馬鄭謝許馮韓鄧蕭葉蔣呂蘇盧鍾鐘譚范賈韋鄒閻龍賀顧龔萬錢嚴湯羅樑喬賴龐蘭"
    "遲莊聶魯畢項紀單鄔鮑關駱諸鮮闕鄺鄢婁竇滿藺寧厲戰黨儲樓費簡饒勞連溫顏倪歸談冉鄂鞏匯"
    "慶鳳鶴澤灃濤麗偉軍東強紅蓮雲飛頓紐倫濱遼貴陝營義維薩奧麥譯單"
    # given names
    "藍塗練闞諶酈閔繆嶽賁鈕鐵豔艷潔瓊瑩穎傑勝凱啟嘯堅寶嵐帥彥恆曉曄書樺歡潤燁環瑋璽矯碩禎禮純紹綺翹聖蘊誠諾譽貞賓贇軒銘鋒鎮霽韜韻順頌頤馳駿鴻鵬儀嬌嫻婭嬋巒廬懷憶憲擁攜暉曠棟楨榮標檜欽沖"
    "淨滄潛澗瀾瀟灝燦煥牽獻琿瑤瑪甯畫祿種積競範篤簫紋紡紳紈紗綱綠緒緣緯縝縱織繡續纓聰肅臨興舉艦蒓蓀蔭蕓薈薔虛蝦蟬衝補裝規覺訓詠詩詳誼諧謙讓",
    "记讯员摄图报导实习见约驻责编辑审对视频闻传体网电台据来转线综专访采写发场现级资负"
    "制总监划绘华国时间周杂志广卫号从经头联东欧陆岛门湾长评论执笔录权个纸园学会议办县区乡"
    "获称数为后们与说这还进过点请问将当开听参观应该务业产动运机车乐术农齐达尔买热"
    "张陈刘杨黄赵吴孙马郑谢许冯韩邓萧叶蒋吕苏卢钟钟谭范贾韦邹阎龙贺顾龚万钱严汤罗梁乔赖庞兰"
    "迟庄聂鲁毕项纪单邬鲍关骆诸鲜阙邝鄢娄窦满蔺宁厉战党储楼费简饶劳连温颜倪归谈冉鄂巩汇"
    "庆凤鹤泽沣涛丽伟军东强红莲云飞顿纽伦滨辽贵陕营义维萨奥麦译单"
    "蓝涂练阚谌郦闵缪岳贲钮铁艳艳洁琼莹颖杰胜凯启啸坚宝岚帅彦恒晓晔书桦欢润烨环玮玺矫硕祯礼纯绍绮翘圣蕴诚诺誉贞宾赟轩铭锋镇霁韬韵顺颂颐驰骏鸿鹏仪娇娴娅婵峦庐怀忆宪拥携晖旷栋桢荣标桧钦冲"
    "净沧潜涧澜潇灏灿焕牵献珲瑶玛宁画禄种积竞范笃箫纹纺绅纨纱纲绿绪缘纬缜纵织绣续缨聪肃临兴举舰莼荪荫芸荟蔷虚虾蝉冲补装规觉训咏诗详谊谐谦让",
)
_TABLE: dict[int, int | str] = {**_WIDE, **_SPACES, **_MARKS, **_CHARACTERS}


_WHOLE = f"utf-32-{'le' if sys.byteorder == 'little' else 'be'}"
_LONG = 48  # characters from which on the table of all characters is quicker
_KEPT = 400  # characters of a line at the most that is kept at hand


def plain(text: str) -> str:
    """Return a text, widths, spaces, brackets and characters folded; its length is the same."""
    return _kept(text) if len(text) <= _KEPT else _folded(text)


def _folded(text: str) -> str:
    if len(text) < _LONG:
        return text.translate(_TABLE)
    codes = np.frombuffer(text.encode(_WHOLE, "surrogatepass"), np.uint32)
    return _table()[codes].tobytes().decode(_WHOLE, "surrogatepass")


_kept = functools.lru_cache(1 << 11)(_folded)  # many rules look at one line


@functools.cache
def _table() -> NDArray[np.uint32]:
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for code, to in _TABLE.items():
        table[code] = to if isinstance(to, int) else ord(to)
    return table
