//! Applications of another file that name the phone: the little that may be seen of them.

use crate::words::group;

group! {
    /// Words of the section.
    Named {
        title: "别人提交、写了您手机号的申请", "Applications by somebody else that name your phone";
        whose: "母亲：{mother}", "Mother: {mother}";
        little: "这里只看得到办到哪一步，也可以撤回。全部内容和办理，用提交时的手机 {phone} 登录。", "Only the stage is shown here, and you may take it back. All else is at hand by signing in with the phone that sent it, {phone}.";
        stranger: "不认识这份申请？多半是填错了手机号，告诉窗口或 12393 就行，不用撤回。", "Not yours? Somebody probably mistyped a number. Tell the desk or 12393; no need to take it back.";
        by: "申请上写的手机 {phone}", "the phone {phone} named in an application";
    }
}
