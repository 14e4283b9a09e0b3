import Access
import Accounts
import Digest
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Policy
import Store

/// The packs of the installation, which of them are published, and publishing one (规则包).
enum PackPages {
    static let all: [Route] = [
        .page("/admin/packs", "Policy packs", right: .signedIn(.read)) { try await page($0) },
        .form(
            "/admin/packs", "Publish a pack", right: .signedIn(.act),
            refusedOn: { call, _, refusal in try await page(call, refusal) }
        ) { call, form in
            let shelf = try PackShelf(nil)
            let pack = form["pack"]
            guard try shelf.codes.contains(pack) else { throw Problem.missing() }
            let receipt = try await call.perform(
                "publishPack", ["folder": .text(pack), "area": .text(form["area"])],
                files: .uploads([pack: shelf.folder.appending(path: pack).path]))
            return Flash.seeOther("/admin/packs", "good", receipt.message[call.language])
        },
    ]

    private static func page(_ call: Call, _ refusal: JSONValue? = nil) async throws -> Reply {
        let published = try await call.office().home.journal.read { view throws(StoreError) in
            try view.packs()
        }
        let caller = try call.caller()
        let areas = try await Rights.areas(for: "publishPack", call, among: Rights.own(caller))
        let installed = try call.office().packs
        let packs = try await Offload.run { try installed.all() }
        return try await call.page(
            "admin-packs",
            [
                ("refusal", refusal ?? .bool(false)), ("canPublish", .bool(!areas.isEmpty)),
                (
                    "packs",
                    .list(packs) { pack in
                        line(pack, published.last { $0.pack.id.text == pack.code }, areas, call)
                    }
                ),
            ])
    }

    private static func line(
        _ pack: Pack, _ published: RecordedPack?, _ areas: [AdministrativeCode], _ call: Call
    ) -> JSONValue {
        let isNewer = (published?.pack.revision ?? 0) < pack.revision
        let inside = areas.filter { area in
            AdministrativeCode(pack.territory).map { $0.contains(area) } ?? true
        }
        let mark: FindingMark =
            if let published, !isNewer {
                .good("已发布 r\(published.pack.revision)", "Published r\(published.pack.revision)")
            } else if let published {
                .awaiting(
                    "已发布 r\(published.pack.revision)，有新版",
                    "r\(published.pack.revision) published, newer here")
            } else { .without("未发布", "Not published") }
        return .members([
            "id": .string(pack.code), "title": .string(pack.title[call.language]),
            "issuer": .string(pack.basis.first?.number ?? "—"),
            "edition": .string(
                "r\(pack.revision)\(pack.isDraft ? call.said("（征求意见稿）", " (draft)") : "")"),
            "effective": .string(pack.inForceFrom.description),
            "clauses": .integer(pack.clauses.count),
            "must": .integer(
                pack.clauses.count { $0.strength == .must || $0.strength == .mustNot }),
            "digest": .string(String(pack.digest.prefix(12))),
            "finding": mark.value(call.language), "href": .bool(false),
            "publish": isNewer && !inside.isEmpty
                ? .members([
                    "pack": .string(pack.code),
                    "areas": .list(inside) { .string($0.digits) },
                    "text": call.words("发布", "Publish"),
                    "ask": call.words(
                        "发布后不能收回，今后办理按此版审查。确要发布？",
                        "A published revision stays; acts are judged by it from now on. Publish?"),
                ]) : .bool(false),
        ])
    }
}
