//! Which findings belong to one condition, and how each leaves it. A finding that is added to the law has to be placed
//! here before the tests pass.

/// A condition of a service, and the findings by which it holds, doesn't, or can't be said to.
pub struct Condition {
    pub met: &'static [&'static str],
    pub not_met: &'static [&'static str],
    pub unknown: &'static [&'static str],
}

/// Every condition there is. Where a list is empty, the facts can't bring it about.
pub const CONDITIONS: [Condition; 22] = [
    Condition {
        met: &["Offered"],
        not_met: &["NotOffered"],
        unknown: &[],
    },
    Condition {
        met: &["NotPreEnrolledYet", "PreRegistrationVoid"],
        not_met: &["PreEnrolledAlready"],
        unknown: &[],
    },
    Condition {
        met: &["Unborn"],
        not_met: &["BornAlready", "PregnancyEnded"],
        unknown: &["PregnancyUntold"],
    },
    Condition {
        met: &["GestationReached"],
        not_met: &["GestationNotReached"],
        unknown: &[],
    },
    Condition {
        met: &["ApplicantMay"],
        not_met: &["ApplicantMayNot"],
        unknown: &[],
    },
    Condition {
        met: &["MotherInsured"],
        not_met: &["MotherUninsured", "MotherOtherYear", "MotherElsewhere"],
        unknown: &["MotherCoverUntold", "MotherYearUntold", "MotherAreaUntold"],
    },
    Condition {
        met: &["ParentHukouFits"],
        not_met: &["ParentHukouElsewhere", "NoParentHukouFits"],
        unknown: &["ParentHukouUntold"],
    },
    Condition {
        met: &["Born"],
        not_met: &["NotBornYet", "Lost", "NoneLiving", "NoneLivingOwnService"],
        unknown: &["NoneLivingAskAgency"],
    },
    Condition {
        met: &["InTime"],
        not_met: &["LastDayOver"],
        unknown: &["LastDayOnWeekend", "LastDayPastAsk"],
    },
    Condition {
        met: &["BabyWithoutHukou"],
        not_met: &["EveryBabyHasHukou"],
        unknown: &[],
    },
    Condition {
        met: &["HospitalFits"],
        not_met: &["HospitalElsewhere"],
        unknown: &["HospitalUntold"],
    },
    Condition {
        met: &["NotEnrolledYet"],
        not_met: &[
            "EnrolledAlready",
            "PreEnrolledAndPaid",
            "EnrolledNoneLiving",
        ],
        unknown: &[],
    },
    Condition {
        met: &["PaperThere"],
        not_met: &["PaperMissing"],
        unknown: &[],
    },
    Condition {
        met: &["LocalTie"],
        not_met: &["NoLocalTie"],
        unknown: &["LocalTieUntold"],
    },
    Condition {
        met: &["DiedWithoutHukou"],
        not_met: &["NoneDiedWithoutHukou"],
        unknown: &[],
    },
    Condition {
        met: &["PreEnrolledBefore"],
        not_met: &["NeverPreEnrolled"],
        unknown: &[],
    },
    Condition {
        met: &["NotUpdatedYet"],
        not_met: &["UpdatedAlready"],
        unknown: &[],
    },
    Condition {
        met: &["HukouThere"],
        not_met: &["HukouMissing"],
        unknown: &[],
    },
    Condition {
        met: &["NotRefundedYet"],
        not_met: &["RefundedAlready"],
        unknown: &[],
    },
    Condition {
        met: &["SomethingPaid"],
        not_met: &["NothingPaid"],
        unknown: &[],
    },
    Condition {
        met: &["GroundHolds"],
        not_met: &["GroundDoesNotHold"],
        unknown: &["BenefitUseUntold"],
    },
    Condition {
        met: &["RefundAnyTime"],
        not_met: &[],
        unknown: &[],
    },
];
