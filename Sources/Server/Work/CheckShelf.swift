import Access
import Digest
import Documents
import Foundation
import LandModel
import LandExchange
import Operations
import Planning
import Policy
import Store

/// Checks of plans, each with its report in a folder of the home (方案审查结果).
struct CheckShelf: Sendable {
    /// What is known of a check without reading its report.
    struct Record: Sendable, Codable {
        let id: String
        let dataset: String
        let datasetName: String
        let edition: Int
        let snapshot: String
        let area: String
        let plan: String
        let project: String
        let pack: String
        let packTitle: ReportCard.Words
        let revision: Int
        let packDigest: String
        let clauses: Int
        let day: String
        let time: Int
        let person: String
        let personName: String
        /// How many clauses stand how.
        let counts: [String: Int]
        let blocking: Int
    }

    /// What a check is asked to do.
    struct Order: Sendable {
        let id: String
        let recorded: RecordedDataset
        let survey: String
        let plan: String
        let planName: String
        let pack: String
        let day: CalendarDay
        let time: Int
        let person: Person
        let programVersion: String
    }

    private let folder: String

    init(home: String) { folder = home + "/derived/checks" }

    private func place(_ id: String) -> String { folder + "/" + id }

    /// A file of a check.
    func file(_ name: String, of id: String) -> URL { URL(filePath: place(id) + "/" + name) }

    /// A check; nil when there is none.
    func record(_ id: String) throws -> Record? {
        guard id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }),
            FileManager.default.fileExists(atPath: file("check.json", of: id).path)
        else { return nil }
        return try JSONDecoder().decode(
            Record.self, from: Data(contentsOf: file("check.json", of: id)))
    }

    /// The cards of a check.
    func card(_ id: String) throws -> ReportCard {
        try JSONDecoder().decode(ReportCard.self, from: Data(contentsOf: file("card.json", of: id)))
    }

    /// All checks, latest first.
    func all() throws -> [Record] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .compactMap { try record($0) }.sorted { $0.time > $1.time }
    }

    /// Measures and judges a plan, and keeps the report; it appears whole or not at all.
    func perform(_ order: Order, progress: WorkProgress) throws -> Record {
        let packs = try PackShelf(nil)
        let pack = try packs.pack(order.pack)
        let survey = try Self.survey(order.survey)
        let check = try CheckRun(
            survey: survey, plan: try PlanSource.plan(in: order.plan), asOf: order.day,
            vocabulary: packs.vocabulary, threads: 2, progress: progress)
        try progress.advance(BilingualText(zh: "逐条判定", en: "Judging every clause"), 0, of: 2)
        let findings = check.findings(pack, evidence: EvidenceRegister())
        let dataset = order.recorded.dataset
        let report = ReportAssembly(
            check: check, pack: pack,
            origin: ReportOrigin(
                data: "\(dataset.id.text)-\(order.recorded.edition)", plan: order.planName,
                epochSeconds: order.time / 1000, programVersion: order.programVersion)
        ).report(findings)
        let line = VerdictLine(pack, findings)
        let record = Record(
            id: order.id, dataset: dataset.id.text, datasetName: dataset.name,
            edition: order.recorded.edition, snapshot: dataset.snapshot.digest.hex,
            area: dataset.area.digits, plan: order.planName, project: report.heading.projectName,
            pack: pack.code, packTitle: ReportCard.Words(pack.title), revision: pack.revision,
            packDigest: pack.digest, clauses: pack.clauses.count, day: order.day.description,
            time: order.time, person: order.person.id.text, personName: order.person.name,
            counts: Dictionary(
                uniqueKeysWithValues: line.counts.map { ($0.key.rawValue, $0.value) }),
            blocking: line.blocking)
        try progress.advance(BilingualText(zh: "编写报告", en: "Writing the report"), 1, of: 2)
        try keep(record, report)
        try progress.advance(BilingualText(zh: "完成", en: "Done"), 2, of: 2)
        return record
    }

    private func keep(_ record: Record, _ report: ComplianceReport) throws {
        let yard = place(record.id) + ".new"
        try FileManager.default.createDirectory(atPath: yard, withIntermediateDirectories: true)
        do {
            try ReportFiles(report).write(to: yard)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            try encoder.encode(ReportCard(report)).write(to: URL(filePath: yard + "/card.json"))
            try encoder.encode(record).write(to: URL(filePath: yard + "/check.json"))
            try FileManager.default.moveItem(atPath: yard, toPath: place(record.id))
        } catch {
            try FileManager.default.removeItem(atPath: yard)
            throw error
        }
    }

    /// The layers of a snapshot that a plan is judged on.
    private static func survey(_ path: String) throws -> [LandLayer] {
        let snapshot = try Snapshot.open(path)
        var layers: [LandLayer] = []
        for layer in snapshot.layers where !PlanModel.roles.contains(layer.role) {
            layers.append(try snapshot.layer(named: layer.name))
        }
        guard layers.contains(where: { $0.role == .landUse }) else {
            throw PlanSourceError.noLandUse(path: path, found: layers.map(\.name))
        }
        return layers
    }
}
