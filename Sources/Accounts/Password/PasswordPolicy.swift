public import LandModel

/// What a new password must be (口令规则).
public struct PasswordPolicy: Sendable, Hashable {
    /// `minimumLength`: the fewest characters; 10.
    public var minimumLength = 10
    /// `maximumLength`: the most characters, against passwords that only cost time to hash; 128.
    public var maximumLength = 128
    /// `longestRun`: how many characters in a row may be equal, or follow each other; 3.
    public var longestRun = 3
    /// `distinctCharacters`: how many different characters there must be; 5.
    public var distinctCharacters = 5
    /// `forbidsName`: whether the sign-in name may not occur in it; it may not.
    public var forbidsName = true
    /// `forbidsCommon`: whether it may not be on the built-in list of common passwords; it may not.
    public var forbidsCommon = true
    /// `history`: how many earlier passwords, the present one counted, may not come again; 5.
    public var history = 5
    /// `expiresAfter`: after how long a password must be changed, in milliseconds; never.
    public var expiresAfter: Int?

    /// The usual rules.
    public init() {}

    /// All rules that a password breaks, except that on earlier passwords, which needs the account.
    public func faults(of password: Secret, name: String) -> [PasswordFault] {
        // What is too long is looked at no further: the work would grow with it.
        guard password.text.utf8.count <= 16 * maximumLength else {
            return [.tooLong(maximum: maximumLength)]
        }
        let text = password.compatibilityForm
        guard text.count <= maximumLength else { return [.tooLong(maximum: maximumLength)] }
        var faults: [PasswordFault] = []
        if text.count < minimumLength { faults.append(.tooShort(minimum: minimumLength)) }
        let lower = text.lowercased()
        if forbidsName, !name.isEmpty, lower.contains(name.lowercased()) {
            faults.append(.containsName)
        }
        if Self.longestRun(in: lower) > longestRun { faults.append(.run(longest: longestRun)) }
        if Set(lower).count < distinctCharacters {
            faults.append(.tooFewCharacters(minimum: distinctCharacters))
        }
        if forbidsCommon, CommonPasswords.contain(text) { faults.append(.common) }
        return faults
    }

    /// The length of the longest run of equal, rising or falling characters.
    static func longestRun(in text: String) -> Int {
        let values = text.unicodeScalars.map { Int($0.value) }
        guard values.count > 1 else { return values.count }
        var longest = 1
        var length = 1
        var previousStep: Int?
        for place in 1..<values.count {
            let step = values[place] - values[place - 1]
            if !(-1...1).contains(step) {
                length = 1
                previousStep = nil
            } else {
                length = step == previousStep ? length + 1 : 2
                previousStep = step
            }
            longest = max(longest, length)
        }
        return longest
    }
}

/// A rule that a new password breaks.
public enum PasswordFault: Hashable, Sendable {
    /// It has too few characters.
    case tooShort(minimum: Int)
    /// It has too many characters.
    case tooLong(maximum: Int)
    /// The sign-in name is in it.
    case containsName
    /// Too many characters in a row are equal or follow each other, such as `aaaa` or `1234`.
    case run(longest: Int)
    /// It has too few different characters.
    case tooFewCharacters(minimum: Int)
    /// It is among those that everybody tries first.
    case common
    /// It is one of the account's last passwords.
    case usedBefore(last: Int)

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .tooShort(let minimum):
            BilingualText(
                zh: "口令太短，至少 \(minimum) 个字符，可用几个词连成一句",
                en: "it is too short: use \(minimum) characters or more, such as a few words")
        case .tooLong(let maximum):
            BilingualText(
                zh: "口令太长，至多 \(maximum) 个字符",
                en: "it is too long: use at most \(maximum) characters")
        case .containsName:
            BilingualText(zh: "口令中不能含有登录名", en: "it contains the sign-in name: leave that out")
        case .run(let longest):
            BilingualText(
                zh: "相同或连续的字符（如 aaaa、1234）不能超过 \(longest) 个",
                en: "more than \(longest) characters in a row are equal or follow each other, "
                    + "such as aaaa or 1234: break them up")
        case .tooFewCharacters(let minimum):
            BilingualText(
                zh: "不同的字符太少，至少 \(minimum) 种",
                en: "it has too few different characters: use \(minimum) or more")
        case .common:
            BilingualText(
                zh: "这是最常见的口令之一，容易被猜中，请另换",
                en: "it is one of those that everybody tries first: choose another")
        case .usedBefore(let last):
            BilingualText(
                zh: "不能使用最近 \(last) 次用过的口令",
                en: "it is one of the last \(last) passwords: choose a new one")
        }
    }
}
