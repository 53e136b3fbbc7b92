//! What the parts say on every page that uses them.

use super::group;

group! {
    /// Words of the parts.
    Parts {
        eligible: "可以办", "You can apply";
        not_yet: "还没到", "Not yet";
        closed: "已过期", "Time is over";
        not_eligible: "不符合", "Not possible";
        already_done: "已办好", "Done";
        missing_facts: "还缺信息", "Something missing";
        ask_agency: "请问窗口", "Ask the desk";
        not_offered: "这里没有这一项", "Not offered here";
        met: "已满足", "Met";
        not_met: "未满足", "Not met";
        unknown: "还不知道", "Not known yet";
        yours: "您的情况", "Yours";
        needed: "需要", "Needed";
        law: "依据", "Law";
        law_whole: "看这一条全文", "Read the whole article";
        reading: "我们这样理解", "How we read it";
        number: "编号", "Number";
        today: "今天", "Today";
        done: "已完成", "Done";
        overdue: "已过", "Past";
        due_today: "就是今天", "Due today";
        estimated: "按预产期估算", "Estimated from the due date";
        hindered_title: "请先看这里", "Please read this first";
        errors_title: "有几处请再看一眼", "Please look at these again";
        error_here: "请改这里：", "Please correct: ";
        date_hint: "例如 2027-01-10 或 2027年1月10日", "Year, month, day: for example 2027-01-10";
        what_you_can_do: "可以这样办", "What you can do";
        bring: "要带的", "What to bring";
        not_yet_done: "还没有完成的", "Not finished yet";
        wait: "请稍等", "Please wait";
    }
}
