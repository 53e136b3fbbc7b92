//! The papers of an application: its form, filled in, and its receipt.

use leptos::prelude::*;
use policy::edition::Edition;
use registry::{Standing, standing::Application};

use super::{seal, short};
use crate::{
    pages::paper::is_wechat_phone,
    parts::{Paper, paper_tile},
    visit::Visit,
};

/// Where papers are asked for.
const ASK_AT: &str = "/file/paper";

/// A tile for each. While the application stands still nothing of them is held out as the next step.
pub fn tiles(
    visit: &Visit,
    application: &Application,
    standing: &Standing,
    edition: Option<&Edition>,
    is_held: bool,
) -> AnyView {
    let (look, sent) = (visit.look(), &application.sent);
    let words = &look.words().pages.papers;
    let form =
        edition.and_then(|edition| visit.areas.form_worded(edition, sent.service, &sent.form));
    let which = |paper: &str| {
        vec![
            ("number", sent.number.to_string()),
            ("paper", paper.to_owned()),
        ]
    };
    let is_wechat = is_wechat_phone(visit);
    let tile = |title, purpose: &'static str, paper, has_two| {
        let tile = Paper {
            title,
            purpose: Some(purpose.into()),
            ask_at: ASK_AT,
            which: which(paper),
            has_two,
            may_print: !is_wechat,
            may_send: !visit.browser.phone,
        };
        paper_tile(look, tile)
    };
    // Nobody is to carry to the desk what came to nothing.
    let form = form.filter(|_| !application.stage.came_to_nothing());
    let form = form.map(|form| {
        let title = form.title.in_lang(look.lang).to_owned();
        let copies = form.layout.as_ref().map_or(1, |layout| layout.copies);
        let seal = seal::of(visit.areas, standing, application).filter(|_| !is_held);
        let seal = seal.map(|(seal, _)| seal);
        tile(
            title.into(),
            seal::purpose(words, seal),
            "form",
            copies == 2,
        )
    });
    view! {
        <section class="file-papers no-print">
            <h3>{words.tiles}</h3>
            {short::on_paper(visit, application)}
            {form}
            {tile(words.receipt.into(), words.receipt_purpose, "receipt", false)}
        </section>
    }
    .into_any()
}
