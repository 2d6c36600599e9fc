"""Surnames that are spoken differently from the word, signs with two readings, and common words of firms.

Only what the table of single signs would get wrong stands here.
"""

# Where a surname has two readings in use, both find; the first sorts.
SURNAMES = {
    "单": "shan", "單": "shan", "仇": "qiu", "查": "zha", "解": "xie", "曾": "zeng", "区": "ou", "區": "ou",
    "盖": "ge gai", "蓋": "ge gai", "朴": "piao", "翟": "zhai di", "覃": "qin tan", "员": "yun yuan",
    "員": "yun yuan", "乐": "yue le", "樂": "yue le", "缪": "miao", "繆": "miao", "么": "yao", "种": "chong",
    "召": "shao", "祭": "zhai", "折": "she", "黑": "he", "秘": "bi", "洗": "xian", "卜": "bu", "柏": "bai bo",
    "隗": "wei kui", "能": "nai", "佴": "nai", "牟": "mou mu", "郇": "xun huan", "郗": "xi chi",
    "宓": "fu mi", "谌": "chen shen", "諶": "chen shen", "便": "pian", "乜": "nie", "薄": "bo", "重": "chong",
    "藏": "zang", "都": "du", "阚": "kan", "句": "gou", "褶": "xi", "粘": "nian",
}  # fmt: skip

COMPOUND_SURNAMES = {
    "尉迟": "yu chi", "尉遲": "yu chi", "长孙": "zhang sun", "長孫": "zhang sun", "万俟": "mo qi",
    "澹台": "tan tai", "单于": "chan yu", "令狐": "ling hu", "宇文": "yu wen", "欧阳": "ou yang",
    "歐陽": "ou yang", "司马": "si ma", "司馬": "si ma", "上官": "shang guan", "诸葛": "zhu ge", "諸葛": "zhu ge",
    "夏侯": "xia hou", "东方": "dong fang", "皇甫": "huang fu", "公孙": "gong sun", "慕容": "mu rong",
    "司徒": "si tu", "司空": "si kong", "端木": "duan mu", "百里": "bai li", "呼延": "hu yan", "东郭": "dong guo",
    "南宫": "nan gong", "西门": "xi men", "独孤": "du gu", "轩辕": "xuan yuan", "钟离": "zhong li",
    "濮阳": "pu yang", "淳于": "chun yu", "太史": "tai shi", "申屠": "shen tu", "赫连": "he lian",
    "宰父": "zai fu", "拓跋": "tuo ba", "耶律": "ye lv", "完颜": "wan yan", "纳兰": "na lan", "闾丘": "lv qiu",
    "公冶": "gong ye", "宗政": "zong zheng", "亓官": "qi guan", "鲜于": "xian yu", "梁丘": "liang qiu",
    "左丘": "zuo qiu", "谷梁": "gu liang", "段干": "duan gan", "第五": "di wu", "闻人": "wen ren",
    "仲孙": "zhong sun",
}  # fmt: skip

# Signs that given names and firms use with more than one sound, the likelier one first.
TWO_READINGS = {
    "乐": "le yue", "樂": "le yue", "长": "chang zhang", "長": "chang zhang", "行": "xing hang",
    "重": "chong zhong", "朝": "chao zhao", "传": "chuan zhuan", "茜": "qian xi", "晟": "sheng cheng",
    "盛": "sheng cheng", "莎": "sha suo", "娜": "na nuo", "柏": "bai bo", "都": "du dou", "石": "shi dan",
    "校": "xiao jiao", "会": "hui kuai", "調": "tiao diao", "调": "tiao diao", "澄": "cheng deng",
    "浚": "jun xun", "露": "lu lou", "薄": "bo bao", "车": "che ju", "厦": "xia sha", "种": "zhong chong",
    "万": "wan mo", "尉": "wei yu", "单": "dan shan", "乘": "cheng sheng", "省": "sheng xing",
    "弹": "tan dan", "参": "can shen", "曾": "zeng ceng", "解": "jie xie", "藏": "cang zang",
    "颉": "jie xie",
}  # fmt: skip

PHRASES = {
    "重庆": "chong qing", "银行": "yin hang", "长沙": "chang sha", "长春": "chang chun", "长江": "chang jiang",
    "长城": "chang cheng", "长安": "chang an", "长兴": "chang xing", "长乐": "chang le", "厦门": "xia men",
    "音乐": "yin yue", "乐器": "yue qi", "茶行": "cha hang", "商行": "shang hang", "车行": "che hang",
    "药行": "yao hang", "分行": "fen hang", "支行": "zhi hang", "行业": "hang ye", "会计": "kuai ji",
    "成都": "cheng du", "首都": "shou du", "都市": "du shi", "调味": "tiao wei", "调料": "tiao liao",
    "六安": "lu an", "蚌埠": "beng bu", "番禺": "pan yu", "大夫": "dai fu", "校对": "jiao dui",
    "传记": "zhuan ji", "弹簧": "tan huang", "长三角": "chang san jiao", "瑜伽": "yu jia", "伽蓝": "qie lan",
}  # fmt: skip
