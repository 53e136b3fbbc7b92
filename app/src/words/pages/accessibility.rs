//! The statement of accessibility. It claims only what the tests and the design hold.

use crate::words::group;

group! {
    /// Words of the statement.
    Accessibility {
        title: "无障碍", "Accessibility";
        description: "本站怎样让每个人都能用，哪里还做得不够，怎样告诉我们。", "How this site tries to serve everyone, where it falls short, and how to tell us.";
        short: "看不清、听不见、手不方便、手机很旧，都应该能办成事。", "Whether you see poorly, cannot hear, find tapping hard or have an old phone: you should get your answer.";
        meets_title: "做到了什么", "What it does";
        meets_elder: "长辈版：每页右上角点一下，字更大，按钮更大，记住不用再点。", "Larger text: one tap at the top of each page; larger letters and buttons, remembered from then on.";
        meets_zoom: "微信里调大字号、浏览器放大，页面都跟着变，不遮不截。", "The page follows the text size set in WeChat and your browser's zoom; nothing is cut off.";
        meets_contrast: "文字和底色的对比至少 4.5 比 1；颜色从不单独表示意思，旁边总有文字。", "Text stands out from its ground by at least 4.5 to 1; colour is never the only sign, a word stands beside it.";
        meets_keyboard: "只用键盘也能走完每一步；读屏软件能读出每个问题、每处错误和每个结果。", "Every step can be done by keyboard; screen readers can read each question, mistake and result.";
        meets_script: "关掉脚本，或者手机很旧，也能得到同样的回答。", "Without script, or on an old phone, you get the same answer.";
        meets_calm: "没有倒计时，没有弹窗，没有广告，没有图形验证码。", "No countdowns, no pop-ups, no advertising, no picture puzzles.";
        tested_title: "怎样检查", "How it is checked";
        tested: "对照《无障碍环境建设法》、GB/T 37668 和 WCAG 2.1 的 AA 级，以及互联网应用适老化的规范。每一页用中文、英文和长辈版自动检查，再由人在小屏幕、大字号、深色和打印时看一遍。", "Against the Barrier-Free Environment Law, GB/T 37668, level AA of WCAG 2.1, and the norms for elder-friendly applications. Each page is checked by program in Chinese, English and larger text, and looked at on small screens, with large type, in the dark and on paper.";
        gaps_title: "还不够的地方", "Where it falls short";
        gaps_law: "文件原文只有中文；英文页面给的是我们写的大意。", "The documents exist in Chinese only; English pages give a summary of ours.";
        gaps_id: "临时姓名和号码在您的手机里算，关掉脚本时看不到，窗口会给您。", "The provisional name and number are worked out in your phone; without script you do not see them, and the desk will give you them.";
        gaps_sign: "没有手语和方言的版本。", "There is no version in sign language or in dialects.";
        tell_title: "用不了，请告诉我们", "If something does not work";
        tell: "打医保服务热线说明是哪一页、用的什么手机，或者到经办窗口说。窗口必须用别的办法帮您办完，不能因为网页用不了就不办。", "Call the medical insurance line and say which page and which phone, or tell the agency's desk. The desk serves you another way; a page that fails is no reason to turn you away.";
    }
}
