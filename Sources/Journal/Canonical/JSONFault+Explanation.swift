import LandModel

extension JSONFault {
    /// What is wrong and what to do.
    var explanation: BilingualText {
        switch self {
        case .encoding: BilingualText(zh: "不是 UTF-8，请另存为 UTF-8", en: "not UTF-8: save it as UTF-8")
        case .syntax: BilingualText(zh: "不合 JSON 语法，请更正", en: "not JSON: correct it")
        case .trailing:
            BilingualText(zh: "值之后还有多余内容，请删去", en: "something follows the value: remove it")
        case .duplicateMember(let name):
            BilingualText(
                zh: "成员 \(name) 重复，请只留一个", en: "member \(name) stands twice: keep one")
        case .memberName(let name):
            BilingualText(
                zh: "成员名“\(name)”不合规则；请用英文字母、数字或 . _ : / @ -",
                en: "member name “\(name)”: use ASCII letters, digits or . _ : / @ -")
        case .notAnInteger:
            BilingualText(
                zh: "数字须为整数；面积用 0.01 平方米、金额用分，或写成文本",
                en: "numbers must be whole: use 0.01 m², fen, or a text")
        case .integerRange:
            BilingualText(
                zh: "整数超出 ±(2^53−1) 或为负零，请写成文本",
                en: "the integer is beyond ±(2^53−1) or a negative zero: use a text")
        case .halfCharacter:
            BilingualText(zh: "\\u 转义只有半个字符，请补全", en: "an escape is half a character: complete it")
        case .depth(let limit):
            BilingualText(
                zh: "嵌套超过 \(limit) 层，请减少", en: "nested deeper than \(limit): flatten it")
        case .size(let limit):
            BilingualText(
                zh: "超过 \(limit) 字节；大文件请存入附件库，只记其摘要",
                en: "longer than \(limit) bytes: keep files in the vault and record their digests")
        }
    }
}
