//! What if: the same question asked otherwise.

use crate::words::group;

group! {
    /// Words of the what-if.
    WhatIf {
        title: "如果换一种情况呢", "What if it were otherwise";
        lead: "只改想改的，别的照旧。", "Change only what you want to try; the rest stays.";
        due_date: "如果预产期是", "If the due date were";
        area: "如果在这里办", "If you applied in";
        insured_parent: "如果宝宝随这一方参保", "If the baby joined under";
        asked_on: "如果到这一天再看", "If you asked again on";
        same: "照旧", "As it is";
        mother: "母亲", "The mother";
        father: "父亲", "The father";
        try_it: "比一比", "Compare";
        caption: "现在和假设，并排看", "As it is, and as it would be";
        what: "看什么", "What";
        now: "现在", "As it is";
        then: "如果这样", "If so";
        rules: "按哪里的规则", "Whose rules";
        no_date: "没有这个日子", "No such day";
        take_it: "就按假设的看完整结果", "See the whole answer to this";
        several: "请写得更具体，可能是：{places}", "Please be more exact; it may be: {places}";
    }
}
