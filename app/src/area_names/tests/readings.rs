//! Names whose characters are read in more ways than one.

use super::codes;

#[test]
fn places_are_found_as_their_people_read_them() {
    for (place, pinyin, code) in [
        ("重庆", "chongqing", "500000"),
        ("六安", "luan", "341500"),
        ("六安", "lu'an", "341500"),
        ("亳州", "bozhou", "341600"),
        ("蚌埠", "bengbu", "340300"),
        ("洪洞", "hongtong", "141024"),
        ("乐亭", "laoting", "130225"),
        ("台州", "taizhou", "331000"),
        ("东阿", "donge", "371524"),
        ("铅山", "yanshan", "361124"),
        ("浚县", "xunxian", "410621"),
        ("大埔", "dabu", "441422"),
        ("番禺", "panyu", "440113"),
        ("长沙", "changsha", "430100"),
        ("厦门", "xiamen", "350200"),
        ("丽水", "lishui", "331100"),
        ("莘县", "shenxian", "371522"),
        ("阆中", "langzhong", "511381"),
        ("儋州", "danzhou", "460400"),
        ("郫都", "pidu", "510117"),
        ("朝阳", "chaoyang", "211300"),
        ("成都", "chengdu", "510100"),
        ("长春", "changchun", "220100"),
        ("长子", "zhangzi", "140428"),
        ("石家庄", "shijiazhuang", "130100"),
        ("西藏", "xizang", "540000"),
        ("佛山", "foshan", "440600"),
        ("黄陂", "huangpi", "420116"),
        ("珲春", "hunchun", "222404"),
        ("闵行", "minhang", "310112"),
        ("宝坻", "baodi", "120115"),
        ("井陉", "jingxing", "130121"),
        ("蔚县", "yuxian", "130726"),
        ("吐鲁番", "tulufan", "650400"),
        ("喀什", "kashi", "653100"),
        ("弥勒", "mile", "532504"),
        ("尉犁", "yuli", "652823"),
        ("尉氏", "weishi", "410223"),
        ("涡阳", "guoyang", "341621"),
        ("枞阳", "zongyang", "340722"),
        ("歙县", "shexian", "341021"),
        ("黟县", "yixian", "341023"),
        ("泌阳", "biyang", "411726"),
        ("荥阳", "xingyang", "410182"),
        ("荥经", "yingjing", "511822"),
        ("中牟", "zhongmu", "410122"),
        ("牟定", "mouding", "532323"),
        ("乐清", "yueqing", "330382"),
        ("乐陵", "laoling", "371481"),
        ("犍为", "qianwei", "511123"),
        ("筠连", "junlian", "511527"),
        ("什邡", "shifang", "510682"),
        ("监利", "jianli", "421088"),
        ("秭归", "zigui", "420527"),
        ("耒阳", "leiyang", "430481"),
        ("吴堡", "wubu", "610829"),
        ("鄠邑", "huyi", "610118"),
        ("宕昌", "tanchang", "621223"),
        ("称多", "chenduo", "632723"),
        ("覃塘", "qintang", "450804"),
        ("盱眙", "xuyi", "320830"),
        ("邗江", "hanjiang", "321003"),
        ("邛崃", "qionglai", "510183"),
        ("句容", "jurong", "321183"),
        ("繁峙", "fanshi", "140924"),
        ("单县", "shanxian", "371722"),
        ("曾都", "zengdu", "421303"),
        ("增城", "zengcheng", "440118"),
    ] {
        for query in [place, pinyin] {
            let found = codes(query);
            assert!(
                found.iter().take(3).any(|found| found == code),
                "{query}: {found:?}"
            );
        }
    }
}

#[test]
fn a_place_is_found_under_a_reading_that_is_not_its_own() {
    for (pinyin, code) in [
        ("fanyu", "440113"),
        ("qianshan", "361124"),
        ("zhangsha", "430100"),
    ] {
        let found = codes(pinyin);
        assert!(
            found.iter().any(|found| found == code),
            "{pinyin}: {found:?}"
        );
    }
}
