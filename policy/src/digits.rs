//! Whole numbers, digit by digit. Absent: `write!` and its `{}`, whose machinery would be two kilobytes of what a phone
//! loads.

use std::fmt;

/// Writes a number as `{}` does.
pub fn write(f: &mut impl fmt::Write, number: i32) -> fmt::Result {
    if number < 0 {
        f.write_char('-')?;
    }
    let mut left = number.unsigned_abs();
    let mut digits = [b'0'; 10];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] += (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    f.write_str(std::str::from_utf8(&digits[first..]).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_written_as_by_the_formatter() {
        for number in [0, 7, 10, 2026, -1, -480, i32::MAX, i32::MIN] {
            let mut written = String::new();
            super::write(&mut written, number).expect("a string takes all");
            assert_eq!(written, number.to_string());
        }
    }
}
