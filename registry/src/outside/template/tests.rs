//! What the gateways' reviewers refuse (Aliyun's and Huawei's rules for notifications), asked of every text.

use super::{Template, Variable};

/// What is wrong with a text, in words.
fn faults(text: &str) -> Vec<&'static str> {
    let mut faults = Vec::new();
    let count = text.chars().count();
    let rules: [(&'static str, bool); 9] = [
        ("1 to 500 characters", !(1..=500).contains(&count)),
        ("the sender's mark", text.contains(['【', '】'])),
        (
            "a special sign",
            text.contains(['①', '★', '→', '※', '●', '◆', '☎', '✓']),
        ),
        (
            "an opt-out line",
            ["拒收", "退订", "回复R", "回T", "TD"]
                .iter()
                .any(|word| text.contains(word)),
        ),
        (
            "a link",
            ["http", "www", "://", ".cn", ".com", "/"]
                .iter()
                .any(|word| text.contains(word)),
        ),
        (
            "a word that is refused",
            [
                "保险", "医疗", "殡葬", "丧葬", "贷款", "优惠", "促销", "免费",
            ]
            .iter()
            .any(|word| text.contains(word)),
        ),
        (
            "somebody's state of health",
            ["孕", "产妇", "胎", "婴", "流产", "出生", "死亡", "诊断"]
                .iter()
                .any(|word| text.contains(word)),
        ),
        (
            "a five-digit or mobile number",
            longest_run_of_digits(text) >= 5,
        ),
        ("two variables side by side", text.contains("}${")),
    ];
    faults.extend(
        rules
            .iter()
            .filter(|(_, is_broken)| *is_broken)
            .map(|(name, _)| *name),
    );
    faults.extend(faults_of_variables(text));
    faults.extend(
        text.chars()
            .any(is_foreign)
            .then_some("a character that is not simplified Chinese"),
    );
    faults
}

fn longest_run_of_digits(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .max()
        .unwrap_or(0)
}

fn names(text: &str) -> Option<Vec<&str>> {
    let mut parts = text.split("${");
    parts.next()?;
    parts
        .map(|part| part.split_once('}').map(|(name, _)| name))
        .collect()
}

fn faults_of_variables(text: &str) -> Vec<&'static str> {
    let Some(names) = names(text) else {
        return vec!["a variable without its end"];
    };
    let mut faults = Vec::new();
    let without: String = names.iter().fold(text.to_owned(), |text, name| {
        text.replace(&format!("${{{name}}}"), "")
    });
    if without.trim().is_empty() {
        faults.push("nothing but variables");
    }
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() != names.len() {
        faults.push("a variable twice");
    }
    if names
        .iter()
        .any(|name| ["url", "link", "phone", "tel"].contains(name))
    {
        faults.push("a variable for a link or a phone");
    }
    faults
}

/// Outside GB 2312, which has the simplified characters and their punctuation, and no traditional one.
fn is_foreign(c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    let mut buffer = [0; 4];
    let (bytes, _, is_unmappable) = encoding_rs::GBK.encode(c.encode_utf8(&mut buffer));
    is_unmappable || bytes.len() != 2 || !(0xA1..=0xF7).contains(&bytes[0]) || bytes[1] < 0xA1
}

#[test]
fn no_text_has_what_reviewers_refuse() {
    for template in Template::ALL {
        assert_eq!(faults(template.text()), [""; 0], "{template:?}");
    }
}

#[test]
fn every_text_names_its_variables_and_no_others() {
    for template in Template::ALL {
        let named = names(template.text()).unwrap();
        let declared: Vec<_> = template.variables().iter().map(|one| one.name()).collect();
        assert_eq!(named, declared, "{template:?}");
    }
}

#[test]
fn what_reviewers_refuse_is_noticed() {
    let long = "长".repeat(501);
    let rows = [
        ("too long", long.as_str(), "1 to 500 characters"),
        ("nothing at all", "", "1 to 500 characters"),
        ("a mark", "【预参】您好", "the sender's mark"),
        ("a sign", "①登录", "a special sign"),
        ("an opt-out", "拒收请回复R", "an opt-out line"),
        ("a link", "请看 yucan.cn", "a link"),
        (
            "a national line",
            "请拨打12393",
            "a five-digit or mobile number",
        ),
        ("side by side", "编号${a}${b}", "two variables side by side"),
        ("a variable alone", "${a}", "nothing but variables"),
        ("a variable twice", "编号${a}和${a}", "a variable twice"),
        (
            "a link's variable",
            "请看${url}吧",
            "a variable for a link or a phone",
        ),
        ("an open variable", "编号${a", "a variable without its end"),
        (
            "traditional",
            "您的申請已收到",
            "a character that is not simplified Chinese",
        ),
        ("health", "您的孕周", "somebody's state of health"),
        ("barred", "医疗保险", "a word that is refused"),
    ];
    for (name, text, fault) in rows {
        assert!(faults(text).contains(&fault), "{name}: {:?}", faults(text));
    }
}

#[test]
fn a_variable_holds_what_it_is_for() {
    let long = format!("YC-{}", "A".repeat(33));
    let rows = [
        (Variable::Code, "123456", true),
        (Variable::Code, "1234", true),
        (Variable::Code, "123", false),
        (Variable::Code, "13800138000", false),
        (Variable::Code, "１２３４", false),
        (Variable::ApplicationNumber, "YC-23456-789AB", true),
        (Variable::ApplicationNumber, "441702199503081223", false),
        (Variable::ApplicationNumber, "林晓梅", false),
        (Variable::ApplicationNumber, "YC-yucan.cn", false),
        (Variable::ApplicationNumber, "", false),
        (Variable::ApplicationNumber, &long, false),
    ];
    for (variable, text, holds) in rows {
        assert_eq!(variable.holds(text), holds, "{variable:?} {text}");
    }
}
