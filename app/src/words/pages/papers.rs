//! Papers: what stands on those that no document draws, and the page that hands one out.

use crate::words::group;

group! {
    /// Words of the papers. A sheet is always Chinese, since the desk reads it; its English is for whoever works on it.
    Papers {
        number: "编号", "Number";
        date: "时间", "Date";
        signature: "签名", "Signature";
        stamp: "经办机构（盖章）", "Agency (stamp)";
        notes: "备注", "Notes";
        beside: "另外告诉窗口", "Also for the desk";
        filled_in: "以上内容由申请人填写。", "The above was filled in by the applicant.";
        code: "窗口扫码打开本件", "The desk opens this file by the code";
        footer: "依据{document}制作", "Made by {document}";
        footer_from: "依据{document}制作，{day}起的表格", "Made by {document}, wording in force from {day}";
        year: "年度", " (year)";
        yes: "是", "Yes";
        receipt: "收件回执", "Receipt";
        receipt_service: "办理事项", "For what";
        receipt_by: "申请人", "Applicant";
        receipt_agent: "被委托人", "Agent";
        baby_line: "第 {number} 个：{told}", "Baby {number}: {told}";
        receipt_at: "收件时间", "Received";
        receipt_stage: "现在的状态", "Where it stands";
        receipt_next: "下一步", "Next";
        receipt_notes: "说明", "Note";
        receipt_note: "本回执只证明已经收到，不是参保凭证。状态以“我家的办理”里的为准。", "This receipt shows only that it was received; it is no proof of cover. The family's page has the present state.";
        receipt_proof: "存证（以后核对用，平时不用看）", "Proof (for checking later)";

        tiles: "表格和回执", "Papers";
        form_purpose: "填好的内容和签名都在上面，可以打印一份留着。", "Has everything you filled in and your signature; print one to keep.";
        form_purpose_later: "填好的内容和签名都在上面。登记好以后，才要带去窗口盖章。", "Has everything you filled in and your signature. It goes to the desk for the stamp once it is registered.";
        form_purpose_now: "填好的内容和签名都在上面，带去窗口盖章。", "Has everything you filled in and your signature. Take it to the desk to be stamped.";
        form_purpose_keep: "填好的内容和签名都在上面。窗口认的是盖了章的那一份。", "Has everything you filled in and your signature. The desk goes by the stamped one.";
        receipt_purpose: "证明已经收到，带着存证，以后可以核对。", "Shows that it was received, with a proof for checking it later.";
        two_copies: "一式两份", "Two copies";
        view: "打开看", "View";
        print: "打印", "Print";
        phone: "发到手机", "Send to phone";
        pdf: "做成 PDF", "Make a PDF";

        title: "表格做好了", "The paper is ready";
        ends: "这个链接到 {time} 失效。谁拿到链接都能打开，请只发给自己人。", "The link ends at {time}. Whoever has it can open the paper, so share it only with people you trust.";
        wechat_title: "微信里不能保存和打印，请在浏览器里打开", "WeChat can neither save nor print it: open it in a browser";
        wechat_menu: "点右上角的“…”。", "Tap … at the top right.";
        wechat_open: "选“在浏览器打开”，有的手机写“用默认浏览器打开”。", "Choose to open it in the browser.";
        wechat_done: "打开的就是这张表，可以保存、打印。", "What opens is this paper; save or print it there.";
        link: "也可以长按下面的链接复制，粘贴到浏览器里：", "Or press and hold this link to copy it, and paste it into a browser:";
        scan: "或者用要打开它的手机、平板扫这个码：", "Or scan this code with the phone or tablet that is to open it:";
        code_caption: "打开表格的二维码", "Code that opens the paper";
        look: "先看一眼", "Take a look";
        view_pdf: "打开 PDF", "Open the PDF";
        print_page: "打印网页版", "Print the page";

        sheet_title: "打印", "Print";
        sheet_back: "回到这张表的页面", "Back to this paper's page";
        sheet_how: "用浏览器的“打印”，纸张选 A4。", "Use your browser's Print, on A4.";
        sheet_wechat: "微信里不能打印，请点右上角“…”，在浏览器里打开。", "WeChat cannot print; tap … at the top right and open it in a browser.";

        wait_title: "做的表格太多了", "Too many papers";
        wait: "能做的表格有限，免得被人滥用。最晚 {when}以后可以再做；已经做好的，链接一小时内都能打开。", "There is a limit on papers, to prevent abuse. You can make more in {when} at the latest; links you already have stay open for their hour.";

        gone_title: "这个链接已经失效", "This link has ended";
        gone: "表格的链接只保留一小时，免得被别人看到。您填的内容没有丢：再做一张就有新的链接。", "A paper's link lasts one hour, so that nobody else comes upon it. Nothing you filled in is lost: make the paper again for a new link.";
        unread_title: "这个链接不完整", "This link is not whole";
        unread: "可能复制时少了一段，请从头到尾再复制一次。找不到了也不要紧：再做一张就有新的链接。", "A piece was probably lost in copying: please copy it again from end to end. If you no longer have it, make the paper again for a new link.";
        gone_file: "到“我家的办理”再做一张", "Make it again from our file";
        gone_check: "没有提交过的，从查一查重新填", "If it was not sent, start from the check";

        no_pdf_title: "现在做不出 PDF", "No PDF can be made now";
        no_fonts: "服务器上缺打印用的字体：{missing}。请告诉管理网站的人。", "The server lacks fonts to print with: {missing}. Please tell whoever runs this site.";
        unprinted_title: "有一个字打印不出来", "One character cannot be printed";
        unprinted: "这里没有能打印“{char}”的字体，所以不出纸质表，免得印成空格。网上提交不受影响；要纸质表的，请到窗口领一张手写。", "No font here has “{char}”, so no paper is made: it would print as a blank. Sending online still works; if you need it on paper, please fill in a form by hand at the desk.";
        unprinted_file: "回到“我家的办理”", "Back to our file";
        no_drawing: "这张表没有做成。", "This paper could not be made.";
        no_pdf_way: "网页版内容一样，照样可以打印。", "The page says the same and can be printed.";
    }
}
