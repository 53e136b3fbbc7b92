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
        what_more: "是双胞胎或多胞胎", "It is twins or more";
        what_count: "宝宝的个数和原来说的不一样", "The number of babies is not what we were told";
        fetuses: "一共几个宝宝", "How many babies in all";
        fetuses_wrong: "请填 1 到 9 的整数，和原来说的不一样。", "Please give a whole number from 1 to 9, another than before.";
        what_ended: "孕期结束了", "The pregnancy has ended";
        what_died: "宝宝出生后离开了", "Our baby was born and has died";
        baby: "第 {number} 个宝宝", "Baby {number}";
        of_baby: "第 {number} 个宝宝：{says}", "Baby {number}: {says}";
        how: "第 {number} 个宝宝，现在怎么样", "How baby {number} is now";
        how_lives: "在", "Lives";
        how_died: "离开了", "Has died";
        how_unknown: "还不清楚，先不说", "Not known yet";
        how_missing: "请选一项；还不清楚的，就选“还不清楚”。", "Please choose one; if you do not know yet, choose “Not known yet”.";
        how_other: "选了“在”，又写了离开的日子。请改其中一样。", "It says that the baby lives, and the day it died. Please change one of them.";
        born_on: "出生日期", "Day of birth";
        sex: "性别", "Sex";
        girl: "女", "Girl";
        boy: "男", "Boy";
        died_on: "离开的日子", "Day of death";
        died_on_of: "{born}出生的宝宝，离开的日子", "Day of death of the baby born on {born}";
        died_on_nth: "第 {number} 个宝宝（{born}出生），离开的日子", "Day of death of baby {number}, born on {born}";
        living: "宝宝在的，空着。", "Leave this empty if the baby is living.";
        if_died: "离开了的，写在这里。", "Only for a baby who died.";
        day_missing: "请写上日子，记得大概的也可以。", "Please give the day; an approximate one is fine.";
        go_on: "下一步", "Continue";
        elsewhere: "宝宝平安出生，不用在这里说：", "If your baby was born safely, this page is not needed:";
        to_check: "去看接下来怎么办", "see what comes next";

        review_lead: "要记下的是：", "This will be recorded:";
        review_moved: "预产期改为{day}。", "The due date is now {day}.";
        review_moved_then: "记下以后，日期和提醒按新的预产期算。已经提交的申请不用重交；表上还是签名时写的预产期，到窗口时说一声就行。", "Dates and reminders then follow the new due date. What was sent need not be sent again; the form keeps the due date that you signed, so tell the desk when you are there.";
        review_year: "要缴的保费从 {old} 年度变成 {year} 年度。", "The premium to pay is no longer that of {old} but that of {year}.";
        review_year_paid: "已经缴的是 {paid} 年度，{year} 年度还没有缴：请把申请编号告诉窗口或 12393，改好年度再缴。", "What was paid is for {paid}, and {year} is not paid: tell the desk or 12393 your application number; they change the year, then pay.";
        review_threshold: "按新的预产期，{day}才到可以预参保的孕周。申请不用撤回，经办机构可能请您等到那天。", "By the new due date the weeks needed for enrolling before birth are reached on {day}. You need not take the application back; the agency may ask you to wait until then.";
        review_more: "怀的是 {count} 个宝宝。", "{count} babies are expected.";
        review_names: "登记用的临时姓名：{names}。", "Provisional names they are entered under: {names}.";
        review_more_then: "每个宝宝都要登记、缴费。已经提交的申请不用重交：表上不问宝宝的个数，姓名和号码由经办机构填。", "Each baby is entered and paid for. What was sent need not be sent again: the form does not ask how many, and the agency fills in names and numbers.";
        review_entered: "已经登记了 {count} 个：请把申请编号告诉窗口或 12393，请他们按现在的个数改。", "{count} entered so far: tell the desk or 12393 your application number, and they enter as many as there are now.";
        review_unknown: "还有宝宝没有说到：什么时候想说，在“我家的办理”里接着说；在的话，日期和提醒就会回来。", "Of one baby nothing is told yet: go on in your file whenever you like. If it lives, its dates and reminders come back.";
        review_ended: "孕期在{day}结束，{how}。", "The pregnancy ended on {day}: {how}.";
        review_died: "{born}出生的宝宝，{day}离开了。", "The baby born on {born} died on {day}.";
        review_born: "{born}出生的宝宝在。", "The baby born on {born} is living.";
        review_then: "记下以后，所有提醒都停下，不会再联系您。您自己申请的，比如退费，仍会答复。", "Then every reminder stops, and we will not contact you. What you ask for yourself, such as a refund, is still answered.";
        review_then_one: "记下以后，这件事的提醒都停下，不会再为它联系您；其他宝宝的办理和提醒照常。您自己申请的，比如退费，仍会答复。", "Then every reminder about this stops, and we will not contact you about it; what concerns your other babies goes on as before. What you ask for yourself, such as a refund, is still answered.";
        review_others: "记下以后，其他宝宝的办理照常。", "What concerns your other babies goes on as before.";
        note: "记下", "Record this";
        change: "回去改", "Go back and change";
        not_kept: "您撤回过同意，这里记不下来。要停下提醒，可以撤回申请、删除全部资料，或告诉窗口、12393。", "You withdrew your consent, so nothing can be recorded here. To stop reminders, withdraw the application, delete everything, or tell the desk or 12393.";

        mistaken: "记错了", "That was a mistake";
        mistaken_lead: "记错了没关系。收回以后，就当没有说过；该有的日期和提醒，从今天起照旧。", "That is no trouble. Once taken back it counts as never told, and whatever dates and reminders are due go on from today.";
        mistaken_of: "要收回的是：", "What is taken back:";
        mistaken_do: "收回", "Take it back";
        untold: "还有 {count} 个宝宝没有说到。在的话，日期和提醒就会回来。", "Of {count} more nothing is told yet. If it lives, its dates and reminders come back.";
        untold_go_on: "接着说", "Go on";

        and: "、", " and ";
        short_word: "还没有办完", "Not finished";
        short_word_year: "{paid} 年度已缴，{year} 年度未缴", "Paid for {paid}, not for {year}";
        short_word_babies: "还有宝宝没登记", "Not every baby is entered";
        short_year: "已缴的是 {paid} 年度的保费。按现在说的日期，要缴的是 {year} 年度，还没有缴；没有缴就不能享受待遇。请把申请编号告诉窗口或 12393，改好年度再缴，已缴的怎么办也请他们说。", "What was paid is the premium of {paid}. By the dates told now it is that of {year} that is needed, and it is not paid: without it there is no cover. Tell the desk or 12393 your application number; they change the year, then pay. Ask them, too, what becomes of what was paid.";
        short_year_passed: "已缴的是 {paid} 年度的保费，预产期也过了。宝宝在 {paid} 年出生的，不用再缴；还没出生的，要缴的是 {year} 年度，没有缴就不能享受待遇：请把申请编号告诉窗口或 12393，改好年度再缴。", "What was paid is the premium of {paid}, and the due date has passed. If your baby was born in {paid}, nothing more is to be paid. If not yet, it is the premium of {year} that is needed, and without it there is no cover: tell the desk or 12393 your application number; they change the year, then pay.";
        short_babies: "已登记 {entered} 个宝宝，现在说的是 {all} 个。请把申请编号告诉窗口或 12393，请他们补上；登记、缴费以前，没登记的宝宝不能享受待遇。不用重新申请。", "{entered} entered, and you told of {all}. Tell the desk or 12393 your application number, and they enter the others; there is no cover for those before they are entered and paid for. You need not apply again.";
        pay_year: "要缴的是 {year} 年度的保费。", "What is to be paid is the premium of {year}.";
        pay_year_moved: "要缴的是 {year} 年度的保费；表上签的是 {old} 年度，缴以前请窗口或 12393 改过来。", "What is to be paid is the premium of {year}. The form says {old}: have the desk or 12393 change it before you pay.";
        year_of: "这份申请的保费是 {year} 年度的。", "The premium of this application is that of {year}.";
        pay_other: "宝宝也可能在 {other} 年出生：那样，要用的是 {other} 年度的保费。要不要一起缴，请问窗口或 12393。", "Your baby may also be born in {other}: then it is the premium of {other} that is needed. Ask the desk or 12393 whether to pay it as well.";
        pay_by_line: "最好在这天以前缴 {year} 年度的保费：宝宝可能提前出生", "Best to pay the premium of {year} before this day, as the baby may come early";
        pay_last_line: "缴 {year} 年度保费的最后一天", "Last day for paying the premium of {year}";
        on_paper: "表上是签名时写的预产期{old}（{old_year} 年度），现在说的是{day}（{year} 年度）。表不用重填：到窗口时说一声，请他们按现在的改；要您重新签的，当场签。", "The form bears the due date that you signed, {old} (for {old_year}); what you told since is {day} (for {year}). It need not be filled in again: tell the desk, and they change it, or have you sign anew there.";
        noted: "记下了。", "Recorded.";
        quiet: "我们知道了，已停止所有提醒。除了您自己申请的，不会再联系您。", "We have noted it and stopped every reminder. Apart from what you ask for yourself, we will not contact you.";
        quiet_one: "关于{matter}，我们知道了，提醒都已停下。除了您自己申请的，不会再为此联系您；其他宝宝的办理和提醒照常。", "We have noted it: {matter}. Every reminder about it has stopped, and apart from what you ask for yourself we will not contact you about it; what concerns your other babies goes on as before.";
        matter_due: "预产期{day}的宝宝", "the baby due on {day}";
        matter_due_several: "预产期{day}的 {count} 个宝宝", "the {count} babies due on {day}";
        matter_expected: "还没出生的宝宝", "the baby that is expected";
        matter_born: "{day}出生的宝宝", "the baby born on {day}";
        matter_born_several: "{day}出生的 {count} 个宝宝", "the {count} babies born on {day}";
        matter_named: "{names}，{day}出生", "{names}, born on {day}";
        matter_ended: "{day}结束的孕期", "the pregnancy that ended on {day}";
        quiet_some: "我们知道了。离开的宝宝，不会再有提醒；在的宝宝，办理和提醒照常。", "We have noted it. There are no more reminders about the baby that has died; what concerns the one that lives goes on as before.";
        left_some: "为离开的宝宝还能办的，想看的时候再看。", "This can still be done for the baby that has died, whenever you feel able.";
        left: "下面的还能办，想看的时候再看。", "The following can still be done, whenever you feel able.";
        until: "到{day}", "until {day}";
        stage: "不用再办", "Nothing to do";
        next: "这份申请没有要您办的事。", "Nothing is needed from you for this application.";
    }
}
