//! Families that come over the wire: each with a name, a number and a phone of its own, from a home of its own.

use std::net::SocketAddr;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use policy::Day;
use server::clock::{Clock, SystemClock};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::portal::Answer;

/// Larger than any answer that is asked for here.
const ANSWER_BYTES_MAX: u64 = 16 << 20;

/// A family.
#[derive(Clone)]
pub struct Family {
    number: u32,
    pub name: String,
    pub id_number: String,
    pub phone: String,
    pub street: String,
    /// The day it applies.
    today: Day,
    cookie: String,
}

impl Family {
    /// One that applies on the day of the machine's clock.
    pub fn of(number: u32) -> Family {
        Family::on(number, SystemClock::begin().today())
    }

    /// One that applies on another day.
    pub fn on(number: u32, today: Day) -> Family {
        let letter = |place: u32| char::from_u32(0x5800 + place % 0x1000).unwrap();
        let mut name = "林".to_owned();
        name.extend([
            letter(number * 3 + 1),
            letter(number / 1000 + 77),
            letter(number + 2048),
        ]);
        Family {
            number,
            name,
            id_number: id_number(number),
            // neighbours are no neighbours to the limits
            phone: format!("13{:05}{:04}", number % 100_000, 4000 + number / 100_000),
            street: format!("东风路{}号", 70_000 + number),
            today,
            cookie: String::new(),
        }
    }

    /// What stands nowhere but with this family.
    pub fn marks(&self) -> [&str; 4] {
        [&self.name, &self.id_number, &self.phone, &self.street]
    }

    /// Where the form is.
    pub fn form_address(&self) -> String {
        let due = self.today.plus_days(80);
        format!(
            "/apply/pre_enrolment?area=441702&due_date={:04}-{:02}-{:02}&mother_insurance=resident&\
             mother_area=441702&mother_year={}",
            due.year(),
            due.month(),
            due.day(),
            self.today.year()
        )
    }

    /// The filled form, all agreed to, under a key that is this family's in every run.
    pub fn form(&self, act: &str) -> String {
        let key = format!("{:032x}", 0x5eed_0000_0000_u128 + u128::from(self.number));
        let pairs = [
            ("key", key.as_str()),
            ("shown", "eligible"),
            ("applicant", "mother"),
            ("mother_name", &self.name),
            ("mother_id_number", &self.id_number),
            ("mother_phone", &self.phone),
            ("mother_address", &self.street),
            ("promise_0", "yes"),
            ("promise_1", "yes"),
            ("promise_2", "yes"),
            ("consent_form", "yes"),
            ("consent_health", "yes"),
            ("consent_child", "yes"),
            ("signature", &self.name),
            ("act", act),
        ];
        encoded(&pairs)
    }

    /// The header lines that say who asks, and from where.
    pub fn lines(&self) -> String {
        let [_, high, middle, low] = self.number.to_be_bytes();
        let home = format!("X-Forwarded-For: 10.{high}.{middle}.{low}\r\n");
        match self.cookie.as_str() {
            "" => home,
            cookie => format!("{home}Cookie: session={cookie}\r\n"),
        }
    }

    /// Comes in by the door; whether it got in.
    pub async fn come_in(&mut self, to: SocketAddr) -> bool {
        let phone = encoded(&[("phone", &self.phone)]);
        let asked = ask(to, &self.post("/sign-in", &phone)).await;
        let Some((asked, code)) = asked.and_then(|asked| {
            let code = shown_code(&asked)?;
            Some((asked, code))
        }) else {
            return false;
        };
        self.take_name(&asked);
        let code = encoded(&[("code", &code)]);
        let Some(entered) = ask(to, &self.post("/sign-in/code", &code)).await else {
            return false;
        };
        self.take_name(&entered);
        entered.status == 303
    }

    /// Sends its form; what was answered, if anything was.
    pub async fn apply(&self, to: SocketAddr) -> Option<Answer> {
        let request = self.post(&self.form_address(), &self.form("send"));
        ask(to, &request).await
    }

    /// The bytes of a sent form.
    pub fn post(&self, address: &str, body: &str) -> String {
        let (length, lines) = (body.len(), self.lines());
        format!(
            "POST {address} HTTP/1.1\r\nHost: yucan\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{lines}\r\n{body}"
        )
    }

    /// The bytes of a look.
    pub fn get(&self, address: &str) -> String {
        crate::portal::get(address, &self.lines())
    }

    /// Takes the browser's name that an answer gives.
    pub fn take_name(&mut self, answer: &Answer) {
        let name = answer
            .header("set-cookie")
            .and_then(|set| set.split_once('=')?.1.split_once(';'));
        if let Some((name, _)) = name {
            self.cookie = name.to_owned();
        }
    }
}

/// The number that an answer acknowledges.
pub fn acknowledged(answer: &Answer) -> Option<String> {
    let to = answer.header("location")?;
    let number = to.strip_prefix("/file?just=sent&number=")?;
    (answer.status == 303).then(|| number.to_owned())
}

/// One request on a connection of its own. Nothing where the connection broke before an answer was whole.
pub async fn ask(to: SocketAddr, request: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(to).await.ok()?;
    let _ = stream.write_all(request.as_bytes()).await;
    let mut heard = Vec::new();
    let read = stream.take(ANSWER_BYTES_MAX).read_to_end(&mut heard).await;
    heard.windows(4).position(|four| four == b"\r\n\r\n")?;
    if read.is_err() && !heard.starts_with(b"HTTP/1.1 303") {
        return None;
    }
    Some(Answer::read(&heard))
}

/// Names and values as a browser sends them.
pub fn encoded(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| {
        let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
        format!("{}={value}", utf8_percent_encode(name, NON_ALPHANUMERIC))
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn shown_code(answer: &Answer) -> Option<String> {
    let text = std::str::from_utf8(&answer.body).ok()?;
    let (_, code) = text.split_once("data-demo-code=\"")?;
    Some(code[..6].to_owned())
}

/// A woman's number, its last digit right (GB 11643).
fn id_number(number: u32) -> String {
    let day = Day::new(1990, 1, 1)
        .unwrap()
        .plus_days((number / 450) as i32);
    let body = format!(
        "441702{:04}{:02}{:02}{:03}",
        day.year(),
        day.month(),
        day.day(),
        100 + number % 450 * 2
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    format!("{body}{}", b"10X98765432"[(sum % 11) as usize] as char)
}
