/// Passwords that everybody tries first, lower case, without the digits and signs at either end.
///
/// The usual ones of published lists of leaked passwords, keyboard rows, and what is close at hand
/// in a Chinese office: pinyin words, lucky numbers, the names of this program and its subject.
enum CommonPasswords {
    private static let words: Set<Substring> = Set(
        """
        password passwort passw0rd admin administrator root user guest test tester demo login welcome
        letmein secret master manager default changeme public private system server service office
        qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc
        q1w2e3r4 q1w2e3r4t5 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc zaq12wsx a1b2c3d4 abc abcd abcde
        abcdef abcdefg abcdefgh aaaaaa iloveyou loveyou love sunshine princess dragon monkey football
        baseball superman batman shadow michael jordan charlie computer internet samsung huawei xiaomi
        woaini woaini1314 5201314 1314520 woaizhongguo zhongguo china beijing shanghai guangxi liuzhou
        jinxian wuxi gansu ningxia nihao xiaoxiao mima mima123 guanli guanliyuan yonghu ceshi gongzuo
        tianchou tian chou tudi zhengzhi tudizhengzhi quanyu guotu ziran ziranziyuan nongtian gengdi
        gengdibaohu nongye nongcun xiangzhen cunwei xianzhengfu zhengfu bangong bangongshi kaifa
        11111111 00000000 88888888 66666666 12345678 123456789 1234567890 0123456789 987654321
        123123123 123321123 112233 11223344 1122334455 147258369 159753 159357 741852963 789456123
        147852369 666888 888666 168168168 520520 521521 314159 31415926 100200300
        """.split { $0 == " " || $0 == "\n" })

    /// Whether a password is common, with or without what people put around a word.
    static func contain(_ password: String) -> Bool {
        let lower = password.lowercased()[...]
        let isSign: (Character) -> Bool = { !$0.isLetter && !$0.isNumber }
        let isNoLetter: (Character) -> Bool = { !$0.isLetter }
        let bare = trimmed(lower, isSign)
        let core = trimmed(lower, isNoLetter)
        let plain = String(core.map(plainLetter))[...]
        // Signs at the end are left alone first: in p@ssw0rd!! the last two stand for no letter.
        let plainBare = String(bare.map(plainLetter))[...]
        let digits = lower.filter(\.isNumber)
        if [lower, bare, core, plain, plainBare].contains(where: words.contains) { return true }
        // Nothing but a common number with signs strewn in, such as 123-456-789.
        return !lower.contains(where: \.isLetter) && words.contains(Substring(digits))
    }

    private static func trimmed(
        _ text: Substring, _ isOutside: (Character) -> Bool
    ) -> Substring {
        var text = text
        while let first = text.first, isOutside(first) { text.removeFirst() }
        while let last = text.last, isOutside(last) { text.removeLast() }
        return text
    }

    /// The letter that a digit or sign commonly stands for.
    private static func plainLetter(_ character: Character) -> Character {
        switch character {
        case "0": "o"
        case "1", "!": "i"
        case "3": "e"
        case "4", "@": "a"
        case "5", "$": "s"
        case "7": "t"
        default: character
        }
    }
}
