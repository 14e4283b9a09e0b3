import LandModel

extension SearchIndex {
    /// A feature that fits what was typed.
    struct Candidate: Equatable {
        let layer: String
        let id: Int64
        let field: String
        let count: Int
    }

    /// How many words of a field are weighed.
    private static let mostWeighed = 500

    /// The values that hold a word, each with the first feature that has it.
    func values(_ word: [UInt8], most: Int) -> [Candidate] {
        struct Weighed {
            let rank: (Int, Int, Int, Int)
            let candidate: Candidate
        }
        var found: [Weighed] = []
        for layer in layers {
            for (place, column) in layer.columns.enumerated() {
                for (number, match) in column.words.matches(word, most: SearchIndex.mostWeighed) {
                    let row = Int(column.words.firstRows[number])
                    found.append(
                        Weighed(
                            rank: (match.rawValue, SearchIndex.rank(layer.role), place, row),
                            candidate: Candidate(
                                layer: layer.name, id: layer.identifiers[row],
                                field: column.field, count: Int(column.words.counts[number]))))
                }
            }
        }
        return found.sorted { $0.rank < $1.rank }.prefix(most).map(\.candidate)
    }

    /// The features in which every word is found, in any of their fields.
    func features(_ words: [[UInt8]], most: Int) -> [Candidate] {
        var found: [Candidate] = []
        for layer in layers.sorted(by: { SearchIndex.rank($0.role) < SearchIndex.rank($1.role) }) {
            var rows = Array(0..<layer.identifiers.count)
            var field = layer.columns[0].field
            for word in words {
                let marks = layer.columns.map { $0.words.marks(word) }
                let telling = layer.columns.indices.filter { marks[$0].contains(true) }
                // The last word tells most: a village first, then the parcel.
                if let column = telling.first { field = layer.columns[column].field }
                rows = rows.filter { row in
                    telling.contains { column in
                        let code = layer.columns[column].codes[row]
                        return code >= 0 && marks[column][Int(code)]
                    }
                }
                if rows.isEmpty { break }
            }
            for row in rows.prefix(most - found.count) {
                found.append(
                    Candidate(
                        layer: layer.name, id: layer.identifiers[row], field: field, count: 1))
            }
            if found.count >= most { break }
        }
        return found
    }

    /// Where people look first.
    private static func rank(_ role: LayerRole) -> Int {
        switch role {
        case .township: 0
        case .village: 1
        case .settlement, .consolidationArea: 2
        case .landUse: 4
        case .permanentBasicFarmland, .farmlandVerification, .slope: 5
        default: 3
        }
    }
}
