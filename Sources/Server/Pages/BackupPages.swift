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

/// Backups of the home, beside it (备份).
enum BackupPages {
    static let all: [Route] = [
        .page("/admin/backups", "Backups", right: .signedIn(.admin)) { try await page($0) },
        .form(
            "/admin/backups", "Take a backup now", right: .signedIn(.admin),
            refusedOn: { call, _, refusal in try await page(call, refusal) }
        ) { call, _ in
            try await allowed(call)
            let office = try call.office()
            let (time, folder, actor) = (call.time, try folder(call), try call.accountActor())
            let job = try office.jobs.start(
                BilingualText(zh: "备份", en: "Back up"), for: try call.caller().person.id,
                at: time, id: call.jobID
            ) { progress in try await make(in: folder, office, by: actor, at: time, progress) }
            return .seeOther("/data/jobs/\(job.id)")
        },
    ]

    /// Only who has the right of the act backs up.
    private static func allowed(_ call: Call) async throws {
        let caller = try call.caller()
        let register = try await call.register()
        let office = try call.office().home.settings.office
        let areas = register.offices[office]?.territory.areas ?? .nation
        let decision = AccessDecision.decide(
            AccessRequest(
                person: caller.person.id, operation: "backUp", target: AccessTarget(areas: areas),
                day: call.day), policy: .standard, register: register)
        guard decision.grant != nil else {
            throw Problem.forbidden(
                zh: "备份由本机构的系统管理员办理。", en: "The administrator of the office takes backups.")
        }
    }

    /// The folder for backups: beside the home, for a backup inside would be lost with it.
    private static func folder(_ call: Call) throws -> String {
        try call.office().home.path + ".backups"
    }

    /// What a backup says of itself besides what the store writes.
    private struct Check: Codable {
        static let file = "checked.json"
        let time: Int
        let faults: [String]
        let bytes: Int
    }

    private static func make(
        in folder: String, _ office: OfficeServices, by actor: AccountActor, at time: Int,
        _ progress: WorkProgress
    ) async throws -> JSONValue {
        let files = FileManager.default
        try files.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try progress.advance(
            BilingualText(zh: "复制记录、文件与账号", en: "Copying record, files and accounts"), 0, of: 2)
        let name = ChinaTime.text(time).replacing(" ", with: "T").replacing(":", with: "")
        let place = "\(folder)/\(name)-\(time % 60_000)"
        let receipt = try await office.home.backup(
            to: place, with: [.accounts(by: actor, at: time)], at: time)
        try progress.advance(BilingualText(zh: "读回核对", en: "Reading it back"), 1, of: 2)
        let check = try await Offload.run {
            Check(
                time: time,
                faults: Doctor.examine(place).filter { $0.severity == .loss }
                    .map { $0.explanation.zh },
                bytes: try size(of: place))
        }
        try JSONEncoder().encode(check).write(
            to: URL(filePath: "\(place)/\(Check.file)"), options: .atomic)
        try progress.advance(BilingualText(zh: "完成", en: "Done"), 2, of: 2)
        return .members([
            "href": .string("/admin/backups"), "sequence": .integer(receipt.head.sequence),
            "files": .integer(receipt.files),
        ])
    }

    private static func size(of folder: String) throws -> Int {
        var total = 0
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let values = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            total += (values[.size] as? Int) ?? 0
        }
        return total
    }

    // MARK: The page

    /// A backup as its own file describes it.
    private struct Backup: Decodable {
        let head: String
        let sequence: Int
        let time: Int
    }

    private static func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value?
    {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
    }

    private static func page(_ call: Call, _ refusal: JSONValue? = nil) async throws -> Reply {
        let folder = try folder(call)
        let names =
            FileManager.default.fileExists(atPath: folder)
            ? try FileManager.default.contentsOfDirectory(atPath: folder) : []
        let found = try names.compactMap { name -> (String, Backup, Check?)? in
            guard let backup = try read(Backup.self, "\(folder)/\(name)/backup.json") else {
                return nil
            }
            return (name, backup, try read(Check.self, "\(folder)/\(name)/\(Check.file)"))
        }.sorted { $0.1.time > $1.1.time }
        let person = try call.caller().person.id
        let isRunning = try call.office().jobs.jobs(of: person).contains {
            !$0.isOver && $0.title.en == "Back up"
        }
        let last = found.first.map {
            call.said("上次备份 \(call.moment($0.1.time))", "Last backup \(call.moment($0.1.time))")
        }
        return try await call.page(
            "admin-backups",
            [
                ("refusal", refusal ?? .bool(false)), ("running", .bool(isRunning)),
                ("last", .string(last ?? call.said("尚无备份", "No backup yet"))),
                ("next", call.words("存放：\(folder)", "kept in \(folder)")),
                (
                    "backups",
                    .list(found) { name, backup, check in
                        .members([
                            "time": .string(call.moment(backup.time)),
                            "size": .string(check.map { megabytes($0.bytes) } ?? "—"),
                            "journal": .string("#\(backup.sequence)"), "place": .string(name),
                            "digest": .string(String(backup.head.prefix(12))),
                            "finding": mark(check).value(call.language), "href": .bool(false),
                        ])
                    }
                ),
            ])
    }

    private static func mark(_ check: Check?) -> FindingMark {
        guard let check else { return .awaiting("未核对", "Not read back") }
        return check.faults.isEmpty ? .good("已读回核对", "Read back") : .bad("有损坏", "Damaged")
    }

    private static func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes + 52_428) / 104_858
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
