//! Applications of another file that name the phone: the little that may be seen of them.

use crate::words::group;

group! {
    /// Words of the section.
    Named {
        title: "别人提交、写了您手机号的申请", "Sent by somebody else, with your phone number in it";
        whose: "母亲：{mother}", "Mother: {mother}";
        little: "这里只看得到办到哪一步。全部内容和办理，用提交时的手机 {phone} 登录。", "You can see here only how far it is. For everything else, sign in with the phone that sent it, {phone}.";
        little_or_back: "这里只看得到办到哪一步，也可以撤回。全部内容和办理，用提交时的手机 {phone} 登录。", "You can see here only how far it is, and you can withdraw it. For everything else, sign in with the phone that sent it, {phone}.";
        stranger: "不认识这份申请？多半是填错了手机号，告诉窗口或 12393 就行，别的不用做。", "Not yours? Somebody probably mistyped a number. Tell the desk or 12393; there is nothing else to do.";
        to_kept: "看存了您的什么", "See what is kept of you";
        kept_title: "别人提交的申请里，写到您的", "What applications sent by others say of you";
        kept_where: "编号 {number}，{time} 提交，存在{keeper}的资料里。", "Number {number}, sent {time}, kept in the file of {keeper}.";
        keeper_mother: "母亲", "the mother";
        keeper_father: "父亲", "the father";
        keeper_agent: "代为申请的人", "whoever applied for the mother";
        keeper_agent_is: "代为申请的人（母亲的{relation}）", "whoever applied for the mother (relation: {relation})";
        keeper_phone: "提交申请的手机 {phone} ", "the phone {phone} that sent it";
        kept_kinds: "存着：{kinds}。", "Kept: {kinds}.";
        prove: "您的身份证号", "Your ID number";
        prove_why: "手机号可能是别人填错的，所以先对一下：和申请里写的一样，才显示内容，也才能带走。", "Somebody may have mistyped a phone number. What is kept is shown, and can be downloaded, once your ID number matches the one in the application.";
        prove_do: "核对，看内容", "Compare and show it";
        prove_other: "和申请里写的身份证号对不上，请再看一眼。", "This is not the ID number in the application. Please look once more.";
        erase_title: "怎样删除", "How to have it deleted";
        erase_withdraw: "还没登记的，您可以撤回，经办机构就不再处理。", "While it is not registered yet, you can withdraw it; the agency then stops working on it.";
        erase_to_withdraw: "去撤回", "To withdraw it";
        erase_keeper: "资料存在对方名下：请对方登录，在“删除全部资料”里删。还在办的，要先撤回或办结。", "It is kept in the other person's file: ask them to sign in and delete their data. What is still being handled must first be withdrawn or finished.";
        erase_ask: "对方不删，您也可以自己要求删除：带身份证到窗口，或拨 12393，报上面的申请编号。没人要求的，到期也会销毁。", "If they do not, you can ask for it yourself: bring your ID card to the desk or call 12393, and give the application number above. Without any request, it is destroyed when its term ends.";
        erase_stranger: "不认识这份申请？告诉窗口或 12393，报上面的申请编号，请他们改掉您的手机号。", "Not yours? Tell the desk or 12393, give the application number above, and ask them to take out your phone number.";
        by: "申请上写的手机 {phone}", "The phone {phone} named in an application";
    }
}
