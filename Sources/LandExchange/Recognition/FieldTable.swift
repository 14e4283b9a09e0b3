public import LandModel

/// The standard names of fields and what files call them.
public struct FieldTable: Sendable {
    /// A field of a survey layer.
    struct Entry: Sendable {
        let layer: String
        let field: String
        let chineseName: String
    }

    /// The table shipped with the program.
    public static let standard = FieldTable(FieldTableText.rows)

    let entries: [Entry]
    private let standardNames: [String: String]

    init(_ text: String) {
        entries = text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count == 4 else { return nil }
            return Entry(
                layer: String(cells[0]), field: String(cells[1]), chineseName: String(cells[2]))
        }
        var names: [String: String] = [:]
        for entry in entries {
            names[entry.field] = entry.field
            for name in [entry.chineseName, FieldTable.cut(entry.chineseName)] where !name.isEmpty {
                // Chinese names are not unique over all layers; the first layer's reading stays.
                if names[name] == nil { names[name] = entry.field }
            }
        }
        standardNames = names
    }

    /// The first ten bytes a field name keeps in a Shapefile, in whole GBK characters (two bytes each).
    static func cut(_ name: String) -> String {
        var room = 10
        return String(
            name.prefix { character in
                room -= character.isASCII ? 1 : 2
                return room >= 0
            })
    }

    /// The standard name of a field as a file has it; nil for a field the survey does not know.
    ///
    /// Case does not matter; Chinese names and names cut to ten bytes are understood.
    public func standardName(of name: String) -> String? {
        standardNames[name] ?? standardNames[name.uppercased()]
    }

    /// The official Chinese name of a field of a layer; nil for a field the survey does not know.
    ///
    /// Where the layer's own table does not have the field, another layer's reading is taken.
    /// - Parameter role: what the layer means.
    public func chineseName(of field: String, in role: LayerRole) -> String? {
        guard let standard = standardName(of: field) else { return nil }
        let tables = LayerTable.rows.first { $0.role == role }?.latin ?? []
        let named = entries.filter { $0.field == standard && !$0.chineseName.isEmpty }
        let own = named.first { tables.contains($0.layer) }
        return (own ?? named.first)?.chineseName
    }

    /// Finds the field of a file that stands for a name; nil when there is none.
    ///
    /// The exact name goes first, then the name in another case, then another name of the same
    /// standard field, then the name cut to ten bytes.
    public func position(of wanted: String, in names: [String]) -> Int? {
        if let exact = names.firstIndex(of: wanted) { return exact }
        let upper = wanted.uppercased()
        if let found = names.firstIndex(where: { $0.uppercased() == upper }) { return found }
        if let standard = standardName(of: wanted),
            let found = names.firstIndex(where: { standardName(of: $0) == standard })
        {
            return found
        }
        let short = FieldTable.cut(upper)
        return short == upper ? nil : names.firstIndex { $0.uppercased() == short }
    }
}

/// The fields that hold data about persons (个人信息) and are never imported.
public enum PersonalFields {
    /// Their standard names: identity number, telephone, address, and names of responsible persons.
    ///
    /// They come with YJJBNTBHTB; no purpose of the program needs them (handbook §4).
    public static let names: Set<String> = ["ZRRZJHM", "LXDH", "JZDZ", "ZRRMC", "ZZRR"]

    /// Whether a field of a file holds such data.
    public static func contains(_ name: String) -> Bool {
        FieldTable.standard.standardName(of: name).map(names.contains) ?? false
    }
}
