import Access
import Digest
import HTTPTypes
import Journal
import LandModel
import Operations
import Store

/// The datasets a caller may look at, and importing one (数据集).
enum DatasetRoutes {
    static let datasetName = Route.Parameter.path(
        "dataset", .text(pattern: "[A-Za-z0-9._-]{1,64}"), "identifier of the dataset")
    static let editionNumber = Route.Parameter.path(
        "edition", .text(pattern: "latest|[1-9][0-9]{0,8}"), "number of the edition, or latest")

    static let layer = Schema.object([
        .init("name", .text()), .init("role", .text()), .init("title", .bilingual),
        .init("count", .integer()), .init("digest", .text()),
    ])

    static let dataset = Schema.object([
        .init("id", .text()), .init("name", .text()), .init("area", .text()),
        .init("edition", .integer()), .init("digest", .text()), .init("when", .text()),
        .init("time", .integer()), .init("sequence", .integer()),
        .init("layers", .list(.named("Layer"))),
    ])

    static let all: [Route] =
        [
            Route(
                method: .get, path: "/api/v1/datasets", chapter: "datasets",
                title: "The datasets of the caller's areas",
                answers: [
                    .json(200, .object([.init("items", .list(.named("Dataset")))]), "By identifier")
                ]
            ) { call in
                let found = try await visible(to: try call.caller(), try call.office())
                return .json(.object([("items", .array(found.map(json)))]), tagged: true)
            },
            Route(
                method: .get, path: "/api/v1/datasets/{dataset}/editions", chapter: "datasets",
                title: "All editions of a dataset", parameters: [datasetName],
                answers: [
                    .json(200, .object([.init("items", .list(.named("Dataset")))]), "Oldest first")
                ]
            ) { call in
                let found = try await editions(of: try call.value("dataset"), call)
                return .json(.object([("items", .array(found.map(json)))]), tagged: true)
            },
            Route(
                method: .post, path: "/api/v1/imports", chapter: "datasets",
                title: "Import uploaded survey files as a new edition",
                body: .json(
                    .object([
                        .init("dataset", .text()), .init("name", .text()), .init("area", .text()),
                        .init("uploads", .list(.text(), most: 200)),
                        .init("crs", .integer(), required: false),
                        .init("encoding", .text(), required: false),
                        .init("roles", .list(.text(), most: 100), required: false),
                    ])),
                answers: [.json(202, .named("Job"), "It is under way")], right: .signedIn(.import),
                handle: importFiles),
        ] + MapRoutes.all

    /// The newest editions of what a caller may look at.
    static func visible(
        to caller: Caller, _ office: OfficeServices
    ) async throws -> [RecordedDataset] {
        try await office.home.journal.read { view throws(StoreError) in
            try view.datasets().filter { caller.sees($0.dataset.area) }
        }
    }

    /// The editions of a dataset that a caller may look at.
    ///
    /// - Throws: ``Problem`` 404 when there is none, or none for this caller.
    static func editions(of name: String, _ call: Call) async throws -> [RecordedDataset] {
        let caller = try call.caller()
        guard let id = DatasetID(name) else { throw Problem.missing() }
        let found = try await call.office().home.journal.read { view throws(StoreError) in
            try view.editions(of: id)
        }
        // A dataset whose newest edition is elsewhere is not the caller's, nor are its older ones.
        guard let last = found.last, caller.sees(last.dataset.area) else {
            throw Problem.missing(
                zh: "没有这个数据集，或不在您的管辖范围。",
                en: "There is no such dataset, or it is not in your area.")
        }
        return found.filter { caller.sees($0.dataset.area) }
    }

    /// The edition that a path names.
    static func edition(_ call: Call) async throws -> RecordedDataset {
        let all = try await editions(of: try call.value("dataset"), call)
        let text = try call.value("edition")
        guard
            let found = text == "latest"
                ? all.last : all.first(where: { String($0.edition) == text })
        else { throw Problem.missing(zh: "没有这一版。", en: "There is no such edition.") }
        return found
    }

    static func json(_ recorded: RecordedDataset) -> JSONValue {
        let dataset = recorded.dataset
        return .object([
            ("id", .string(dataset.id.text)), ("name", .string(dataset.name)),
            ("area", .string(dataset.area.digits)), ("edition", .integer(recorded.edition)),
            ("digest", .string(dataset.snapshot.digest.hex)),
            ("when", .string(ChinaTime.text(recorded.time))), ("time", .integer(recorded.time)),
            ("sequence", .integer(recorded.sequence)),
            (
                "layers",
                .array(
                    dataset.layers.map { layer in
                        .object([
                            ("name", .string(layer.name)), ("role", .string(layer.role.rawValue)),
                            ("title", .text(layer.role.title)),
                            ("count", .integer(layer.featureCount)),
                            ("digest", .string(layer.digest)),
                        ])
                    })
            ),
        ])
    }

    private static func importFiles(_ call: Call) async throws -> Reply {
        let body = try await call.json()
        guard case .object(var input) = body else { throw Problem.missing() }
        input["id"] = input.removeValue(forKey: "dataset")
        input["files"] = input.removeValue(forKey: "uploads")
        let job = try startImport(.object(input), call)
        return .json(job.json(call.language), .accepted)
    }

    /// Starts an import as a job of the caller.
    static func startImport(_ input: CanonicalJSON, _ call: Call) throws -> JobBoard.Job {
        let caller = try call.caller()
        let name = input["name"]?.text ?? ""
        return try call.office().jobs.start(
            BilingualText(zh: "导入“\(name)”", en: "Import “\(name)”"), for: caller.person.id,
            at: call.time, id: call.jobID
        ) { progress in
            let receipt = try await OperationRoutes.perform(
                "importDataset", input, caller, call, progress: progress)
            let dataset = input["id"]?.text
            return .object([
                ("receipt", OperationRoutes.json(receipt)), ("dataset", .optional(dataset)),
                ("href", .string(dataset.map { "/data/\($0)/latest" } ?? "/data")),
            ])
        }
    }
}
