//! What the answer says around the law's own words. A phone loads these, so each stands once and is short.

use super::group;

group! {
    /// Words of the answer.
    Answer {
        asked_on: "回答的是哪一天", "The day answered for";
        place: "按哪里的规则", "Whose rules";
        gestation: "今天的孕周", "Weeks today";
        due_date: "预产期", "Due date";
        enrolment_year: "预参保年度", "Enrolment year";
        year_of: "{year}年", "{year}";
        nothing_before_birth: "这里没有出生前的参保登记，宝宝出生后再办。", "Nothing is registered here before the birth; you enrol your baby once it is born.";
        lost: "我们知道了。这里没有要您办的事。", "We have noted it. There is nothing here that you need to do.";
        lost_paid: "我们知道了。缴过费的可以看看下面的退费，想看的时候再看。", "We have noted it. If you had paid, the refund is below, whenever you feel able.";
        none_living: "我们知道了。下面只留下还能办的事，想看的时候再看。", "We have noted it. Only what can still be done stands below, whenever you feel able.";
        others: "其他事项（这里没有，或现在不用办）", "Other services (not offered, or not needed now)";

        open_now: "现在就可以办。", "You can apply now.";
        can_be_done: "可以办。", "This can be done.";
        reached: "您已满 {needed}（今天 {now}）。", "You have reached {needed} ({now} today).";
        last_day_ahead: "最晚到 {day}，还有 {days}。", "Until {day}, {days} left.";
        last_day_today: "今天是最后一天。", "Today is the last day.";
        from_day: "{day}起可以办，还有 {days}。表可以今天先填好。", "From {day}, in {days}. You can fill in the form today.";
        not_possible: "现在还不能办：{why}", "Not possible now. {why}";
        one_missing: "还差一项才能告诉您：{question}", "One thing is missing: {question}";
        several_missing: "还差 {count} 项才能告诉您，请看下面的问题。", "{count} things are missing; please see the questions below.";
        ask_desk: "文件没有写到这种情况，请问经办窗口。", "The documents do not speak of this; please ask the desk.";
        no_ground: "没有规定里可以退费的情况。", "None of the grounds for a refund holds.";
        refund_open: "缴过费的，到{day}都可以申请退费，想看的时候再看。", "If you had paid, a refund can be asked for until {day}, whenever you feel able.";

        opens_on: "从哪天起", "From";
        closes_on: "最晚哪天", "Until";
        covers_from: "从哪天起享受待遇", "Covered from";
        covers_once_paid: "足额缴纳出生当年保费以后", "once this birth year's premium is paid in full";
        route: "到哪里办", "Where";
        tax_bureau: "税务部门", "The tax office";
        medical_insurance_bureau: "医疗保障部门", "The medical insurance bureau";
        days_left: "还有 {days}", "{days} left";
        days_ago: "已过 {days}", "{days} ago";
        is_today: "就是今天", "today";
        weeks_too: "{days}（{weeks}）", "{days} ({weeks})";
        conditions: "看了哪些条件", "What we looked at";
        questions: "还想问您", "What we still ask";
        baby: "第 {number} 个宝宝：{question}", "Baby {number}: {question}";
        ask_pregnancy: "预产期或出生日期是哪一天？", "What is the due date, or the day of birth?";
        ask_cover: "{parent}今年参保了吗？", "Is the {parent} insured this year?";
        ask_cover_year: "{parent}参保的是哪一年？", "Which year is the {parent} insured for?";
        ask_cover_area: "{parent}今年在哪里参保？", "Where is the {parent} insured this year?";
        ask_hukou: "{parent}的户籍在哪里？", "Where is the {parent}'s hukou?";
        ask_hospital: "在哪里的医院登记？", "Where is the hospital that registers?";
        ask_benefit: "宝宝出生后用过医保待遇吗？", "Has any benefit been used since the birth?";
        ask_name: "填上{parent}的姓名", "Fill in the {parent}'s name";
        ask_id_number: "填上{parent}的身份证号", "Fill in the {parent}'s ID number";
        mother: "母亲", "mother";
        father: "父亲", "father";

        cover_none: "没有参保", "Not insured";
        cover_resident: "城乡居民医保", "Residents' insurance";
        cover_employee: "职工医保", "Employees' insurance";
        cover_maternity: "生育保险", "Maternity insurance";
        at_the_latest: "最晚 {day}", "{day} at the latest";
        today_is: "今天 {day}", "Today, {day}";

        readings: "有歧义的条文，我们这样理解（窗口可核对）", "Where a clause is unclear, how we read it (for the desk)";
        provisional: "宝宝的临时姓名和号码", "The baby's provisional name and number";
        provisional_use: "有自己的姓名和号码以前，用它登记。字母的大小写不能改。", "Used until the baby has its own. Keep capital and small letters as they are.";
        provisional_private: "姓名和身份证号只在您的浏览器里，不会发送。", "Name and ID number stay in your browser and are never sent.";
        name: "姓名", "Name";
        certificate: "证件类型", "Certificate";
        certificate_other: "其他身份证件（{code}）", "Other identity document ({code})";
        number: "号码", "Number";
        name_of: "{parent}的姓名", "{parent}'s name ";
        id_number_of: "{parent}的身份证号", "{parent}'s ID number ";
        by_order: "几个宝宝的末位，按出生顺序各不相同。", "With several babies, the last character differs by birth order.";
        girl: "女孩", "Girl";
        boy: "男孩", "Boy";
        serial: "后面的顺序号由经办窗口给。", "The desk adds a serial number.";
        drawn: "号码由经办窗口给。", "The desk gives the number.";

        dates: "时间安排", "Your dates";
        birth_range: "宝宝可能在这些天出生（{from}–{to} 周），预产期 {day}", "Your baby may be born in these days (weeks {from}–{to}); due {day}";
        repeat: "改好以前，每 {days}提醒自己看一次。", "Until it is changed, remind yourself every {days}.";
        bring: "带上：{papers}", "Bring: {papers}";
        comma: "、", ", ";
        gestation_threshold: "从这天起可以预参保", "Enrolment before the birth opens";
        pay_before_birth: "最好在这天以前缴费：宝宝可能提前出生", "Best paid by then: the baby may come early";
        enrol_newborn: "新生儿参保登记的最后一天", "Last day to enrol the newborn";
        settle_by_certificate: "凭出生医学证明结算的最后一天", "Last day to settle by birth certificate";
        register_hukou: "上户口的最后一天", "Last day to register the hukou";
        update_information: "换成宝宝自己姓名和号码的最后一天", "Last day to change to the baby's own name and number";
        pay_or_void: "缴费的最后一天，过了登记作废", "Last day to pay; after it the registration is void";
        card_expires: "登记卡有效到这天", "The registration card expires";
        refund_closes: "申请退费的最后一天", "Last day to ask for a refund";
        estimated_title: "{title}（按预产期估算）", "{title} (estimated from the due date)";
        estimated_note: "日期按预产期估算，宝宝可能早来或晚来。", "The day is estimated from the due date; your baby may come earlier or later.";
        due_day: "这天以前办", "To be done by this day";

        edition: "依据", "By";
        edition_from: "{area}的规则，{day}起实行", "the rules of {area}, in force from {day}";
        edition_always: "{area}的规则", "the rules of {area}";
        checked_on: "{day}核对过文件", "held against the documents on {day}";
        compare: "换个地方参保，比一比", "Compare other places";
        fill_in: "填表", "Fill in the form";
        to_calendar: "把日期加到日历", "Add the dates to the calendar";
        wrong: "这个结果不对", "This looks wrong";
        print_hint: "用浏览器的“打印”，就是一页 A4 的说明单。", "Your browser's Print gives a one-page slip (A4).";
        open_outside: "微信里不能打印、也不一定能存日历：点右上角“…”，选“在浏览器打开”。", "WeChat cannot print, nor always save a calendar: tap … at the top right, then Open in browser.";
    }
}
