public import Geometry

/// A scale of the national map series with its letter in sheet numbers (GB/T 13989-2012).
public enum MapSheetScale: Character, CaseIterable, Sendable, Hashable {
    /// 1:1 000 000; the letter is not written in the number.
    case million = "A"
    /// 1:500 000.
    case halfMillion = "B"
    /// 1:250 000.
    case quarterMillion = "C"
    /// 1:100 000.
    case hundredThousand = "D"
    /// 1:50 000.
    case fiftyThousand = "E"
    /// 1:25 000.
    case twentyFiveThousand = "F"
    /// 1:10 000, the scale of the land survey.
    case tenThousand = "G"
    /// 1:5 000.
    case fiveThousand = "H"
    /// 1:2 000.
    case twoThousand = "I"
    /// 1:1 000; letter and digits unverified (handbook §3).
    case thousand = "J"
    /// 1:500; letter and digits unverified (handbook §3).
    case fiveHundred = "K"

    /// The denominator of the scale.
    public var denominator: Int {
        switch self {
        case .million: 1_000_000
        case .halfMillion: 500_000
        case .quarterMillion: 250_000
        case .hundredThousand: 100_000
        case .fiftyThousand: 50_000
        case .twentyFiveThousand: 25_000
        case .tenThousand: 10_000
        case .fiveThousand: 5_000
        case .twoThousand: 2_000
        case .thousand: 1_000
        case .fiveHundred: 500
        }
    }

    /// How many rows, and as many columns, divide a sheet of 1:1 000 000.
    var divisions: Int {
        switch self {
        case .million: 1
        case .halfMillion: 2
        case .quarterMillion: 4
        case .hundredThousand: 12
        case .fiftyThousand: 24
        case .twentyFiveThousand: 48
        case .tenThousand: 96
        case .fiveThousand: 192
        case .twoThousand: 576
        case .thousand: 1152
        case .fiveHundred: 2304
        }
    }

    /// How many digits row and column have in the number.
    var digits: Int { self == .thousand || self == .fiveHundred ? 4 : 3 }
}

/// One sheet of the national map series, known by its number (图幅号, GB/T 13989-2012).
///
/// A number is the row of the sheet of 1:1 000 000 (A from the equator, 4° each), its column (1
/// from 180° west, 6° each), the letter of the scale, and row (from the top) and column (from the
/// left) within it: `J50G003039`. Sheets of the northern hemisphere up to 60° are known.
public struct MapSheet: Hashable, Sendable {
    /// The scale of the sheet.
    public let scale: MapSheetScale
    /// Rows of this scale between the equator and the southern edge.
    private let rowsFromEquator: Int
    /// Columns of this scale between 180° west and the western edge.
    private let columnsFromWest: Int

    private static let rowLetters = Array("ABCDEFGHIJKLMNO")

    /// Finds the sheet of a point; a point on an edge belongs to the sheet north or east of it.
    ///
    /// - Throws: ``GeodesyError/outsideMapSheets(longitude:latitude:)``.
    public init(
        longitude: Double, latitude: Double, scale: MapSheetScale
    ) throws(GeodesyError) {
        guard latitude >= 0, latitude < 60, longitude >= -180, longitude < 180 else {
            throw .outsideMapSheets(longitude: longitude, latitude: latitude)
        }
        self.scale = scale
        let divisions = Double(scale.divisions)
        rowsFromEquator = Int((latitude * divisions / 4).rounded(.down))
        columnsFromWest = Int(((longitude + 180) * divisions / 6).rounded(.down))
    }

    /// Reads a sheet number, letters in upper case, no spaces.
    ///
    /// - Throws: ``GeodesyError/malformedSheetNumber(_:)``.
    public init(number: String) throws(GeodesyError) {
        guard let sheet = Self(parsing: number) else { throw .malformedSheetNumber(number) }
        self = sheet
    }

    private init?(parsing number: String) {
        let characters = Array(number)
        guard characters.count >= 3, let letter = Self.rowLetters.firstIndex(of: characters[0]),
            let column = Self.number(characters[1...2]), (1...60).contains(column)
        else { return nil }
        if characters.count == 3 {
            scale = .million
            rowsFromEquator = letter
            columnsFromWest = column - 1
            return
        }
        guard let scale = MapSheetScale(rawValue: characters[3]), scale != .million,
            characters.count == 4 + 2 * scale.digits,
            let subrow = Self.number(characters[4..<4 + scale.digits]),
            let subcolumn = Self.number(characters[(4 + scale.digits)...]),
            (1...scale.divisions).contains(subrow), (1...scale.divisions).contains(subcolumn)
        else { return nil }
        self.scale = scale
        rowsFromEquator = letter * scale.divisions + scale.divisions - subrow
        columnsFromWest = (column - 1) * scale.divisions + subcolumn - 1
    }

    private static func number(_ digits: ArraySlice<Character>) -> Int? {
        guard digits.allSatisfy({ $0.isASCII && $0.isWholeNumber }) else { return nil }
        return Int(String(digits))
    }

    /// The sheet number, such as `J50G003039`.
    public var number: String {
        let divisions = scale.divisions
        let sheet =
            String(Self.rowLetters[rowsFromEquator / divisions])
            + Self.padded(columnsFromWest / divisions + 1, to: 2)
        guard scale != .million else { return sheet }
        return sheet + String(scale.rawValue)
            + Self.padded(divisions - rowsFromEquator % divisions, to: scale.digits)
            + Self.padded(columnsFromWest % divisions + 1, to: scale.digits)
    }

    /// The extent of the sheet in degrees: west, south, east and north edges.
    public var extent: Box {
        let divisions = Double(scale.divisions)
        return Box(
            minX: Double(columnsFromWest) * 6 / divisions - 180,
            minY: Double(rowsFromEquator) * 4 / divisions,
            maxX: Double(columnsFromWest + 1) * 6 / divisions - 180,
            maxY: Double(rowsFromEquator + 1) * 4 / divisions)
    }

    private static func padded(_ value: Int, to digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
