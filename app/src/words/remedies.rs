//! What would help, for each remedy: its name, and how it goes. No number of the law stands here; the clause beside it
//! has them.

use policy::verdict::{EnrolMotherBy, Remedy};

use super::group;
use crate::Lang;

group! {
    /// Words of the remedies.
    Remedies {
        apply_as_agent: "受母亲委托来办", "Apply with the mother's mandate";
        apply_as_agent_how: "申请人要是母亲本人；受她委托的人带着她的身份证件，就可以替她办。", "The applicant is the mother; whoever has her mandate and brings her ID document may act for her.";
        choose_other_parent: "换另一方家长来参保", "Join under the other parent";
        choose_other_parent_how: "另一方家长的户籍符合条件。", "The other parent's hukou fits.";
        deceased_newborn_enrolment: "办离世新生儿的参保登记", "Enrol the newborn who died";
        deceased_newborn_enrolment_how: "足额缴纳出生当年的保费以后，医疗费用可以报销。", "Once the birth year's premium is paid in full, the medical bills are covered.";
        enrol_mother: "母亲先参保", "Insure the mother first";
        enrol_next_year: "参加下一年度的居民医保", "Enrol for the coming year";
        enrol_next_year_how: "出生当年的已经过了时间，可以为宝宝参加下一年度的。", "The birth year's time is over; your baby can join for the coming year.";
        get_birth_certificate: "领出生医学证明", "Get the birth certificate";
        get_birth_certificate_how: "向宝宝出生的医院领取。", "From the hospital where your baby was born.";
        move_mother: "把母亲的医保转到这里", "Move the mother's insurance here";
        move_mother_how: "先问这里的经办窗口怎么转；也可以看看母亲参保的地方能不能办。", "Ask the desk here how to move it; or see whether the place where she is insured will do.";
        newborn_enrolment: "办新生儿参保登记", "Enrol the newborn";
        newborn_enrolment_how: "宝宝已经有户口，用自己的姓名和号码参保。", "Your baby has a hukou and joins under its own name and number.";
        register_hukou: "给宝宝上户口", "Register the baby's hukou";
        register_hukou_how: "到派出所办理户口登记。", "At the police station of the household.";
        by_day: "最晚 {day}。", "By {day}.";
        special_group: "母亲属于可以中途参保的人群：缴费的下个月起享受待遇。今天缴费，就是 {day}起。", "The mother may join outside the season, with cover from the month after paying: paid today, from {day}.";
        from_employee_at_once: "母亲从职工医保转来，断得不久：缴费当天起享受待遇。今天缴费，就是 {day}起。", "Coming from employees' insurance after a short gap, the mother is covered from the day of paying: paid today, from {day}.";
        from_employee_next_month: "母亲从职工医保转来，断得久一些：缴费的下个月起享受待遇。今天缴费，就是 {day}起。", "Coming from employees' insurance after a longer gap, the mother is covered from the month after paying: paid today, from {day}.";
        next_season: "在下一个集中参保期为母亲参保，{year}年起算。哪天开始缴，问当地窗口。赶不上也不要紧，宝宝出生后还可以办新生儿参保登记。", "Insure the mother in the next season, for {year}. Ask the desk when it starts. If the baby comes first, it can still be enrolled after the birth.";
        see_how: "看看这样行不行", "See whether this works";
        see_there: "看看那里行不行", "See whether that place works";
        see_service: "看这一项", "See that service";
    }
}

impl Remedies {
    /// What it is called, and how it goes; the way to insure the mother says that itself.
    pub fn of(&self, remedy: Remedy) -> (&'static str, &'static str) {
        match remedy {
            Remedy::ApplyAsAgent => (self.apply_as_agent, self.apply_as_agent_how),
            Remedy::ChooseOtherParent => (self.choose_other_parent, self.choose_other_parent_how),
            Remedy::DeceasedNewbornEnrolment => (
                self.deceased_newborn_enrolment,
                self.deceased_newborn_enrolment_how,
            ),
            Remedy::EnrolMother => (self.enrol_mother, ""),
            Remedy::EnrolNextYear => (self.enrol_next_year, self.enrol_next_year_how),
            Remedy::GetBirthCertificate => {
                (self.get_birth_certificate, self.get_birth_certificate_how)
            }
            Remedy::MoveMother => (self.move_mother, self.move_mother_how),
            Remedy::NewbornEnrolment => (self.newborn_enrolment, self.newborn_enrolment_how),
            Remedy::RegisterHukou => (self.register_hukou, self.register_hukou_how),
        }
    }

    /// How the mother comes to be insured; `{day}` and `{year}` are open places.
    pub fn by(&self, by: EnrolMotherBy) -> &'static str {
        match by {
            EnrolMotherBy::SpecialGroup => self.special_group,
            EnrolMotherBy::FromEmployeeAtOnce => self.from_employee_at_once,
            EnrolMotherBy::FromEmployeeNextMonth => self.from_employee_next_month,
            EnrolMotherBy::NextSeason => self.next_season,
        }
    }
}

/// The remedies' words in a language.
pub fn remedies(lang: Lang) -> &'static Remedies {
    match lang.spoken() {
        Lang::Zh => &Remedies::ZH,
        Lang::En => &Remedies::EN,
    }
}
