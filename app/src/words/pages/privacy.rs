//! What is kept and what is not. Every sentence here must be true of the running portal.

use crate::words::group;

group! {
    /// Words of the privacy page.
    Privacy {
        title: "隐私", "Privacy";
        description: "本站记什么、不记什么，您有什么权利。", "What this site keeps, what it does not, and your rights.";
        short: "一句话：查询不留下任何东西；只有您自己存的草稿、提交的登记表，我们才保存，加密保存，您随时能看、能带走，办结以后能删。", "In one sentence: a check leaves nothing behind; only a draft that you save and a form that you send are kept, encrypted, and you can see them and take them along at any time, and delete them once the matter is closed.";
        typed_title: "查询时填的内容", "What you type into the check";
        typed_1: "预产期、参保地这些内容只用来算出回答，算完就放下，不存进任何数据库。", "Due dates, places and the like are used to work out the answer and then dropped. No database holds them.";
        typed_2: "它们写在网页的地址里，这样您可以收藏或转发结果。所以它们会留在这台手机的浏览记录里；用的是别人的手机或公用电脑，看完请清掉浏览记录。", "They stand in the page's address, so that you can keep or pass on a result. They therefore stay in the browser's history: on a phone that is not yours, please clear it afterwards.";
        typed_3: "姓名和证件号不写进地址，也不发给我们。算临时姓名和号码，是您的手机自己算的。", "Names and ID numbers never stand in the address and are never sent to us. Your own phone works out the provisional name and number.";
        kept_title: "浏览器里记的三样", "Three things your browser remembers";
        kept_name: "记什么", "What";
        kept_why: "为什么", "Why";
        kept_lang: "语言（lang）", "Language (lang)";
        kept_lang_why: "下次还是您选的语言", "So that the next page is in the language you chose";
        kept_elder: "长辈版（elder）", "Larger text (elder)";
        kept_elder_why: "下次还是大字", "So that the text stays large";
        kept_area: "地方（area）", "Place (area)";
        kept_area_why: "下次不用再选地方", "So that you need not choose it again";
        kept_line: "这三样里没有能认出您是谁的内容，随时可以在浏览器里删掉。登录以后另有一个登录标记，退出或过期就没有了。没有统计工具，没有广告，也不向别的网站要任何东西。", "None of them says who you are, and you can delete them in your browser at any time. While you are signed in there is a mark of that as well; it ends when you sign out or the session runs out. There are no analytics, no advertising, and nothing is fetched from another site.";
        device_title: "填表时这台设备上存什么", "What your device keeps of a form";
        device: "填登记表的时候，填的内容先存在您自己的手机或电脑里，30 天，关掉网页、断了网也不丢。它不发给我们；验证码、同意和签名不存。提交以后、退出登录时自动清掉；想早点清，点表上的“清掉，从头填”，或者在浏览器里清除网站数据。用的是别人的手机或公用电脑，填完请清掉。", "While you fill in a form, what you type is kept on your own phone or computer for 30 days, so that closing the page or losing the network loses nothing. It is not sent to us, and no code, consent or signature is among it. It is cleared once the form is sent or you sign out; to clear it earlier, choose “Clear it and start afresh” on the form, or clear the site's data in your browser. On a device that is not yours, please clear it when you are done.";
        draft_title: "存草稿时存什么", "What is kept when you save a draft";
        draft: "您勾选同意、确认手机号、点“存好”以后，填到一半的内容才存到我们这里，用您家自己的密钥加密，30 天没有再存就销毁，窗口看不到。在“我家的办理”里可以接着填、删掉；撤回同意，就删掉所有草稿；备份里的最多再留 35 天，仍然加密。手机号和这次同意留在您家的资料里，直到您删除全部资料；从没提交过、也没有草稿的，30 天后一起销毁。", "Only once you tick your consent, confirm your phone and save is what you typed so far kept with us, encrypted under your family's own key. Not saved again for 30 days, it is destroyed; the desk does not see it. In your family's file you can go on with it or throw it away; withdrawing the consent deletes every draft. Backups keep one for at most 35 days, still encrypted. Your number and this consent stay in your file until you delete everything; where nothing was ever sent and no draft is left, they are destroyed after 30 days, too.";
        log_title: "运行记录", "The server's log";
        log: "为了查故障、防攻击，服务器会记下哪一类页面在什么时间被打开、有没有出错。您填的内容不写进去。", "To find faults and fend off attacks, the server notes which kind of page was opened when, and whether it failed. What you typed is not in it.";
        rights_title: "您的权利", "Your rights";
        rights: "《个人信息保护法》给您知情、决定、查阅、复制、更正和删除的权利。用手机号登录“我家的办理”，就能看全部资料、带走一份、撤回同意、删除；谁打开过，那里也写着。其他要问的，请打医保服务热线。", "The Personal Information Protection Law gives you the right to know, decide, see, copy, correct and delete. Sign in to your family's file with your phone: there you see all of it, take a copy, withdraw consent or delete it, and see who opened it. For anything else, call the medical insurance line.";
        later_title: "提交登记表时存什么", "What is kept when you send a form";
        later: "只有您勾选同意并提交，表上的内容、签名和办理经过才会存下来，用来办这件事。每家一把密钥，一项一项加密；删除就是销毁密钥；之前的备份最多再留 35 天，仍然加密，恢复时会再删一次。存什么、依据哪一条、存多久，提交前都写在表上。没有登录就要 PDF 的，内容用链接里的钥匙加密，一小时后销毁。", "What is on the form, your signature and what happens to it are kept only when you tick your consent and send it, to handle this matter. Each family has a key of its own, and each item is encrypted; deleting destroys the key; backups made before are kept for at most 35 days, still encrypted, and a restore deletes your data again. What is kept, by which clause and for how long stands on the form before you send it. A PDF made without signing in is encrypted under the key in its link and destroyed after an hour.";
        children_link: "孩子的信息另有一页", "Children's data has a page of its own";
    }
}
