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
        by: "申请上写的手机 {phone}", "the phone {phone} named in an application";
    }
}
