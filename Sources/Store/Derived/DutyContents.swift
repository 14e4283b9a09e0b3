import Foundation
import GRDB
import LandModel

/// All that the derived table of duties holds at a moment, kept in memory until it is another (期限事项表内容).
///
/// A page asks some dozen times; what it asks of is the same bytes.
final class DutyContents: Sendable {
    /// How often the table was written to.
    let turn: Int
    /// The latest first day and the earliest last day for which rows of an owner are right, and the earliest day up to
    /// which spans are told; nil where there is no owner.
    let span: (opens: Int, closes: Int, told: Int)?
    private let texts: [String]
    private let blocks: [UInt8]
    private let clauses: [String: [String: DutyClauseRow]]
    /// The texts of clauses as they were read, so that only those that changed are read again.
    private let raw: [Data: DutyClauseRow]

    private init(
        turn: Int, span: (Int, Int, Int)?, texts: [String], blocks: [UInt8],
        clauses: [String: [String: DutyClauseRow]], raw: [Data: DutyClauseRow]
    ) {
        (self.turn, self.span, self.texts, self.blocks) = (turn, span, texts, blocks)
        (self.clauses, self.raw) = (clauses, raw)
    }

    /// The rows asked for.
    func page(_ query: DutyQuery) throws -> DutyPage {
        let scan: DutyScan
        do throws(DutyBlock.Fault) {
            scan = try DutyScan(blocks, texts, query)
        } catch {
            throw Self.damage
        }
        let counts = scan.counts()
        return DutyPage(
            rows: scan.rows(), found: scan.found, counts: counts, clauses: clauses)
    }

    private static let damage = DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "text, sheet")

    /// How often a table was written to.
    static func turn(_ database: Database) throws -> Int {
        try database.step("SELECT number FROM turn", []) { RowReading.integer($0, 0) } ?? 0
    }

    /// Notes that a table is written to.
    static func advance(_ database: Database) throws {
        try database.step("UPDATE turn SET number = number + 1", [])
    }

    /// Reads a table; what was read before is taken where it still holds.
    static func read(_ database: Database, before: DutyContents?) throws -> DutyContents {
        let turn = try turn(database)
        if let before, before.turn == turn { return before }
        // Numbers begin at 1, and none is ever given up.
        var texts = [""]
        try database.each("SELECT id, text FROM text ORDER BY id", []) { row in
            guard RowReading.integer(row, 0) == texts.count else { throw damage }
            texts.append(String(decoding: RowReading.bytes(row, 1), as: UTF8.self))
        }
        var blocks: [UInt8] = []
        try database.each("SELECT rows FROM sheet", []) { RowReading.append($0, 0, to: &blocks) }
        var clauses: [String: [String: DutyClauseRow]] = [:]
        var raw: [Data: DutyClauseRow] = [:]
        try database.each("SELECT pack, clause, texts FROM clause", []) { row in
            let pack = String(decoding: RowReading.bytes(row, 0), as: UTF8.self)
            let clause = String(decoding: RowReading.bytes(row, 1), as: UTF8.self)
            let bytes = Data(RowReading.bytes(row, 2))
            let known = before?.raw[bytes]
            let read =
                known?.pack == pack && known?.clause == clause
                ? known : nil
            let line =
                try read
                ?? DutyClauseRow(
                    pack: pack, clause: clause,
                    texts: JSONDecoder().decode([String: String].self, from: bytes))
            raw[bytes] = line
            clauses[pack, default: [:]][clause] = line
        }
        return DutyContents(
            turn: turn, span: try span(database), texts: texts, blocks: blocks, clauses: clauses,
            raw: raw)
    }

    private static func span(_ database: Database) throws -> (Int, Int, Int)? {
        try database.step(
            "SELECT max(opens), min(closes), min(told) FROM owner HAVING count(*) > 0", []
        ) { row in
            (
                RowReading.integer(row, 0), RowReading.integer(row, 1), RowReading.integer(row, 2)
            )
        }
    }
}
