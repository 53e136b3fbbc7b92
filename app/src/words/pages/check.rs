//! The check: its questions, in the documents' own words.

use crate::words::group;

group! {
    /// Words of the check.
    Check {
        title: "查一查能不能办", "The check";
        description: "填预产期或出生日期、参保地，马上知道宝宝的医保能不能办、哪天能办、要带什么。", "Enter the due date or the birth, and the place: see whether your baby can be insured, from when, and what to bring.";
        heading: "查一查：现在能不能办", "The check: can it be done now?";
        lead: "知道多少填多少，不清楚的空着就好。", "Fill in what you know. Leave the rest empty.";
        result: "结果", "The answer";
        result_here: "结果会出现在这里：能不能办、哪天起、要带什么。", "The answer appears here: whether, from when, and what to bring.";
        form_again: "您填的", "What you told";
        change_lead: "改哪一项都可以，改完再看结果。", "Change whatever you like, then look at the answer again.";
        leads_back: "改好以后，点“{service}”下面的“填表”，就回到刚才那张表。", "When it is changed, choose the form under “{service}”: it leads back to the one you left.";
        submit: "看结果", "See the answer";
        start_over: "全部清空，重新填", "Clear everything and start again";
        unsure: "不清楚", "I am not sure";
        yes: "是", "Yes";
        no: "否", "No";
        mother: "母亲", "The mother";
        father: "父亲", "The father";
        rest: "其他情况", "Other matters";
        rest_lead: "这里的规则通常用不到下面这些。有的话也可以填。", "The rules here mostly do not look at these. Fill them in where they apply.";
        place_hint: "城市名、拼音，或六位代码", "A city's name, or its six-digit code";
        place_found: "是哪一个？点一下就选好。", "Which one? Tap to choose.";
        place_quick: "有本地规则的地方", "Places with rules of their own";

        step_place: "在哪里办", "Where";
        area: "办理的地方", "Place";
        area_why: "各地规定不一样。一般是参保或户口所在的城市。", "Rules differ from place to place. Mostly it is the city of insurance or hukou.";
        asked_on: "按哪一天算", "On which day";
        asked_on_why: "空着就是今天。想看以后某一天的结果，可以填那一天。", "Empty means today. To look ahead, give that day.";

        step_pregnancy: "怀孕的情况", "The pregnancy";
        due_date: "预产期", "Due date";
        due_date_why: "从预产期算出现在几周。孕妇手册或B超单上有。", "It tells how many weeks it is. It stands in the maternity booklet or on the scan.";
        other_dating: "不知道预产期？用末次月经或B超来算", "No due date? Use the last period or a scan";
        last_period: "末次月经的第一天", "First day of the last period";
        scan_on: "B超是哪一天做的", "Day of the scan";
        scan_weeks: "B超当时：几周", "The scan said: weeks";
        scan_days: "B超当时：几周之外又几天", "The scan said: and days";
        fetuses: "怀了几个", "How many babies";
        fetuses_hint: "双胞胎填 2；空着就是一个", "Twins: 2. Empty means one";

        step_mother: "母亲的医保", "The mother's insurance";
        applicant: "谁去申请（申请人）", "Who applies";
        applicant_why: "有的地方要由母亲申请，或请人代办。", "In some places the mother applies, or someone for her.";
        guardian: "其他监护人", "Another guardian";
        agent: "被委托人（代母亲办）", "An agent for the mother";
        mother_insurance: "母亲今年参加的医保", "The mother's insurance this year";
        insurance_none: "今年没有参保", "None this year";
        insurance_resident: "城乡居民医保", "Residents' insurance";
        insurance_employee: "职工医保", "Employees' insurance";
        insurance_maternity: "生育保险", "Maternity insurance";
        mother_area: "母亲的参保地", "Where the mother is insured";
        mother_year: "参保年度", "Insured for the year";
        year_hint: "四位数字的年份", "Four digits";
        not_insured: "今年没有参保？看看能怎么补上", "Not insured this year? How it can be mended";
        previous_insurance: "以前参加的是", "Insured before by";
        previous_years: "以前连续参保几年", "Unbroken years before";
        previous_gap: "断了几个月", "Months without cover since";
        special_group: "属于下面哪一类人", "One of these groups";
        veteran: "退役军人", "Veteran";
        moved_in: "新迁入本地户籍", "Hukou newly moved here";
        transferred_student: "中途转入就读的学生", "Student who moved here during the year";
        released: "刑满释放人员", "Released from prison";
        suspended_sentence: "被判刑缓期执行的人员", "On a suspended sentence";
        group_none: "都不是，或不清楚", "None of these, or not sure";

        step_parents: "父母的户口和父亲的医保", "Hukou, and the father's insurance";
        mother_hukou: "母亲的户籍地", "The mother's hukou";
        father_hukou: "父亲的户籍地", "The father's hukou";
        hukou_why: "有的地方看父母的户口在哪里。", "In some places it matters where the parents are registered.";
        insured_parent: "宝宝随谁参保", "Insured through which parent";
        father_insurance: "父亲今年参加的医保", "The father's insurance this year";
        father_area: "父亲的参保地", "Where the father is insured";
        father_year: "父亲的参保年度", "Insured for the year (father)";

        step_births: "宝宝出生了", "The birth";
        births: "出生日期和性别", "Day of birth and sex";
        births_hint: "例如 2026-11-02女。几个宝宝按出生顺序写，用逗号隔开：2026-11-02女，2026-11-02男。宝宝离开了，在后面写“~”和那一天。", "For example 2026-11-02f (f or m). Several babies in birth order, with commas: 2026-11-02f,2026-11-02m. If a baby has died, add “~” and the day.";
        hukou_on: "上户口的日子（户口登记）", "Day of the hukou entry";
        hukou_on_hint: "还没有上户口就空着", "Leave empty if there is none yet";
        birth_certificate: "拿到《出生医学证明》了吗", "Do you have the birth certificate?";
        hospital_area: "要去登记的医院在哪里", "Where is the hospital that registers?";
        hospital_area_why: "可以是出生的医院，也可以是设有产科的定点医院。", "The hospital of the birth, or another with a maternity ward.";

        step_done: "已经办过的", "What is done already";
        pre_enrolled: "做过预参保登记吗", "Enrolled before the birth?";
        enrolled_on: "宝宝参保登记的日子", "Day of the baby's enrolment";
        updated_on: "换成宝宝自己姓名号码的日子", "Day the baby's own name and number were entered";
        paid: "给宝宝缴过的费", "Premiums paid for the baby";
        paid_hint: "写成 年度:缴费日，例如 2026:2026-11-20；几次用逗号隔开", "Year, colon, day: 2026:2026-11-20; commas between several";

        step_changed: "退费，或没有等到宝宝", "A refund, or a loss";
        changed_lead: "慢慢来，只填您愿意说的。", "Take your time, and tell only what you wish to.";
        ended_on: "孕期结束的日子", "Day the pregnancy ended";
        ended_how: "当时的情况", "What happened";
        miscarriage: "流产", "Miscarriage";
        induced_labour: "引产", "Induced labour";
        stillbirth: "死胎、死产", "Stillbirth";
        ended_unsaid: "没有这种情况，或不想说", "Nothing like that, or not said";
        other_cover: "宝宝另有医保吗", "Has the baby another cover?";
        paid_twice: "重复缴费", "Paid twice";
        joined_employee: "参加了职工医保", "Joined the employees' insurance";
        joined_elsewhere: "参加了其他地方的居民医保", "Joined the residents' insurance elsewhere";
        other_none: "没有，或不清楚", "No, or not sure";
        assisted: "是符合资助参保的困难人员吗", "Does the state pay the premium for your family?";
        benefit_used: "出生后用过医保待遇吗", "Was any benefit drawn after the birth?";
        refunded_on: "退费到账的日子", "Day the refund came";

        private: "只留在您手里的", "Stays with you";
        private_lead: "填了就能看到宝宝登记时用的姓名和号码。只在这一页上算，不会发送，也不会保存。", "With these the page shows the name and number to register under. They are used on this page alone, never sent and never kept.";
        mother_name: "母亲姓名", "The mother's name";
        mother_id_number: "母亲身份证号", "The mother's ID number";
        father_name: "父亲姓名", "The father's name";
        father_id_number: "父亲身份证号", "The father's ID number";
    }
}
