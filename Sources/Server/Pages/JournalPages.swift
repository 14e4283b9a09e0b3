import Access
import Accounts
import Digest
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// The journal: whether its chain holds, its checkpoints, its latest acts (业务日志).
enum JournalPages {
    static let all: [Route] = [
        .page(
            "/admin/journal", "The journal", parameters: [RecordRoutes.before],
            right: .signedIn(.admin)
        ) { try await page($0) },
        .form(
            "/admin/journal/verify", "Verify the journal now", right: .signedIn(.admin),
            refusedOn: { call, _, _ in try await page(call) }
        ) { call, _ in
            let office = try call.office()
            let time = call.time
            let job = try office.jobs.start(
                BilingualText(zh: "核验业务日志", en: "Verify the journal"),
                for: try call.caller().person.id, at: time, id: call.jobID
            ) { progress in
                try progress.advance(
                    BilingualText(zh: "逐条核验", en: "Verifying every record"), 0, of: 1)
                let report = try await office.home.journal.verify(
                    trusting: try office.home.keys.trusted())
                let result = Verification(
                    time: time, isSound: report.isSound, sequence: report.sequence,
                    head: report.head?.hex ?? "",
                    damages: report.damages.map { Verification.Words($0.explanation) },
                    confirmedThrough: report.confirmedThrough)
                try result.keep(in: office.home.path)
                try progress.advance(BilingualText(zh: "完成", en: "Done"), 1, of: 1)
                return .members([
                    "href": .string("/admin/journal"), "sound": .bool(report.isSound),
                ])
            }
            return .seeOther("/data/jobs/\(job.id)")
        },
    ]

    /// The result of the last verification, kept in the home.
    struct Verification: Codable, Sendable {
        /// Both languages of a text.
        struct Words: Codable, Sendable {
            let zh: String
            let en: String

            init(_ text: BilingualText) { (zh, en) = (text.zh, text.en) }
        }

        let time: Int
        let isSound: Bool
        let sequence: Int
        let head: String
        let damages: [Words]
        let confirmedThrough: Int

        private static func file(_ home: String) -> URL {
            URL(filePath: home + "/derived/verification.json")
        }

        func keep(in home: String) throws {
            try FileManager.default.createDirectory(
                atPath: home + "/derived", withIntermediateDirectories: true)
            try JSONEncoder().encode(self).write(to: Self.file(home), options: .atomic)
        }

        /// The last one; nil when there was none.
        static func last(in home: String) throws -> Verification? {
            guard FileManager.default.fileExists(atPath: file(home).path) else { return nil }
            return try JSONDecoder().decode(Verification.self, from: Data(contentsOf: file(home)))
        }
    }

    /// What a checkpoint's canonical text says.
    private struct Statement: Decodable {
        let hash: String
        let keyID: String
        let sequence: Int
        let time: Int
    }

    private static let pageLength = 50

    private static func page(_ call: Call) async throws -> Reply {
        let office = try call.office()
        let (acts, register, next) = try await RecordRoutes.acts(
            call, before: call.integer("before", standard: .max), limit: pageLength)
        let (checkpoints, head, hashes) = try await office.home.journal.read {
            view throws(StoreError) in
            var hashes: [Int: String] = [:]
            for act in acts {
                hashes[act.event.sequence] = try view.hash(at: act.event.sequence)
            }
            return (try view.checkpoints(), try view.head(), hashes)
        }
        let verification = try Verification.last(in: office.home.path)
        let statements = try checkpoints.reversed().map {
            try JSONDecoder().decode(Statement.self, from: Data($0.canonicalBytes))
        }
        return try await call.page(
            "admin-journal",
            [
                ("proof", proof(verification, head.sequence, head.hash.hex, call)),
                ("entries", .list(acts) { entry($0, register, hashes, call) }),
                (
                    "checkpoints",
                    .list(statements) { one in
                        .members([
                            "position": .integer(one.sequence),
                            "digest": .string(String(one.hash.prefix(16))),
                            "time": .string(call.moment(one.time)),
                            "signer": .string(String(one.keyID.prefix(16))),
                            "finding": mark(one, verification).value(call.language),
                        ])
                    }
                ),
                (
                    "pager",
                    next.map { next in
                        .members([
                            "from": .integer(acts.last?.event.sequence ?? 0),
                            "to": .integer(acts.first?.event.sequence ?? 0),
                            "total": .integer(head.sequence), "previous": .bool(false),
                            "next": .string("/admin/journal?before=\(next)"),
                        ])
                    } ?? .bool(false)
                ),
            ])
    }

    private static func proof(
        _ last: Verification?, _ sequence: Int, _ hash: String, _ call: Call
    ) -> JSONValue {
        let text =
            switch last?.isSound {
            case true?: call.said("日志完整", "The journal is whole")
            case false?: call.said("日志有损坏", "The journal is damaged")
            case nil: call.said("尚未核验", "Not verified yet")
            }
        return .members([
            "whole": .bool(last?.isSound == true), "text": .string(text),
            "position": .integer(sequence), "digest": .string(hash),
            "checked": .string(
                last.map {
                    call.said(
                        "\(call.moment($0.time))，至第 \($0.sequence) 条",
                        "\(call.moment($0.time)), up to record \($0.sequence)")
                } ?? "—"),
            "broken": .shown(
                last.flatMap { one in
                    one.damages.isEmpty
                        ? nil : one.damages.map { call.said($0.zh, $0.en) }.joined(separator: " ")
                }),
        ])
    }

    private static func entry(
        _ recorded: RecordedAct, _ register: AccessRegister, _ hashes: [Int: String], _ call: Call
    ) -> JSONValue {
        let event = recorded.event
        let title =
            AccessPolicy.standard.operations[recorded.act.operation]?.title[call.language]
            ?? recorded.act.title ?? recorded.act.operation.text
        let person = Person.ID(event.actor.person.text).flatMap { register.people[$0]?.name }
        return .members([
            "position": .integer(event.sequence), "time": .string(call.moment(event.time)),
            "person": .string(person ?? event.actor.person.text), "act": .string(title),
            "object": .string(recorded.act.project?.text ?? recorded.act.remark ?? "—"),
            "digest": .string(String((hashes[event.sequence] ?? "").prefix(16))),
        ])
    }

    private static func mark(_ statement: Statement, _ last: Verification?) -> FindingMark {
        guard let last, last.confirmedThrough >= statement.sequence else {
            return .awaiting("未核验", "Not verified")
        }
        return .good("已核验", "Verified")
    }
}
