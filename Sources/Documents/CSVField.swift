/// A field of a CSV file (RFC 4180), safe to open in a spreadsheet.
public enum CSVField {
    /// The field, quoted where it must be; a text that a spreadsheet would take for a formula is marked as text.
    public static func quoted(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.contains(where: { ",\"\n\r".contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    /// A number as it is shown, without its commas and with a plain minus sign; quoted like any other text when it is
    /// none.
    public static func number(_ shown: String) -> String { DataCell.bare(shown) ?? quoted(shown) }
}
