//! Papers as their callers would make them. The form is 附件2 of 阳医保通〔2022〕11号, word for word.

use papers::{
    Block, Code, Copies, Field, Height, Line, Notes, Paper, Promise, Row, Signature, Slip, Stamp,
    Strokes, Unit, Value,
};

pub const PROMISES: [&str; 3] = [
    "一、本人已知悉阳江市新生儿预参保缴费有关政策，承诺本人提供有关材料符合要求，按照规定及时完成缴费；",
    "二、本人承诺在新生儿出生一年内完成户口登记，并及时将户口登记信息提交经办机构办理参保信息变更；",
    "三、本人未按规定办理有关事项产生责任由本人自行负担。",
];

pub const NOTES: [&str; 2] = [
    "1、本表一式两份，由参保人填写并签名确认，提交经办机构办理参保登记、由经办机构受理收取；经办机构按照规定录入身份证及姓名后，加盖公章一份提供参保人作为报销凭证，一份留存建立凭证；",
    "2、参保人完成新生儿户口登记后，凭此表及户口本完成参保信息变更；本表同时作为新生儿出生后未发生待遇退保凭证之一。",
];

/// What a family tells, or nothing of it.
#[derive(Default)]
pub struct Told {
    pub applicant: Option<&'static str>,
    pub number: Option<&'static str>,
    pub phone: Option<&'static str>,
    pub due: Option<(&'static str, &'static str)>,
    pub address: Option<String>,
    pub agent: Option<&'static str>,
    pub agent_number: Option<&'static str>,
    pub year: Option<&'static str>,
    pub signature: Signature,
    pub babies: Vec<(String, String)>,
}

pub fn told() -> Told {
    Told {
        applicant: Some("陈小玲"),
        number: Some("441702199503072145"),
        phone: Some("13800138000"),
        due: Some(("2026", "12")),
        address: Some("广东省阳江市江城区城南街道东风三路28号某某花园3栋2单元1201房".to_owned()),
        agent: Some("林建国"),
        agent_number: Some("44172319930102101X"),
        year: Some("2026"),
        signature: Signature::Typed("陈小玲".to_owned()),
        babies: Vec::new(),
    }
}

/// A finger's signature.
pub fn strokes() -> Strokes {
    Strokes::read(
        "M120 90 L320 80 Q300 200 180 300 M200 60 L215 330 M420 120 Q520 60 540 180 Q550 320 430 300 \
         M640 80 L860 90 M750 40 Q760 220 640 340 M760 200 Q820 280 920 320",
        [1000, 400],
    )
    .expect("strokes in their box")
}

fn pair(label: (&str, Value), other: (&str, Value)) -> Row {
    let field = |(label, value): (&str, Value)| Field {
        label: label.to_owned(),
        value,
        label_parts: 4,
        value_parts: 8,
    };
    Row {
        fields: vec![field(label), field(other)],
        height: Height::Plain,
    }
}

fn single(label: &str, value: Value) -> Row {
    let field = Field {
        label: label.to_owned(),
        value,
        label_parts: 4,
        value_parts: 20,
    };
    Row {
        fields: vec![field],
        height: Height::Plain,
    }
}

fn line(label: &str, value: Value) -> Line {
    Line {
        label: label.to_owned(),
        value,
    }
}

pub fn form(told: Told) -> Paper {
    let due = |pick: fn((&'static str, &'static str)) -> &'static str| {
        told.due.map(|due| pick(due).to_owned())
    };
    let months = vec![
        Unit::new(due(|due| due.0), "年"),
        Unit::new(due(|due| due.1), "月"),
    ];
    let year = Value::Units(vec![Unit::new(told.year.map(str::to_owned), "年度")]);
    let (names, numbers): (Vec<_>, Vec<_>) = told.babies.into_iter().unzip();
    let lines = |lines: Vec<String>| {
        if lines.is_empty() {
            Value::Blank
        } else {
            Value::Lines(lines)
        }
    };
    Paper {
        title: "《阳江市新生儿预参保登记表》".to_owned(),
        number: Some(line("编号", Value::Words("YJ-2026-0004-1702".to_owned()))),
        dated: Some(line("时间", Value::day(Some((2026, 9, 8))))),
        blocks: vec![
            Block::Rows(vec![
                pair(
                    ("申请人", Value::of(told.applicant)),
                    ("身份证号", Value::of(told.number)),
                ),
                pair(
                    ("联系电话", Value::of(told.phone)),
                    ("预产期", Value::Units(months)),
                ),
                single("家庭地址", Value::of(told.address)),
                pair(
                    ("被委托人", Value::of(told.agent)),
                    ("身份证号", Value::of(told.agent_number)),
                ),
                single("预参保年度", year),
            ]),
            Block::Band("本栏由参保人承诺签名".to_owned()),
            Block::Promise(Promise {
                lead: "本人已了解阳江市新生儿预参保缴费有关规定，根据本人实际情况，承诺如下："
                    .to_owned(),
                promises: PROMISES.map(str::to_owned).to_vec(),
                signature_label: "签名".to_owned(),
                signature: told.signature,
                dated: Some(line("时间", Value::day(None))),
            }),
            Block::Band("以下由受理经办机构填写".to_owned()),
            Block::Rows(vec![Row {
                height: Height::Tall,
                ..pair(
                    ("新生儿姓名", lines(names)),
                    ("新生儿证件号", lines(numbers)),
                )
            }]),
            Block::Stamp(Stamp {
                label: "医保经办机构（盖章）".to_owned(),
                height_mm: 46,
            }),
            Block::Notes(Notes {
                label: "备注".to_owned(),
                notes: NOTES.map(str::to_owned).to_vec(),
            }),
        ],
        code: Some(Code {
            text: "https://yucan.example.cn/desk/f/7KQ2M9XWTR4HB6ZP".to_owned(),
            caption: "窗口扫码打开本件".to_owned(),
        }),
        copies: Copies::One,
        footer: Some("按阳医保通〔2022〕11号附件2制作（2022-04-20起施行）".to_owned()),
    }
}

/// Babies by the agency's rule, so many of them.
pub fn babies(many: usize) -> Vec<(String, String)> {
    let nth = |at: usize| {
        if many == 1 {
            String::new()
        } else {
            (at + 1).to_string()
        }
    };
    let baby = |at| {
        (
            format!("陈小玲B{}", nth(at)),
            format!("441702199503072145B{}", nth(at)),
        )
    };
    (0..many).map(baby).collect()
}

pub fn receipt() -> Paper {
    let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    Slip {
        title: "收件回执".to_owned(),
        number: Some(line("编号", Value::Words("YJ-2026-0004-1702".to_owned()))),
        dated: Some(line("时间", Value::day(Some((2026, 9, 8))))),
        rows: vec![
            line("办理事项", Value::Words("新生儿预参保登记".to_owned())),
            line("申请人", Value::Words("陈小玲".to_owned())),
            line("收件时间", Value::Words("2026年9月8日 14:02".to_owned())),
            line(
                "现在的状态",
                Value::Words("已收到，还没有完成：出生前要缴费".to_owned()),
            ),
            line(
                "下一步",
                Value::Words("带身份证和登记表到窗口盖章".to_owned()),
            ),
        ],
        notes: Some(Notes {
            label: "说明".to_owned(),
            notes: vec!["本回执只证明收到，不是参保凭证。".to_owned()],
        }),
        proof: Some(line("存证", Value::Words([hash; 20].join(" ")))),
        code: Some(Code {
            text: "https://yucan.example.cn/r/7KQ2M9XWTR4HB6ZP".to_owned(),
            caption: "查进度".to_owned(),
        }),
        footer: None,
    }
    .into()
}
