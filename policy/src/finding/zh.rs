//! The findings in simplified Chinese.

use super::Finding;
use crate::edition::{Ground, Paper};
use crate::facts::{Applicant, Role};

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

/// The sentence, with an open place for each of the finding's values.
pub const fn sentence(finding: &Finding) -> &'static str {
    match *finding {
        Finding::NotOffered => "这里的规定没有这项业务。",
        Finding::Offered => "这里可以办这项业务。",
        Finding::NotPreEnrolledYet => "还没有办过预参保登记。",
        Finding::PreEnrolledAlready => "已经办过预参保登记。",
        Finding::Unborn => "宝宝还没有出生，可以办。",
        Finding::BornAlready => "宝宝已经出生，预参保只为出生前的宝宝办理。",
        Finding::PregnancyEnded => "这次怀孕已经结束，不再办理预参保。",
        Finding::PregnancyUntold => "还不知道预产期或出生日期。",
        Finding::GestationReached { .. } => "要满 {} 周，您已满（今天 {} 周 {} 天）。",
        Finding::GestationNotReached { .. } => "要满 {} 周，您今天 {} 周 {} 天，{}满。",
        Finding::ApplicantMay { .. } => "{}可以申请。",
        Finding::ApplicantMayNot { .. } => "申请人是母亲本人；{}要受她委托才能来办。",
        Finding::MotherInsured { .. } => "母亲 {} 年已参保。",
        Finding::MotherCoverUntold => "还不知道母亲今年有没有参保。",
        Finding::MotherUninsured { .. } => "母亲 {} 年没有参保。",
        Finding::MotherYearUntold { .. } => "要看母亲 {} 年的参保，还不知道她参保的是哪一年。",
        Finding::MotherOtherYear { .. } => "要看 {} 年的参保，母亲参保的是 {} 年。",
        Finding::MotherAreaUntold => "还不知道母亲在哪里参保。",
        Finding::MotherElsewhere => "母亲今年不是在这里参保。",
        Finding::ParentHukouFits { .. } => "{}的户籍在规定的范围内。",
        Finding::ParentHukouElsewhere { .. } => "{}的户籍不在规定的范围内。",
        Finding::NoParentHukouFits => "父母双方的户籍都不在规定的范围内。",
        Finding::ParentHukouUntold => "还不知道父母的户籍地。",
        Finding::PreRegistrationVoid => "登记过，但没有按时缴费，登记已经作废。",
        Finding::Born => "宝宝已经出生。",
        Finding::NotBornYet => "宝宝出生后才能办。",
        Finding::Lost => "这次怀孕已经结束，不用再办。",
        Finding::NoneLiving => "宝宝已经离开，不用再办。",
        Finding::InTime { .. } => "最晚到 {}，还来得及。",
        Finding::LastDayOver { .. } => "最晚到 {}，已经过了。",
        Finding::LastDayOnWeekend { .. } => "最后一天 {} 是周末，周一还可以去问窗口。",
        Finding::LastDayPastAsk { .. } => "规定的时间到 {}，之后怎么办由经办窗口答复。",
        Finding::BabyWithoutHukou => "宝宝还没有上户口。",
        Finding::EveryBabyHasHukou => "宝宝已经上了户口，用自己的姓名和号码参保。",
        Finding::HospitalFits => "这家医院可以登记。",
        Finding::HospitalElsewhere => "这家医院在规定的范围以外，不能登记。",
        Finding::HospitalUntold => "还不知道在哪里的医院登记。",
        Finding::NotEnrolledYet => "还没有办过参保登记。",
        Finding::EnrolledAlready { .. } => "{} 已经参保登记。",
        Finding::PreEnrolledAndPaid => "已经预参保，出生当年的保费也缴了。",
        Finding::NoneLivingOwnService => "宝宝已经离开，没有上过户口，有专门的办法参保。",
        Finding::NoneLivingAskAgency => "宝宝已经离开，怎么办由经办窗口答复。",
        Finding::PaperThere { .. } => "要有{}，宝宝已经有了。",
        Finding::PaperMissing { .. } => "要有{}，宝宝还没有。",
        Finding::LocalTie => "父母一方的户籍或参保在这里。",
        Finding::NoLocalTie => "父母双方的户籍和参保都不在这里。",
        Finding::LocalTieUntold => "还不知道父母的户籍地和参保地。",
        Finding::DiedWithoutHukou => "宝宝已经离开，没有上过户口。",
        Finding::NoneDiedWithoutHukou => "这项业务只为没上户口就离开的宝宝办理。",
        Finding::EnrolledNoneLiving => "已经参保登记。",
        Finding::PreEnrolledBefore => "办过预参保，出生后要改成宝宝自己的信息。",
        Finding::NeverPreEnrolled => "没有办过预参保，没有要改的信息。",
        Finding::NotUpdatedYet => "还没有改成宝宝自己的信息。",
        Finding::UpdatedAlready { .. } => "{} 已经改成宝宝自己的信息。",
        Finding::HukouThere => "宝宝已经上了户口。",
        Finding::HukouMissing => "宝宝上了户口以后才能改。",
        Finding::NotRefundedYet => "还没有退过费。",
        Finding::RefundedAlready { .. } => "{} 已经退费。",
        Finding::SomethingPaid => "已经缴过费。",
        Finding::NothingPaid => "没有缴过费，没有可退的。",
        Finding::GroundHolds { .. } => "可以退：{}。",
        Finding::GroundDoesNotHold { .. } => "不是这种情况：{}。",
        Finding::BenefitUseUntold => "还不知道孩子出生后有没有用过医保待遇；没有用过的可以退。",
        Finding::RefundAnyTime => "困难人员退费由医疗保障部门收集办理，没有截止日。",
    }
}

/// The word in its sentence; empty where it has none.
pub const fn word(finding: &Finding) -> &'static str {
    match *finding {
        Finding::ApplicantMay { applicant: who } | Finding::ApplicantMayNot { applicant: who } => {
            applicant(who)
        }
        Finding::ParentHukouFits { role } | Finding::ParentHukouElsewhere { role } => parent(role),
        Finding::PaperThere { paper: kind } | Finding::PaperMissing { paper: kind } => paper(kind),
        Finding::GroundHolds { ground: which } | Finding::GroundDoesNotHold { ground: which } => {
            ground(which)
        }
        _ => "",
    }
}
