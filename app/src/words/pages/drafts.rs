//! What is typed and not sent: kept on the device, kept for a phone, taken up again; the finger's signature; a session
//! that ends.

use crate::words::group;

group! {
    /// Words of drafts.
    Drafts {
        on_its_way_title: "这份申请您已经交过了", "You have sent this application";
        from_file_title: "从您家的办理记录里带过来的", "Filled in from your file";
        from_file: "{fields}。请看一遍，不对就改。", "{fields}. Please look them over and change what is not right.";
        asked_back_title: "经办机构请您改一下", "The agency asks for a correction";
        asked_back_fields: "要改的是：", "To correct:";
        asked_back_at: "经办机构说：{why}", "The agency says: {why}";
        unsaved: "改查一查里填的，要先离开这张表。填过的还没有存：先点“先存着”，回来就不用重填。", "To change what the check was told, you leave this form. What you typed is not saved yet: press “Save and continue later” first, and nothing has to be typed again.";
        save: "先存着，以后再填", "Save and continue later";
        saved: "{time} 已存好", "Saved at {time}";
        saved_until: "保留到 {until}，每存一次就顺延 30 天。用这个手机号在别的手机、电脑上登录，也能接着填。", "Kept until {until}; each time you save adds 30 days. Sign in with this phone number on any other device to continue there.";
        begun: "这张表，您 {time} 存过一份草稿。", "You kept a draft of this form: {time}.";
        begun_go_on: "接着填那一份", "Continue with it";
        opened: "这是 {time} 存的草稿", "This is the draft saved {time}";
        not_sent: "只是存着，还没有提交。", "It is only saved; nothing has been sent.";
        all_drafts: "看所有草稿", "See all drafts";
        closed_title: "这一项现在提交不了", "This cannot be sent now";
        closed: "现在的结果是“{verdict}”。您填的都还在，可以看、改、存、打印；为什么，查询结果里写着。", "The answer is now “{verdict}”. Everything you typed is still here to read, change, keep and print; the answer says why.";
        changed_title: "表格改过了，您填的都还在", "The form has changed; what you typed is still here";
        changed_new: "新加的：{fields}", "New: {fields}";
        changed_gone: "不用再填的：{fields}", "No longer asked: {fields}";
        changed_same: "要填的没有变，只是换了新版。", "The questions are the same; only the wording is newer.";
        changed_look: "换了新版，请从头看一遍。", "The wording is newer; please look it over.";

        ask_title: "先存着，以后再填", "Save and continue later";
        ask_lead: "草稿存在您的手机号下，所以先确认手机号。填过的都还在。", "A draft is kept under your phone number, so please confirm it first. Nothing typed is lost.";
        ask_consent_lead: "存之前，请您看过再勾。填过的都还在。", "Before it is kept, please read this and tick it. Nothing typed is lost.";
        consent: "我同意把填到一半的内容加密保存 30 天，里面孕期和孩子的信息也一起存；我是监护人，或受监护人委托。", "I agree that what is typed so far is kept encrypted for 30 days, with what it tells of the pregnancy and the child; I am the guardian or act for one.";
        consent_why: "只用来让您以后接着填，窗口看不到。30 天没有再存就销毁，您也可以随时删掉、撤回同意。手机号和这次同意会记下来，直到您删除全部资料；从没提交过、也没有草稿的，30 天后一起销毁。依据《个人信息保护法》第十三条、第二十九条、第三十一条。", "It serves only to let you go on later; the desk does not see it. Not saved again for 30 days, it is destroyed; you can delete it or withdraw at any time. Your number and this consent are noted until you delete everything; where nothing was ever sent and no draft is left, they are destroyed after 30 days, too. Law: Personal Information Protection Law, articles 13, 29 and 31.";
        consent_missing: "还没有勾选同意，所以没有存。", "It is not ticked, so nothing was kept.";
        confirm_enter: "确认并存好", "Confirm and save";
        save_now: "存好", "Save";
        back_to_form: "先不存，回去接着填", "Do not save; back to the form";
        too_many: "草稿太多了，请先在“我家的办理”里删掉几份。填的都还在这一页上。", "There are too many drafts. Please delete some in your file first. What you typed is still on this page.";
        away: "现在暂时存不下来。您填的都还在这一页，请过几分钟再点一次“先存着”。", "It cannot be saved just now. What you filled in is still on this page: please press Save again in a few minutes.";

        elsewhere_title: "这份草稿在别处也改过", "This draft was changed elsewhere too";
        elsewhere_lead: "另一处在 {time} 存过，比这一页打开得晚。这一页的还没有存。请选留哪一份。", "It was saved elsewhere ({time}), after this page was opened. What is on this page is not saved yet. Please choose which to keep.";
        elsewhere_table: "不一样的地方", "Where they differ";
        elsewhere_field: "哪一项", "What";
        elsewhere_here: "这一页上的", "On this page";
        elsewhere_there: "{time} 存的", "Saved {time}";
        elsewhere_same: "两份内容一样。", "Both say the same.";
        elsewhere_keep_here: "留这一页上的", "Keep what is on this page";
        elsewhere_take_there: "用另一处的", "Use the other one";

        gone_title: "这份草稿不在了", "This draft is gone";
        gone: "可能已经提交、删掉，或者 30 天没有再存；也可能是别的手机号存的。", "It may have been sent or deleted, or not saved again within 30 days; or it belongs to another phone number.";
        to_file: "看我家的办理", "To our family's file";

        device_saved: "{time} 已存在这台设备上", "Kept on this device at {time}";
        device_found: "{time} 在这台设备上填过，已经帮您填回来了。", "You typed this on this device at {time}; it is filled in again.";
        device_newer: "这台设备上还有 {time} 填的，比存好的草稿新。", "This device has what you typed at {time}, newer than the saved draft.";
        device_use: "用这台设备上的", "Use what is on this device";
        device_afresh: "清掉，从头填", "Clear it and start afresh";
        device_cleared: "已清掉，这台设备上没有了。", "Cleared; nothing is left on this device.";
        waiting: "现在没有网。填的都在，别关这一页，一有网就自动发出。", "There is no network now. Nothing is lost; keep this page open and it goes out by itself.";
        waiting_stop: "先不发", "Do not send";
        kept_by_itself: "接着填的，停几秒就自动存进这份草稿；没存上的，请点“先存着”。", "What you type from here is saved to this draft by itself a few seconds later; if it is not, press “Save and continue later”.";
        kept_nowhere: "填的内容在您点“先存着”或提交以前，我们这里不存。", "Until you save or send it, we keep nothing of what you type.";
        session_until: "已登录，{time} 前有效。过了也不要紧：填的都在，再确认一次手机号就行。", "You are signed in until {time}. After that nothing is lost; you only confirm your phone again.";

        draw_title: "也可以用手指签", "Or sign with your finger";
        draw_hint: "在框里签名。签了这里，上面就不用再写。", "Sign in the box; you then need not type your name above.";
        draw_box: "手写签名", "Signature drawn by hand";
        draw_clear: "擦掉重签", "Clear and sign again";
        draw_done: "已签好", "Signed";
        draw_cleared: "已擦掉", "Cleared";
        draw_short: "太短了，请再签一次", "Too short; please sign again";

        session_title: "快要退出登录了", "You will be signed out soon";
        session_soon: "再过两分多钟就退出。填的都不会丢。", "In a little over two minutes. Nothing typed is lost.";
        session_stay: "继续登录", "Stay signed in";
        session_close: "知道了", "All right";
        session_over_title: "已退出登录", "You are signed out";
        session_over: "填的都不会丢。接着填、接着看都行，要存、要提交的时候再确认一次手机号。", "Nothing typed is lost. Go on; when you save or send, the phone is confirmed again.";
        session_last: "一次登录最多 12 小时，不能再延长了。请先存一下；填的都不会丢。", "A sign-in lasts twelve hours at most and cannot be extended. Please save now; nothing typed is lost.";
    }
}
