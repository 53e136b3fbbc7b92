//! The rules for children's data. Every sentence here must be true of the running portal.

use crate::words::group;

group! {
    /// Words of the page on children's data.
    Children {
        title: "孩子的信息", "Children's data";
        description: "宝宝的信息怎样处理，监护人有什么权利。", "How a baby's data is handled, and what a guardian may ask.";
        short: "宝宝的信息比大人的更要小心。我们不存。", "A baby's data needs more care than an adult's. We keep none.";
        what_title: "会问到什么", "What is asked";
        what: "预产期、胎数，出生后还有出生日期和性别，有没有户口、有没有缴费。每一项旁边都写着为什么要问；不想说的可以不填，那时会告诉您还差哪一项。", "The due date and the number of babies; after the birth its day and sex, whether there is a hukou and a payment. Each question says why it is asked. You may leave any of them out; you are then told what is missing.";
        how_title: "怎样用", "How it is used";
        how: "只用来算出这一次的回答。宝宝的临时姓名和号码在您的手机里算出来，不发给我们。", "Only to work out this one answer. The baby's provisional name and number are worked out in your phone and never sent to us.";
        law_title: "法律怎么说", "What the law says";
        law: "不满十四岁孩子的个人信息是敏感个人信息，要有监护人的同意才能处理。我们不收集、不保存、不转给任何人，也不用它给您推送什么。", "Personal data of a child under fourteen is sensitive, and may be handled only with a guardian's consent. We do not collect it, keep it, pass it on, or use it to send you anything.";
        loss_title: "没有等到宝宝的家庭", "Families who lost a baby";
        loss: "您看过的页面我们不记得，不会有人因此联系您。", "We do not remember what you looked at, and nobody will contact you because of it.";
        later_title: "以后会变吗", "Will this change";
        later: "以后如果能在网上为宝宝递交登记表，会在填写前单独请监护人同意，写明存什么、存多久、怎样撤回和删除。", "If a form for your baby can one day be sent online, a guardian's consent will be asked for first, saying what is kept, for how long, and how to withdraw and delete.";
    }
}
