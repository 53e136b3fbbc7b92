//! The portal under a steady load: 200 requests a second, of which 80 % read, 15 % send a form and 5 % fetch a paper,
//! against nginx giving a file as often. Each request has its moment, kept whether or not those before it were
//! answered, and its time counts from that moment. Then as fast as it goes, to see whether memory grows.

use crate::clients::{percentile, take};
use crate::disk::syncs_a_second;
use crate::house::{House, id_number, phone};
use crate::line::{Asking, Lines, get, post};
use crate::places::Places;
use crate::portal::{ANSWERED, Server, portal};
use crate::rounds::{Effort, median};
use crate::start::{Running, nginx_command, resident_bytes};
use crate::submit::{CLIENTS, on_disk, runtime};
use crate::table::Row;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

const A_SECOND: u64 = 200;
/// Of twenty requests three are forms and one is a paper.
const CYCLE: u64 = 20;
const FORMS: u64 = 3;
/// Papers that are fetched in turn.
const PAPERS: u64 = 20;
/// Requests after which a process has what it needs.
const WARM: u64 = 5_000;
const GROWTH: f64 = 1.05;

const FORM: &str = "/apply/pre_enrolment?area=441702&asked_on=2026-11-22&due_date=2027-02-08\
    &mother_insurance=resident&mother_area=441702&mother_year=2026";
const READ: [&str; 4] = ["/", ANSWERED, "/law", FORM];

/// A request, and of which kind it is.
#[derive(Clone)]
struct Request {
    asking: Asking,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Read,
    Form,
    Paper,
}

/// Measures.
pub fn measure(places: &Places, effort: Effort) -> Result<Vec<Row>> {
    let nginx = places.need("nginx", "nginx-light")?;
    let folder = tempfile::tempdir_in(on_disk())?;
    let runtime = runtime()?;
    let rounds = effort.of(2, 5) as u64;
    let each = A_SECOND * effort.of(10, 30) as u64;
    let forms = (rounds + 1) * each * FORMS / CYCLE;
    let cookies = runtime.block_on(seed(folder.path(), forms + PAPERS))?;
    let server = serve(places, folder.path())?;
    let papers = runtime.block_on(papers(&server.host, &cookies))?;
    let page = server.visitor().get(READ[0], 200)?;
    std::fs::write(folder.path().join("index.html"), &page.body)?;
    let yardstick = Yardstick::start(&nginx, folder.path())?;
    let (mut ours, mut theirs, mut syncs, mut refused) = (vec![], vec![], vec![], 0);
    let mut kinds: [Vec<Duration>; 3] = Default::default();
    for round in 0..=rounds {
        let first = PAPERS + round * each * FORMS / CYCLE;
        let mixed = mix(&server.host, each, &papers, |turn| {
            sends(&server.host, &cookies, first + turn)
        })?;
        let file = Request::read(&yardstick.host, READ[0])?;
        let taken = at_their_moments(&runtime, mixed)?;
        let nginx = at_their_moments(&runtime, vec![file; each as usize])?;
        if round > 0 {
            ours.push(p99(taken.iter().map(|one| one.took)));
            theirs.push(p99(nginx.iter().map(|one| one.took)));
            refused += taken.iter().filter(|one| one.is_refused).count();
            syncs.push(1000.0 / syncs_a_second(folder.path(), Duration::from_secs(1))?);
            for one in taken {
                kinds[one.kind as usize].push(one.took);
            }
        }
    }
    drop(yardstick);
    let [ours, theirs, sync] = [ours, theirs, syncs].map(|all| median(&all));
    let limit = 3.0 * theirs + sync;
    let names = ["reading", "sending a form", "fetching a paper"];
    let told = names.iter().zip(&kinds).map(|(name, all)| {
        let figure = format!("… {name} alone");
        Row::told(
            figure,
            format!("{:.1} ms", p99(all.iter().copied())),
            "–",
            "",
        )
    });
    let mut rows = vec![
        Row::told(
            "p99 at 200 requests/s: 80 % read, 15 % form, 5 % paper",
            format!("{ours:.1} ms"),
            format!("{theirs:.1} ms, nginx, a file as often; one sync {sync:.1} ms"),
            format!("{:.1} ×", ours / theirs),
        )
        .at_most(limit, "ms (3 × and a sync)", ours),
    ];
    rows.extend(told);
    let requests = rounds * each;
    let row = Row::told(
        "… turned away for want of room",
        format!("{refused} of {requests}"),
        "–",
        "",
    );
    rows.push(row.at_most(0.0, "requests", refused as f64));
    rows.push(growth(&runtime, &server, &papers, effort)?);
    server.stop()?;
    Ok(rows)
}

/// Families with an open file and a signed-in phone; the first of them have sent already.
async fn seed(folder: &Path, families: u64) -> Result<Arc<Vec<String>>> {
    let address = format!("sqlite:{}", folder.join("yucan.db").display());
    let house = Arc::new(House::open(folder, &address).await?);
    let cookies = Arc::new(Mutex::new(vec![String::new(); families as usize]));
    let (coming, given) = (Arc::clone(&house), Arc::clone(&cookies));
    take(CLIENTS, 0..families, move |number| {
        let (house, given) = (Arc::clone(&coming), Arc::clone(&given));
        async move {
            let family = house.come(number).await?;
            if number < PAPERS {
                house.send(family, number).await?;
            }
            let token = house.sign_in(number).await?;
            let mut given = given.lock().expect("nobody panics with it");
            given[number as usize] = format!("session={token}");
            Ok(())
        }
    })
    .await?;
    Arc::into_inner(house)
        .context("a family is still coming")?
        .close()
        .await;
    let cookies = cookies.lock().expect("nobody panics with it").clone();
    Ok(Arc::new(cookies))
}

fn serve(places: &Places, folder: &Path) -> Result<Server> {
    let mut command = portal(places, &[], 0);
    command
        .args(["--write-per-minute", "0", "--database"])
        .arg(format!("sqlite:{}", folder.join("yucan.db").display()));
    Server::start(&mut command)
}

/// Links to papers, asked for by the families that have sent.
async fn papers(host: &str, cookies: &[String]) -> Result<Vec<String>> {
    let lines = Lines::new();
    let mut links = Vec::new();
    for cookie in &cookies[..PAPERS as usize] {
        let page = crate::http::Visitor::of(host).get_as("/file", cookie)?;
        let number = page
            .split("YC-")
            .nth(1)
            .and_then(|rest| rest.get(..11))
            .context("the file shows no application")?;
        let body = format!("number=YC-{number}&paper=form");
        let asked = lines
            .ask(&post(host, "/file/paper", cookie, &body)?)
            .await?;
        links.push(asked.location.context("no link to a paper")?);
    }
    Ok(links)
}

/// The application of the family with a number, as its browser sends it.
fn sends(host: &str, cookies: &[String], number: u64) -> Result<Request> {
    let name = "%E6%9E%97%E6%99%93%E6%A2%85";
    let body = format!(
        "key={:032x}&shown=eligible&applicant=mother&mother_name={name}&mother_id_number={}&mother_phone={}\
         &mother_address=%E4%B8%9C%E9%A3%8E%E4%B8%80%E8%B7%AF1%E5%8F%B7&promise_0=yes&promise_1=yes&promise_2=yes\
         &consent_form=yes&consent_health=yes&consent_child=yes&signature={name}&act=send",
        u128::from(number) + 1,
        id_number(number),
        phone(number)
            .map(|phone| phone.expose().to_owned())
            .unwrap_or_default(),
    );
    Ok(Request {
        asking: post(host, FORM, &cookies[number as usize], &body)?,
        kind: Kind::Form,
    })
}

impl Request {
    fn read(host: &str, path: &str) -> Result<Request> {
        Ok(Request {
            asking: get(host, path)?,
            kind: Kind::Read,
        })
    }
}

fn mix(
    host: &str,
    count: u64,
    papers: &[String],
    form: impl Fn(u64) -> Result<Request>,
) -> Result<Vec<Request>> {
    (0..count)
        .map(|turn| match turn % CYCLE {
            0 => Ok(Request {
                asking: get(host, &papers[(turn / CYCLE) as usize % papers.len()])?,
                kind: Kind::Paper,
            }),
            // spread among the twenty
            5 | 11 | 17 => form(turn / CYCLE * FORMS + (turn % CYCLE) / 6),
            place => Request::read(host, READ[place as usize % READ.len()]),
        })
        .collect()
}

/// How a request ended.
struct Ended {
    kind: Kind,
    took: Duration,
    is_refused: bool,
}

/// Each request at its moment, on a line that is free or a new one; how long after that moment its answer was there.
fn at_their_moments(runtime: &Runtime, requests: Vec<Request>) -> Result<Vec<Ended>> {
    let lines = Lines::new();
    let begun = Instant::now();
    let mut waiting = Vec::with_capacity(requests.len());
    for (request, place) in requests.into_iter().zip(0_u32..) {
        let due = begun + Duration::from_micros(1_000_000 / A_SECOND) * place;
        // a thread of its own keeps time better than a runtime's clock of milliseconds; it may wake before its time
        while let Some(left) = due.checked_duration_since(Instant::now()) {
            std::thread::park_timeout(left);
        }
        let lines = lines.clone();
        waiting.push(runtime.spawn(async move {
            let answer = lines.ask(&request.asking).await?;
            let took = due.elapsed();
            let expected = if request.kind == Kind::Form { 303 } else { 200 };
            let is_refused = answer.status == 503;
            ensure!(
                is_refused || answer.status == expected,
                "an answer of {}",
                answer.status
            );
            Ok(Ended {
                kind: request.kind,
                took,
                is_refused,
            })
        }));
    }
    runtime.block_on(async {
        let mut taken = Vec::with_capacity(waiting.len());
        for one in waiting {
            taken.push(one.await??);
        }
        Ok(taken)
    })
}

/// In milliseconds.
fn p99(took: impl Iterator<Item = Duration>) -> f64 {
    let mut all: Vec<Duration> = took.collect();
    all.sort_unstable();
    percentile(&all, 99).as_secs_f64() * 1000.0
}

/// The same mixture, but that forms are only looked over, as fast as sixteen lines bring it: the process must not grow.
fn growth(runtime: &Runtime, server: &Server, papers: &[String], effort: Effort) -> Result<Row> {
    let count = effort.of(20_000, 500_000) as u64;
    let looked_over = |_| {
        Ok(Request {
            asking: post(&server.host, FORM, "", "applicant=mother&act=review")?,
            kind: Kind::Form,
        })
    };
    let cycle = CYCLE * papers.len() as u64;
    let cycle = Arc::new(mix(&server.host, cycle, papers, looked_over)?);
    let lines = Lines::new();
    let ask = |numbers| {
        let (cycle, lines) = (Arc::clone(&cycle), lines.clone());
        take(16, numbers, move |number: u64| {
            let (cycle, lines) = (Arc::clone(&cycle), lines.clone());
            async move {
                let request = &cycle[number as usize % cycle.len()];
                let answer = lines.ask(&request.asking).await?;
                ensure!(
                    matches!(answer.status.as_u16(), 200 | 422),
                    "an answer of {}",
                    answer.status
                );
                Ok(())
            }
        })
    };
    runtime.block_on(ask(0..WARM))?;
    let before = resident_bytes(server.process())?;
    let taken = runtime.block_on(ask(WARM..count))?;
    let after = resident_bytes(server.process())?;
    let grown = after / before;
    let row = Row::told(
        format!("memory after {count} requests ({:.0}/s)", taken.a_second),
        format!("{:.1} MB", after / 1e6),
        format!("{:.1} MB, after {WARM}", before / 1e6),
        format!("{grown:.2} ×"),
    );
    Ok(row.at_most(GROWTH, "×", grown))
}

/// nginx with one file.
struct Yardstick {
    host: String,
    _running: Running,
}

impl Yardstick {
    fn start(nginx: &Path, folder: &Path) -> Result<Yardstick> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let mut command = nginx_command(nginx, folder, port);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let running = Running(command.spawn().context("cannot start nginx")?);
        let host = format!("127.0.0.1:{port}");
        let begun = Instant::now();
        while std::net::TcpStream::connect(&host).is_err() {
            ensure!(
                begun.elapsed() < Duration::from_secs(20),
                "nginx does not listen"
            );
            std::thread::park_timeout(Duration::from_millis(5));
        }
        Ok(Yardstick {
            host,
            _running: running,
        })
    }
}
