/// One row of the register of requirements: what a document asks, found by reading it.
public struct RequirementRow: Hashable, Sendable {
    /// The identifier, which is that of its clause.
    public let id: String
    /// The file name of the document's text.
    public let sourceFile: String
    /// The clause number as printed.
    public let clause: String
    /// How strongly it binds.
    public let strength: String
    /// How it is to be checked: `auto`, `gate`, `record` or `manual`.
    public let checkMode: String

    /// Makes a row.
    public init(
        id: String, sourceFile: String, clause: String, strength: String, checkMode: String
    ) {
        self.id = id
        self.sourceFile = sourceFile
        self.clause = clause
        self.strength = strength
        self.checkMode = checkMode
    }

    /// Reads the rows of a comma-separated register whose first line names the columns.
    ///
    /// Columns are found by name; a row without an identifier is left out.
    public static func rows(csv text: String) -> [RequirementRow] {
        let lines = records(text)
        guard let header = lines.first else { return [] }
        let columns = Dictionary(
            header.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
        return lines.dropFirst().compactMap { line in
            func field(_ name: String) -> String {
                columns[name].flatMap { $0 < line.count ? line[$0] : nil } ?? ""
            }
            guard !field("id").isEmpty else { return nil }
            return RequirementRow(
                id: field("id"), sourceFile: field("source_file"), clause: field("clause"),
                strength: field("strength"), checkMode: field("check_mode"))
        }
    }

    /// The fields of each record; a quoted field may hold commas, line ends and doubled quotes.
    private static func records(_ text: String) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field = ""
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"" where isQuoted && scalars.first == "\"":
                field.unicodeScalars.append(scalar)
                scalars.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                record.append(field)
                field = ""
            case "\n" where !isQuoted:
                records.append(record + [field])
                (record, field) = ([], "")
            case "\r" where !isQuoted: break
            default: field.unicodeScalars.append(scalar)
            }
        }
        if !field.isEmpty || !record.isEmpty { records.append(record + [field]) }
        return records
    }
}
