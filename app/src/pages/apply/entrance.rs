//! Who may come to a form: the check's facts, decided on again, and the form for them. Absent: drawing any of it.

use policy::{
    AreaCode, Day, Facts, Verdict, decide, decide_service,
    form::{Asked, Form},
    verdict::Service,
};

use registry::ApplicationNumber;

use super::{AskedBack, closed};
use crate::{
    Reply,
    forms::{
        apply::{Answers, Sent},
        bookmark::{Bookmark, marked},
        check::{Field, Typed},
    },
    pages::check::place::Places,
    shell::Carried,
    visit::Visit,
    words::pages::Apply,
};

/// A family before its form.
pub struct Entrance<'a> {
    /// Who looks.
    pub visit: &'a Visit,
    /// The pages' words.
    pub words: &'static Apply,
    /// For what.
    pub service: Service,
    /// The check's query, written plainly.
    pub query: String,
    /// The area's name, for the page's head.
    pub area_name: Option<String>,
    /// The form in force.
    pub form: &'a Form,
    /// As the check was told.
    pub facts: Facts,
    /// What the check answers: eligible, or not yet; anything to whoever goes on with a draft.
    pub verdict: Verdict,
    /// From when it can be done, where known.
    pub opens_on: Option<Day>,
    /// May it be sent today?
    pub may_send: bool,
    /// What the caller knows of it.
    pub known: Known,
    /// What the form goes on with.
    pub goes_on: GoesOn,
}

/// What a form goes on with besides what the check was told. None of it is trusted: whoever keeps drafts and
/// applications looks whose they are.
#[derive(Default)]
pub struct GoesOn {
    /// The draft's name in hexadecimal digits; empty where there is none.
    pub draft: String,
    /// The number of the application that is mended; empty for a new one.
    pub mend: String,
    /// Under what the device kept what was typed before a fact was changed in the check; empty where none was.
    pub left: String,
    /// Was the form opened from the family's file, and not from the check?
    pub is_from_file: bool,
}

/// What tells so in a form's address.
pub const FROM_FILE: &str = "from=file";

impl GoesOn {
    /// With what a form goes on that was sent.
    pub fn of(sent: &Sent) -> GoesOn {
        let mended = ApplicationNumber::parse(&sent.mend);
        GoesOn {
            draft: sent.draft.clone(),
            mend: mended.map_or_else(String::new, |number| number.to_string()),
            ..GoesOn::default()
        }
    }

    /// Does it lead back to the family's file?
    pub fn is_of_file(&self) -> bool {
        self.is_from_file || !self.mend.is_empty()
    }

    /// The draft, or the application that is mended; empty where there is neither. A draft knows itself what it mends.
    fn of_what(&self) -> &str {
        match self.draft.is_empty() {
            true => &self.mend,
            false => &self.draft,
        }
    }
}

/// What is known of a form besides what was typed, by whoever has fonts and files.
#[derive(Default)]
pub struct Known {
    /// A character of what was typed that no paper can have.
    pub unprinted: Option<char>,
    /// Why the agency asked back the application that is mended.
    pub asked_back: Option<AskedBack>,
}

impl<'a> Entrance<'a> {
    /// Lets a family in, or gives the page that says why not. Whoever has typed something before is let in whatever the
    /// answer has become meanwhile: nothing can be sent then, and nothing typed is locked away.
    pub fn enter(
        visit: &'a Visit,
        service: Service,
        query: &str,
        has_words: bool,
    ) -> Result<Entrance<'a>, Box<Reply>> {
        // A form that is closed to a changed fact leads back to the check as it was led to.
        let bookmark = Bookmark::read(query);
        let is_from_file = query.split('&').any(|told| told == FROM_FILE);
        let mut typed = Typed::parse(query);
        let places = Places::resolve(visit, &mut typed);
        if typed.is_empty() {
            return Err(Box::new(closed::unasked(visit, service)));
        }
        let Ok(facts) = typed.facts(visit.today) else {
            let unread = closed::unread(visit, service, &typed, bookmark.as_ref());
            return Err(Box::new(unread));
        };
        let query = typed.canonical(&facts).query();
        let answer = decide(&facts, visit.areas);
        let (verdict, opens_on) = {
            let answer = answer.service(service);
            (answer.verdict, answer.opens_on)
        };
        let edition = visit.areas.edition(facts.area, facts.asked_on);
        let form = visit.areas.form(edition, service, facts.asked_on);
        let is_open = has_words || matches!(verdict, Verdict::Eligible | Verdict::NotYet);
        let (Some(form), true) = (form, is_open && service != Service::HospitalPreRegistration)
        else {
            return Err(Box::new(closed::closed(
                visit, service, &answer, query, bookmark, &places,
            )));
        };
        let may_send = verdict == Verdict::Eligible && is_eligible_today(visit, service, &facts);
        Ok(Entrance {
            visit,
            words: &visit.look().words().pages.apply,
            service,
            query,
            area_name: places.short_name(Field::Area, visit.lang),
            form,
            verdict,
            opens_on,
            may_send,
            known: Known::default(),
            goes_on: GoesOn {
                is_from_file,
                ..GoesOn::default()
            },
            facts,
        })
    }

    /// Where the form is sent. What it goes on with stands in there too: Back and reload ask for the address alone, and
    /// find that form and no fresh one.
    pub fn action(&self) -> String {
        let to = ["/apply/", self.service.as_str(), "?", &self.query].concat();
        let goes_on = self.goes_on.of_what();
        let bookmark = (!goes_on.is_empty())
            .then(|| Bookmark::new(self.service, &self.mark(), goes_on))
            .flatten();
        let to = marked(to, bookmark.as_ref());
        match self.goes_on.is_from_file {
            true => [&to, "&", FROM_FILE].concat(),
            false => to,
        }
    }

    /// Its form of that id on a page.
    pub fn carried(
        &self,
        form: &'static str,
        again: &'static str,
        enter: Option<&'static str>,
    ) -> Carried {
        Carried {
            form,
            action: self.action(),
            again,
            enter,
        }
    }

    /// Under what name a device keeps what is typed into this form.
    pub fn kept_as(&self) -> String {
        [self.service.as_str(), ".", &self.mark()].concat()
    }

    /// Under what name the device kept it before a fact was changed in the check: it moves from there.
    pub fn kept_before(&self) -> Option<String> {
        let left = &*self.goes_on.left;
        let is_other = !left.is_empty() && left != self.mark();
        is_other.then(|| [self.service.as_str(), ".", left].concat())
    }

    /// The query itself tells of a family, so its hash stands for it. What is mended is not mistaken for a new form.
    pub fn mark(&self) -> String {
        // FNV-1a: nobody attacks a name in one's own browser.
        let hash = [&*self.query, &self.goes_on.mend]
            .concat()
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        format!("{hash:016x}")
    }

    /// The way back to the answer, which leads to this very form again.
    pub fn to_check(&self) -> String {
        to_check(self.service, &self.query, &self.mark(), &self.goes_on)
    }

    /// Every field that concerns this family, with these answers.
    pub fn asked(&self, answers: &Answers) -> Vec<Asked<'a>> {
        let value = |id: &str| crate::forms::apply::value(self.form, answers, &self.facts, id);
        self.form.asked(&self.facts, &value)
    }

    /// The area asked, six digits.
    pub fn area(&self) -> AreaCode {
        self.facts.area
    }
}

/// The check with that query, and the bookmark that leads back to a form which goes on with this.
pub fn to_check(service: Service, query: &str, mark: &str, goes_on: &GoesOn) -> String {
    let bookmark = Bookmark::new(service, mark, goes_on.of_what());
    marked(["/check?", query].concat(), bookmark.as_ref())
}

/// The day asked about may be another than today, but sending goes by today.
pub fn is_eligible_today(visit: &Visit, service: Service, facts: &Facts) -> bool {
    let today = Facts {
        asked_on: visit.today,
        ..facts.clone()
    };
    today.faults().is_empty()
        && decide_service(&today, visit.areas, service).verdict == Verdict::Eligible
}
