"""Han surnames in plain (simplified) characters, and what marks names of other traditions.

Data, no rules. ``COMMON`` is ordered by frequency, roughly as in the national counts of 2007 and
2020; ``RARE`` is not ordered. Surnames that newspapers print a thousand times as a verb or an
adverb for each time they print them as a name (从, 但, 由, 都, 在) are left out on purpose.
"""

COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞"
    "左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕"
    "屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧"
    "闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝萧傅阎肇丘虎官封谈"
)
RARE = (
    "匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊仝区郜阚花权强帅屠豆朴盖练廉禹"
    "井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭"
    "况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利呼居揭干尉冶斯元束檀衣信展阴昝智幸奉植衡"
    "富尧闭庹仉佴候郗郏郇郄郐鄂蒯蔚藏贝贡贲逄邴郦隗雒麴鄯璩逢仰仵暴巢忻昌暨枚桓水洪洛牧狐琴瑞"
    "畅竺糜綦羿莘荀蓟莱菅谯隽青靖妥"
)

_COMPOUND = """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫
    宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官
    司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 轩辕 令狐 段干 百里 呼延 东郭
    南门 羊舌 微生 梁丘 左丘 东门 西门 第五 纳兰 完颜 爱新 叶赫 那拉 赫舍 富察 瓜尔 褚师
    贺兰 斛律 尔朱 耶律 南荣 即墨 哈斯
"""
COMPOUND = frozenset(_COMPOUND.split())

# Parts that open or close Tibetan, Mongol, Uyghur, Kazakh and Hui names printed without a dot.
_PARTS = """
    次仁 扎西 卓玛 多吉 才让 央金 格桑 德吉 旺堆 尼玛 达瓦 巴桑 拉姆 顿珠 桑杰 仁青 仁增
    索朗 索南 平措 普布 边巴 洛桑 丹增 嘎玛 贡嘎 其美 措姆 白玛 旦增 强巴 加措 罗布 云丹
    德庆 其其格 巴特尔 乌兰 苏日娜 娜仁 图雅 高娃 萨仁 托娅 格日勒 朝鲁 阿古拉 巴雅尔 斯琴
    乌云 呼和 那顺 宝音 阿拉坦 哈斯 阿依 古丽 买买提 努尔 热依 吐尔逊 艾力 买尔 克孜 阿不都
    木拉提 阿布 依明 帕尔 哈提 别克 赛力克 叶尔 巴合提 古丽娜 塔吉 艾尼
"""
PARTS = tuple(_PARTS.split())
