//! How far an application is, and what comes next: by service and stage, because no two services go the same way.

use policy::verdict::Service;
use registry::Stage;

use crate::words::group;

group! {
    /// Words of an application's stages.
    Stages {
        word_sent: "已提交", "Sent";
        word_asked_back: "请补正", "Correction needed";
        word_accepted: "已受理", "Accepted";
        word_refused: "未通过", "Not accepted";
        word_registered: "已登记，未缴费", "Registered, not paid";
        word_paid: "已缴费", "Paid";
        word_done: "已办结", "Finished";
        word_expired: "已过期", "Expired";
        word_void: "已作废", "Void";
        word_withdrawn: "已撤回", "Withdrawn";

        sent: "已提交，经办机构还没有受理。现在不用做什么，有进展会发短信给您。", "Sent. The agency has not taken it up yet. There is nothing to do now; you will get a text message when it moves on.";
        asked_back: "经办机构请您改一下再交：{why}", "The agency asks you to correct something and send it again: {why}";
        refused: "没有通过：{why}", "Not accepted: {why}";
        expired: "这份申请的时间已经过了，没有再往下办。", "The time for this application has run out, and it went no further.";
        void_unentered: "申请已作废：{why}", "The application is void: {why}";
        void: "登记已作废：{why}", "The registration is void: {why}";
        withdrawn: "经办机构不再办这份申请，没有要您办的事。", "The agency has stopped working on it. Nothing is needed from you.";

        accepted_unborn: "材料已受理，接下来由经办机构登记到医保系统，登记好会通知您。登记、缴费以前还不能享受待遇。", "Your papers are accepted. The agency now registers you in the insurance system and will tell you when that is done. There is no cover before it is registered and paid.";
        accepted_newborn: "材料已受理，接下来由经办机构登记到医保系统，登记好会通知您。缴足出生当年的保费，待遇从宝宝出生那天算起。", "Your papers are accepted. The agency now registers your baby in the insurance system and will tell you when that is done. Once the birth year's premium is paid in full, cover counts from the day of birth.";
        accepted_deceased: "材料已受理，由经办机构登记，登记好会告诉您。现在没有要您办的事。", "The papers are accepted. The agency makes the registration and will tell you. Nothing is needed from you now.";
        accepted_update: "材料已受理，经办机构正在把宝宝的姓名和号码改过来，改好会通知您。这只是改资料，已经缴的保费照样算数。", "Your papers are accepted. The agency is changing your baby's name and number and will tell you when that is done. This changes the details only; the premium you paid still counts.";
        accepted_refund: "材料已受理，退费在办，办好会告诉您。现在没有要您办的事。", "Your papers are accepted and the refund is on its way; you will be told. Nothing is needed from you now.";

        registered_unborn: "已登记，还没有缴费。没有缴费就不能享受待遇，请在宝宝出生以前缴好。", "Registered, not paid yet. Without payment there is no cover, so please pay before the birth.";
        registered_newborn: "已登记，还没有缴费。缴足出生当年的保费，待遇从宝宝出生那天算起。", "Registered, not paid yet. Once the birth year's premium is paid in full, cover counts from the day of birth.";
        registered_hospital: "已登记，还没有缴费。没有缴费就不能享受待遇，过了时间登记会作废。", "Registered, not paid yet. Without payment there is no cover, and once the time has passed the registration is void.";
        registered_deceased: "已登记，还没有缴费。缴足出生当年的保费以后，医疗费用可以报销。", "Registered, not paid yet. Once the birth year's premium is paid in full, the medical bills are covered.";

        paid_before_hukou: "已缴费。日期到了我们提醒您；宝宝上户口后，记得换成宝宝自己的姓名和号码。", "Paid. We will remind you of each date. Once your baby is in the household register (hukou), remember to change to its own name and number.";
        paid_changing: "已缴费。换成宝宝自己的姓名和号码，正在另一份申请里办。", "Paid. The change to your baby's own name and number is on its way in another application.";
        paid_changed: "已缴费，宝宝已经换成自己的姓名和号码。没有别的要办了。", "Paid, and your baby stands under its own name and number. There is nothing more to do.";
        paid_newborn: "已缴费，待遇从宝宝出生那天算起。没有别的要办了。", "Paid. Cover counts from the day of birth. There is nothing more to do.";
        paid_by_certificate: "已缴费，待遇从宝宝出生那天算起。上户口以后，到窗口换成宝宝自己的身份证号。", "Paid. Cover counts from the day of birth. Once your baby is in the household register (hukou), have its own ID number put in at the desk.";
        paid_deceased: "已缴费，医疗费用可以报销了。怎么报，窗口和 12393 会告诉您。这份申请没有别的要您办。", "Paid. The medical bills are covered; the desk or 12393 can tell you how to claim. Nothing else is needed from you.";

        done: "这份申请已办结，没有别的要办了。", "This application is finished; there is nothing more to do.";
        done_before_hukou: "登记和缴费都办好了。还有一件：宝宝上户口以后，要换成宝宝自己的姓名和号码。", "Registered and paid. One thing is left: once your baby is in the household register (hukou), change to its own name and number.";
        done_changing: "登记和缴费都办好了。换成宝宝自己的姓名和号码，正在另一份申请里办。", "Registered and paid. The change to your baby's own name and number is on its way in another application.";
        done_by_certificate: "登记和缴费都办好了。上户口以后，到窗口换成宝宝自己的身份证号。", "Registered and paid. Once your baby is in the household register (hukou), have its own ID number put in at the desk.";
        done_update: "已经改成宝宝自己的姓名和号码，没有别的要办了。", "Your baby now stands under its own name and number; there is nothing more to do.";
        done_deceased: "这份申请已办结，没有别的要您办。", "This application is finished. Nothing else is needed from you.";
        done_refund: "退费已办好，请留意收款账户。没有别的要您办。", "The refund is made; please check the account it goes to. Nothing else is needed from you.";
    }
}

/// Under what the babies of an application are entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// None of them is.
    Nobody,
    /// Each under its own ID number.
    ByIdNumber,
    /// One of them under another number, as long as it has no hukou.
    Otherwise,
    /// Under another number, and another application has it changed.
    Changing,
    /// Under another number, which another application had changed.
    Changed,
}

impl Stages {
    /// The word for a stage.
    pub fn word(&self, stage: Stage) -> &'static str {
        match stage {
            Stage::Sent => self.word_sent,
            Stage::AskedBack => self.word_asked_back,
            Stage::Accepted => self.word_accepted,
            Stage::Refused => self.word_refused,
            Stage::Registered => self.word_registered,
            Stage::Paid => self.word_paid,
            Stage::Done => self.word_done,
            Stage::Expired => self.word_expired,
            Stage::Void => self.word_void,
            Stage::Withdrawn => self.word_withdrawn,
        }
    }

    /// What comes next, in a sentence or two; `{why}` stands for the agency's own words. A service that is neither entered
    /// nor paid for never comes to those stages; what it says there is what it says of accepted papers.
    pub fn next(&self, service: Service, stage: Stage, entered: Entered) -> &'static str {
        match stage {
            Stage::Sent => self.sent,
            Stage::AskedBack => self.asked_back,
            Stage::Refused => self.refused,
            Stage::Expired => self.expired,
            Stage::Void => match entered {
                Entered::Nobody => self.void_unentered,
                Entered::ByIdNumber | Entered::Otherwise | Entered::Changing | Entered::Changed => {
                    self.void
                }
            },
            Stage::Withdrawn => self.withdrawn,
            Stage::Accepted => match service {
                Service::PreEnrolment | Service::HospitalPreRegistration => self.accepted_unborn,
                Service::NewbornEnrolment => self.accepted_newborn,
                Service::DeceasedNewbornEnrolment => self.accepted_deceased,
                Service::InformationUpdate => self.accepted_update,
                Service::Refund => self.accepted_refund,
            },
            Stage::Registered => match service {
                Service::PreEnrolment => self.registered_unborn,
                Service::HospitalPreRegistration => self.registered_hospital,
                Service::NewbornEnrolment => self.registered_newborn,
                Service::DeceasedNewbornEnrolment => self.registered_deceased,
                Service::InformationUpdate => self.accepted_update,
                Service::Refund => self.accepted_refund,
            },
            Stage::Paid => match service {
                Service::PreEnrolment | Service::HospitalPreRegistration => match entered {
                    Entered::Nobody | Entered::Otherwise => self.paid_before_hukou,
                    Entered::Changing => self.paid_changing,
                    Entered::ByIdNumber | Entered::Changed => self.paid_changed,
                },
                Service::NewbornEnrolment => match entered {
                    Entered::ByIdNumber | Entered::Changed => self.paid_newborn,
                    Entered::Nobody | Entered::Otherwise | Entered::Changing => {
                        self.paid_by_certificate
                    }
                },
                Service::DeceasedNewbornEnrolment => self.paid_deceased,
                Service::InformationUpdate => self.accepted_update,
                Service::Refund => self.accepted_refund,
            },
            Stage::Done => match service {
                Service::PreEnrolment | Service::HospitalPreRegistration => match entered {
                    Entered::Nobody | Entered::Otherwise => self.done_before_hukou,
                    Entered::Changing => self.done_changing,
                    Entered::ByIdNumber | Entered::Changed => self.done,
                },
                Service::NewbornEnrolment => match entered {
                    Entered::ByIdNumber | Entered::Changed => self.done,
                    Entered::Nobody | Entered::Otherwise | Entered::Changing => {
                        self.done_by_certificate
                    }
                },
                Service::DeceasedNewbornEnrolment => self.done_deceased,
                Service::InformationUpdate => self.done_update,
                Service::Refund => self.done_refund,
            },
        }
    }
}
