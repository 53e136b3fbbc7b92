//! Addresses that a form names.

/// Whether an address stays in this portal in every browser: some read `\` as `/` and skip what can't be printed.
pub fn is_local(to: &str) -> bool {
    let is_plain = to
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    is_plain && to.starts_with('/') && !to.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn only_our_own_paths_are_led_to() {
        let rows = [
            ("/", true),
            ("/check?area=441702&births=2026-11-02f", true),
            ("/law/YJ22-2#top", true),
            ("", false),
            ("check", false),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("/\t/evil.example", false),
            ("/check\r\nSet-Cookie: a=b", false),
            ("https://evil.example", false),
            ("/查", false),
        ];
        for (to, is_ours) in rows {
            assert_eq!(is_local(to), is_ours, "{to:?}");
        }
    }
}
