//! `/compare`: the same family asked under the rules of every place that may take its child: where it lives, where the
//! parents are registered, where they are insured. Absent: any opinion on which is best.

mod candidate;
mod form;
#[cfg(test)]
mod tests;

use leptos::prelude::*;
use policy::{Facts, Refusal, decide};

use crate::{
    Reply,
    answer::{Joining, Known, Shown, joining},
    forms::check::{Field, Typed, at_fault},
    pages::check::place::Places,
    parts::{FieldError, Mistake, Row, Table, error_summary, table, verdict_badge},
    shell::{Head, document},
    visit::Visit,
    words::{Forms, dates, fill, pages::Compare, service_name},
};
use candidate::{As, Candidate, candidates};

/// The page for a query, in the names of the check. Status 422 where something in it can't be taken.
pub fn render(visit: &Visit, query: &str) -> Reply {
    let mut typed = Typed::parse(query);
    let places = Places::resolve(visit, &mut typed);
    let page = Page {
        visit,
        words: &visit.look().words().pages.compare,
        candidates: candidates(&typed),
        typed,
        places,
    };
    let mut refusals: Vec<Refusal> = page.unread_places();
    let mut asked: Vec<(&Candidate, Facts)> = Vec::new();
    for candidate in &page.candidates {
        match page.typed_for(candidate).facts(visit.today) {
            Ok(facts) => asked.push((candidate, facts)),
            Err(faults) => refusals.extend(faults),
        }
    }
    if refusals.is_empty() {
        page.answered(&asked)
    } else {
        page.refused(&refusals)
    }
}

struct Page<'a> {
    visit: &'a Visit,
    words: &'static Compare,
    typed: Typed,
    places: Places,
    candidates: Vec<Candidate>,
}

impl Page<'_> {
    /// The family's question, asked of one place.
    fn typed_for(&self, candidate: &Candidate) -> Typed {
        let mut typed = self.typed.clone();
        typed.set(Field::Area, candidate.code.as_str());
        typed
    }

    /// Places that nobody could make out; facts alone would only miss the area.
    fn unread_places(&self) -> Vec<Refusal> {
        let fields = candidate::FIELDS.iter().map(|(field, _)| *field);
        fields
            .filter(|field| self.typed.is_told(*field))
            .filter(|field| policy::AreaCode::parse(self.typed.value(*field).trim()).is_err())
            .map(|field| Refusal::new(policy::Code::InvalidArea, field.pointer()))
            .collect()
    }

    fn answered(&self, asked: &[(&Candidate, Facts)]) -> Reply {
        let told = self.typed.is_any_told(&Field::PREGNANCY) || self.typed.is_told(Field::Births);
        let below = match asked.len() {
            0 => view! { <p>{self.words.nothing}</p> }.into_any(),
            _ if !told => view! { <p>{self.words.nothing}</p> }.into_any(),
            count => {
                let alone = (count == 1).then(|| view! { <p>{self.words.one_place}</p> });
                view! { {self.table(asked)}{alone} }.into_any()
            }
        };
        self.reply(200, &[], below)
    }

    fn refused(&self, refusals: &[Refusal]) -> Reply {
        let mut errors: Vec<(Field, FieldError)> = Vec::new();
        for refusal in refusals {
            let field = at_fault(&self.typed, &refusal.at);
            if errors.iter().all(|(known, _)| *known != field) {
                let sentence =
                    Forms::of(self.visit.lang).mend(&self.typed, field, refusal.code, &refusal.at);
                errors.push((
                    field,
                    FieldError {
                        code: refusal.code.as_str(),
                        sentence: sentence.into(),
                    },
                ));
            }
        }
        self.reply(422, &errors, ().into_any())
    }

    fn reply(&self, status: u16, errors: &[(Field, FieldError)], below: AnyView) -> Reply {
        let (visit, words) = (self.visit, self.words);
        let mistakes = errors
            .iter()
            .map(|(field, error)| Mistake {
                control_id: field.control_id(),
                error: error.clone(),
            })
            .collect();
        let head = Head {
            title: words.title.to_owned(),
            description: words.description.to_owned(),
            area_name: self.places.short_name(Field::Area, visit.lang),
            ..Head::default()
        };
        let back = ["/check?", &self.typed.query()].concat();
        let body = || {
            view! {
                <div class="compare-page is-wide">
                    {crate::parts::back_link(visit.look(), words.back.into(), back)}
                    <h1>{words.title}</h1>
                    {error_summary(visit.look(), mistakes)}
                    <p class="lead">{words.lead}</p>
                    {form::draw(visit, words, &self.typed, &self.places, errors)}
                    {below}
                </div>
            }
            .into_any()
        };
        Reply::plain(status, document(visit, head, body, false))
    }

    /// A row for each way to join in each place: whose rules, what they say, from when, until when.
    fn table(&self, asked: &[(&Candidate, Facts)]) -> AnyView {
        let words = self.words;
        let day = dates::day(
            self.visit.lang,
            asked
                .first()
                .map_or(self.visit.today, |(_, facts)| facts.asked_on),
        );
        let rows = asked
            .iter()
            .flat_map(|(candidate, facts)| self.rows(candidate, facts))
            .collect();
        table(Table {
            caption: fill(words.caption, &[("day", &day)]).into(),
            columns: [
                words.place,
                words.rules,
                words.says,
                words.from,
                words.until,
            ]
            .map(Into::into)
            .to_vec(),
            rows,
        })
    }

    fn rows(&self, candidate: &Candidate, facts: &Facts) -> Vec<Row> {
        let lang = self.visit.lang;
        let answer = decide(facts, self.visit.areas);
        let mut places = self.places.names(lang);
        places.extend(
            candidate
                .name(lang)
                .map(|name| (candidate.code.as_str().to_owned(), name)),
        );
        let shown = Shown {
            look: self.visit.look(),
            query: self.typed_for(candidate).canonical(facts).query(),
            places,
            calendar: None,
            bookmark: None,
            is_wechat: self.visit.browser.wechat,
        };
        let rules = answer.edition.name.in_lang(lang);
        joining(&answer, &shown)
            .iter()
            .map(|way| self.row(candidate, rules, way, &shown.query))
            .collect()
    }

    fn row(&self, candidate: &Candidate, rules: &str, way: &Joining, query: &str) -> Row {
        let code = candidate.code.as_str();
        let name = candidate
            .name(self.visit.lang)
            .unwrap_or_else(|| code.to_owned());
        let roles: Vec<&str> = candidate
            .told_as
            .iter()
            .map(|told| told.word(self.words))
            .collect();
        let roles = roles.join(self.visit.look().words().answer.comma);
        Row {
            name: view! {
                <span class="compare-place" data-compare=code.to_owned()>{name}</span>
                " "
                <small>{roles}</small>
                <span class="compare-service">{service_name(self.visit.lang, way.service)}</span>
            }
            .into_any(),
            values: vec![
                view! { <span>{rules.to_owned()}</span> }.into_any(),
                view! {
                    <div data-compare-service=way.service.as_str() data-compare-verdict=way.verdict.as_str()>
                        {verdict_badge(self.visit.look(), way.verdict)}
                        <p>{way.sentence.clone()}</p>
                        <p><a href=["/check?", query].concat()>{self.words.whole}</a></p>
                    </div>
                }
                .into_any(),
                self.day(way.from),
                self.day(way.until),
            ],
            is_own: candidate.told_as.contains(&As::Residence),
        }
    }

    /// A day, or what is known in its stead.
    fn day(&self, known: Known) -> AnyView {
        let (lang, words) = (self.visit.lang, self.words);
        let says = |says: &'static str| view! { <span>{says}</span> }.into_any();
        match known {
            Known::On(day) => {
                view! { <time datetime=dates::iso(day)>{dates::day(lang, day)}</time> }.into_any()
            }
            Known::About(day) => view! {
                <time datetime=dates::iso(day)>{dates::day(lang, day)}</time>
                " "
                <small>{self.visit.look().words().parts.estimated}</small>
            }
            .into_any(),
            Known::AfterBirth => says(words.after_birth),
            Known::BeforeBirth => says(words.before_birth),
            Known::Open => says(words.open_end),
            Known::Nothing => says(words.no_day),
        }
    }
}
