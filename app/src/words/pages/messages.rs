//! Text messages on the family's own page.

use registry::outside::Template;

use crate::words::group;

group! {
    /// Words of the list.
    Messages {
        title: "短信", "Text messages";
        none: "还没有给您发过短信。", "No message was sent to you yet.";
        sent: "{time} 发到 {phone}", "{time}, to {phone}";
        waits: "还没发出，最早 {time} 发到 {phone}。", "Not sent yet: it goes to {phone} from {time} on.";
        waits_for_morning: "还没发出，{time} 发到 {phone}；夜里不打扰您。", "Not sent yet: it goes to {phone} at {time}, as we do not ring at night.";
        given_up: "{time} 没能发到 {phone}。这一页写的才是最新进展，请以这里为准。", "It could not be sent to {phone} on {time}. What this page says is what holds.";
    }
}

impl Messages {
    /// What a message says, in English: the message itself is Chinese alone.
    pub fn in_english(template: Template) -> &'static str {
        match template {
            Template::SignInCode => "Your code for signing in.",
            Template::Received => "Your application was received; it is not accepted yet.",
            Template::AskedBack => {
                "Your application needs a correction. Sign in to see what, and send it again."
            }
            Template::Accepted => "Your application is accepted. You will be told what comes next.",
            Template::Refused => {
                "Your application was not accepted. Sign in to see why, and what would help."
            }
            Template::RegisteredNotPaid => {
                "Registered, but not paid yet, so it is not finished. Sign in to see how to pay, and by when."
            }
            Template::Paid => "The premium has arrived.",
            Template::Finished => {
                "Your application is finished. The proof to keep is on your page."
            }
            Template::PaidBack => "The refund is on its way to your account.",
            Template::Void => "The registration is void. Sign in to see why, and what you can do.",
            Template::Expired => {
                "The time for this application has run out. Sign in to see what you can do."
            }
            Template::Withdrawn => {
                "Somebody named in this application withdrew it, so it is no longer handled. If that is not what you want, apply again or ask at the desk."
            }
            Template::ToldToBoth => {
                "An agent sent this application; both of you are told. If it is not what you want, withdraw it."
            }
        }
    }
}
