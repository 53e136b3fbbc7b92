//! An area's rules from one day on: the shape of a file in `areas/`. Every number and letter of the law is a value
//! here; the code that reads them knows none.

use serde::{Deserialize, Serialize};

use crate::clause::{Clause, Document, Law, Reading, Text};
use crate::day::{Day, Span};
use crate::facts::{Applicant, Insurance, words};
use crate::notice::Notice;
use crate::verdict::{Remedy, Route};

/// One area's rules from one day on (统筹区的一版规则).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// The short name of the rules, as the answer gives it.
    pub rules: Box<str>,
    /// The area's name.
    pub name: Text,
    /// First digits of the areas it holds for; none where it holds for all that have no rules of their own.
    pub codes: Vec<Box<str>>,
    /// The first day it is in force; none where it has no beginning.
    #[serde(default)]
    pub in_force_from: Option<Day>,
    /// The day on which somebody last held it against the documents.
    pub checked_on: Day,
    /// 预参保.
    pub pre_enrolment: Offer<PreEnrolment>,
    /// 院端新生儿预参保登记.
    pub hospital_pre_registration: Offer<HospitalPreRegistration>,
    /// 新生儿参保登记.
    pub newborn_enrolment: NewbornEnrolment,
    /// 出生后死亡未办户口.
    pub deceased_newborn_enrolment: Offer<DeceasedNewbornEnrolment>,
    /// 参保信息变更.
    pub information_update: InformationUpdate,
    /// 退费.
    pub refund: Refund,
    /// 时限.
    #[serde(default)]
    pub deadlines: Vec<DeadlineRule>,
    /// Days between two reminders of an update that has no last day ahead.
    pub update_reminder_every_days: u16,
    /// The documents that this file brings; [`crate::Areas`] takes them over.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// Their clauses.
    #[serde(default)]
    pub clauses: Vec<Clause>,
    /// The senses taken of ambiguous ones.
    #[serde(default)]
    pub readings: Vec<Reading>,
}

/// A service that these rules have, or don't.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer<T> {
    /// They don't; the clause says what they have instead.
    NotOffered(Law),
    /// They do.
    Offered(T),
}

impl<T> Offer<T> {
    /// The rules of the service, where there is one.
    pub fn rules(&self) -> Option<&T> {
        match self {
            Offer::NotOffered(_) => None,
            Offer::Offered(rules) => Some(rules),
        }
    }
}

/// Rules of pre_enrolment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreEnrolment {
    /// What makes it be offered.
    pub offered: Law,
    /// Once is enough.
    pub once: Law,
    /// The baby is unborn.
    pub unborn: Law,
    /// How far the pregnancy must be.
    pub gestation: GestationRule,
    /// Who may apply; anyone where absent.
    #[serde(default)]
    pub applicant: Option<ApplicantRule>,
    /// The mother's own cover; no condition where absent.
    #[serde(default)]
    pub mother: Option<MotherRule>,
    /// A parent's hukou; no condition where absent.
    #[serde(default)]
    pub parent_hukou: Option<HukouRule>,
    /// The name and number to be used until the baby has its own; none where the rules name none.
    #[serde(default)]
    pub provisional: Option<ProvisionalRule>,
    /// 材料.
    #[serde(default)]
    pub materials: Vec<Text>,
    /// 提示.
    #[serde(default)]
    pub notices: Vec<Notice>,
}

/// A threshold of gestation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GestationRule {
    /// Completed days, that day included.
    pub at_least_days: u16,
    /// Where it stands.
    pub law: Law,
}

/// Who may apply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicantRule {
    /// These.
    pub may: Vec<Applicant>,
    /// What helps the others.
    pub remedy: Remedy,
    /// Where it stands.
    pub law: Law,
}

/// The mother must be insured in the year of asking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MotherRule {
    /// By one of these.
    pub by: Vec<Insurance>,
    /// In the area asked (the first four digits agree)?
    pub in_area: bool,
    /// Where it stands.
    pub law: Law,
    /// How an uninsured mother comes to be insured.
    pub ways: EnrolMotherWays,
}

/// How an uninsured mother comes to be insured, where the rules say more than "in the next season".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrolMotherWays {
    /// 特殊人群.
    #[serde(default)]
    pub special_groups: Option<Law>,
    /// 职工医保转城乡居民医保.
    #[serde(default)]
    pub from_employee: Option<FromEmployee>,
}

/// From employee insurance to the residents'.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromEmployee {
    /// Years without a break, at the least.
    pub unbroken_years_at_least: i64,
    /// Months of gap, at the most, for cover at once.
    pub gap_months_at_most: i64,
    /// Where it stands.
    pub law: Law,
}

/// A parent's hukou lies in one of these places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HukouRule {
    /// First digits of those places.
    pub within: Vec<Box<str>>,
    /// Where it stands.
    pub law: Law,
}

/// Rules of hospital_pre_registration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HospitalPreRegistration {
    /// Once is enough.
    pub once: Law,
    /// It is void where the birth years aren't paid when the last day is over; never where absent.
    #[serde(default)]
    pub void_unless_paid: Option<Law>,
    /// The parent's hukou.
    pub parent: HukouRule,
    /// A living baby is born.
    pub born: Law,
    /// Until when.
    pub last_day: Limit,
    /// The baby has no hukou yet.
    pub without_hukou: Law,
    /// Where the maternity hospital stands.
    pub hospital: HukouRule,
    /// The parent's insured place agrees with the hukou; a warning, no bar.
    pub insured_place: Law,
    /// The name and number to be used until the baby has its own.
    pub provisional: ProvisionalRule,
    /// 材料.
    #[serde(default)]
    pub materials: Vec<Text>,
    /// 提示.
    #[serde(default)]
    pub notices: Vec<Notice>,
}

words! {
    /// What shows who a baby is.
    Paper {
        /// 出生医学证明.
        BirthCertificate = "birth_certificate",
        /// 户口登记.
        Hukou = "hukou",
    }
}

/// Rules of newborn_enrolment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewbornEnrolment {
    /// Once is enough.
    pub once: Law,
    /// A baby is born.
    pub born: Law,
    /// What is left where none of the babies lives.
    pub none_living: NoneLiving,
    /// Until when; no last day where absent.
    #[serde(default)]
    pub last_day: Option<Limit>,
    /// What shows who the baby is.
    pub paper: PaperRule,
    /// A parent's hukou or cover binds the baby to the area; no condition where absent.
    #[serde(default)]
    pub local: Option<LocalRule>,
    /// From when it is covered: the first tier that fits.
    pub cover: Vec<CoverTier>,
    /// 材料.
    #[serde(default)]
    pub materials: Vec<Text>,
    /// 提示.
    #[serde(default)]
    pub notices: Vec<Notice>,
}

/// What is left where none of the babies lives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoneLiving {
    /// The service of their own, where no baby had a hukou, is the way?
    pub has_own_service: bool,
    /// Where it stands.
    pub law: Law,
}

/// One of these papers, of one living baby at least.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperRule {
    /// Any of them.
    pub any_of: Vec<Paper>,
    /// What helps a baby that has none.
    pub remedy: Remedy,
    /// Where it stands.
    pub law: Law,
}

/// A parent's tie to the area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalRule {
    /// First digits of the places that count.
    pub within: Vec<Box<str>>,
    /// A parent's hukou there counts?
    pub by_hukou: bool,
    /// A parent's cover there counts?
    pub by_cover: bool,
    /// Where it stands.
    pub law: Law,
}

/// From when a newborn is covered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverTier {
    /// Fits up to this long after the birth; always where absent.
    #[serde(default)]
    pub within: Option<Span>,
    /// Fits only where the birth year's premium is paid.
    #[serde(default)]
    pub birth_year_paid: bool,
    /// The day.
    pub from: CoverFrom,
}

/// The day from which a newborn is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverFrom {
    /// 出生之日.
    Birth,
    /// The day of enrolling and paying, which is the day asked about.
    Enrolment,
    /// The first of the month after it.
    NextMonth,
    /// 1 January of the year asked about.
    StartOfYear,
}

/// Rules of deceased_newborn_enrolment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeceasedNewbornEnrolment {
    /// What it's for.
    pub law: Law,
    /// Until when, for each baby by its own birth.
    pub last_day: Limit,
    /// What stands before the date of birth in its number.
    pub number_prefix: Box<str>,
    /// The national dictionary's code of the certificate.
    pub certificate_type: Box<str>,
    /// 材料.
    pub materials: Vec<Text>,
}

/// Rules of information_update.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InformationUpdate {
    /// For babies enrolled before their birth or under a provisional name.
    pub law: Law,
    /// A living baby has a hukou.
    pub hukou: Law,
    /// Until when; stays open where absent.
    #[serde(default)]
    pub last_day: Option<Limit>,
    /// 材料.
    pub materials: Vec<Text>,
}

/// Rules of refund.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refund {
    /// Once is enough, and only what was paid.
    pub law: Law,
    /// Any of these will do.
    pub grounds: Vec<GroundRule>,
    /// What is answered where none holds.
    pub no_ground: NoGround,
    /// Who pays it out and until when, where the rules say so.
    #[serde(default)]
    pub routes: Option<RefundRoutes>,
    /// 材料.
    #[serde(default)]
    pub materials: Vec<Text>,
}

words! {
    /// A ground for a refund.
    Ground {
        /// Another cover, before the benefit period.
        OtherCover = "other_cover",
        /// The pregnancy ended without a birth.
        Lost = "lost",
        /// Born, and no benefit drawn.
        BenefitUnused = "benefit_unused",
        /// An assisted family that paid itself.
        Assisted = "assisted",
    }
}

/// A ground and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroundRule {
    /// Which.
    pub ground: Ground,
    /// Where it stands.
    pub law: Law,
}

/// What is answered where no ground holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoGround {
    /// The documents leave it open.
    AskAgency,
    /// The documents' list is whole.
    NotEligible,
}

/// Who pays a refund out, and until when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefundRoutes {
    /// For assisted families, whom no last day binds.
    pub assisted: Route,
    /// For the others.
    pub others: Route,
    /// The last day, counted from the latest payment.
    pub after_payment: Span,
    /// Where it stands.
    pub law: Law,
}

/// A last day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// From where it is counted; the family's day of birth unless told.
    #[serde(default)]
    pub from: LimitFrom,
    /// How long.
    pub span: Span,
    /// What comes after.
    pub late: Late,
    /// The reading by which a last day on a weekend is refused only once Monday is over.
    #[serde(default)]
    pub weekend: Option<Box<str>>,
    /// What helps once it is over.
    #[serde(default)]
    pub remedy: Option<Remedy>,
    /// Where it stands.
    pub law: Law,
}

words! {
    /// From where a last day is counted.
    LimitFrom {
        /// The family's day of birth.
        Birth = "birth",
        /// The day on which the first living baby got its hukou.
        Hukou = "hukou",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the words' macro derives for lists without a default too"
)]
impl Default for LimitFrom {
    fn default() -> LimitFrom {
        LimitFrom::Birth
    }
}

words! {
    /// What comes after a last day.
    Late {
        /// It is over.
        Closed = "closed",
        /// The documents leave it to the agency.
        AskAgency = "ask_agency",
    }
}

/// The name and number under which a baby is enrolled before it has its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionalRule {
    /// The mother's name and number, each with a tail that is numbered where there are several babies.
    Tail(TailRule),
    /// A parent's name with the child's sex, and the parent's number with a letter by sex and birth order.
    BySex(BySexRule),
    /// The agency draws it, so none can be shown.
    DrawnByAgency(Law),
}

/// The mother's name and number with a tail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TailRule {
    /// The tail.
    pub tail: Box<str>,
    /// The national dictionary's code of the certificate.
    pub certificate_type: Box<str>,
    /// Where it stands.
    pub law: Law,
    /// Where it stands that several are numbered.
    pub several: Law,
}

/// A parent's name and number with the child's sex.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BySexRule {
    /// Girls.
    pub girl: SexTail,
    /// Boys.
    pub boy: SexTail,
    /// Letters for further babies where there are three or more.
    pub further: Box<str>,
    /// The national dictionary's code of the certificate.
    pub certificate_type: Box<str>,
    /// Where it stands.
    pub law: Law,
    /// Where it stands for three and more.
    pub several: Law,
}

/// What the sex adds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SexTail {
    /// To the name.
    pub name: Box<str>,
    /// To the number of the first of this sex.
    pub first: Box<str>,
    /// To the number of the second of two of this sex.
    pub second: Box<str>,
}

/// A date that a family must keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRule {
    /// Its name on the wire.
    pub what: Box<str>,
    /// What it is, for a family; the portal's own words where absent.
    #[serde(default)]
    pub says: Option<Text>,
    /// From where it is counted.
    pub from: DueFrom,
    /// How long after.
    pub span: Span,
    /// Whom it concerns: all of these hold.
    pub when: Vec<DeadlineWhen>,
    /// What settles it.
    pub done: Done,
    /// Where it stands.
    pub law: Law,
}

words! {
    /// From where a deadline is counted.
    DueFrom {
        /// 预产期.
        DueDate = "due_date",
        /// The day on which the gestation of pre_enrolment is reached.
        GestationThreshold = "gestation_threshold",
        /// The family's day of birth.
        Birth = "birth",
        /// The day on which the first living baby got its hukou.
        Hukou = "hukou",
        /// The last day of a refund, where a ground for one holds and a last day binds.
        RefundLastDay = "refund_last_day",
    }
}

/// Whom a deadline concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineWhen {
    /// While pregnant.
    Pregnant,
    /// A living baby.
    Living,
    /// Pre-enrolled.
    PreEnrolled,
    /// Born in so many last days of a year.
    BornInLastDaysOfYear(u16),
}

words! {
    /// What settles a deadline.
    Done {
        /// The day itself.
        DayCome = "day_come",
        /// The premium of the enrolment year.
        EnrolmentYearPaid = "enrolment_year_paid",
        /// The premium of every living baby's birth year.
        BirthYearsPaid = "birth_years_paid",
        /// The premium of the year after the birth.
        NextYearPaid = "next_year_paid",
        /// The enrolment.
        Enrolled = "enrolled",
        /// Every living baby's hukou.
        HukouRegistered = "hukou_registered",
        /// The update.
        Updated = "updated",
        /// The refund.
        Refunded = "refunded",
    }
}
