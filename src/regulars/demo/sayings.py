"""What is said between the shop and its customers, in both languages."""

from typing import Literal, NamedTuple

from regulars.demo.records import Both

NOTHING = Both("", "")


class Exchange(NamedTuple):
    """One conversation: what happened, the customer's words, a request, what comes next."""

    summary: Both
    words: Both = NOTHING
    request: Both = NOTHING
    next_step: Both = NOTHING


class Topic(NamedTuple):
    channels: tuple[str, ...]
    direction: Literal["from_customer", "to_customer"]
    exchanges: tuple[Exchange, ...]


FOLLOW_UP = Topic(
    ("phone", "wechat", "wechat"),
    "to_customer",
    (
        Exchange(Both("回访{tea}喝得怎样", "Asked how the {tea} tastes"), Both("香气好，就是泡久了有点涩。", "Lovely scent, a little bitter when I steep it long.")),
        Exchange(Both("问{tea}收到没有、包装好不好", "Asked whether the {tea} arrived in good shape"), Both("包装很结实，谢谢你们。", "Well packed, thank you.")),
        Exchange(Both("教{tea}的冲泡水温", "Explained the water temperature for {tea}"), Both("原来我水太烫了。", "So my water was too hot.")),
        Exchange(Both("回访新茶口感", "Asked about the new tea"), Both("比去年那批更甜。", "Sweeter than last year’s.")),
        Exchange(Both("回访，客户说家里人也爱喝{tea}", "Followed up; the whole family drinks the {tea}"), Both("我爸一天要泡三回。", "My father brews it three times a day.")),
        Exchange(Both("问送礼的反应", "Asked how the gift was received"), Both("他们很喜欢，问我在哪里买的。", "They loved it and asked where I bought it.")),
        Exchange(Both("回访{tea}，客户觉得偏淡", "Followed up on {tea}; found a bit light"), Both("我口重，淡了点。", "I like it strong, this is light for me."), next_step=Both("下次带一泡浓香的给客户试", "Offer a taste of something roasted")),
    ),
)  # fmt: skip
ENQUIRY = Topic(
    ("wechat", "wechat", "phone", "social"),
    "from_customer",
    (
        Exchange(Both("问{tea}还有没有货", "Asked whether {tea} is in stock"), Both("{tea}还有吗？我想再要两罐。", "Do you still have {tea}? I would like two more."), Both("确认{tea}库存", "Confirm the stock of {tea}")),
        Exchange(Both("问新茶什么时候到", "Asked when the new tea arrives"), Both("新茶到了告诉我一声。", "Tell me when the new tea is in."), Both("新茶到店通知", "Tell when the new tea arrives"), Both("到货后发消息", "Message when it arrives")),
        Exchange(Both("问能不能开发票", "Asked for an invoice"), Both("上次那单帮我补张发票。", "Please send the invoice for my last order."), Both("补开上一单发票", "Invoice for the last order")),
        Exchange(Both("问送长辈选什么茶", "Asked what to give to elderly parents"), Both("爸妈肠胃不好，送什么茶合适？", "My parents have weak stomachs, which tea suits them?"), Both("推荐适合长辈的茶", "Suggest a tea for elderly parents")),
        Exchange(Both("问能不能先试饮", "Asked for a sample"), Both("{tea}能不能先寄一泡尝尝？", "Could you post a taste of the {tea} first?"), Both("寄{tea}试饮装", "Post a sample of {tea}")),
        Exchange(Both("问保存方法", "Asked how to store tea"), Both("绿茶要不要放冰箱？", "Should green tea go into the fridge?"), Both("说明保存方法", "Explain how to store it")),
        Exchange(Both("问订的货到哪里了", "Asked where the parcel is"), Both("我的快递两天没动了。", "My parcel has not moved for two days."), Both("查快递进度", "Trace the parcel")),
        Exchange(Both("问茶具能不能刻字", "Asked for engraving on teaware"), Both("盖碗能刻个名字吗？", "Can the gaiwan be engraved with a name?"), Both("问师傅能否刻字", "Ask the maker about engraving")),
    ),
)  # fmt: skip
NEWS = Topic(
    ("wechat", "email"),
    "to_customer",
    (
        Exchange(
            Both("发新茶到店消息：{tea}", "Told that new {tea} is in"),
            Both("好的，周末过来看看。", "Good, I will drop in at the weekend."),
        ),
        Exchange(
            Both("发周末品鉴会的时间", "Sent the date of the weekend tasting"),
            Both("我带个朋友一起来。", "I will bring a friend."),
        ),
        Exchange(Both("发门店营业时间调整", "Sent the new opening hours")),
        Exchange(
            Both("发{tea}的产地照片", "Sent pictures from where {tea} grows"),
            Both("茶山真漂亮。", "What beautiful hills."),
        ),
    ),
)
GREETING = Topic(
    ("wechat", "phone", "sms"),
    "to_customer",
    (
        Exchange(
            Both("节日问候", "Season’s greetings"),
            Both("谢谢，也祝你们生意兴隆。", "Thank you, all the best to the shop."),
        ),
        Exchange(
            Both("问候近况，没有谈茶", "Asked how they are, no word of tea"),
            Both("最近出差多，难得你们还记得。", "Travelling a lot, kind of you to remember."),
        ),
        Exchange(
            Both("生日祝福", "Birthday wishes"),
            Both("你们是第一个祝我的。", "You are the first to wish me well."),
        ),
        Exchange(Both("换季提醒保养茶具", "Reminder to care for the teapot as the season turns")),
    ),
)
VISIT = Topic(
    ("shop", "shop", "visit"),
    "from_customer",
    (
        Exchange(Both("到店坐了二十分钟，试了{tea}", "Sat in the shop for twenty minutes, tried the {tea}"), Both("这个回甘舒服。", "I like how it lingers.")),
        Exchange(Both("到店挑茶具，没有决定", "Looked at teaware, undecided"), Both("我回去量量茶台再说。", "I will measure my table first."), next_step=Both("下周问茶台尺寸", "Ask for the size of the table next week")),
        Exchange(Both("带朋友来喝茶，朋友也买了", "Came with a friend, who bought too"), Both("我跟她说你家的最实在。", "I told her yours is honest tea.")),
        Exchange(Both("到店换包装", "Came in to change the wrapping"), Both("能不能少点塑料？", "Could it be less plastic?"), Both("以后少用塑料包装", "Less plastic in future")),
    ),
)  # fmt: skip
GRUMBLE = Topic(
    ("phone", "wechat"),
    "from_customer",
    (
        Exchange(Both("抱怨茶罐盖子松", "Grumbled about a loose lid"), Both("盖子松，茶有点潮。", "The lid is loose, the tea went damp."), Both("换一罐", "Replace the tin"), Both("换新并道歉", "Replace it and apologise")),
        Exchange(Both("抱怨送货晚了三天", "Grumbled that delivery was three days late"), Both("说好周三到，周六才来。", "You said Wednesday and it came on Saturday."), Both("解释晚到的原因", "Explain the delay"), Both("道歉，下次免运费", "Apologise, ship the next one free")),
        Exchange(Both("说这批{tea}不如上次", "Said this batch of {tea} is not as good"), Both("这批没有上次香。", "Less fragrant than last time."), Both("问孙师傅这批的情况", "Ask Master Sun about this batch")),
        Exchange(Both("抱怨短信太多", "Grumbled about too many messages"), Both("一周三条短信，太多了。", "Three messages a week are too many."), Both("停发短信", "Stop the text messages")),
    ),
)  # fmt: skip
DRIFTING = Topic(
    ("phone", "wechat"),
    "to_customer",
    (
        Exchange(Both("久未下单，打电话问候", "Called after a long silence"), Both("最近喝得少了，家里还有。", "Drinking less these days, still have some.")),
        Exchange(Both("问候，客户说公司楼下开了新茶店", "Asked; a new tea shop opened below the office"), Both("楼下那家近，就顺手买了。", "The one downstairs is closer.")),
        Exchange(Both("问候，客户换了口味", "Asked; taste has changed"), Both("医生让我少喝绿茶。", "The doctor wants me off green tea."), next_step=Both("介绍温和的老白茶", "Suggest the mild aged white tea")),
        Exchange(Both("问候，客户嫌涨价", "Asked; finds it dear now"), Both("涨了两次价，有点贵了。", "Two price rises, it is getting dear.")),
        Exchange(Both("问候，客户搬了家", "Asked; has moved"), Both("搬到城东，过来不方便了。", "Moved across town, it is far now."), next_step=Both("问新地址，说明可以寄送", "Ask for the new address, offer delivery")),
    ),
)  # fmt: skip
FIRM_TALK = Topic(
    ("meeting", "visit", "phone", "wechat"),
    "to_customer",
    (
        Exchange(Both("对账，确认账期", "Went through the account and the payment term"), Both("发票月底前给我就行。", "The invoice before month’s end will do."), next_step=Both("月底前寄发票", "Post the invoice before month’s end")),
        Exchange(Both("拜访，谈下季度用量", "Visited, talked about next quarter"), Both("客人多了，{tea}要加一些。", "More guests, we need more {tea}."), next_step=Both("下周报数量和价格", "Send amounts and prices next week")),
        Exchange(Both("送样茶三款", "Brought three samples"), Both("第二款可以，价格再谈。", "The second one is fine, let us talk about the price."), next_step=Both("两周后问试用结果", "Ask about the trial in two weeks")),
        Exchange(Both("给店员做泡茶培训", "Trained their staff in brewing"), Both("大家学得很开心。", "Everyone enjoyed it.")),
        Exchange(Both("电话确认送货时间", "Called to agree on the delivery"), Both("上午十点前送到后门。", "To the back door before ten.")),
    ),
)  # fmt: skip
CALL_AGAIN = Both("再打一次电话，问喝得怎样", "Call again, ask how it tastes")
NO_ANSWER = Both("去电，未接通", "Called, no answer")
PROMISES = (
    Both("给客户留两罐{tea}，到货通知", "Keep two tins of {tea}, tell when they are in"),
    Both("寄{tea}试饮装", "Post a sample of {tea}"),
    Both("补寄上一单的发票", "Post the invoice for the last order"),
    Both("查快递进度并回话", "Trace the parcel and call back"),
    Both("把{tea}的冲泡方法发给客户", "Send how to brew the {tea}"),
    Both("换一罐盖子紧的", "Replace the tin with a tight one"),
    Both("下次品鉴会先留两个位子", "Keep two seats at the next tasting"),
    Both("报团购价", "Quote a price for a larger order"),
    Both("问师傅能不能刻字并回话", "Ask about engraving and call back"),
    Both("把礼盒样品送到客户公司", "Bring a sample gift box to the office"),
)
MEMORIES = (
    ("detail", Both("女儿今年高三，常熬夜", "Daughter in her last school year, up late")),
    ("detail", Both("家里养了两只猫，不能放香薰", "Two cats at home, no scents")),
    ("detail", Both("刚换了工作，离店近了", "New job, closer to the shop")),
    ("detail", Both("右手受过伤，拧不开紧盖子", "Hurt the right hand, tight lids are hard")),
    ("detail", Both("每年清明回老家，会带茶", "Goes home every April and takes tea along")),
    ("detail", Both("周末打球，下午才有空", "Plays ball at weekends, free in the afternoon")),
    ("quote", Both("“我就喝得出是不是当年的。”", "“I can tell whether it is this year’s.”")),
    ("quote", Both("“送人的一定要体面。”", "“A gift has to look right.”")),
    ("quote", Both("“晚上喝茶睡不着。”", "“Tea at night keeps me awake.”")),
    ("quote", Both("“上次那个师傅讲得好。”", "“Your tea master explained it so well.”")),
    ("request", Both("想学盖碗泡法", "Would like to learn the gaiwan")),
    ("request", Both("下次品鉴会叫上她先生", "Invite her husband to the next tasting")),
    ("request", Both("想要小包装，出差带", "Wants small packs for travelling")),
    ("request", Both("礼盒不要放贺卡", "No card in gift boxes")),
)
DO = (
    Both("下午三点后联系", "Contact after 3 pm"),
    Both("先报店名和姓名", "Say the shop’s and your name first"),
    Both("发票和货一起寄", "Send the invoice with the goods"),
    Both("送货前打电话", "Call before delivery"),
    Both("用普通话慢慢说", "Speak slowly and clearly"),
    Both("礼盒配手提袋", "Add a carrier bag to gift boxes"),
)
DONT = (
    Both("群发短信", "Send bulk text messages"),
    Both("推荐茶包", "Offer tea bags"),
    Both("打办公室电话", "Call the office"),
    Both("在箱外写价格", "Write the price on the parcel"),
    Both("推荐含花香的茶", "Offer scented tea"),
    Both("上午打扰", "Call in the morning"),
)
CONSENT_TEXTS = {
    True: Both(
        "我同意云雾茶行为此目的与我联系。", "I agree that Cloud Mist Tea contacts me for this purpose."
    ),
    False: Both("请不要再为此联系我。", "Please stop contacting me for this."),
}
