//! The rules for children's data. Every sentence here must be true of the running portal.

use crate::words::group;

group! {
    /// Words of the page on children's data.
    Children {
        title: "孩子的信息", "Children's data";
        description: "宝宝的信息怎样处理，监护人有什么权利。", "How a baby's data is handled, and what a guardian may ask.";
        short: "宝宝的信息比大人的更要小心。查询不保存；提交登记表，先要监护人单独同意。", "A baby's data needs more care than an adult's. A check keeps none of it; a form that is sent needs the guardian's own consent first.";
        what_title: "会问到什么", "What is asked";
        what: "预产期、胎数，出生后还有出生日期和性别，有没有户口、有没有缴费。每一项旁边都写着为什么要问；不想说的可以不填，那时会告诉您还差哪一项。", "The due date and the number of babies; after the birth its day and sex, whether there is a hukou and a payment. Each question says why it is asked. You may leave any of them out; you are then told what is missing.";
        how_title: "怎样用", "How it is used";
        how: "查询只用来算出这一次的回答，宝宝的临时姓名和号码在您的手机里算出来。您同意以后存了草稿，或者提交了登记表，内容才存下来；草稿只给您接着填，提交的交给当地医保经办机构办理。", "A check only works out this one answer; the baby's provisional name and number are worked out in your phone. Only once you agree and save a draft, or send a form, is anything kept: a draft for you to go on with, a form for the local medical insurance agency to handle it.";
        law_title: "法律怎么说", "What the law says";
        law: "不满十四岁孩子的个人信息是敏感个人信息，要有监护人的同意才能处理。没有同意，我们什么都不存；有了同意，也只用来办这件事，不给您推送别的，不转给无关的人。", "Personal data of a child under fourteen is sensitive, and may be handled only with a guardian's consent. Without it we keep nothing; with it we use it for this matter alone, send you nothing else, and pass it to nobody who is not part of it.";
        loss_title: "没有等到宝宝的家庭", "Families who lost a baby";
        loss: "只查询过的，我们不记得，不会有人因此联系您。提交过的，登录后可以撤回或删除；孕期结束了、宝宝离开了，在那里点“情况有变”，或告诉窗口、12393，提醒就全部停下。", "Where you only looked, we remember nothing, and nobody will contact you because of it. What was sent can be withdrawn or deleted after signing in; if the pregnancy ended or the baby died, choose “Something has changed” there, or tell the desk or 12393, and every reminder stops.";
        later_title: "怎样撤回和删除", "How to withdraw and delete";
        later: "用手机号登录“我家的办理”，可以撤回监护人的同意，看全部资料，带走一份，或全部删除。", "Sign in to your family's file with your phone: there you can withdraw the guardian's consent, see everything, take a copy, or delete it all.";
    }
}
