import Access
import Digest
import HTTPTypes
import LandModel
import Operations
import Store

/// The one map (一张图).
enum MapPages {
    static let all: [Route] = [
        Route(
            method: .get, path: "/map", chapter: "pages", title: "The one map",
            parameters: [
                .query("dataset", .text(longest: 64), "the dataset to show"),
                .query("edition", .integer(1...1_000_000_000), "its edition"),
            ], isPage: true, handle: show)
    ]

    private static func show(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        let datasets = try await DatasetRoutes.visible(to: caller, try call.office())
        let mayImport = try await !Rights.areas(
            for: "importDataset", call, among: Rights.own(caller)
        ).isEmpty
        let shown =
            datasets.first { $0.dataset.id.text == call.values["dataset"] }
            ?? datasets.max { $0.time < $1.time }
        var data: [(String, JSONValue)] = []
        if let shown { data = try await values(shown, datasets, call, mayImport) }
        return try await call.page(
            "map",
            [
                ("hasData", .bool(shown != nil)), ("canImport", .bool(mayImport)),
                ("canSample", .bool(mayImport)),
                ("pageData", .string(JSONValue.object(data).text)),
                (
                    "datasets",
                    .array(
                        datasets.map { one in
                            .object([
                                ("id", .string(one.dataset.id.text)),
                                ("name", .string(one.dataset.name)),
                                ("edition", .integer(one.edition)),
                                (
                                    "href",
                                    .string("/data/\(one.dataset.id.text)/\(one.edition)")
                                ),
                            ])
                        })
                ),
            ])
    }

    /// What the script of the map is told.
    private static func values(
        _ shown: RecordedDataset, _ datasets: [RecordedDataset], _ call: Call, _ mayImport: Bool
    ) async throws -> [(String, JSONValue)] {
        let wanted = call.integer("edition", standard: shown.edition)
        let all = try await call.office().home.journal.read { view throws(StoreError) in
            try datasets.map { one throws(StoreError) in
                (one, try view.editions(of: one.dataset.id))
            }
        }
        let list = all.map { one, editions in
            JSONValue.object([
                ("id", .string(one.dataset.id.text)), ("name", .string(one.dataset.name)),
                (
                    "editions",
                    .array(
                        editions.map { edition in
                            .object([
                                ("number", .integer(edition.edition)),
                                ("title", .text(SnapshotPages.title(edition))),
                                ("time", .integer(edition.time)),
                                ("digest", .string(edition.dataset.snapshot.digest.hex)),
                                ("current", .bool(edition.edition == one.edition)),
                            ])
                        })
                ),
            ])
        }
        return [
            ("api", .string("/api/v1")), ("dataset", .string(shown.dataset.id.text)),
            ("edition", .integer(wanted)),
            (
                "occupationFields", .array(MapWorkRoutes.usualFields.map { .string($0) })
            ),
            ("datasets", .array(list)),
            (
                "may",
                .object([
                    ("print", .bool(true)), ("export", .bool(true)), ("upload", .bool(mayImport)),
                ])
            ),
        ]
    }
}
