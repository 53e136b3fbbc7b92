//! What has changed: a pregnancy that ended, a baby that died. Told once, gently.

use crate::words::group;

group! {
    /// Words of the page, and of the family's own page after it.
    Changed {
        link: "情况有变", "Something has changed";
        title: "情况有变", "Something has changed";
        lead: "慢慢来。说一次就够，不用再跟谁解释。", "Take your time. Telling us once is enough; you need not explain it to anybody again.";
        what: "是哪一种情况", "What has changed";
        what_moved: "预产期改了", "The due date has moved";
        due_date: "新的预产期", "The new due date";
        what_ended: "孕期结束了", "The pregnancy has ended";
        what_died: "宝宝出生后离开了", "Our baby was born and has died";
        baby: "第 {number} 个宝宝", "Baby {number}";
        born_on: "出生日期", "Day of birth";
        sex: "性别", "Sex";
        girl: "女", "Girl";
        boy: "男", "Boy";
        died_on: "离开的日子", "Day of death";
        died_on_of: "{born}出生的宝宝，离开的日子", "Day of death of the baby born on {born}";
        died_on_nth: "第 {number} 个宝宝（{born}出生），离开的日子", "Day of death of baby {number}, born on {born}";
        living: "宝宝在的，空着。", "Leave this empty if the baby is living.";
        day_missing: "请写上日子，记得大概的也可以。", "Please give the day; an approximate one is fine.";
        go_on: "下一步", "Continue";
        elsewhere: "宝宝平安出生，不用在这里说：", "If your baby was born safely, this page is not needed:";
        to_check: "去看接下来怎么办", "see what comes next";

        review_lead: "要记下的是：", "This will be recorded:";
        review_moved: "预产期改为{day}。", "The due date is now {day}.";
        review_moved_then: "记下以后，日期和提醒按新的预产期算。已经提交的申请不用重交。", "Dates and reminders will follow the new due date. You need not send your application again.";
        review_ended: "孕期在{day}结束，{how}。", "The pregnancy ended on {day}: {how}.";
        review_died: "{born}出生的宝宝，{day}离开了。", "The baby born on {born} died on {day}.";
        review_born: "{born}出生的宝宝在。", "The baby born on {born} is living.";
        review_then: "记下以后，所有提醒都停下，不会再联系您。您自己申请的，比如退费，仍会答复。", "Then every reminder stops, and we will not contact you. What you ask for yourself, such as a refund, is still answered.";
        review_then_one: "记下以后，这件事的提醒都停下，不会再为它联系您；其他宝宝的办理和提醒照常。您自己申请的，比如退费，仍会答复。", "Then every reminder about this stops, and we will not contact you about it; what concerns your other babies goes on as before. What you ask for yourself, such as a refund, is still answered.";
        review_others: "记下以后，其他宝宝的办理照常。", "What concerns your other babies goes on as before.";
        note: "记下", "Record this";
        change: "回去改", "Go back and change";
        not_kept: "您撤回过同意，这里记不下来。要停下提醒，可以撤回申请、删除全部资料，或告诉窗口、12393。", "You withdrew your consent, so nothing can be recorded here. To stop reminders, withdraw the application, delete everything, or tell the desk or 12393.";

        noted: "记下了。", "Recorded.";
        quiet: "我们知道了，已停止所有提醒。除了您自己申请的，不会再联系您。", "We have noted it and stopped every reminder. Apart from what you ask for yourself, we will not contact you.";
        quiet_one: "关于{matter}，我们知道了，提醒都已停下。除了您自己申请的，不会再为此联系您；其他宝宝的办理和提醒照常。", "We have noted it: {matter}. Every reminder about it has stopped, and apart from what you ask for yourself we will not contact you about it; what concerns your other babies goes on as before.";
        matter_due: "预产期{day}的宝宝", "the baby due on {day}";
        matter_expected: "还没出生的宝宝", "the baby that is expected";
        matter_born: "{day}出生的宝宝", "the baby born on {day}";
        matter_ended: "{day}结束的孕期", "the pregnancy that ended on {day}";
        left: "下面的还能办，想看的时候再看。", "The following can still be done, whenever you feel able.";
        until: "到{day}", "until {day}";
        stage: "不用再办", "Nothing to do";
        next: "这份申请没有要您办的事。", "Nothing is needed from you for this application.";
    }
}
