/// A part of the body of an official document (正文).
public enum OfficialBlock: Hashable, Sendable {
    /// A heading without its number, which is put before it: 一、 then （一） then 1. then （1）.
    case heading(level: Int, String)
    /// A paragraph.
    case paragraph(String)
    /// A paragraph that begins with a word of its own, such as 出席：
    case labelled(String, String)
    /// A table.
    case table(OfficialTable)

    /// What stands where the record has nothing: a line to be filled by hand.
    public static let blank = "＿＿＿＿＿＿＿＿"
}

/// A table in an official document.
public struct OfficialTable: Hashable, Sendable {
    /// A column.
    public struct Column: Hashable, Sendable {
        /// Its head.
        public let head: String
        /// Its part of the width, against those of the others.
        public let share: Int
        /// Whether it holds figures, which stand at the right.
        public let isNumber: Bool

        /// Describes a column.
        public init(_ head: String, share: Int, isNumber: Bool = false) {
            precondition(share > 0, "a column has a width")
            (self.head, self.share, self.isNumber) = (head, share, isNumber)
        }
    }

    /// The title above it; nil for none.
    public let title: String?
    /// The columns.
    public let columns: [Column]
    /// The rows, each with a text for every column.
    public let rows: [[String]]

    /// Describes a table.
    public init(title: String? = nil, columns: [Column], rows: [[String]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a text for every column")
        (self.title, self.columns, self.rows) = (title, columns, rows)
    }
}

/// Puts the numbers before the headings of a body.
struct OfficialNumbering {
    private var counts = [0, 0, 0, 0]

    /// A heading with its number; levels beyond the fourth have none.
    mutating func text(_ level: Int, _ heading: String) -> String {
        guard (1...counts.count).contains(level) else { return heading }
        counts[level - 1] += 1
        for deeper in level..<counts.count { counts[deeper] = 0 }
        let number = counts[level - 1]
        return switch level {
        case 1: "\(ChineseNumeral.text(number))、\(heading)"
        case 2: "（\(ChineseNumeral.text(number))）\(heading)"
        case 3: "\(number). \(heading)"
        default: "（\(number)）\(heading)"
        }
    }
}
