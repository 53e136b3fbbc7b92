//! Pages for what went wrong, each with a way out. None of them blames the reader.

use crate::words::group;

group! {
    /// Words of the error pages.
    Error {
        bad_request_title: "这个地址读不懂", "This address cannot be read";
        bad_request: "可能是复制时少了一段。请回首页重新开始。", "A piece may have been lost in copying. Please start again from the front page.";
        not_found_title: "没有这一页", "There is no such page";
        not_found: "地址可能打错了，或者这一页搬走了。", "The address may be mistyped, or the page has moved.";
        method_title: "这一页不能这样打开", "This page cannot be opened that way";
        method: "请从首页或查询页重新进入。", "Please come in again from the front page or the check.";
        timeout_title: "网络太慢，没有收完", "The connection was too slow";
        timeout: "没有保存任何内容，请再试一次。", "Nothing was kept. Please try once more.";
        too_large_title: "发来的内容太大", "What was sent is too large";
        too_large: "请少填一些，再试一次。", "Please send less and try once more.";
        address_title: "地址太长", "The address is too long";
        address: "可能是填得太多，或者复制时重复了。请回查询页重新填。", "Too much was filled in, or it was copied twice. Please start the check again.";
        too_many_title: "点得太快了", "Too many requests";
        too_many: "请等一分钟再试。很多人共用一个网络时也会这样，不是您的错。", "Please wait a minute. This also happens when many people share one network; it is not your fault.";
        broken_title: "我们这边出错了", "Something failed on our side";
        broken: "不是您填错了。请过一会儿再试；着急的话，请打热线或到窗口。", "It is nothing you typed. Please try again in a while; if it is urgent, call the line or go to the desk.";
        busy_title: "现在人太多", "Too busy just now";
        busy: "请过几分钟再试。您的办理期限不会因此改变，着急的话，请打热线或到窗口。", "Please try again in a few minutes. Your dates do not change because of it; if it is urgent, call the line or go to the desk.";
        away_title: "现在暂时办不了", "This cannot be done just now";
        away: "资料暂时存取不了，刚才这一步没有保存。请过几分钟再试。您的办理期限不会因此改变，着急的话，请打热线或到窗口。", "Files cannot be opened or kept just now, so this step was not kept. Please try again in a few minutes. Your dates do not change because of it; if it is urgent, call the line or go to the desk.";
        home: "回首页", "Front page";
        check: "去查一查", "Go to the check";
        number: "问人时请报这个编号：", "When you ask, give this number: ";
    }
}
