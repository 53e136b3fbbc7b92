//! Signing in with a phone and a code.

use crate::words::group;

group! {
    /// Words of the page.
    SignIn {
        title: "用手机号登录", "Sign in with your phone";
        description: "看办理进度、取表格、接着填草稿。只查能不能办，不用登录。", "See where things stand, get papers, continue a draft. The check itself needs no sign-in.";
        lead: "登录后可以看办理进度、取表格、接着填草稿。只查能不能办，不用登录。", "Sign in to see where things stand, get papers and continue a draft. The check itself needs no sign-in.";
        phone: "手机号", "Mobile number";
        phone_hint: "11 位，内地手机号。", "Eleven digits, a mainland number.";
        send: "发送验证码", "Send the code";
        code_lead: "验证码已发到 {phone}，5 分钟内有效。", "A code was sent to {phone}. It holds for five minutes.";
        code: "短信里的 6 位数字", "The six digits in the message";
        enter: "登录", "Sign in";
        again: "没收到，再发一次", "No message? Send it again";
        other_phone: "换一个手机号", "Use another number";
        demo: "演示环境：不发短信，验证码是 {code}。", "Demonstration: no message is sent; the code is {code}.";
        samples: "演示用的家庭：点号码登录", "Sample families: tap a number to sign in";
        wrong: "验证码不对，还可以试 {left} 次。", "That is not the code. You have {left} more tries.";
        over: "验证码过期了，或试的次数太多，请重新发送。", "The code has expired or was tried too often. Please send a new one.";
        slow: "请求有点多，请过 {wait}再试。", "Too many requests. Please try again in {wait}.";
        still_out: "刚才的验证码还能用，收到了填在下面就行。还没收到的话，过 {wait}可以再发。", "The code asked for a moment ago still holds: when it comes, enter it below. If it does not come, another can be sent in {wait}.";
        no_message: "短信现在发不出去，请过几分钟再试；着急可以去窗口办，带上身份证。", "Messages cannot be sent right now. Please try again in a few minutes; if it is urgent, the desk can help: bring your ID card.";
        used_up: "今天的验证码短信快用完了，剩下的留给在这里办过的号码：这个号码办过的话，验证码会发到手机上，请填在下面；第一次办，请明天再来，或带上身份证到窗口办。", "Today's messages are nearly used up, and what is left is for numbers that have a file here. If this one has, its code is on its way: please enter it below. If not, please come back tomorrow, or bring your ID card to the desk.";
        bad_phone: "手机号应是 11 位，以 1 开头，请再看一眼。", "A mobile number has eleven digits and begins with 1. Please look once more.";
        bad_code: "请填短信里的 6 位数字。", "Please enter the six digits of the message.";
        out_everywhere: "已在所有设备上退出。要再看，请重新登录。", "Signed out on every device. To look again, sign in again.";
        ended: "登录已过期，请再登录一次；填过的都还在。", "Your sign-in has ended. Please sign in again; nothing you typed is lost.";
        confirm_title: "确认手机号，然后提交", "Confirm your phone to send it";
        confirm_lead: "提交前要确认手机号：办理进度发到这里，以后也用它登录查看。填过的都还在。", "Before it is sent, please confirm your phone: we send news there, and you sign in with it later. Nothing you typed is lost.";
        confirm_enter: "确认并提交", "Confirm and send";
        confirm_back: "回去再看一遍", "Back to look it over";
        already_there: "同样的申请您已经提交过，编号 {number}，还在办，不用再交。预产期改了，或有别的变化，在“我家的办理”里点这份申请的“情况有变”说一声就行。", "You have already sent this application, under {number}, and it is being handled: no need to send it again. If the due date moved or something else changed, open “Something has changed” at that application in your file.";
        too_many: "申请太多了，请到窗口办。", "There are more applications than can be taken here. Please go to the desk.";
        not_kept: "现在暂时存不下来，还没有提交。您填的都还在这一页，请过几分钟再按一次“提交”，不会重复。", "It cannot be kept just now, and was not sent. What you filled in is still on this page: please press the button again in a few minutes; it is never sent twice.";
        key_used: "这张表已经提交过，内容不一样。请回到查询页，重新打开表格再填。", "This form was sent before with something else in it. Please open a new form from the check.";
        why: "手机号只用来确认是您本人、通知您办理进度。", "The number is used only to know that it is you, and to tell you how your application goes.";
    }
}
