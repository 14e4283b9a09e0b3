/// Why a text is not a land-class code in force.
public enum LandClassError: Error, Equatable, Sendable {
    /// The text is empty.
    case missing
    /// A three-digit code of the second survey; `candidates` are the classes it may have become.
    case retired(code: String, candidates: [String])
    /// No class has this code, nor a prefix of it.
    case unknown(code: String)
}

/// The three-way split of land (三大类) by which construction is controlled.
public enum ThreeWayClass: String, Sendable, CaseIterable {
    /// 农用地.
    case agricultural
    /// 建设用地.
    case construction
    /// 未利用地.
    case unused
}

/// The three spaces (三生空间) of a consolidation plan.
public enum ThreeSpace: String, Sendable, CaseIterable {
    /// 生产空间.
    case production
    /// 生活空间.
    case living
    /// 生态空间.
    case ecological
}

/// A land class of the third national land survey (地类).
///
/// Codes are matched exactly first and then by prefix, so that a province's own sub-code such as
/// `0301K` or `1107A` has the properties of its parent. `0404` is unused land, `1006`, `1103` and
/// `1203` are agricultural, `1201` and `0603` construction (handbook §4, classic mistakes).
public struct LandClass: Hashable, Comparable, Sendable {
    /// The code as recorded.
    public let code: String
    private let row: Int

    /// Finds the class of a code.
    ///
    /// - Throws: ``LandClassError``: missing, retired (with the mapping offered) or unknown.
    public init(_ code: some StringProtocol) throws(LandClassError) {
        let code = String(code)
        guard !code.isEmpty else { throw .missing }
        if let row = Self.catalogue.index[code] {
            self.code = code
            self.row = row
            return
        }
        if code.count == 3, let candidates = Self.catalogue.retired[code] {
            throw .retired(code: code, candidates: candidates)
        }
        guard code.count > 4, let row = Self.catalogue.index[String(code.prefix(4))] else {
            throw .unknown(code: code)
        }
        self.code = code
        self.row = row
    }

    /// All classes of the table, by code.
    public static var all: [LandClass] {
        catalogue.rows.compactMap { try? LandClass($0.code) }.sorted()
    }

    /// The Chinese name.
    public var chineseName: String { entry.chinese }
    /// The English name.
    public var englishName: String { entry.english }
    /// Level 1 of the working classification, such as `01`; wetland classes are in `00`.
    public var level1: String { entry.level1 }
    /// The three-way class.
    public var threeWay: ThreeWayClass { entry.threeWay }
    /// The space of the three spaces.
    public var space: ThreeSpace { entry.space }
    /// Whether it is cultivated land: 0101, 0102, 0103 and their sub-codes.
    public var isCultivated: Bool { level1 == "01" }
    /// The four-digit class of a sub-code; itself otherwise.
    public var parent: String { entry.parent.isEmpty ? String(code.prefix(4)) : entry.parent }
    /// Classes of the 2023 planning classification it becomes; several need a person's choice.
    public var planningCodes: [String] {
        entry.planning == "^"
            ? (try? LandClass(entry.parent))?.planningCodes ?? []
            : entry.planning.split(separator: " ").map(String.init)
    }

    /// Chinese and English name of a level-1 class; nil for an unknown code.
    public static func level1Name(_ code: String) -> (chinese: String, english: String)? {
        catalogue.level1[code]
    }

    /// Order by code.
    public static func < (left: LandClass, right: LandClass) -> Bool { left.code < right.code }

    private var entry: Entry { Self.catalogue.rows[row] }

    private struct Entry: Sendable {
        let code: String
        let chinese: String
        let english: String
        let level1: String
        let threeWay: ThreeWayClass
        let space: ThreeSpace
        let planning: String
        let parent: String
    }

    private struct Catalogue: Sendable {
        var rows: [Entry] = []
        var index: [String: Int] = [:]
        var retired: [String: [String]] = [:]
        var level1: [String: (chinese: String, english: String)] = [:]
    }

    private static let catalogue: Catalogue = {
        var catalogue = Catalogue()
        for line in LandClassTable.text.split(separator: "\n") {
            let field = line.split(separator: "|", omittingEmptySubsequences: false).map(
                String.init)
            guard let threeWay = ThreeWayClass(rawValue: field[4]),
                let space = ThreeSpace(rawValue: field[5])
            else { preconditionFailure("land-class table: \(line)") }
            catalogue.index[field[0]] = catalogue.rows.count
            catalogue.rows.append(
                Entry(
                    code: field[0], chinese: field[1], english: field[2], level1: field[3],
                    threeWay: threeWay, space: space, planning: field[6], parent: field[7]))
        }
        for line in LandClassTable.retired.split(separator: "\n") {
            let field = line.split(separator: "|")
            catalogue.retired[String(field[0])] = field[1].split(separator: " ").map(String.init)
        }
        for line in LandClassTable.level1.split(separator: "\n") {
            let field = line.split(separator: "|").map(String.init)
            catalogue.level1[field[0]] = (field[1], field[2])
        }
        return catalogue
    }()
}
