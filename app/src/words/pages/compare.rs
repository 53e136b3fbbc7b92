//! Comparing places.

use crate::words::group;

group! {
    /// Words of the comparison.
    Compare {
        title: "换个地方参保，比一比", "Compare places";
        description: "父母的户籍、参保地和居住地不一样时，看看哪里的规则能让宝宝参保，从哪天起，到哪天止。", "Where hukou, insurance and home lie apart: which place's rules would take your baby, from when, and until when.";
        lead: "户籍、参保地、居住地不在一处时，几处都可能给宝宝参保。填了哪些就比哪些。", "Where hukou, insurance and home lie apart, several places may take your baby. Whatever you fill in is compared.";
        area: "居住的地方", "Where you live";
        mother_hukou: "母亲的户籍地", "The mother's hukou";
        father_hukou: "父亲的户籍地", "The father's hukou";
        mother_area: "母亲的参保地", "Where the mother is insured";
        father_area: "父亲的参保地", "Where the father is insured";
        place_hint: "城市名、拼音，或六位代码", "A city's name, or its six-digit code";
        due_date: "预产期", "Due date";
        births: "已经出生的：出生日期和性别", "If born: day of birth and sex";
        births_hint: "例如 2026-11-02女；几个宝宝用逗号隔开", "For example 2026-11-02f, with commas between babies";
        submit: "比一比", "Compare";
        nothing: "填一个地方，再填预产期或出生日期，就能比。", "Fill in a place, and the due date or the birth, to compare.";
        one_place: "现在只有一处。再填一个地方，就能并排比。", "There is only one place so far. Fill in another to compare.";
        caption: "每一处的规则怎么说（{day}）", "What each place's rules say ({day})";
        place: "地方", "Place";
        as_residence: "居住", "home";
        as_mother_hukou: "母亲户籍", "mother's hukou";
        as_father_hukou: "父亲户籍", "father's hukou";
        as_mother_area: "母亲参保", "mother's insurance";
        as_father_area: "父亲参保", "father's insurance";
        rules: "哪里的规则", "Whose rules";
        says: "能不能办", "Can it be done";
        from: "从哪天起", "From";
        until: "到哪天止", "Until";
        after_birth: "出生以后", "After the birth";
        open_end: "没有写截止日", "No last day is written";
        before_birth: "宝宝出生以前", "Before the birth";
        no_day: "—", "—";
        whole: "看完整结果", "See the whole answer";
        back: "回到查一查", "Back to the check";
    }
}
