import Geometry
import LandModel

/// The attributes of a layer, ready for rules: blanks are no values, land classes are looked up once.
struct SurveyTable {
    let layer: LandLayer
    /// What each row's land class is; empty when the layer has no DLBM.
    let classes: [ClassReading]

    /// A land-class code as read.
    enum ClassReading: Sendable {
        case valid(LandClass)
        case missing
        case invalid(LandClassError)

        var landClass: LandClass? {
            if case .valid(let found) = self { found } else { nil }
        }
    }

    init(_ layer: LandLayer) {
        self.layer = layer
        guard let column = layer.column("DLBM").map(CodedColumn.init) else {
            classes = []
            return
        }
        let readings = column.words.map { word in
            do throws(LandClassError) {
                return ClassReading.valid(try LandClass(word))
            } catch {
                return ClassReading.invalid(error)
            }
        }
        classes = column.codes.map { $0 < 0 ? .missing : readings[Int($0)] }
    }

    func coded(_ field: String) -> CodedColumn? { layer.column(field).map(CodedColumn.init) }

    func numbers(_ field: String) -> [Double?]? {
        layer.column(field).map { column in (0..<column.count).map { column.number($0) } }
    }

    func areas(_ field: String) -> [Area?]? {
        numbers(field)?.map { number in
            // Beyond 1e14 m² a number is no area of a patch, and would not fit.
            number.flatMap {
                $0.isFinite && abs($0) < 1e14 ? Area(roundingSquareMetres: $0) : nil
            }
        }
    }
}

/// A column of codes: each distinct text once, blanks as none.
struct CodedColumn {
    let words: [String]
    /// For each row the index of its word, or -1 for none.
    let codes: [Int32]

    init(_ column: AttributeColumn) {
        if case .text(let text) = column.values {
            let blank = text.words.map { $0.allSatisfy(\.isWhitespace) }
            words = text.words
            codes = text.codes.map { $0 >= 0 && blank[Int($0)] ? -1 : $0 }
            return
        }
        let text = DictionaryText((0..<column.count).map { column.text($0) })
        words = text.words
        codes = text.codes
    }

    subscript(row: Int) -> String? { codes[row] < 0 ? nil : words[Int(codes[row])] }

    /// The rows whose word satisfies a condition, which is asked once per distinct word.
    func rows(where condition: (String) -> Bool) -> [Int] {
        let isWanted = words.map(condition)
        return codes.indices.filter { codes[$0] >= 0 && isWanted[Int(codes[$0])] }
    }
}
