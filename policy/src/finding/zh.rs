//! The findings in simplified Chinese.

use std::fmt::{Formatter, Result};

use super::{Finding, LongDay};
use crate::clause::Lang;
use crate::day::Day;
use crate::edition::{Ground, Paper};
use crate::facts::{Applicant, Role};

fn long(day: Day) -> LongDay {
    LongDay(day, Lang::Zh)
}

const fn parent(role: Role) -> &'static str {
    match role {
        Role::Mother => "母亲",
        Role::Father => "父亲",
    }
}

const fn applicant(applicant: Applicant) -> &'static str {
    match applicant {
        Applicant::Mother => "母亲本人",
        Applicant::Father => "父亲",
        Applicant::Guardian => "监护人",
        Applicant::Agent => "受母亲委托的人",
    }
}

const fn paper(paper: Paper) -> &'static str {
    match paper {
        Paper::BirthCertificate => "出生医学证明",
        Paper::Hukou => "户口登记",
    }
}

const fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::OtherCover => "待遇期还没开始，孩子另有医保或重复缴了费",
        Ground::Lost => "这次怀孕没有继续下去",
        Ground::BenefitUnused => "孩子出生后没有用过医保待遇",
        Ground::Assisted => "符合资助参保条件，却自己缴了费",
    }
}

/// Writes the sentence.
pub fn write(finding: &Finding, f: &mut Formatter<'_>) -> Result {
    match *finding {
        Finding::NotOffered => f.write_str("这里的规定没有这项业务。"),
        Finding::Offered => f.write_str("这里可以办这项业务。"),
        Finding::NotPreEnrolledYet => f.write_str("还没有办过预参保登记。"),
        Finding::PreEnrolledAlready => f.write_str("已经办过预参保登记。"),
        Finding::Unborn => f.write_str("宝宝还没有出生，可以办。"),
        Finding::BornAlready => f.write_str("宝宝已经出生，预参保只为出生前的宝宝办理。"),
        Finding::PregnancyEnded => f.write_str("这次怀孕已经结束，不再办理预参保。"),
        Finding::PregnancyUntold => f.write_str("还不知道预产期或出生日期。"),
        Finding::GestationReached {
            days,
            at_least_days,
            ..
        } => {
            write!(
                f,
                "要满 {} 周，您已满（今天 {} 周 {} 天）。",
                at_least_days / 7,
                days / 7,
                days % 7
            )
        }
        Finding::GestationNotReached {
            days,
            at_least_days,
            on,
        } => {
            write!(
                f,
                "要满 {} 周，您今天 {} 周 {} 天，{}满。",
                at_least_days / 7,
                days / 7,
                days % 7,
                long(on)
            )
        }
        Finding::ApplicantMay { applicant: who } => write!(f, "{}可以申请。", applicant(who)),
        Finding::ApplicantMayNot { applicant: who } => {
            write!(
                f,
                "申请人是母亲本人；{}要受她委托才能来办。",
                applicant(who)
            )
        }
        Finding::MotherInsured { year } => write!(f, "母亲 {year} 年已参保。"),
        Finding::MotherCoverUntold => f.write_str("还不知道母亲今年有没有参保。"),
        Finding::MotherUninsured { year } => write!(f, "母亲 {year} 年没有参保。"),
        Finding::MotherYearUntold { year } => {
            write!(f, "要看母亲 {year} 年的参保，还不知道她参保的是哪一年。")
        }
        Finding::MotherOtherYear { told, year } => {
            write!(f, "要看 {year} 年的参保，母亲参保的是 {told} 年。")
        }
        Finding::MotherAreaUntold => f.write_str("还不知道母亲在哪里参保。"),
        Finding::MotherElsewhere => f.write_str("母亲今年不是在这里参保。"),
        Finding::ParentHukouFits { role } => write!(f, "{}的户籍在规定的范围内。", parent(role)),
        Finding::ParentHukouElsewhere { role } => {
            write!(f, "{}的户籍不在规定的范围内。", parent(role))
        }
        Finding::NoParentHukouFits => f.write_str("父母双方的户籍都不在规定的范围内。"),
        Finding::ParentHukouUntold => f.write_str("还不知道父母的户籍地。"),
        Finding::PreRegistrationVoid => f.write_str("登记过，但没有按时缴费，登记已经作废。"),
        Finding::Born => f.write_str("宝宝已经出生。"),
        Finding::NotBornYet => f.write_str("宝宝出生后才能办。"),
        Finding::Lost => f.write_str("这次怀孕已经结束，不用再办。"),
        Finding::NoneLiving => f.write_str("宝宝已经离开，不用再办。"),
        Finding::InTime { last } => write!(f, "最晚到 {}，还来得及。", long(last)),
        Finding::LastDayOver { last } => write!(f, "最晚到 {}，已经过了。", long(last)),
        Finding::LastDayOnWeekend { last } => {
            write!(f, "最后一天 {} 是周末，周一还可以去问窗口。", long(last))
        }
        Finding::LastDayPastAsk { last } => {
            write!(f, "规定的时间到 {}，之后怎么办由经办窗口答复。", long(last))
        }
        Finding::BabyWithoutHukou => f.write_str("宝宝还没有上户口。"),
        Finding::EveryBabyHasHukou => f.write_str("宝宝已经上了户口，用自己的姓名和号码参保。"),
        Finding::HospitalFits => f.write_str("这家医院可以登记。"),
        Finding::HospitalElsewhere => f.write_str("这家医院在规定的范围以外，不能登记。"),
        Finding::HospitalUntold => f.write_str("还不知道在哪里的医院登记。"),
        Finding::NotEnrolledYet => f.write_str("还没有办过参保登记。"),
        Finding::EnrolledAlready { on } => write!(f, "{} 已经参保登记。", long(on)),
        Finding::PreEnrolledAndPaid => f.write_str("已经预参保，出生当年的保费也缴了。"),
        Finding::NoneLivingOwnService => {
            f.write_str("宝宝已经离开，没有上过户口，有专门的办法参保。")
        }
        Finding::NoneLivingAskAgency => f.write_str("宝宝已经离开，怎么办由经办窗口答复。"),
        Finding::PaperThere { paper: kind } => write!(f, "要有{}，宝宝已经有了。", paper(kind)),
        Finding::PaperMissing { paper: kind } => write!(f, "要有{}，宝宝还没有。", paper(kind)),
        Finding::LocalTie => f.write_str("父母一方的户籍或参保在这里。"),
        Finding::NoLocalTie => f.write_str("父母双方的户籍和参保都不在这里。"),
        Finding::LocalTieUntold => f.write_str("还不知道父母的户籍地和参保地。"),
        Finding::DiedWithoutHukou => f.write_str("宝宝已经离开，没有上过户口。"),
        Finding::NoneDiedWithoutHukou => f.write_str("这项业务只为没上户口就离开的宝宝办理。"),
        Finding::EnrolledNoneLiving => f.write_str("已经参保登记。"),
        Finding::PreEnrolledBefore => f.write_str("办过预参保，出生后要改成宝宝自己的信息。"),
        Finding::NeverPreEnrolled => f.write_str("没有办过预参保，没有要改的信息。"),
        Finding::NotUpdatedYet => f.write_str("还没有改成宝宝自己的信息。"),
        Finding::UpdatedAlready { on } => write!(f, "{} 已经改成宝宝自己的信息。", long(on)),
        Finding::HukouThere => f.write_str("宝宝已经上了户口。"),
        Finding::HukouMissing => f.write_str("宝宝上了户口以后才能改。"),
        Finding::NotRefundedYet => f.write_str("还没有退过费。"),
        Finding::RefundedAlready { on } => write!(f, "{} 已经退费。", long(on)),
        Finding::SomethingPaid => f.write_str("已经缴过费。"),
        Finding::NothingPaid => f.write_str("没有缴过费，没有可退的。"),
        Finding::GroundHolds { ground: which } => write!(f, "可以退：{}。", ground(which)),
        Finding::GroundDoesNotHold { ground: which } => {
            write!(f, "不是这种情况：{}。", ground(which))
        }
        Finding::BenefitUseUntold => {
            f.write_str("还不知道孩子出生后有没有用过医保待遇；没有用过的可以退。")
        }
        Finding::RefundAnyTime => f.write_str("困难人员退费由医疗保障部门收集办理，没有截止日。"),
    }
}
