//! Each suite against the vectors of the document that defines it.

use super::{AesGcmSiv, KEY_BYTES, Sm4Gcm, Suite, SuiteName};
use crate::hex;

fn key(start: &str) -> [u8; KEY_BYTES] {
    let mut key = [0; KEY_BYTES];
    let start = hex::decode(start).unwrap();
    key[..start.len()].copy_from_slice(&start);
    key
}

struct Vector {
    suite: &'static dyn Suite,
    key: &'static str,
    nonce: &'static str,
    associated: &'static str,
    plaintext: &'static str,
    sealed: &'static str,
}

const VECTORS: [Vector; 3] = [
    // RFC 8998, appendix A.1
    Vector {
        suite: &Sm4Gcm,
        key: "0123456789abcdeffedcba9876543210",
        nonce: "00001234567800000000abcd",
        associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        plaintext: "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd\
                    eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
        sealed: "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735\
                 d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d\
                 83de3541e4c2b58177e065a9bf7b62ec",
    },
    // RFC 8452, appendix C.2
    Vector {
        suite: &AesGcmSiv,
        key: "0100000000000000000000000000000000000000000000000000000000000000",
        nonce: "030000000000000000000000",
        associated: "",
        plaintext: "0100000000000000",
        sealed: "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28",
    },
    Vector {
        suite: &AesGcmSiv,
        key: "0100000000000000000000000000000000000000000000000000000000000000",
        nonce: "030000000000000000000000",
        associated: "01",
        plaintext: "0200000000000000",
        sealed: "1de22967237a813291213f267e3b452f02d01ae33e4ec854",
    },
];

#[test]
fn each_suite_seals_as_its_document_says() {
    for vector in &VECTORS {
        let key = key(vector.key);
        let nonce = hex::decode(vector.nonce).unwrap().try_into().unwrap();
        let associated = hex::decode(vector.associated).unwrap();
        let plaintext = hex::decode(vector.plaintext).unwrap();
        let sealed = vector
            .suite
            .seal(&key, &nonce, &associated, &plaintext)
            .unwrap();
        assert_eq!(hex::encode(&sealed), vector.sealed);
        let opened = vector
            .suite
            .open(&key, &nonce, &associated, &sealed)
            .unwrap();
        assert_eq!(opened, plaintext);
    }
}

#[test]
fn a_suite_is_found_by_its_word_and_its_byte() {
    for name in SuiteName::ALL {
        assert_eq!(SuiteName::parse(name.as_str()), Some(name));
        assert_eq!(SuiteName::from_byte(name.byte()), Some(name));
        assert_eq!(name.suite().name(), name);
    }
    assert_eq!(SuiteName::from_byte(0), None);
    assert_eq!(SuiteName::parse("sm4"), None);
}
