"""What the shop and the people of a firm say to each other."""

from regulars.demo.records import Both
from regulars.demo.sayings import Exchange, Topic

INVOICE = Both("寄发票", "Send the invoice")

FIRM_TALK = Topic(
    ("phone", "wechat"),
    "to_customer",
    (
        Exchange(Both("对账，确认账期", "Went through the account and the payment terms"), Both("发票月底前给我就行。", "The invoice before the end of the month will do."), next_step=Both("月底前寄发票", "Send the invoice before the end of the month"), when="credit", role="finance"),
        Exchange(Both("电话对账，金额一致", "Went through the account by phone, all agreed"), Both("对上了，这个月付。", "It matches. We pay this month."), when="credit", role="finance", channels=("phone",)),
        Exchange(Both("拜访，谈下季度用量", "Visited, talked about next quarter"), Both("客人多了，{tea}要加一些。", "More guests, we need more {tea}."), next_step=Both("下周报数量和价格", "Send amounts and prices next week"), promise=Both("下周报{tea}的数量和价格", "Send amounts and prices for the {tea}"), when="bought", channels=("visit",)),
        Exchange(Both("送样茶三款上门", "Brought three samples"), Both("第二款可以，价格再谈。", "The second one is fine, let us talk about the price."), next_step=Both("两周后问试用结果", "Ask about the trial in two weeks"), channels=("visit",), role="purchasing"),
        Exchange(Both("给店员做泡茶培训", "Trained their staff in brewing"), Both("大家学得很开心。", "Everyone enjoyed it."), when="serves", channels=("visit",), role="technical"),
        Exchange(Both("电话确认送货时间", "Called to agree on the delivery"), Both("上午十点前送到后门。", "To the back door before ten."), note=("request", Both("上午十点前送到后门", "Deliver to the back door before ten")), when="bought", channels=("phone",)),
        Exchange(Both("见面谈员工福利茶", "Met about tea for their staff"), Both("人多，一人一小罐就好。", "There are many of us, a small tin each is enough."), next_step=Both("报小罐装价格", "Quote small tins"), promise=Both("报员工福利茶的价格", "Quote tea for their staff"), when="office", channels=("meeting",), role="influencer"),
        Exchange(Both("拜访，看了茶水间", "Visited, had a look at the pantry"), Both("客户来多半喝绿茶，也有要红茶的。", "Visitors mostly take green tea, some ask for black."), note=("detail", Both("待客绿茶为主，也备红茶", "Green tea for visitors, some black")), when="office", channels=("visit",)),
        Exchange(Both("问茶单要不要换", "Asked whether the tea menu should change"), Both("留两款老客人点的，其余听你的。", "Keep the two that regulars order, the rest is up to you."), next_step=Both("拟一份新茶单", "Draw up a new tea menu"), promise=Both("拟一份新茶单", "Draw up a new tea menu"), when="serves"),
        Exchange(Both("拜访，跟老板喝了一壶茶", "Visited, had a pot of tea with the owner"), Both("合作这么久，价格好说。", "We have known each other for so long, we will agree on the price."), when="bought long", channels=("visit",), role="decision"),
        Exchange(Both("问{tea}在前台卖得怎样", "Asked how the {tea} sells at the counter"), Both("小罐走得快，大盒慢。", "Small tins go fast, big boxes slowly."), when="shop bought"),
        Exchange(Both("确认开票抬头和邮箱", "Checked the name and address for invoices"), Both("抬头没变，邮箱换了。", "Same name, new mailbox."), next_step=Both("更新收票邮箱", "Update the mailbox for invoices"), role="finance"),
        Exchange(Both("谈节前备货", "Talked about stocking up before the feast"), Both("比去年多两成，早点送。", "A fifth more than last year, and early please."), when="stocking bought long", role="purchasing"),
        Exchange(Both("送新茶样品给采购", "Took samples of the new tea to purchasing"), Both("这款给老板也泡一杯。", "Make a cup of this for the boss too."), when="april", channels=("visit",), role="purchasing"),
        Exchange(Both("问付款进度", "Asked about the payment"), Both("流程在走，下周能到。", "It is being approved, next week."), when="credit bought", channels=("phone",), role="finance"),
    ),
)  # fmt: skip
FIRM_FOLLOW_UP = Topic(
    ("phone", "wechat"),
    "to_customer",
    (
        Exchange(Both("问{tea}到货数量对不对", "Asked whether the {tea} was complete"), Both("点过了，不少。", "Counted it, nothing missing.")),
        Exchange(Both("问客人对{tea}的反应", "Asked what guests say about the {tea}"), Both("有客人问能不能买回家。", "One guest asked whether he could buy some."), when="tea serves"),
        Exchange(Both("问{tea}待客合不合适", "Asked whether the {tea} suits their visitors"), Both("客户喝了都说好。", "The clients all liked it."), when="tea office"),
        Exchange(Both("问{tea}够用到什么时候", "Asked how long the {tea} will last"), Both("照现在的用量，撑到月底。", "At this rate to the end of the month."), when="tea"),
        Exchange(Both("问礼盒发得怎样", "Asked how the gift boxes went down"), Both("客户反应很好，包装都夸。", "Clients loved them, everyone praised the box."), when="gift"),
        Exchange(Both("教新来的店员泡{tea}", "Taught the new staff to brew {tea}"), Both("水温写一张贴在墙上吧。", "Write the temperature on a note for the wall."), promise=Both("写一张冲泡说明送去", "Write a brewing note and bring it"), when="tea serves", channels=("visit",), role="technical"),
        Exchange(Both("问{tea}陈列的位置", "Asked where the {tea} stands in their shop"), Both("放收银台旁边了，走得动。", "Next to the till, it moves."), when="shop"),
        Exchange(Both("问{tea}用着顺不顺手", "Asked how the {tea} works for them"), Both("够结实，洗碗机也扛得住。", "Sturdy, it even survives the dishwasher."), when="teaware"),
        Exchange(Both("问点心客人爱不爱吃", "Asked whether guests like the {tea}"), Both("配茶的那碟总是先空。", "The plate beside the tea is always empty first."), when="snacks"),
        Exchange(Both("第一次合作，上门问到货情况", "First order; went to see whether all is well"), Both("你们挺上心。", "You do care."), when="first", channels=("visit",)),
    ),
)  # fmt: skip
FIRM_ASKS = Topic(
    ("wechat", "phone"),
    "from_customer",
    (
        Exchange(Both("问{tea}能不能加急", "Asked for a rush delivery of the {tea}"), Both("明天有接待，能赶上吗？", "We have guests tomorrow, can you make it?"), Both("确认加急送货", "Confirm the rush delivery"), when="tea"),
        Exchange(Both("要上个月的对账单", "Asked for last month’s statement"), Both("财务要上个月的对账单。", "Accounts needs last month’s statement."), Both("发对账单", "Send the statement"), promise=Both("发上个月的对账单", "Send last month’s statement"), when="credit !first", role="finance"),
        Exchange(Both("问{tea}涨量能不能优惠", "Asked for a better price on more {tea}"), Both("量上去了，价格能不能动一动？", "We take more now, can the price move?"), Both("报量大的价格", "Quote for the larger amount"), promise=Both("报{tea}的团购价", "Quote a price for more {tea}"), when="tea again", role="purchasing"),
        Exchange(Both("问礼盒能不能印公司名", "Asked for their name on the gift boxes"), Both("盒子上能烫我们公司的名字吗？", "Can you print our name on the box?"), Both("问印制的起订量", "Ask about the minimum for printing"), promise=Both("把印名礼盒的样品送去", "Bring a sample box with their name"), when="gift"),
        Exchange(Both("订货时问发票", "Asked about the invoice when ordering"), Both("发票跟货一起来吧。", "Send the invoice along with the goods."), INVOICE, promise=INVOICE, role="finance"),
        Exchange(Both("临时加单，问{tea}够不够", "A last-minute order, asked whether there is enough {tea}"), Both("这周包场，{tea}再来一箱有吗？", "We are booked out this week. Is there another case of the {tea}?"), Both("确认{tea}库存", "Check the stock of the {tea}"), promise=Both("明天送一箱{tea}", "Bring a case of the {tea} tomorrow"), when="tea again serves"),
        Exchange(Both("问{tea}会不会涨价", "Asked whether the price of the {tea} will rise"), Both("明年的价格定了吗？我们要做预算。", "Is next year’s price set? We are doing the budget."), Both("报明年{tea}的价格", "Quote next year’s price of the {tea}"), when="tea again office", role="finance"),
        Exchange(Both("问能不能换收货地址", "Asked to change the delivery address"), Both("我们搬到隔壁楼了，三层。", "We moved to the building next door, third floor."), Both("改收货地址", "Change the delivery address"), when="again"),
        Exchange(Both("问有没有适合开会的小包装", "Asked for small packs for meetings"), Both("开会一人一包最省事。", "One little pack each would be easiest in meetings."), Both("推荐小包装", "Suggest small packs"), when="office"),
    ),
)  # fmt: skip
FIRM_GRUMBLES = Topic(
    ("phone",),
    "from_customer",
    (
        Exchange(Both("说{tea}少了一份", "Said one {unit} of {tea} was missing"), Both("单子上的数对不上，差一份。", "The number does not match, one is missing."), Both("补送一份", "Bring the missing one"), Both("当天补送并道歉", "Bring it the same day and apologize"), Both("补送少的那份{tea}", "Bring the missing {tea}")),
        Exchange(Both("抱怨送货堵了前门", "Complained that the delivery blocked the front door"), Both("正忙的时候停在门口，客人进不来。", "Right in the rush, and guests could not get in."), Both("改走后门", "Use the back door"), note=("request", Both("送货走后门，避开饭点", "Deliver to the back door, not at mealtimes")), when="serves"),
        Exchange(Both("说这批{tea}跟上批不一样", "Said this {tea} differs from the last batch"), Both("老客人一喝就喝出来了。", "Our regulars noticed at once."), Both("查批次", "Check the batch"), promise=Both("查{tea}的批次并回话", "Check the batch of the {tea} and call back"), when="tea again"),
        Exchange(Both("抱怨发票抬头开错", "Complained about the wrong name on the invoice"), Both("财务退回来了，要重开。", "Accounts sent it back, we need a new one."), Both("重开发票", "A new invoice"), promise=Both("重开发票并寄出", "Issue a new invoice and send it"), role="finance"),
    ),
)  # fmt: skip
FIRM_GREETING = Topic(
    ("phone", "wechat"),
    "to_customer",
    (
        Exchange(Both("中秋问候，谢谢一年的合作", "Mid-Autumn greetings, thanked them for the year"), Both("同乐，节后见。", "Same to you, see you after the feast."), when="mid_autumn"),
        Exchange(Both("中秋送两盒点心上门", "Took two boxes of pastry over for Mid-Autumn"), Both("太客气了，一会儿就分光。", "Too kind, they will be gone in a minute."), when="mid_autumn", channels=("visit",)),
        Exchange(Both("年前拜访，送春联和一罐茶", "Visited before Lunar New Year with a small gift"), Both("明年还这么办。", "The same again next year."), when="new_year", channels=("visit",), role="decision"),
        Exchange(Both("提前拜年，问开工日期", "Lunar New Year wishes, asked when they reopen"), Both("初八开门，初九就能送货。", "We reopen in a week, deliveries from the day after."), when="new_year"),
    ),
)  # fmt: skip
FIRM_DRIFTING = Topic(
    ("phone", "visit"),
    "to_customer",
    (
        Exchange(Both("问为什么订得少了，换了采购", "Asked why they order less; new person in purchasing"), Both("新来的采购在比三家。", "The new one in purchasing is comparing prices."), next_step=Both("约新采购见面", "Arrange to meet the new person"), note=("detail", Both("换了采购，在比价", "Purchasing changed hands, comparing prices"))),
        Exchange(Both("拜访，客户在压缩开支", "Visited; they are cutting costs"), Both("今年招待费砍了一半。", "The budget for guests was halved this year."), note=("detail", Both("招待预算减半", "The budget for guests was halved")), when="office", channels=("visit",)),
        Exchange(Both("问近况，客人少了", "Asked how they are; fewer guests"), Both("生意淡，等旺季再说。", "Business is slow, let us see in the season."), when="serves"),
        Exchange(Both("问近况，客户试了别家的茶", "Asked how they are; tried another supplier"), Both("别家账期长一点。", "The others give us longer to pay."), next_step=Both("跟主管谈账期", "Talk to the manager about the terms"), when="credit"),
        Exchange(Both("问近况，店里在装修", "Asked how they are; the place is being rebuilt"), Both("装修完再说。", "Let us talk when it is finished."), when="serves"),
    ),
)  # fmt: skip
