import Accounts
import LandModel
import Testing

@Suite struct PasswordPolicyTests {
    private let policy = PasswordPolicy()

    private func faults(_ password: String, name: String = "weigong") -> [PasswordFault] {
        policy.faults(of: Secret(password), name: name)
    }

    @Test(arguments: [
        "wheat-under-Snow 88", "土地整治要从长计议二十年", "correct horse battery", "Zx9#kQ2!vLp7",
        "kasnuwhtrq",
    ])
    func `a good password breaks no rule`(password: String) {
        #expect(faults(password).isEmpty)
    }

    @Test func `all rules that are broken are told at once`() {
        #expect(
            faults("1111", name: "11") == [
                .tooShort(minimum: 10), .containsName, .run(longest: 3),
                .tooFewCharacters(minimum: 5),
            ])
        #expect(faults("ABCDweigong!") == [.containsName, .run(longest: 3)])
    }

    @Test func `length is counted in characters as a person sees them`() {
        #expect(faults("土地整治从长计议二") == [.tooShort(minimum: 10)])
        #expect(faults("土地整治从长计议二十").isEmpty)
        #expect(faults("cafe\u{301}s-du-1").contains(.tooShort(minimum: 10)) == false)
        #expect(faults(String(repeating: "ab9x!", count: 25) + "qwe").isEmpty)
        #expect(faults(String(repeating: "ab9x!", count: 25) + "qwer") == [.tooLong(maximum: 128)])
        let heavy = String(repeating: "e\u{301}\u{323}\u{302}", count: 200_000)
        #expect(faults(heavy) == [.tooLong(maximum: 128)])
    }

    @Test func `runs are found upwards, downwards and level`() {
        for (password, isRun) in [
            ("xq123zmwtp", false), ("xq1234zmwt", true), ("xq4321zmwt", true),
            ("xqddddzmwt", true), ("xqdddzmwtp", false), ("xqDcBazmwt", true),
            ("xq1212zmwt", false), ("xq1223344z", false), ("\u{10FFFF}\u{0}qzmwtpkr", false),
        ] {
            #expect(faults(password).contains(.run(longest: 3)) == isRun, "\(password)")
        }
    }

    @Test(arguments: [
        "Password2026", "p@ssw0rd!!", "PASSWORD!!!", "qwertyuiop", "1qaz2wsx3edc", "woaini1314!!",
        "tianchou2026", "123-456-789", "Administrator1", "ziranziyuan@8", "!!!iloveyou!!!",
        "q1w2e3r4t5", "guotu@2026!",
    ])
    func `common passwords are known with what people put around them`(password: String) {
        #expect(faults(password).contains(.common))
    }

    @Test func `rules are data`() {
        var loose = PasswordPolicy()
        loose.minimumLength = 4
        loose.longestRun = 100
        loose.distinctCharacters = 1
        loose.forbidsName = false
        loose.forbidsCommon = false
        #expect(loose.faults(of: Secret("aaaa"), name: "a").isEmpty)
    }

    @Test func `every fault is explained in both languages, with its number`() {
        let all: [(PasswordFault, String)] = [
            (.tooShort(minimum: 11), "11"), (.tooLong(maximum: 99), "99"), (.containsName, ""),
            (.run(longest: 3), "3"), (.tooFewCharacters(minimum: 5), "5"), (.common, ""),
            (.usedBefore(last: 7), "7"),
        ]
        for (fault, number) in all {
            #expect(number.isEmpty || fault.explanation.zh.contains(number))
            #expect(number.isEmpty || fault.explanation.en.contains(number))
            #expect(!fault.explanation.zh.isEmpty && !fault.explanation.en.isEmpty)
        }
        let error = AccountError.unfitPassword(all.map(\.0))
        for (fault, _) in all {
            #expect(error.explanation.zh.contains(fault.explanation.zh))
            #expect(error.explanation.en.contains(fault.explanation.en))
        }
    }
}
