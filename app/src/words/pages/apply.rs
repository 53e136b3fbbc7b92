//! A service's form: filling it in, looking it over, agreeing, signing, printing.

use crate::words::group;

group! {
    /// Words of the form's pages.
    Apply {
        description: "在手机上把登记表填好，看一遍，打印出来带去窗口。", "Fill in the form on your phone, look it over, and print it for the desk.";
        back: "回到查询结果", "Back to the answer";
        lead: "查一查里填过的，这里不用再填。", "What you told the check is not asked again.";
        lead_file: "办理记录里有的，这里不用再填。", "What your file has is not asked again.";
        lead_mend: "原来交的都在，改好不对的就行。", "All that you sent is here; correct only what is not right.";
        not_yet_title: "{day}起可以提交", "It can be sent from {day}";
        not_yet: "今天可以先填好、打印好。", "You can fill it in and print it today.";
        not_yet_open: "现在还不能提交，可以先填好、打印好。", "It cannot be sent yet. You can fill it in and print it.";
        other_day_title: "结果是按另一天算的", "This answer is for another day";
        other_day: "可以填好、打印。提交要看当天的结果。", "You can fill it in and print it. To send it, the answer of the day itself counts.";
        shown_title: "结果和刚才看到的不一样了", "The answer has changed";
        shown: "刚才是“{before}”，现在是“{now}”。您填的都还在，提交以现在的为准。", "It was “{before}” and is now “{now}”. What you typed is still here; the present answer counts when you send.";
        law: "依据", "Law";

        section_applicant: "申请人", "Who applies";
        section_agent: "代为申请的人", "Whoever applies for the mother";
        section_pregnancy: "孕期和年度", "The pregnancy and the year";
        section_baby: "宝宝", "The baby";
        section_payment: "缴费和退费原因", "The payment and the reason";
        section_account: "收款账户", "The account";
        of_section: "{label}（{section}）", "{label} ({section})";
        baby_number: "第 {number} 个宝宝：{label}", "Baby {number}: {label}";
        known: "查一查里填过的", "From the check";
        known_change: "改", "Change";
        only_when: "选了“{choice}”才填", "Only where “{choice}” is chosen";
        optional: "可以空着", "May stay empty";
        from_paper: "看{paper}", "See: {paper}";
        choose: "请选择", "Please choose";
        nothing_asked: "这一部分没有要填的。", "There is nothing to fill in here.";
        submit: "填好了，看一遍", "Done, look it over";

        changed_one: "只改这一项，改好就回去。", "Change just this one, then go back.";
        changed_back: "改好了，回去看", "Done, back to the whole";

        review_title: "看一遍", "Look it over";
        review_lead: "有不对的，点旁边的“改”。", "If something is wrong, choose Change next to it.";
        change: "改", "Change";
        change_what: "改：{label}", "Change: {label}";
        made_right_title: "写法已经帮您改好，请看一眼", "We tidied up how this is written; please check it";
        made_right: "{label}：“{typed}”改成了“{kept}”", "{label}: “{typed}” became “{kept}”";
        in_check: "在查一查里改", "Change in the check";
        empty: "没有填", "Not filled in";
        yes: "是", "Yes";

        promises_title: "承诺", "Promises";
        promises_original: "表上的原文：", "The form's own words, which you sign:";
        promises_each: "请逐条看过再勾。", "Please read each before you tick it.";
        consents_title: "同意", "Consent";
        consents_lead: "只有提交才需要。不提交、只打印，什么都不会保存。", "Needed only for sending. If you only print, nothing is kept.";
        consent_form: "我同意保存这张表上的内容，用来办理“{service}”。", "I agree that what is on this form is kept, to handle “{service}”.";
        consent_form_why: "窗口要用它登记、审核和联系您。依据 {law}。", "The desk needs it to register you, to check and to reach you. Law: {law}.";
        consent_health: "我单独同意处理健康等敏感个人信息：{fields}。", "I separately agree to the use of sensitive data, such as on health: {fields}.";
        consent_health_for: "我受{mother}委托，代其单独同意处理健康等敏感个人信息：{fields}。", "{mother} has asked me to agree separately, in her stead, to the use of sensitive data, such as on health: {fields}.";
        consent_health_known: "{mother}知道并且同意，由我代其单独同意处理她的健康等敏感个人信息：{fields}。", "{mother} knows of this and agrees: in her stead I separately agree to the use of her sensitive data, such as on health: {fields}.";
        consent_health_facts: "查一查里填的孕期情况", "what you told the check of the pregnancy";
        consent_health_why: "这是敏感个人信息，没有它不能判断能不能办。依据 {law}。", "This is sensitive personal data; without it nobody can tell whether it can be done. Law: {law}.";
        consent_child: "我是监护人{guardian}，我同意处理孩子的信息。", "I, {guardian}, am the guardian and agree to the use of the child's data.";
        consent_child_for: "我受监护人{guardian}委托，代其同意处理孩子的信息。", "The guardian, {guardian}, has asked me to agree to the use of the child's data.";
        consent_child_plain: "我是监护人，我同意处理孩子的信息。", "I am the guardian and agree to the use of the child's data.";
        consent_child_why: "不满十四岁孩子的信息是敏感个人信息，要监护人同意。依据 {law}。", "Data of a child under fourteen is sensitive and needs a guardian's consent. Law: {law}.";
        consent_health_law: "《个人信息保护法》第二十八条、第二十九条", "Personal Information Protection Law, articles 28 and 29";
        consent_child_law: "《个人信息保护法》第二十八条、第三十一条", "Personal Information Protection Law, articles 28 and 31";
        consent_kept: "办结以后再保存 {span}，然后销毁。您可以随时撤回同意；想提前删除，办结以后就可以。", "Kept for {span} after the matter is closed, then destroyed. You can withdraw your consent at any time, and delete everything earlier once the matter is closed.";
        consent_fields: "保存这些", "What is kept";
        consent_rules: "看孩子信息的规则", "The rules for children's data";
        years: "{count} 年", "{count} years";
        months: "{count} 个月", "{count} months";
        days: "{count} 天", "{count} days";
        year_end: "到当年年底", "until the year's end";
        signature_title: "签名", "Signature";
        signature: "请写上签名人的姓名：{name}", "Please type the signer's name: {name}";
        signature_hint: "打印以后也可以在纸上签。", "You can also sign on paper after printing.";

        send_title: "提交", "Send";
        send: "同意并提交", "Agree and send";
        print: "只打印，不提交", "Print only, send nothing";
        print_now: "去打印", "Go to print";

        printed_title: "表填好了，可以打印", "The form is ready to print";
        printed_not_sent: "还没有提交。", "It has not been sent.";
        printed_next: "打印出来，在签名的地方签名，带去窗口：", "Print it, sign it where it says so, and take it to the desk:";
        not_kept: "填的内容没有保存。要 PDF 的话，内容加密存一小时，之后销毁。", "Nothing of what you filled in is kept. If you ask for a PDF, it is kept encrypted for an hour and then destroyed.";
        from_day: "{day}以前窗口不受理，请到那天再去。", "The desk takes it from {day} on; please go then.";
        sheet_language: "表是中文的，窗口要看。", "The sheet is in Chinese, because the desk reads it.";
        how_to_print: "用浏览器的“打印”，纸张选 A4。要一式两份的，两份一起打印出来。", "Use your browser's Print, on A4. Where two copies are asked for, both come out.";
        in_wechat: "微信里不能打印：点“做成 PDF”，按提示在浏览器里打开，就能打印；或者截图带去窗口。", "WeChat cannot print: make a PDF, open it in a browser as you are told there, and print it; or take a picture of the page to the desk.";
        expected: "按规则，窗口会这样登记宝宝：", "By the rules, the desk will register the baby as:";
        expected_number: "号码", "Number";
        change_again: "回去再改", "Back to change something";
        whole_form: "回到整张表", "Back to the whole form";

        closed_title: "现在还不能填这张表", "This form cannot be filled in now";
        closed_lead: "下面写着为什么，和可以怎样办。", "Below is why, and what can be done.";
        no_form: "这里没有可以在网上填的表，请直接去窗口办。", "There is no form to fill in here; please go to the desk.";
        at_hospital: "这一项由产科医院登记，在医院办。", "A maternity hospital registers this; it is done there.";
        first_check: "先查一查能不能办", "First see whether it can be done";
        first_check_lead: "查过以后，结果里就有这张表，填过的不用再填。", "The form stands in the answer, and what you told is not asked again.";
        to_check: "去查一查", "To the check";
        unread: "查一查里有一处还要看一眼，改好就能填表。", "One answer in the check needs another look; then the form opens.";

        fault_missing: "这一项还没有填。", "This is still empty.";
        fault_choose: "请选一个。", "Please choose one.";
        fault_tick: "请勾上，才能代她申请。", "Please tick it to apply for her.";
        fault_name: "请照证件写姓名：2 到 50 个汉字或字母，中间的点用“·”。", "Please write the name as on the document: 2 to 50 Chinese characters or Latin letters, with “·” between parts.";
        fault_id_number: "身份证号不对，请照证件再看一眼：共 18 位，最后一位可能是 X。", "This is no ID number; please look at the card once more. It has 18 characters, the last may be X.";
        fault_id_last: "身份证号最后一位对不上，请再看一眼。", "The last character of the ID number does not fit; please look once more.";
        fault_id_baby: "号码里的出生日期和宝宝的对不上，请再看一眼。", "The number does not carry the baby's day of birth. Please look once more.";
        fault_same_number: "这个号码和上面另一个人的一样，请再看一眼。", "This is another person's number on this form. Please look once more.";
        fault_sex_mother: "这不是一位女士的身份证号，请再看一眼。", "This is not a woman's ID number. Please look again.";
        fault_sex_father: "这不是一位男士的身份证号，请再看一眼。", "This is not a man's ID number. Please look again.";
        fault_sex_baby: "号码里的性别和宝宝的不一样，请再看一眼。", "The number does not carry the baby's sex. Please look again.";
        fault_phone: "手机号应是 11 位，以 1 开头，请再看一眼。", "A mobile number has eleven digits and begins with 1. Please look once more.";
        fault_date: "认不出这一天。请写成 2027-01-10 或 2027年1月10日。", "This day can't be read. Please write it as 2027-01-10.";
        fault_future: "这一天还没有到，请再看一眼年和月。", "This day has not come yet. Please look at the year and the month again.";
        fault_year: "请填四位数字的年份。", "Please give the year in four digits.";
        fault_address: "请写详细一点，写到门牌号，最多 120 个字。", "Please write the whole address, at most 120 characters.";
        fault_account: "账号是 8 到 30 位数字，请再看一眼。", "The account number has 8 to 30 digits. Please look again.";
        fault_certificate: "编号是一个字母加 9 个数字，请再看一眼。", "The number is one letter and nine digits. Please look again.";
        fault_provisional: "号码是 8 到 50 位字母和数字，请照原样再看一眼。", "The number has 8 to 50 letters and digits. Please copy it exactly.";
        fault_text: "太长了，最多 120 个字。", "Too long: 120 characters at most.";
        fault_promise: "第 {number} 条承诺还没有勾。", "Promise {number} is not ticked.";
        fault_consent: "还没有同意{what}，不能提交。只打印不需要。", "Without consent to {what} it cannot be sent. Printing needs no consent.";
        what_form: "保存表上的内容", "keeping the form";
        what_health: "处理健康信息", "the use of health data";
        what_child: "处理孩子的信息", "the use of the child's data";
        fault_signature: "还没有签名。", "It is not signed.";
        fault_drawn: "手写的签名没有收好，请再签一次，或把名字写在框里。", "The drawn signature did not come through. Please sign again, or type the name.";
        fault_signer: "签名要和{name}一样，请再看一眼。", "The signature must be the name {name}. Please look again.";
        fault_not_open: "今天还不能提交，可以先打印。", "It cannot be sent today; you can print it.";
    }
}
