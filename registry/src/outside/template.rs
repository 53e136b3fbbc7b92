//! What we say in text messages: one table, reviewed by the gateway's people before it may be used.
//!
//! Carriers review each text (notes in `tests`): a notification tells what it is, without links, marks of marketing or
//! an opt-out line. Nothing personal stands in one: whoever holds the phone reads no name, no ID number and nothing of
//! anybody's health. The sender's mark in 【】 is put in front by the gateway.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

/// A message's text, by what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// 登录验证码.
    SignInCode,
    /// 申请已收到.
    Received,
    /// 退回补正.
    AskedBack,
    /// 已受理.
    Accepted,
    /// 不予受理.
    Refused,
    /// 已登记，未缴费.
    RegisteredNotPaid,
    /// 已缴费.
    Paid,
    /// 已办结.
    Finished,
    /// 退费已办.
    PaidBack,
    /// 已作废.
    Void,
    /// 已过期.
    Expired,
    /// 已撤回: by another than who reads it.
    Withdrawn,
    /// 代办告知: the agent applied, and both are told.
    ToldToBoth,
}

/// What a variable of a text holds. Links and phone numbers cannot be variables, so there is no kind for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// A code to be typed in: four to six digits.
    Code,
    /// An application's number, which tells nothing by itself.
    ApplicationNumber,
}

impl Variable {
    /// Its name in the text and in the gateway's parameters.
    pub fn name(self) -> &'static str {
        match self {
            Variable::Code => "code",
            Variable::ApplicationNumber => "number",
        }
    }

    /// May this stand for it?
    pub fn holds(self, text: &str) -> bool {
        match self {
            Variable::Code => {
                (4..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
            }
            // No letter but capitals, so that no word, name or link fits.
            Variable::ApplicationNumber => {
                let is_of_number =
                    |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() || byte == b'-';
                (1..=35).contains(&text.len())
                    && text.starts_with("YC-")
                    && text.bytes().all(is_of_number)
            }
        }
    }
}

impl Template {
    /// Every one.
    pub const ALL: [Template; 13] = [
        Template::SignInCode,
        Template::Received,
        Template::AskedBack,
        Template::Accepted,
        Template::Refused,
        Template::RegisteredNotPaid,
        Template::Paid,
        Template::Finished,
        Template::PaidBack,
        Template::Void,
        Template::Expired,
        Template::Withdrawn,
        Template::ToldToBoth,
    ];

    /// The word in the configuration, where the gateway's id for each text stands.
    pub fn as_str(self) -> &'static str {
        match self {
            Template::SignInCode => "sign_in_code",
            Template::Received => "received",
            Template::AskedBack => "asked_back",
            Template::Accepted => "accepted",
            Template::Refused => "refused",
            Template::RegisteredNotPaid => "registered_not_paid",
            Template::Paid => "paid",
            Template::Finished => "finished",
            Template::PaidBack => "paid_back",
            Template::Void => "void",
            Template::Expired => "expired",
            Template::Withdrawn => "withdrawn",
            Template::ToldToBoth => "told_to_both",
        }
    }

    /// The text as it is handed in for review, `${name}` for each variable.
    pub fn text(self) -> &'static str {
        match self {
            Template::SignInCode => {
                "您的登录验证码是${code}，请尽快填写。请勿告诉任何人，工作人员也不会索要。"
            }
            Template::Received => {
                "您的申请已收到，编号${number}。这只是收到，尚未受理，办理进度请登录查看。"
            }
            Template::AskedBack => {
                "您的申请${number}需要补正，要补什么请登录查看，补好后可直接重新提交。"
            }
            Template::Accepted => "您的申请${number}已受理，有进展会再通知您。",
            Template::Refused => "您的申请${number}未予受理，原因和补救办法请登录查看。",
            Template::RegisteredNotPaid => {
                "您的申请${number}已登记，但尚未缴费，事情还没有办完。缴费办法和期限请登录查看。"
            }
            Template::Paid => "您的申请${number}缴费已到账，结果请登录查看。",
            Template::Finished => {
                "您的申请${number}已办结，结果请登录查看，需要保存的凭证也在那里。"
            }
            Template::PaidBack => "您的申请${number}退费已办好，请留意收款账户，详情请登录查看。",
            Template::Void => {
                "您的申请${number}已作废，原因和接下来可以怎么办请登录查看，也可以到窗口询问。"
            }
            Template::Expired => {
                "您的申请${number}已过办理期限，没有再往下办。接下来可以怎么办请登录查看，也可以到窗口询问。"
            }
            Template::Withdrawn => {
                "您的申请${number}已由相关方撤回，不再往下办。如非本意，登录后可重新申请，也可以到窗口询问。"
            }
            Template::ToldToBoth => {
                "申请${number}已由受托人代为提交，本通知同时发给委托人和受托人。如非本人意愿，可登录后撤回。"
            }
        }
    }

    /// The text as it arrives, each variable by what stands for it.
    pub fn filled<'a>(self, parameters: impl Iterator<Item = (&'static str, &'a str)>) -> String {
        parameters.fold(self.text().to_owned(), |text, (name, value)| {
            text.replace(&["${", name, "}"].concat(), value)
        })
    }

    /// Its variables, in the order they stand.
    pub fn variables(self) -> &'static [Variable] {
        match self {
            Template::SignInCode => &[Variable::Code],
            Template::Received
            | Template::AskedBack
            | Template::Accepted
            | Template::Refused
            | Template::RegisteredNotPaid
            | Template::Paid
            | Template::Finished
            | Template::PaidBack
            | Template::Void
            | Template::Expired
            | Template::Withdrawn
            | Template::ToldToBoth => &[Variable::ApplicationNumber],
        }
    }

    /// Is it awaited by somebody who looks at the phone right now? Such a one is sent at night, too.
    pub fn is_awaited(self) -> bool {
        match self {
            Template::SignInCode => true,
            Template::Received
            | Template::AskedBack
            | Template::Accepted
            | Template::Refused
            | Template::RegisteredNotPaid
            | Template::Paid
            | Template::Finished
            | Template::PaidBack
            | Template::Void
            | Template::Expired
            | Template::Withdrawn
            | Template::ToldToBoth => false,
        }
    }
}
