//! The documents, article by article.

use crate::words::group;

group! {
    /// Words of the law's pages.
    Law {
        title: "文件原文", "The documents";
        description: "本站每个回答依据的文件，一条一条的原文和白话。", "The documents behind every answer here, article by article, with a plain sentence for each.";
        lead: "本站的每个回答都出自这些文件。上面是一句白话，下面是原文；文件有不清楚的地方，旁边写明我们怎样理解。", "Every answer here comes from these documents. Each article has a plain sentence, then its own words in Chinese; where it is unclear, our reading stands beside it.";
        contents: "有哪些文件", "Which documents";
        issued_by: "发文", "Issued by";
        issued: "日期", "Date";
        articles: "{count} 条", "{count} articles";
        original: "原文", "The original, in Chinese";
        reading: "我们这样理解", "How we read it";
        reading_of: "原文这几个字", "These words";
        readings_line: "文件有几处写得不清楚。我们写明自己的理解；窗口的理解不同时，以窗口为准。", "The documents are unclear in places. We say how we read them; where the desk reads them otherwise, the desk decides.";
        used_by: "哪些事项用到这一条", "What rests on this article";
        used_by_nothing: "没有事项直接用到这一条。", "No service rests on this article directly.";
        notices: "后来的消息", "Later news";
        notice_from: "{day}起，{source}", "From {day}, {source}";
        previous: "上一条", "Previous article";
        next: "下一条", "Next article";
        all: "全部文件", "All documents";
        clause_description: "{name}：{summary}", "{name}: {summary}";
    }
}
