//! The page's questions, with what was typed and what is wrong with it.

use leptos::prelude::*;
use policy::{
    Code,
    facts::{Birth, EndedHow, Sex},
};

use super::{Matter, how_word};
use crate::{
    forms::changed::{
        self, Changed, DIED, DUE_DATE, ENDED, FETUSES, Fault, HOW, LIVES, MORE, MOVED, UNKNOWN,
        WHAT, of_baby,
    },
    parts::{self, Choice, FieldError, Mistake, Question},
    visit::Visit,
    words::{
        Forms, dates, fill,
        pages::{Changed as Words, Check},
    },
};

/// The questions.
pub struct Asking<'a> {
    pub visit: &'a Visit,
    pub words: &'static Words,
    pub check: &'static Check,
    pub matter: &'a Matter<'a>,
    pub typed: &'a Changed,
    pub faults: &'a [Fault],
}

impl Asking<'_> {
    /// All of them.
    pub fn questions(&self) -> AnyView {
        let births = &self.matter.told.births;
        let expected = changed::expected(&self.matter.told);
        if !births.is_empty() {
            let untold: Vec<AnyView> = (births.len()..expected)
                .map(|place| self.baby(place))
                .collect();
            return view! { {self.deaths(births)}{untold} }.into_any();
        }
        let more = match expected {
            1 => self.words.what_more,
            _ => self.words.what_count,
        };
        let what = [
            Choice::new(MOVED, self.words.what_moved),
            Choice::new(MORE, more),
            Choice::new(ENDED, self.words.what_ended),
            Choice::new(DIED, self.words.what_died),
        ];
        let how = EndedHow::ALL
            .iter()
            .map(|how| Choice::new(how.as_str(), how_word(self.check, *how)))
            .collect::<Vec<_>>();
        let babies: Vec<AnyView> = (0..expected).map(|place| self.baby(place)).collect();
        view! {
            {self.choice(WHAT, self.words.what.into(), &what)}
            <section data-part=MOVED>
                <h2>{self.words.what_moved}</h2>
                {self.day(DUE_DATE, self.words.due_date.into(), None)}
            </section>
            <section data-part=MORE>
                <h2>{more}</h2>
                {self.number(FETUSES, self.words.fetuses.into())}
            </section>
            <section data-part=ENDED>
                <h2>{self.words.what_ended}</h2>
                {self.day("ended_on", self.check.ended_on.into(), None)}
                {self.choice("ended_how", self.check.ended_how.into(), &how)}
            </section>
            <section data-part=DIED>
                <h2>{self.words.what_died}</h2>
                {babies}
            </section>
        }
        .into_any()
    }

    /// Of a baby that nothing was told of yet.
    fn baby(&self, place: usize) -> AnyView {
        let is_one = changed::expected(&self.matter.told) == 1;
        let number = (place + 1).to_string();
        let how = (!is_one).then(|| {
            let label = fill(self.words.how, &[("number", &number)]);
            let how = [
                Choice::new(LIVES, self.words.how_lives),
                Choice::new(DIED, self.words.how_died),
                Choice::new(UNKNOWN, self.words.how_unknown),
            ];
            self.choice(&of_baby(HOW, place), label.into(), &how)
        });
        let sex = [
            Choice::new(Sex::Female.as_str(), self.words.girl),
            Choice::new(Sex::Male.as_str(), self.words.boy),
        ];
        let hint = (!is_one).then_some(self.words.if_died);
        view! {
            <div class="file-changed-baby">
            {how}
            {self.day(&of_baby("born_on", place), self.words.born_on.into(), None)}
            {self.choice(&of_baby("sex", place), self.words.sex.into(), &sex)}
            {self.day(&of_baby("died_on", place), self.words.died_on.into(), hint)}
            </div>
        }
        .into_any()
    }

    /// Of babies whose births are known.
    fn deaths(&self, births: &[Birth]) -> AnyView {
        let is_one = births.len() == 1;
        let living = births
            .iter()
            .enumerate()
            .filter(|(_, birth)| birth.is_living());
        let days: Vec<AnyView> = living
            .map(|(place, birth)| {
                let born = dates::day(self.visit.lang, birth.on);
                let number = (place + 1).to_string();
                let values = [("born", born.as_str()), ("number", &number)];
                let (label, hint) = match is_one {
                    true => (fill(self.words.died_on_of, &values), None),
                    false => (
                        fill(self.words.died_on_nth, &values),
                        Some(self.words.living),
                    ),
                };
                self.day(&of_baby("died_on", place), label.into(), hint)
            })
            .collect();
        days.into_any()
    }

    fn day(&self, control: &str, label: parts::Text, why: Option<&'static str>) -> AnyView {
        let question = self.question(control, label, why);
        parts::date(
            self.visit.look(),
            &question,
            self.typed.value(control),
            None,
        )
    }

    fn number(&self, control: &str, label: parts::Text) -> AnyView {
        let question = self.question(control, label, None);
        parts::text(
            self.visit.look(),
            &question,
            parts::Entry::Digits,
            self.typed.value(control),
        )
    }

    fn choice(&self, control: &str, label: parts::Text, choices: &[Choice]) -> AnyView {
        let question = self.question(control, label, None);
        parts::choice(
            self.visit.look(),
            &question,
            choices,
            self.typed.value(control),
        )
    }

    fn question(&self, control: &str, label: parts::Text, why: Option<&'static str>) -> Question {
        Question {
            name: control.to_owned().into(),
            label,
            why: why.map(Into::into),
            error: self.error(control),
            ..Question::default()
        }
    }

    fn error(&self, control: &str) -> Option<FieldError> {
        let (_, code) = self.faults.iter().find(|(at, _)| at == control)?;
        let is_day = control.contains("_on") || control == DUE_DATE;
        Some(FieldError {
            code: code.as_str(),
            sentence: self.mend_at(control, *code, is_day).into(),
        })
    }

    fn mend_at(&self, control: &str, code: Code, is_day: bool) -> &'static str {
        match code {
            Code::MissingField if control.starts_with(HOW) => self.words.how_missing,
            Code::InvalidValue if control.starts_with(HOW) => self.words.how_other,
            _ if control == FETUSES => self.words.fetuses_wrong,
            _ => self.mend(code, is_day),
        }
    }

    /// As the check says it.
    fn mend(&self, code: Code, is_day: bool) -> &'static str {
        let forms = Forms::of(self.visit.lang);
        match code {
            Code::MissingField if is_day => self.words.day_missing,
            Code::InvalidDate => forms.date,
            Code::DateInFuture => forms.future,
            Code::DatesOutOfOrder => forms.died_early,
            Code::ImplausibleGestation => forms.weeks,
            _ => forms.choose,
        }
    }

    /// What is wrong, in the order of the form.
    pub fn mistakes(&self) -> Vec<Mistake> {
        let in_order = std::iter::once(WHAT.to_owned()).chain(changed::controls().skip(1));
        in_order
            .filter_map(|control| {
                let mut error = self.error(&control)?;
                if let Some(number) = self.baby_of(&control) {
                    let says = [("number", &*number), ("says", &error.sentence)];
                    error.sentence = fill(self.words.of_baby, &says).into();
                }
                let control_id = self.question(&control, "".into(), None).control_id();
                Some(Mistake { control_id, error })
            })
            .collect()
    }

    /// The number of the baby, of several, that a control is about.
    fn baby_of(&self, control: &str) -> Option<String> {
        let (_, place) = control.rsplit_once('_')?;
        let number = place.parse::<usize>().ok()? + 1;
        let told = &self.matter.told;
        let all = changed::expected(told).max(told.births.len());
        (all > 1).then(|| number.to_string())
    }
}
