public import LandModel

/// Why a filter cannot be used.
///
/// Positions are characters of the filter, counted from 1.
public enum CQL2Error: ExplainedError, Equatable {
    /// There is nothing in it.
    case empty
    /// It is longer than it may be, in bytes.
    case tooLong(Int, most: Int)
    /// Brackets and negations are nested too deep.
    case tooDeep(most: Int)
    /// It has too many terms, positions or wildcards.
    case tooMany(CQLLimit, most: Int)
    /// Something else should stand here.
    case unexpected(String, position: Int, expected: String)
    /// A text or a name in quotes has no end.
    case unterminated(position: Int)
    /// A sign that has no meaning.
    case unknownSign(String, position: Int)
    /// A number that cannot be read.
    case badNumber(String, position: Int)
    /// A function that is not offered.
    case unknownFunction(String, position: Int)
    /// A shape that is none; the reason in both languages.
    case badShape(position: Int, BilingualText)
    /// The layer has no such field; `available` are those that can be asked for.
    case unknownField(String, available: [String])
    /// A field is compared with a value of another kind.
    case wrongKind(field: String, holds: MapField.Kind, value: String)
    /// Two constants are compared, or two fields of different kinds.
    case notComparable(String, String)
    /// `LIKE` on a field that holds no text.
    case notText(field: String)
    /// A spatial condition on something that is not the shape of the layer.
    case notShape(field: String, shape: String)

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .empty, .tooLong, .tooDeep, .tooMany: limitExplanation
        case .unexpected, .unterminated, .unknownSign, .badNumber, .unknownFunction, .badShape:
            writtenExplanation
        default: fieldExplanation
        }
    }

    private var limitExplanation: BilingualText {
        switch self {
        case .empty:
            BilingualText(
                zh: "筛选条件为空。请写出条件，如 DLBM = '0101'，或去掉该参数。",
                en: "The filter is empty. Write a condition such as DLBM = '0101', or leave it out."
            )
        case .tooLong(let count, let most):
            BilingualText(
                zh: "筛选条件 \(count) 字节，超过 \(most)。请缩短，图形较大时改用上传范围。",
                en:
                    "The filter has \(count) bytes, over \(most). Shorten it; upload large shapes instead."
            )
        case .tooDeep(let most):
            BilingualText(
                zh: "筛选条件嵌套超过 \(most) 层。请减少括号与 NOT。",
                en: "The filter is nested deeper than \(most). Use fewer brackets and NOTs.")
        case .tooMany(let limit, let most):
            BilingualText(
                zh: "筛选条件中的\(limit.words.zh)超过 \(most) 个。请减少，或分几次查询。",
                en:
                    "The filter has more than \(most) \(limit.words.en). Use fewer, or ask several times."
            )
        default: BilingualText(zh: "", en: "")
        }
    }

    private var writtenExplanation: BilingualText {
        switch self {
        case .unexpected(let found, let position, let expected):
            BilingualText(
                zh: "筛选条件第 \(position) 个字符处是“\(found)”，此处应为 \(expected)。请改正后重试。",
                en:
                    "At character \(position) the filter has \"\(found)\" where \(expected) should stand. "
                    + "Correct it.")
        case .unterminated(let position):
            BilingualText(
                zh: "第 \(position) 个字符处的引号没有结束。请补上引号；文本中的单引号写两个。",
                en:
                    "The quote at character \(position) does not end. Close it; write a quote inside a "
                    + "text twice.")
        case .unknownSign(let sign, let position):
            BilingualText(
                zh: "第 \(position) 个字符“\(sign)”在筛选条件中没有意义。文本请用单引号，字段名可用双引号。",
                en:
                    "The sign \"\(sign)\" at character \(position) has no meaning in a filter. Put texts in "
                    + "single quotes, unusual field names in double quotes.")
        case .badNumber(let text, let position):
            BilingualText(
                zh: "第 \(position) 个字符处的“\(text)”不是数。请写作 12 或 12.5。",
                en: "\"\(text)\" at character \(position) is no number. Write 12 or 12.5.")
        case .unknownFunction(let name, let position):
            BilingualText(
                zh: "第 \(position) 个字符处的函数 \(name) 不提供。可用 S_INTERSECTS、CASEI、DATE、TIMESTAMP。",
                en:
                    "The function \(name) at character \(position) is not offered. Use S_INTERSECTS, "
                    + "CASEI, DATE, TIMESTAMP.")
        case .badShape(let position, let reason):
            BilingualText(
                zh: "第 \(position) 个字符处的图形不可用：\(reason.zh)。请改正坐标。",
                en: "The shape at character \(position) cannot be used: \(reason.en). Correct it.")
        default: BilingualText(zh: "", en: "")
        }
    }

    private var fieldExplanation: BilingualText {
        switch self {
        case .unknownField(let name, let available):
            BilingualText(
                zh: "没有字段“\(name)”（可用：\(available.joined(separator: "、"))）。请用其中之一；文本须加单引号。",
                en:
                    "There is no field \"\(name)\" (there are: \(available.joined(separator: ", "))). Use one "
                    + "of them; texts need single quotes.")
        case .wrongKind(let field, let holds, let value):
            BilingualText(
                zh: "字段 \(field) 是\(holds.chineseName)，不能与 \(value) 比较。"
                    + (holds == .text ? "请给值加单引号。" : "请写数值，不加引号。"),
                en:
                    "The field \(field) holds \(holds.englishName) and cannot be compared with \(value). "
                    + (holds == .text
                        ? "Put the value in single quotes." : "Write a number without quotes."))
        case .notComparable(let one, let other):
            BilingualText(
                zh: "\(one) 与 \(other) 不能比较。请用字段与同类的值比较。",
                en:
                    "\(one) and \(other) cannot be compared. Compare a field with a value of its kind."
            )
        case .notText(let field):
            BilingualText(
                zh: "LIKE 只用于文本字段，\(field) 不是文本。请改用 = 或 BETWEEN。",
                en: "LIKE needs a field of text, and \(field) is none. Use = or BETWEEN.")
        case .notShape(let field, let shape):
            BilingualText(
                zh: "“\(field)”不是图形字段。请写 S_INTERSECTS(\(shape), …)。",
                en: "\"\(field)\" is not the shape. Write S_INTERSECTS(\(shape), …).")
        default: BilingualText(zh: "", en: "")
        }
    }
}

/// What a filter may have too many of.
public enum CQLLimit: String, Sendable {
    /// Comparisons, values and names.
    case terms
    /// Positions of shapes.
    case positions
    /// Signs `%` and `_` of a pattern.
    case wildcards

    var words: BilingualText {
        switch self {
        case .terms: BilingualText(zh: "条件与取值", en: "terms")
        case .positions: BilingualText(zh: "图形坐标点", en: "positions")
        case .wildcards: BilingualText(zh: "通配符", en: "wildcards in a pattern")
        }
    }
}

extension MapField.Kind {
    fileprivate var chineseName: String {
        switch self {
        case .text: "文本"
        case .integer: "整数"
        case .real: "数值"
        }
    }

    fileprivate var englishName: String {
        switch self {
        case .text: "text"
        case .integer: "whole numbers"
        case .real: "numbers"
        }
    }
}
