//! What stands around every page.

use crate::words::group;

group! {
    /// Words of the head and the foot.
    Shell {
        brand: "预参", "Yucan";
        skip: "跳到正文", "Skip to the content";
        switches: "语言和字号", "Language and text size";
        other_language: "English", "中文";
        elder_on: "长辈版", "Larger text";
        elder_off: "标准版", "Standard text";
        foot: "关于本站", "About this site";
        check: "查一查", "The check";
        law: "文件原文", "The documents";
        file: "我家的办理", "Our family's file";
        privacy: "隐私", "Privacy";
        children: "孩子的信息", "Children's data";
        accessibility: "无障碍", "Accessibility";
        hotline: "想问人，请打医保服务热线", "To ask a person, call the medical insurance line";
        last_word: "这里的回答按公开的文件得出，办理时以经办窗口为准。", "Answers here follow the published documents. The agency's desk has the last word.";
    }
}
