import LandModel

/// A table as people paste it from a spreadsheet, or as a file of comma-separated values has it (粘贴表).
///
/// The separator is the tab when the first line holds one, else the comma. Fields in quotes may hold
/// separators, line ends and doubled quotes (RFC 4180), which spreadsheets write with tabs as well.
struct PastedTable: Sendable {
    /// The heads of the columns.
    let heads: [String]
    /// The line of the table that the heads stand in, from 1.
    let headLine: Int
    /// The rows that hold anything, each with the number of its line among the rows, from 1.
    let rows: [(number: Int, cells: [String])]

    /// Rows a batch may have.
    static let mostRows = 500
    private static let mostLinesAbove = 6
    /// Columns a batch may have.
    static let mostColumns = 300

    /// - Parameter isHead: Whether a cell names a column; what stands above the heads, as in the template, is
    ///   left out.
    /// - Throws: ``Problem`` for a table that is empty or too long, or whose heads nobody knows.
    init(_ text: String, isHead: (String) -> Bool) throws(Problem) {
        let all = Self.lines(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
            .map { $0.map(FormReading.line) }
        guard
            let start = all.prefix(Self.mostLinesAbove).firstIndex(where: {
                $0.contains(where: isHead)
            })
        else {
            throw Self.headless(all)
        }
        let lines = all[start...]
        guard let first = lines.first, first.contains(where: { !$0.isEmpty }), lines.count > 1
        else {
            throw .fault(
                "table", zh: "表格须有一行表头和至少一行数据。",
                en: "The table needs a line of heads and at least one row.")
        }
        heads = first
        headLine = start + 1
        rows = lines.dropFirst().enumerated().compactMap { index, cells in
            cells.contains { !$0.isEmpty } ? (index + 1, cells) : nil
        }
        guard rows.count <= Self.mostRows, heads.count <= Self.mostColumns else {
            throw .fault(
                "table",
                zh:
                    "一批最多 \(Self.mostRows) 行、\(Self.mostColumns) 列，此表 \(rows.count) 行、\(heads.count) 列。请分批办理。",
                en:
                    "A batch has at most \(Self.mostRows) rows and \(Self.mostColumns) columns; this has \(rows.count) and \(heads.count). Do it in parts."
            )
        }
    }

    private static func headless(_ lines: [[String]]) -> Problem {
        let found = lines.first { $0.contains { !$0.isEmpty } }?.filter { !$0.isEmpty } ?? []
        let shown = found.prefix(6).map { $0.prefix(20) }.joined(separator: "、")
        return .fault(
            "table",
            zh: "没有认出表头：前 \(mostLinesAbove) 行中须有一行是列名，即填报项的名称或代号，例如 subject。"
                + (shown.isEmpty ? "" : "现在第一行是：\(shown)。"),
            en:
                "No heads were found: one of the first \(mostLinesAbove) lines names fields, in words "
                + "or by identifier such as subject."
                + (shown.isEmpty ? "" : " The first line is: \(shown)."))
    }

    /// The line of the table that a row stands in, from 1.
    func line(ofRow number: Int) -> Int { headLine + number }

    /// The letters of a column as spreadsheets write them: `A`, `Z`, `AA`.
    static func letters(ofColumn index: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
        return index < 26 ? letter : letters(ofColumn: index / 26 - 1) + letter
    }

    /// Rows as a text that reads back as they are, but for line ends in cells.
    static func text(_ rows: [[String]]) -> String {
        rows.map { row in
            row.map { cell in
                let plain = FormReading.line(cell).replacing("\t", with: " ")
                return plain.hasPrefix("\"")
                    ? "\"" + plain.replacing("\"", with: "\"\"") + "\"" : plain
            }.joined(separator: "\t")
        }.joined(separator: "\n")
    }

    private static func lines(_ text: String) -> [[String]] {
        let scalars = Array(text.unicodeScalars)
        // The first line may be a title alone; what a spreadsheet hands over has tabs further on.
        let beginning = scalars.split(separator: "\n", maxSplits: mostLinesAbove).prefix(
            mostLinesAbove)
        let separator: Unicode.Scalar = beginning.contains { $0.contains("\t") } ? "\t" : ","
        var (lines, line, field): ([[String]], [String], String.UnicodeScalarView) = (
            [], [], .init()
        )
        var isQuoted = false
        var index = 0
        func next() -> Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }
        while index < scalars.count {
            let scalar = scalars[index]
            if isQuoted {
                if scalar != "\"" {
                    field.append(scalar)
                } else if next() == "\"" {
                    field.append(scalar)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"", field.isEmpty {
                isQuoted = true
            } else if scalar == separator {
                line.append(String(field))
                field = .init()
            } else if scalar == "\n" || scalar == "\r" {
                if scalar == "\r", next() == "\n" { index += 1 }
                lines.append(line + [String(field)])
                (line, field) = ([], .init())
            } else {
                field.append(scalar)
            }
            index += 1
        }
        if !line.isEmpty || !field.isEmpty { lines.append(line + [String(field)]) }
        return lines
    }
}
