"""What the shop and a person say to each other between orders: feasts, news, long silences."""

from regulars.demo.records import Both
from regulars.demo.sayings import Exchange, Topic

NEWS = Topic(
    ("wechat", "email"),
    "to_customer",
    (
        Exchange(Both("告诉春茶{tea}到了", "Told that this spring’s {tea} is in"), Both("好的，周末过来看看。", "Good, I will drop in over the weekend."), when="april home"),
        Exchange(Both("告诉春茶{tea}到了", "Told that this spring’s {tea} is in"), Both("给我留一罐，过两天下单。", "Keep a tin for me, I will order in a day or two."), promise=Both("留一罐{tea}", "Set aside a tin of {tea}"), when="april"),
        Exchange(Both("发{tea}开采的照片", "Sent pictures of the {tea} being picked"), Both("茶山真漂亮。", "What beautiful hills."), when="april writes"),
        Exchange(Both("请来试今年的头采{tea}", "Invited to taste the first {tea} of the year"), Both("等你们这一口等了一年。", "I have waited a year for this."), when="april"),
        Exchange(Both("发桂花龙井窨制的小视频", "Sent a short video of osmanthus being layered into Longjing"), Both("隔着屏幕都闻到香。", "I can almost smell it."), when="september writes"),
        Exchange(Both("告诉秋茶到了，{tea}今年香", "Told that the autumn tea is in, the {tea} is fragrant this year"), Both("天凉了正好喝。", "Just right now that it is cooler."), when="september"),
        Exchange(Both("请客户周末来品鉴会", "Invited to the weekend tasting"), Both("我带个朋友一起来。", "I will bring a friend."), promise=Both("周末品鉴会留两个位子", "Keep two seats at the weekend tasting"), when="home"),
        Exchange(Both("请来品鉴会，客户来不了", "Invited to the tasting; cannot come"), Both("那天要加班，下次一定来。", "I have to work that day. Next time for sure."), note=("request", Both("下次品鉴会提前说", "Tell about the next tasting earlier")), when="home working"),
        Exchange(Both("发中秋礼盒样式，不催下单", "Sent pictures of the Mid-Autumn boxes, without pressing"), Both("今年的颜色好看。", "I like this year’s color."), when="september writes"),
        Exchange(Both("发冲泡绿茶的小册子", "Sent the little booklet on brewing green tea"), Both("谢谢，转给我妈了。", "Thanks, I passed it on to my mother."), when="april mother writes"),
        Exchange(Both("发茶山天气：今年雨水多，晚开采五天", "Sent word from the hills: much rain, picking five days late"), Both("好茶不怕晚。", "Good tea is worth waiting for."), when="april writes"),
    ),
)  # fmt: skip
GREETING = Topic(
    ("wechat", "phone", "sms"),
    "to_customer",
    (
        Exchange(Both("中秋问候", "Mid-Autumn greetings"), Both("谢谢，也祝你们生意兴隆。", "Thank you, and all the best to the shop."), when="mid_autumn"),
        Exchange(Both("中秋问候，客户回老家过节", "Mid-Autumn greetings; the parents are coming"), Both("票买好了，回去陪爸妈赏月。", "My parents are coming over, mooncakes and all."), when="mid_autumn !old"),
        Exchange(Both("中秋问候，聊起月饼", "Mid-Autumn greetings, talked about mooncakes"), Both("月饼太甜，全靠你们的茶解腻。", "Mooncakes are so sweet, your tea saves me."), when="bought mid_autumn"),
        Exchange(Both("节前问候，祝中秋团圆", "Wished a happy Mid-Autumn with the family"), Both("今年一家人都齐了。", "This year we will all be together."), when="mid_autumn"),
        Exchange(Both("拜早年", "Early Lunar New Year wishes"), Both("新年好，明年还找你们。", "Happy New Year, and I will be back."), when="bought new_year"),
        Exchange(Both("提前拜年，客户已经回老家", "Lunar New Year wishes; out of town"), Both("在老家呢，信号不好，初八回来。", "I am out of town, bad line here. Back in a week."), when="new_year !old"),
        Exchange(Both("春节问候，客户家里来客多", "Lunar New Year wishes; a full house"), Both("家里天天有客，茶都喝光了。", "Guests every day, we drank all the tea."), when="bought new_year"),
        Exchange(Both("春节问候，提醒放假时间", "Lunar New Year wishes, told when the shop is closed"), Both("知道了，你们也歇歇。", "Good to know. You take a rest too."), when="new_year"),
        Exchange(Both("春节问候，问孩子回来没有", "Lunar New Year wishes, asked whether the child is home"), Both("回来了，嘴都养刁了，只喝你家的。", "Home, and spoiled, will only drink yours."), when="bought new_year child"),
    ),
)  # fmt: skip
BIRTHDAY = Topic(
    ("wechat", "phone", "sms"),
    "to_customer",
    (
        Exchange(Both("生日祝福", "Birthday wishes"), Both("你们是第一个祝我的。", "You are the first to wish me a happy birthday.")),
        Exchange(Both("生日当天打电话祝贺", "Called to wish a happy birthday"), Both("自己都忘了，谢谢你们记得。", "I had forgotten it myself. Thank you for remembering."), channels=("phone",)),
        Exchange(Both("生日祝福，说给客户留了一小罐茶", "Birthday wishes, a small tin is waiting in the shop"), Both("下班过来拿。", "I will pick it up after work."), when="home working"),
    ),
)  # fmt: skip
HOW_ARE_YOU = Topic(
    ("wechat", "phone"),
    "to_customer",
    (
        Exchange(Both("问候近况，没有谈茶", "Asked how they are, did not talk business"), Both("最近出差多，难得你们还记得。", "On the road a lot. Kind of you to remember."), when="working"),
        Exchange(Both("问候近况，客户刚搬完家", "Asked how they are; just moved"), Both("乱得很，茶具还在箱子里。", "It is chaos, the teapot is still in a box."), note=("detail", Both("刚搬过家", "Moved house lately")), next_step=Both("过阵子问新地址", "Ask for the new address in a while")),
        Exchange(Both("问候，客户感冒了", "Asked how they are; has a cold"), Both("鼻子不通，什么香都闻不到。", "My nose is blocked, I cannot smell a thing."), next_step=Both("下周问好了没有", "Ask next week whether it is better")),
        Exchange(Both("问候，客户在带孙辈", "Asked how they are; looking after a grandchild"), Both("天天围着小的转，喝茶都是凉的。", "The little one keeps me busy, my tea is always cold."), note=("detail", Both("在家带孙辈，上午忙", "Looks after a grandchild, busy in the mornings")), when="old"),
        Exchange(Both("问候，客户说孩子快考试了", "Asked how they are; the child has exams soon"), Both("全家都跟着紧张。", "The whole family is nervous."), next_step=Both("考完问一声", "Ask after the exams"), when="school"),
        Exchange(Both("问候，客户换了工作", "Asked how they are; has a new job"), Both("新单位远一点，时间倒松了。", "A longer way to work, but more time."), note=("detail", Both("换了工作，时间比以前松", "New job, more time than before")), when="working"),
        Exchange(Both("问候，客户在外地旅游", "Asked how they are; traveling"), Both("在山里呢，这边的茶没你家的香。", "In the mountains. The tea here is not as good as yours.")),
        Exchange(Both("问候，客户最近在跑步", "Asked how they are; has taken up running"), Both("跑完回来喝一大杯，痛快。", "A big cup after a run, wonderful."), note=("detail", Both("在跑步，跑完爱喝茶", "Runs, and likes tea afterwards")), when="sports"),
        Exchange(Both("问候，聊了两句书法", "Asked how they are, talked about calligraphy"), Both("写字的时候旁边得有一杯。", "I need a cup beside me when I write."), when="arts"),
        Exchange(Both("问候，问家里存茶还够不够", "Asked how they are and whether there is still tea at home"), Both("够的，喝完来找你。", "Plenty. I will come when it is gone."), when="bought"),
        Exchange(Both("提醒天热茶叶别晒着", "Reminder to keep the tea out of the heat"), Both("放阴凉地方了。", "It is in a cool place."), when="summer bought"),
        Exchange(Both("提醒换季保养紫砂壶", "Reminder to care for the clay pot as the season turns"), Both("我这就拿出来擦擦。", "I will take it out and polish it."), when="has_teaware"),
        Exchange(Both("问候，客户说最近睡不好", "Asked how they are; sleeping badly"), Both("下午三点以后不敢喝茶了。", "No tea after three in the afternoon for me."), note=("detail", Both("睡眠浅，下午三点后不喝茶", "Sleeps lightly, no tea after 3 pm"))),
        Exchange(Both("问候，客户正忙，约了下次", "Asked how they are; busy, next time"), Both("在开会，回头说。", "In a meeting, talk later."), when="working", channels=("phone",)),
    ),
)  # fmt: skip
DROPPED_IN = Topic(
    ("shop",),
    "from_customer",
    (
        Exchange(Both("第一次进店，试了{tea}，没有买", "First time in the shop, tried the {tea}, did not buy"), Both("我再转转。", "I will look around a bit more.")),
        Exchange(Both("进店问茶具，留了电话", "Asked about teaware, left a number"), Both("我回去量量茶台再说。", "Let me measure my table first."), next_step=Both("下周问茶台尺寸", "Ask for the size of the table next week")),
        Exchange(Both("跟朋友一起来，尝了{tea}", "Came with a friend, tasted the {tea}"), Both("平时喝咖啡，茶不太懂。", "I drink coffee, I do not know much about tea."), note=("detail", Both("平时喝咖啡", "A coffee drinker"))),
        Exchange(Both("问有没有适合送外国朋友的茶", "Asked for a tea to give to a friend from abroad"), Both("他不喝苦的。", "Nothing bitter for him."), Both("推荐不苦的茶", "Suggest something mild")),
    ),
)  # fmt: skip
DRIFTING = Topic(
    ("phone", "wechat"),
    "to_customer",
    (
        Exchange(Both("久未下单，打电话问候", "Called after a long silence"), Both("最近喝得少了，家里还有。", "Drinking less these days, I still have some."), channels=("phone",)),
        Exchange(Both("问候，客户说公司楼下开了新茶店", "Asked how they are; a new tea shop opened below the office"), Both("楼下那家近，就顺手买了。", "The one downstairs is closer."), note=("detail", Both("公司楼下开了新茶店，顺手在那边买", "A new tea shop below the office, buys there")), when="working"),
        Exchange(Both("问候，客户换了口味", "Asked how they are; their taste has changed"), Both("医生让我少喝绿茶。", "The doctor wants me off green tea."), next_step=Both("介绍温和的老白茶", "Suggest the mild aged white tea"), when="likes_green"),
        Exchange(Both("问候，客户嫌贵", "Asked how they are; finds it too expensive"), Both("网上便宜不少，我就先喝着。", "It is a lot cheaper online, so I drink that for now."), note=("detail", Both("觉得我们比网上贵", "Finds us more expensive than online"))),
        Exchange(Both("问候，客户搬到了城东", "Asked how they are; has moved across town"), Both("搬到城东，过来不方便了。", "I moved across town, it is far now."), next_step=Both("问新地址，说明可以寄送", "Ask for the new address, offer delivery"), note=("detail", Both("搬到城东，来店不方便", "Moved across town, the shop is far now")), when="home"),
        Exchange(Both("问候，客户说别人送的茶还没喝完", "Asked how they are; still has tea from others"), Both("过节收了好几盒，喝不过来。", "I got several boxes as presents, I cannot keep up.")),
        Exchange(Both("问候，客户改喝咖啡", "Asked how they are; has switched to coffee"), Both("单位装了咖啡机，就懒得泡茶了。", "There is a coffee machine at work now, so I got lazy."), when="working"),
        Exchange(Both("问候，客户对上次的答复不满意", "Asked how they are; was not happy with our last answer"), Both("上次问你们，过了两天才回。", "Last time it took you two days to answer."), next_step=Both("主管亲自打电话道歉", "The manager calls to apologize"), when="asked"),
        Exchange(Both("问候，客户家里最近事多", "Asked how they are; a lot going on at home"), Both("家里老人住院，顾不上。", "My father is in hospital, I have no head for it."), note=("detail", Both("父亲住院，先别推销", "The father is in hospital, no selling now")), when="father"),
    ),
)  # fmt: skip
LEAVE_ME = Exchange(
    Both("客户要求不再主动联系", "Asked us not to get in touch any more"),
    Both("要买我自己会来，别再打电话了。", "I will come when I need something. No more calls, please."),
    Both("不再主动联系", "Do not contact"),
)
