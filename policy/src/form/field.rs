//! 栏目: one field of a form, in the document's own words.

use serde::Deserialize;

use super::{Fact, Place, Worked};
use crate::clause::Text;
use crate::facts::words;

words! {
    /// What a field takes.
    Kind {
        /// 姓名.
        Name = "name",
        /// 身份证号.
        IdNumber = "id_number",
        /// 联系电话.
        Phone = "phone",
        /// A day.
        Day = "day",
        /// A month of a year.
        Month = "month",
        /// A year.
        Year = "year",
        /// 地址.
        Address = "address",
        /// One of a list.
        Choice = "choice",
        /// 银行账号: digits.
        Account = "account",
        /// 出生医学证明编号: a letter and nine digits.
        Certificate = "certificate",
        /// 预参保时的证件号码, which is no ID number: capital and small letters stay as they are.
        ProvisionalNumber = "provisional_number",
        /// A whole number.
        Count = "count",
        /// A sentence that is ticked.
        Tick = "tick",
        /// Words.
        Text = "text",
        /// Whom a premium was paid for: names and numbers, as they are enrolled.
        Insured = "insured",
    }
}

words! {
    /// Of whom a field tells.
    Person {
        /// 母亲.
        Mother = "mother",
        /// 父亲.
        Father = "father",
        /// 监护人.
        Guardian = "guardian",
        /// 被委托人.
        Agent = "agent",
        /// 缴费人.
        Payer = "payer",
        /// 账户人.
        Account = "account",
        /// 新生儿.
        Baby = "baby",
    }
}

words! {
    /// Who fills a field in.
    By {
        /// 参保人.
        Family = "family",
        /// 受理经办机构.
        Agency = "agency",
    }
}

words! {
    /// The thought a field belongs to; one is open at a time on a phone.
    Section {
        /// Who applies.
        Applicant = "applicant",
        /// The agent.
        Agent = "agent",
        /// The pregnancy.
        Pregnancy = "pregnancy",
        /// The baby.
        Baby = "baby",
        /// What was paid.
        Payment = "payment",
        /// Where the money goes.
        Account = "account",
    }
}

words! {
    /// For which babies a field is asked, once each.
    Each {
        /// Those not born yet.
        Unborn = "unborn_baby",
        /// Those born and alive.
        Living = "living_baby",
        /// Those that died and had no hukou.
        Deceased = "deceased_baby",
    }
}

words! {
    /// What a family's facts may be.
    Family {
        /// More than one baby.
        SeveralBabies = "several_babies",
        /// The baby has a hukou.
        HasHukou = "has_hukou",
        /// The baby has none.
        NoHukou = "no_hukou",
        /// Another cover was told.
        OtherCover = "other_cover",
        /// No other cover was told.
        NoOtherCover = "no_other_cover",
    }
}

/// When a field is asked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Where the facts are so.
    Family(Family),
    /// Where another field of the form was answered so.
    Answer {
        /// The other field's id.
        field: Box<str>,
        /// Any of these values.
        is: Vec<Box<str>>,
    },
}

/// One of the answers offered.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is kept.
    pub value: Box<str>,
    /// 简体中文.
    pub zh: Box<str>,
    /// English.
    pub en: Box<str>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in what is sent and kept: small letters and `_`. An ID number's is `<person>_id_number`, a name's
    /// `<person>_name`.
    pub id: Box<str>,
    /// The document's own words, where it has a form; and English.
    pub label: Text,
    /// Why it is asked.
    #[serde(default)]
    pub why: Option<Text>,
    /// How to write it.
    #[serde(default)]
    pub hint: Option<Text>,
    /// What it takes.
    pub kind: Kind,
    /// What may be chosen.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// The thought it belongs to.
    pub section: Section,
    /// Of whom it tells.
    #[serde(default)]
    pub about: Option<Person>,
    /// Who fills it in.
    #[serde(default = "by_the_family")]
    pub by: By,
    /// The fact it tells; where the check was told it, it isn't asked again.
    #[serde(default)]
    pub fact: Option<Fact>,
    /// What it is worked out from, and so never asked.
    #[serde(default)]
    pub worked_out: Option<Worked>,
    /// May it be changed here, though the check was told it?
    #[serde(default)]
    pub may_change: bool,
    /// Is it asked once for each baby? Its id then begins with `baby_`.
    #[serde(default)]
    pub each: Option<Each>,
    /// Every one must hold.
    #[serde(default)]
    pub asked_when: Vec<When>,
    /// May it stay empty?
    #[serde(default)]
    pub may_be_empty: bool,
    /// Does it tell of somebody's health, or of a baby that died? It is agreed to separately.
    #[serde(default)]
    pub is_health: bool,
    /// Does it stand on the paper itself? Others go along beside it.
    #[serde(default = "on_paper")]
    pub on_paper: bool,
    /// What the paper calls it, where the label is a question.
    #[serde(default)]
    pub paper_label: Option<Box<str>>,
    /// Where it stands there, in a form with a layout.
    #[serde(default)]
    pub paper: Option<Place>,
    /// The paper that shows it.
    #[serde(default)]
    pub shown_by: Option<Text>,
    /// The clause it is asked under.
    pub clause: Box<str>,
}

fn by_the_family() -> By {
    By::Family
}

fn on_paper() -> bool {
    true
}

impl Field {
    /// Its name for the baby of this number, counted from 1: `baby_name`, `baby_2_name`.
    pub fn id_for(&self, number: usize) -> String {
        match self.id.strip_prefix(BABY) {
            Some(rest) if number > 1 => format!("{BABY}{number}_{rest}"),
            _ => self.id.to_string(),
        }
    }

    /// What its paper calls it, in Chinese as every paper.
    pub fn paper_label(&self) -> &str {
        self.paper_label.as_deref().unwrap_or(&self.label.zh)
    }

    /// The label of an answer offered, else the value itself.
    pub fn choice(&self, value: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| &*choice.value == value)
    }
}

/// What the id of a field asked for each baby begins with.
pub(crate) const BABY: &str = "baby_";
