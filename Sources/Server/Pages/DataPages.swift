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

/// Datasets: what there is, imports, the sample county (数据).
enum DataPages {
    static let all: [Route] = [
        Route(
            method: .post, path: "/data/sample", chapter: "pages",
            title: "Load the sample county", right: .signedIn(.import), isPage: true,
            handle: loadSample),
        .page("/data", "Datasets, jobs, imports", handle: show),
    ]

    private static func show(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        let office = try call.office()
        let datasets = try await DatasetRoutes.visible(to: caller, office)
        let areas = try await Rights.areas(for: "importDataset", call, among: Rights.own(caller))
        return try await call.page(
            "data",
            [
                ("canImport", .bool(!areas.isEmpty)), ("canSample", .bool(!areas.isEmpty)),
                ("api", .string("/api/v1")), ("formats", .string("zip, gpkg")),
                ("most", .string("\(call.services.settings.uploadMegabytes) MB")),
                (
                    "datasets",
                    try .list(datasets) { one in try line(one, office, call) }
                ),
                (
                    "jobs",
                    .list(office.jobs.jobs(of: caller.person.id).prefix(20)) { job in
                        .members([
                            "title": .string(job.title[call.language]),
                            "finding": JobPages.mark(job.state).value(call.language),
                            "time": .string(call.moment(job.asked)),
                            "person": .string(caller.person.name),
                            "href": .string("/data/jobs/\(job.id)"),
                        ])
                    }
                ),
                (
                    "areas",
                    .list(areas.enumerated()) { place, area in
                        .members([
                            "code": .string(area.digits),
                            "name": .string(AreaWords.level(area)[call.language]),
                            "selected": .bool(place == 0),
                        ])
                    }
                ),
            ])
    }

    private static func line(
        _ recorded: RecordedDataset, _ office: OfficeServices, _ call: Call
    ) throws -> JSONValue {
        let dataset = recorded.dataset
        let quality = try office.qualityShelf.kept(dataset.snapshot)
        return .members([
            "id": .string(dataset.id.text), "name": .string(dataset.name),
            "area": .string(dataset.area.digits), "edition": .integer(recorded.edition),
            "title": .string(SnapshotPages.title(recorded)[call.language]),
            "time": .string(call.moment(recorded.time)),
            "digest": .string(String(dataset.snapshot.digest.hex.prefix(8))),
            "layers": .integer(dataset.layers.count),
            "findings": .array([SnapshotPages.mark(quality).value(call.language)]),
            "href": .string("/data/\(dataset.id.text)/\(recorded.edition)"),
            "mapHref": .string("/map?d=\(dataset.id.text)&e=\(recorded.edition)"),
        ])
    }

    /// Patches of the sample county: a small county, ready in seconds.
    private static let samplePatches = 20_000

    private static func loadSample(_ call: Call) async throws -> Reply {
        _ = try await call.checkedForm()
        let caller = try call.caller()
        let areas = try await Rights.areas(
            for: "importDataset", call, among: Rights.own(caller))
        guard let area = areas.first else {
            throw Problem.forbidden(
                zh: "您没有导入数据的职责。", en: "None of your posts may import data.")
        }
        let office = try call.office()
        let job = try office.jobs.start(
            BilingualText(zh: "载入示例县", en: "Load the sample county"), for: caller.person.id,
            at: call.time, id: call.jobID
        ) { progress in
            try progress.advance(
                BilingualText(zh: "生成示例县", en: "Generating the sample county"), 0, of: 3)
            let folder = FileManager.default.temporaryDirectory.appending(
                path: "tianchou-sample-\(call.jobID)")
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try await Offload.run {
                try CountyFiles.write(patches: samplePatches, seed: 7, to: folder)
            }
            let receipt = try await office.desk.perform(
                ActRequest(
                    operation: "importDataset", person: caller.person.id,
                    input: [
                        "id": "sample-county", "name": "示例县（演示数据）",
                        "area": .text(area.digits), "files": ["survey"],
                    ], key: try call.idempotencyKey(), time: call.time),
                files: .uploads(["survey": folder.appending(path: "survey.gpkg").path]),
                progress: progress)
            return .object([
                ("receipt", OperationRoutes.json(receipt)), ("dataset", .string("sample-county")),
                ("href", .string("/map?dataset=sample-county")),
            ])
        }
        return .seeOther("/data/jobs/\(job.id)")
    }
}
