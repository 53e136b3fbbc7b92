//! The front page.

use crate::words::group;

group! {
    /// Words of the front page.
    Home {
        title: "宝宝医保，哪天能办", "When can your baby be insured";
        description: "填预产期和参保地，马上知道宝宝的医保现在能不能办、哪天能办、要带什么，每一条都附文件原文。", "Enter the due date and the place: see at once whether your baby can be insured now, from when, and what to bring, with the law beside every line.";
        heading: "宝宝医保，哪天能办？", "When can your baby be insured?";
        lead: "有些地方，宝宝出生前就能办。填几项就知道：能不能办、哪天起、要带什么。", "In some places it can be done before the birth. A few answers tell you whether, from when, and what to bring.";
        place: "在哪里办？", "Where?";
        place_hint: "城市名或拼音", "A city's name, in characters or pinyin";
        place_find: "查找", "Find";
        place_here: "办理的地方", "Place";
        place_change: "换一个", "Change";
        place_none: "没有找到“{typed}”。请换个写法，只写城市名也可以；或者先选下面的情况，后面再填地方。", "Nothing found for “{typed}”. Try another spelling, or just the city; or choose below first and tell the place later.";
        place_several: "是哪一个？", "Which one?";
        place_national: "这里没有本地规则，按全国规定回答。", "No rules of its own here: answered by the national ones.";
        doors: "您现在是哪种情况？", "Which is yours?";
        expecting: "正在怀孕", "Expecting";
        expecting_line: "出生前能不能先参保，从哪天起", "Whether and from when to enrol before the birth";
        born: "已经出生", "Born";
        born_line: "怎么参保，最晚哪天", "How to enrol, and by when";
        changed: "遇到变故", "Something went wrong";
        changed_line: "没有等到宝宝，或要退费。慢慢来", "A loss, or a refund. Take your time";
        promise: "查询不用注册，填的内容不保存。要在网上提交，才用手机号确认。", "No account to check, and nothing you type is kept. A phone is confirmed only when you send a form.";
        everyone: "不论父母有没有结婚、户口是不是在一起，都可以查。", "It does not matter whether the parents are married or registered in one place.";
        file: "已经提交过？看办理进度", "Sent a form already? See where it stands";
        covered: "能查哪些地方", "Places we know";
        covered_line: "下面这些地方有自己的规则；其他地方按全国规定回答，也会告诉您去问谁。", "These places have rules of their own. Everywhere else is answered by the national rules, with whom to ask.";
        covered_from: "{day}起的规则", "Rules in force from {day}";
        covered_checked: "{day}对照过文件", "Checked against the documents on {day}";
    }
}
