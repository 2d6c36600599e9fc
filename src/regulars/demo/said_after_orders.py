"""What the shop and a person say to each other about an order."""

from regulars.demo.records import Both
from regulars.demo.sayings import Exchange, Topic

ALL_OF_THEM = Both("一家人都爱喝{tea}", "The whole family likes the {tea}")

FOLLOW_UP = Topic(
    ("phone", "wechat", "wechat"),
    "to_customer",
    (
        Exchange(Both("回访{tea}喝得怎样", "Asked how the {tea} tastes"), Both("香气好，就是泡久了有点涩。", "Lovely scent, a little bitter when I steep it too long."), when="tea !dark !scented"),
        Exchange(Both("教{tea}的冲泡水温", "Explained the water temperature for the {tea}"), Both("原来我水太烫了。", "So my water was too hot."), when="green"),
        Exchange(Both("问{tea}的第一泡怎么样", "Asked about the first cup of {tea}"), Both("玻璃杯泡的，叶子一根根立着，好看。", "I brewed it in a glass and watched the leaves stand up. Pretty."), when="green"),
        Exchange(Both("回访{tea}，问和去年比", "Asked how the {tea} compares with last year’s"), Both("比去年那批更甜。", "Sweeter than last year’s."), when="spring again"),
        Exchange(Both("提醒{tea}开罐后尽快喝", "Reminded them to finish the {tea} soon after opening"), Both("放冰箱了，跟菜分开放的。", "It is in the fridge, well away from the food."), when="green"),
        Exchange(Both("回访{tea}，客户觉得偏淡", "Followed up on the {tea}; a bit light for them"), Both("我口重，淡了点。", "I like mine strong, this is a bit light."), next_step=Both("下次带一泡浓香的给客户试", "Offer a taste of something roasted"), note=("detail", Both("口味偏重，喜欢浓的", "Likes it strong")), when="tea !dark !oolong"),
        Exchange(Both("回访{tea}，客户加奶喝", "Followed up on the {tea}; drinks it with milk"), Both("早上配面包，加一点奶正好。", "With toast in the morning, a drop of milk, just right."), when="black"),
        Exchange(Both("问{tea}一天喝几泡", "Asked how often they brew the {tea}"), Both("下午困了来一杯，比咖啡舒服。", "One cup when I get sleepy after lunch. Easier on me than coffee."), when="black"),
        Exchange(Both("回访{tea}，客户说胃里暖", "Followed up on the {tea}; warm on the stomach"), Both("冬天喝这个，手脚都是热的。", "In winter it warms me right down to my toes."), when="black"),
        Exchange(Both("回访{tea}，聊到焙火", "Followed up on the {tea}, talked about the roast"), Both("火工刚好，第四泡还有香。", "The roast is just right, still fragrant on the fourth steep."), when="oolong"),
        Exchange(Both("问{tea}能泡几道", "Asked how many steeps the {tea} gives"), Both("七八泡没问题，后面更甜。", "Seven or eight easily, and sweeter towards the end."), when="oolong"),
        Exchange(Both("教{tea}用盖碗快出汤", "Showed how to pour the {tea} off quickly"), Both("照你说的快出汤，果然不苦了。", "I poured it off fast, as you said, and it is not bitter any more."), when="oolong"),
        Exchange(Both("回访{tea}，客户拿来煮", "Followed up on the {tea}; simmers it"), Both("加两颗红枣煮，家里都是枣香。", "I simmer it with two dates, the whole place smells of it."), when="white"),
        Exchange(Both("问{tea}存在哪里", "Asked where they keep the {tea}"), Both("放书柜顶上，不见光。", "On top of the bookshelf, out of the light."), when="white"),
        Exchange(Both("回访{tea}，问嗓子好些没有", "Followed up on the {tea}, asked after the sore throat"), Both("喝了几天，嗓子舒服多了。", "A few days of it and my throat is much better."), when="white"),
        Exchange(Both("教{tea}先醒茶再冲", "Explained how to rinse the {tea} before brewing"), Both("洗一遍再喝，真的顺多了。", "One rinse first, and it is so much smoother."), when="dark"),
        Exchange(Both("回访{tea}，客户饭后喝", "Followed up on the {tea}; drinks it after meals"), Both("吃完火锅来一壶，解腻。", "A pot after a heavy dinner, nothing better."), when="dark"),
        Exchange(Both("问{tea}喝着有没有仓味", "Asked whether the {tea} has any storage smell"), Both("没有，干净，枣香明显。", "None, it is clean, and you can smell dates."), when="dark"),
        Exchange(Both("回访{tea}，问香气浓淡", "Asked whether the {tea} is fragrant enough"), Both("一开罐满屋子香。", "I open the tin and the whole room smells of it."), when="scented tin"),
        Exchange(Both("回访{tea}，客户配冰糖", "Followed up on the {tea}; takes it with rock sugar"), Both("放两粒冰糖，女同事都来讨。", "Two lumps of rock sugar, and everyone at work wants a cup."), when="scented working"),
        Exchange(Both("回访{tea}，客户说家里人也爱喝", "Followed up on the {tea}; the family likes it too"), Both("一罐根本不够，老的小的都要。", "One is never enough, young and old all want some."), note=("detail", ALL_OF_THEM), when="tea"),
        Exchange(Both("回访{tea}，客户的父亲也爱喝", "Followed up on the {tea}; the father likes it too"), Both("我爸一天要泡三回。", "My father brews it three times a day."), note=("detail", Both("父亲爱喝茶，一天泡三回", "The father loves tea, three pots a day")), when="tea father"),
        Exchange(Both("回访{tea}，客户带到单位喝", "Followed up on the {tea}; takes it to work"), Both("放办公室了，下午泡一杯提神。", "It lives at the office, one cup wakes me up in the afternoon."), when="tea working"),
        Exchange(Both("回访{tea}，客户打牌时喝", "Followed up on the {tea}; drinks it over mahjong"), Both("打牌泡一壶，牌友都问哪家的。", "I make a pot when we play, and they all ask where it is from."), note=("detail", Both("打牌时泡茶，牌友常问是哪家的", "Makes tea at the mahjong table, friends ask about it")), when="tea mahjong"),
        Exchange(Both("问{tea}收到没有、包装好不好", "Asked whether the {tea} arrived in good shape"), Both("包装很结实，谢谢你们。", "Well packed, thank you."), when="shipped"),
        Exchange(Both("问{tea}路上有没有压坏", "Asked whether the {tea} survived the trip"), Both("好好的，箱子外面压了一下，里面没事。", "The box was dented, but all is fine inside."), when="shipped"),
        Exchange(Both("问{tea}是不是当天就收到了", "Asked whether the {tea} came on the promised day"), Both("收到了，门卫帮我收的。", "It did, the doorman took it in."), when="shipped !late"),
        Exchange(Both("问随{tea}附的小样喝了没有", "Asked whether they tried the sample that came with the {tea}"), Both("小样比我买的还对味。", "I like the sample even better than what I bought."), next_step=Both("下次推荐小样那款", "Suggest the sample next time"), when="shipped tea"),
        Exchange(Both("问{tea}里的手写卡看到没有", "Asked whether they saw the handwritten card with the {tea}"), Both("看到了，贴冰箱上了。", "I did, it is on my fridge."), when="shipped"),
        Exchange(Both("问{tea}喝到第几泡最好", "Asked which steep of the {tea} they like best"), Both("第二泡，最圆。", "The second, it is the roundest."), when="tea !green"),
        Exchange(Both("问{tea}配什么点心", "Asked what they eat with the {tea}"), Both("配绿豆糕，一口茶一口糕。", "Mung bean cake, a bite and a sip."), when="tea"),
        Exchange(Both("回访{tea}，客户拿来待客", "Followed up on the {tea}; keeps it for visitors"), Both("有客人来才舍得拿出来。", "I only bring it out when somebody comes."), note=("detail", Both("{tea}留着待客", "Keeps the {tea} for visitors")), when="tea"),
        Exchange(Both("第一次下单，问{tea}合不合口味", "First order; asked whether the {tea} is to their taste"), Both("挺好，下次再试试别的。", "Very nice, I will try another one next time."), when="tea first"),
        Exchange(Both("第一次下单，谢谢信任，介绍门店", "First order; thanked them and told them about the shop"), Both("你们挺用心的。", "You really take care of people."), when="first"),
        Exchange(Both("客户又买{tea}，问是不是喝惯了", "Bought the {tea} again; asked whether it has become a habit"), Both("喝惯了，别的喝不进去。", "It has, nothing else will do now."), note=("detail", Both("常喝{tea}", "Drinks the {tea} all the time")), when="tea again"),
        Exchange(Both("问送礼的反应", "Asked how the gift was received"), Both("他们很喜欢，问我在哪里买的。", "They loved it and asked where I got it."), when="gift"),
        Exchange(Both("问{tea}送出去没有", "Asked whether the {tea} has been given"), Both("送给丈母娘了，她高兴得很。", "To my mother-in-law. She was delighted."), when="gift man"),
        Exchange(Both("问{tea}送出去没有", "Asked whether the {tea} has been given"), Both("送给婆婆了，她拿出来给邻居看。", "To my mother-in-law. She showed it to all the neighbors."), when="gift woman"),
        Exchange(Both("问{tea}送人体面不体面", "Asked whether the {tea} made a good impression"), Both("体面，就是袋子再厚一点更好。", "It did. A sturdier bag would be even better."), note=("request", Both("礼盒的手提袋要厚一点", "A sturdier bag with gift boxes")), when="gift"),
        Exchange(Both("问{tea}用着顺不顺手", "Asked how they like using the {tea}"), Both("顺手，每天都用。", "It sits well in the hand. I use it every day."), when="teaware"),
        Exchange(Both("提醒{tea}第一次用要温水养", "Reminded them to warm the {tea} before its first use"), Both("还好你说，我差点直接倒开水。", "Good you told me, I nearly poured boiling water in."), when="teaware"),
        Exchange(Both("问{tea}新不新鲜", "Asked how fresh they found the {tea}"), Both("不甜不腻，配茶刚好。", "Not too sweet, just right with tea."), when="snacks"),
        Exchange(Both("问{tea}孩子爱不爱吃", "Asked whether the child liked the {tea}"), Both("半盒一下子就没了。", "Half the box was gone in no time."), when="snacks child"),
    ),
)  # fmt: skip
BEFORE_AN_ORDER = Topic(
    ("wechat", "wechat", "phone"),
    "from_customer",
    (
        Exchange(Both("问{tea}还有没有货", "Asked whether there is more of the {tea}"), Both("{tea}还有吗？我想再要{two}。", "Do you still have the {tea}? I would like another {two}."), Both("确认{tea}库存", "Check the stock of the {tea}"), promise=Both("给客户留{two}{tea}", "Set aside {two} of the {tea}"), when="again !teaware"),
        Exchange(Both("{tea}快喝完了，问价格变没变", "Almost out of {tea}, asked whether the price is the same"), Both("快见底了，还是老价钱吗？", "I can see the bottom of the tin. Still the same price?"), Both("告知{tea}现价", "Tell the price of the {tea}"), when="again tea tin"),
        Exchange(Both("问{tea}跟上次是不是同一批", "Asked whether the {tea} is of the same batch"), Both("跟上次是同一批吗？我就认那个味道。", "Is it the same batch as last time? I am used to that one."), Both("查{tea}的批次", "Check the batch of the {tea}"), promise=Both("查{tea}的批次并回话", "Check the batch of the {tea} and call back"), when="again tea"),
        Exchange(Both("问{tea}有没有大一点的包装", "Asked for a bigger pack of {tea}"), Both("一下子就喝完了，有没有大一点的？", "It is gone in no time. Do you have a bigger one?"), Both("问有没有大包装", "Find out about bigger packs"), when="again tea"),
        Exchange(Both("周末要待客，问{tea}赶不赶得上", "Has guests at the weekend, asked whether the {tea} can come in time"), Both("周六家里来客人，来得及吗？", "I have people coming on Saturday. Will it be here in time?"), Both("确认送到的日子", "Confirm the day it arrives"), promise=Both("周六前把{tea}送到", "Get the {tea} there before Saturday"), when="again shipped"),
        Exchange(Both("问{tea}能不能分两个地址寄", "Asked whether the {tea} can go to two addresses"), Both("一半寄给我妹妹，行吗？", "Could half of it go to my sister?"), Both("分两个地址寄", "Ship to two addresses"), when="again shipped"),
        Exchange(Both("想下班来取{tea}，问几点关门", "Wants to pick up the {tea} after work, asked when we close"), Both("我七点多才到得了，还开着吗？", "I cannot be there before seven. Will you be open?"), Both("告知关门时间并留货", "Tell the closing time and set it aside"), promise=Both("{tea}留在柜台等客户来取", "Keep the {tea} at the counter"), when="again home working"),
        Exchange(Both("问能不能先试饮{tea}", "Asked for a sample of the {tea}"), Both("{tea}能不能先寄一泡尝尝？", "Could you mail me a taste of the {tea} first?"), Both("寄{tea}试饮装", "Mail a sample of the {tea}"), promise=Both("寄{tea}试饮装", "Mail a sample of the {tea}"), when="tea !again shipped"),
        Exchange(Both("问{tea}是什么口味", "Asked what the {tea} tastes like"), Both("{tea}是偏香还是偏浓？我没喝过。", "Is the {tea} more fragrant or more full-bodied? I have never had it."), Both("介绍{tea}的口味", "Describe the {tea}"), when="tea !again"),
        Exchange(Both("问送长辈选什么茶", "Asked what to give to elderly parents"), Both("爸妈肠胃不好，送什么茶合适？", "My parents have weak stomachs, which tea suits them?"), Both("推荐适合长辈的茶", "Suggest a tea for elderly parents"), note=("detail", Both("父母肠胃不好，送茶要温和的", "The parents have weak stomachs, gifts must be mild")), when="tea !green !old"),
        Exchange(Both("问送领导选哪款礼盒", "Asked which gift box to give to the boss"), Both("送领导的，别太张扬，也别寒酸。", "For my boss. Not too showy, not too plain."), Both("推荐两款礼盒", "Suggest two gift boxes"), when="gift working"),
        Exchange(Both("问{tea}能不能加贺卡", "Asked for a card with the {tea}"), Both("能不能替我手写一张贺卡？", "Could you write a card for me by hand?"), Both("{tea}附手写贺卡", "A handwritten card with the {tea}"), promise=Both("手写一张贺卡放进{tea}", "Put a handwritten card into the {tea}"), when="gift"),
        Exchange(Both("问{tea}能不能刻字", "Asked for engraving on the {tea}"), Both("能刻个名字吗？送人的。", "Can you engrave a name? It is a present."), Both("问师傅能否刻字", "Ask the maker about engraving"), promise=Both("问师傅能不能刻字并回话", "Ask the maker about engraving and call back"), when="teaware"),
        Exchange(Both("问{tea}和紫砂壶怎么配", "Asked which pot goes with the {tea}"), Both("泡{tea}用紫砂还是盖碗？", "Clay pot or gaiwan for the {tea}?"), Both("说明用什么茶具", "Explain which teaware to use"), when="oolong"),
        Exchange(Both("问{tea}能放几年", "Asked how many years the {tea} keeps"), Both("{tea}放着会不会越放越好？", "Does the {tea} get better with age?"), Both("说明怎么存茶", "Explain how to age it"), when="dark"),
        Exchange(Both("问朋友托买{tea}有没有优惠", "Asked for a better price, buying {tea} for friends too"), Both("我给朋友带，多买几份能便宜点吗？", "I am buying for friends as well. Is there a better price for more?"), Both("报多买的价格", "Quote a price for more"), promise=Both("报团购价", "Quote a price for a larger order"), when="tea again"),
    ),
)  # fmt: skip
AFTER_AN_ORDER = Topic(
    ("wechat", "wechat", "phone"),
    "from_customer",
    (
        Exchange(Both("问能不能补发票", "Asked for an invoice"), Both("上次那单帮我补张发票。", "Please send the invoice for my last order."), Both("补开上一单发票", "Invoice for the last order"), promise=Both("补寄上一单的发票", "Send the invoice for the last order"), when="working"),
        Exchange(Both("问{tea}要不要放冰箱", "Asked whether the {tea} belongs in the fridge"), Both("绿茶要不要放冰箱？", "Should green tea go into the fridge?"), Both("说明保存方法", "Explain how to store it"), when="green"),
        Exchange(Both("问{tea}开封后能放多久", "Asked how long the {tea} keeps once opened"), Both("打开了多久喝完好？", "How soon should I finish it once it is open?"), Both("说明保存期", "Explain how long it keeps"), when="tea !dark !white"),
        Exchange(Both("问{tea}放几克", "Asked how much {tea} to use"), Both("一壶放多少克？我总泡浓。", "How many grams for a pot? Mine always comes out too strong."), Both("发{tea}的冲泡方法", "Send how to brew the {tea}"), promise=Both("把{tea}的冲泡方法发给客户", "Send how to brew the {tea}"), when="tea"),
        Exchange(Both("问晚上能不能喝{tea}", "Asked whether the {tea} is all right in the evening"), Both("晚上喝会不会睡不着？", "Will it keep me awake at night?"), Both("说明哪些茶晚上能喝", "Explain which teas suit the evening"), note=("quote", Both("“晚上喝茶睡不着。”", "“Tea at night keeps me awake.”")), when="tea !scented"),
        Exchange(Both("发来{tea}的照片，问茶汤颜色对不对", "Sent a picture, asked whether the {tea} has the right color"), Both("汤色是不是深了点？", "Is it not a little dark?"), Both("看照片回话", "Look at the picture and answer"), when="tea !dark writes"),
        Exchange(Both("说{tea}很好，要推荐给朋友", "Praised the {tea}, will tell a friend"), Both("我把你们推给我同学了。", "I told an old classmate about you."), when="!first"),
        Exchange(Both("问{tea}怎么清洗", "Asked how to clean the {tea}"), Both("里面有茶垢，能用洗洁精吗？", "There are tea stains. May I use dish soap?"), Both("说明怎么清洗", "Explain how to clean it"), when="teaware"),
    ),
)  # fmt: skip
ON_THE_WAY = Topic(
    ("wechat", "phone"),
    "from_customer",
    (
        Exchange(Both("问订的货到哪里了", "Asked where the package is"), Both("我的快递两天没动了。", "My package has not moved for two days."), Both("查快递进度", "Trace the package"), promise=Both("查快递进度并回话", "Trace the package and call back")),
        Exchange(Both("问能不能改送货地址", "Asked to change the delivery address"), Both("这两天不在家，能送到单位吗？", "I am not at home these days. Could it go to my work?"), Both("改送货地址", "Change the delivery address"), when="working"),
        Exchange(Both("问快递放哪里了", "Asked where the package was left"), Both("说签收了，我没看见箱子。", "It says delivered, but I see no box."), Both("问快递员放在哪里", "Ask the courier where it was left"), promise=Both("问清快递放哪里并回话", "Find out where it was left and call back")),
    ),
)  # fmt: skip
IN_THE_SHOP = Topic(
    ("shop",),
    "from_customer",
    (
        Exchange(Both("到店坐了二十分钟，试了{tea}", "Sat in the shop for twenty minutes, tried the {tea}"), Both("这个回甘舒服。", "I like how it lingers."), when="tea"),
        Exchange(Both("到店试了三款茶，最后选了{tea}", "Tried three teas in the shop, settled on the {tea}"), Both("还是这个对我的口味。", "This one is me."), when="tea"),
        Exchange(Both("到店挑茶具，比了好久", "Took a long look at the teaware"), Both("我回去量量茶台再说。", "Let me measure my table first."), next_step=Both("下周问茶台尺寸", "Ask for the size of the table next week"), when="!teaware"),
        Exchange(Both("带朋友来喝茶，朋友也想买", "Came with a friend, who wants some too"), Both("我跟她说你家的最实在。", "I told her yours is honest tea."), note=("detail", Both("会带朋友来店里", "Brings friends to the shop"))),
        Exchange(Both("到店说包装太多", "Came in and found there is too much wrapping"), Both("能不能少点塑料？", "Could there be less plastic?"), Both("以后少用塑料包装", "Less plastic in future"), note=("request", Both("包装少用塑料", "Less plastic in the wrapping"))),
        Exchange(Both("到店聊起最近身体", "Came in and talked about health"), Both("医生让我少喝酒，多喝茶。", "The doctor wants less wine and more tea."), note=("detail", Both("听医生的话在少喝酒", "Drinking less wine, on the doctor’s advice")), when="drinking"),
        Exchange(Both("下雨天进来躲雨，喝了一杯{tea}", "Came in out of the rain, had a cup of {tea}"), Both("你们店里真安静。", "It is so quiet in here."), when="tea"),
        Exchange(Both("到店聊孩子上学的事", "Came in and talked about the child’s school"), Both("孩子大了，晚上都要陪。", "They grow up, and I sit with the homework every night."), when="child"),
        Exchange(Both("买完{tea}没走，听师傅讲了半小时", "Stayed half an hour after buying {tea} to hear the tea master"), Both("那个师傅讲得真好。", "Your tea master explains it so well."), note=("quote", Both("“那个师傅讲得真好。”", "“Your tea master explains it so well.”"))),
        Exchange(Both("到店学盖碗，烫了两次手", "Practiced with the gaiwan, burned a finger twice"), Both("看你们端着不烫，我怎么就不行。", "You make it look so easy."), note=("request", Both("想学盖碗泡法", "Would like to learn the gaiwan")), when="tea"),
    ),
)  # fmt: skip
GRUMBLE = Topic(
    ("phone", "wechat"),
    "from_customer",
    (
        Exchange(Both("抱怨{tea}的罐盖松", "Complained about the loose lid of the {tea}"), Both("盖子松，茶有点潮。", "The lid is loose and the tea went damp."), Both("换一罐", "Replace the tin"), Both("换新并道歉", "Replace it and apologize"), Both("换一罐盖子紧的", "Replace it with a tight tin"), when="tin"),
        Exchange(Both("说这批{tea}不如上次", "Said this batch of {tea} is not as good"), Both("这批没有上次香。", "Less fragrant than last time."), Both("问孙师傅这批的情况", "Ask Master Sun about this batch"), promise=Both("问孙师傅这批{tea}并回话", "Ask Master Sun about this {tea} and call back"), when="tea again"),
        Exchange(Both("抱怨短信太多", "Complained about too many text messages"), Both("一周三条短信，太多了。", "Three messages a week are too many."), Both("停发短信", "Stop the text messages"), when="sms"),
        Exchange(Both("说{tea}碎末多", "Said there is a lot of dust in the {tea}"), Both("罐底一层碎末，不像你们的东西。", "A layer of dust at the bottom. That is not like you."), Both("看照片，补一泡", "Look at the picture, make up for it"), Both("补寄一小袋并道歉", "Send a small bag and apologize"), when="tea tin"),
        Exchange(Both("说{tea}的外盒压皱了", "Said the box of the {tea} was crushed"), Both("要送人的，盒子皱了怎么拿得出手。", "It is a present. How can I give it in a crushed box?"), Both("换外盒", "Replace the box"), Both("当天换好并道歉", "Replace it the same day and apologize"), Both("换一个新外盒", "Replace the crushed box"), when="gift"),
    ),
)  # fmt: skip
CAME_LATE = Topic(
    ("phone", "wechat"),
    "from_customer",
    (
        Exchange(Both("抱怨送货晚了{days}天", "Complained that delivery was {days} days late"), Both("说好{promised}到，{delivered}才来。", "You said {promised} and it came on {delivered}."), Both("解释晚到的原因", "Explain the delay"), Both("道歉，下次免运费", "Apologize, ship the next one free")),
        Exchange(Both("问为什么{delivered}才送到，原定{promised}", "Asked why it came only on {delivered} instead of {promised}"), Both("等了{days}天，白请了假。", "I waited {days} days, and took time off for nothing."), Both("说明晚到的原因", "Say why it was late"), Both("道歉，附一包小样", "Apologize, add a sample"), when="person working"),
    ),
)  # fmt: skip
BROUGHT_BACK = Topic(
    ("shop", "shop", "phone"),
    "from_customer",
    (
        Exchange(Both("退{tea}：{reason}", "Returned the {tea}: {reason}"), Both("麻烦你们了。", "Sorry for the trouble.")),
        Exchange(Both("退{tea}，当场退款：{reason}", "Returned the {tea}, refunded at once: {reason}"), Both("退得痛快，下次还来。", "No questions asked. I will be back.")),
        Exchange(Both("来退{tea}：{reason}", "Came to return the {tea}: {reason}"), Both("别的都好，就这一样。", "All the rest is fine, only this one.")),
    ),
)  # fmt: skip
