import Access
import LandExchange
import LandModel
import Store

/// Imports survey files as a new edition of a dataset (导入数据集).
///
/// The snapshot is made and put into the vault before the act is decided, because the act names its
/// digest; one that no act came to name is removed with the next tidying of the vault.
struct ImportDataset: RegisterOperation {
    static let id: OperationRule.ID = "importDataset"
    static let form = InputForm(datasetID, name, area, files, system, encoding, roles)

    private static let datasetID = InputField.identifier(
        "id", BilingualText(zh: "数据集代号", en: "identifier"), of: DatasetSubject.self)
    private static let name = InputField.text(
        "name", BilingualText(zh: "数据集名称", en: "name"))
    private static let area = InputField.area(
        "area", BilingualText(zh: "所属行政区", en: "area")
    ).from(.register(.areas))
    private static let files = InputField.files(
        "files", BilingualText(zh: "调查数据文件", en: "survey files"), longest: 200)
    private static let system = InputField.integer(
        "crs", BilingualText(zh: "坐标系 EPSG 代码", en: "EPSG code of the coordinates"),
        1...999_999
    ).optional()
    private static let encoding = InputField.text(
        "encoding", BilingualText(zh: "属性编码", en: "encoding of attributes"), longest: 20
    ).optional()
    private static let roles = InputField.texts(
        "roles", BilingualText(zh: "图层含义（图层=角色）", en: "what layers mean (LAYER=ROLE)"),
        longest: 100)

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func target(in register: AccessRegister, for person: Person.ID) -> AccessTarget {
        AccessTarget(areas: .area(input[Self.area]))
    }

    /// What an import gives: the snapshot in the vault and what is in it.
    struct Imported: Sendable {
        let dataset: DatasetImported
        let version: Int
        let featureCount: Int
        let warnings: [BilingualText]
    }

    /// Only reading the files can tell.
    func foresee(
        _ workplace: Workplace, _ scene: Void, _ act: ActContext
    ) async throws -> ActOutcome? { nil }

    func ground(_ workplace: Workplace) async throws -> Imported {
        var options = ReadingOptions(epsg: input[Self.system])
        if let name = input[Self.encoding] {
            guard let known = TextEncoding(named: name) else {
                let error = LandExchangeError.file(
                    path: input[Self.files][0], .unknownEncoding(name))
                throw Refusal([
                    Refusal.Item("DAT-ENCODING", field: "encoding", error.explanation)
                ])
            }
            options.encoding = known
        }
        let paths = try input[Self.files].map { try workplace.path(of: $0, field: "files") }
        let temporary = try workplace.temporaryFile(ending: "gpkg")
        defer { temporary.remove() }
        let summary: ImportSummary
        do {
            summary = try SnapshotImport(
                SnapshotImport.Request(
                    files: try SurveyFolder.files(paths, excluding: temporary.path),
                    target: temporary.path, options: options,
                    assignments: try (input[Self.roles] ?? []).map {
                        try RoleAssignment(parsing: $0)
                    }, programVersion: workplace.programVersion)
            ).run(progress: workplace.progress)
        } catch let error as any ExplainedError where error.failureKind == .badInput {
            throw Refusal([Refusal.Item("DAT-UNREADABLE", field: "files", error.explanation)])
        }
        let id = input[Self.datasetID]
        let blob = try await workplace.keep(temporary.path, named: "\(id).gpkg")
        let layers = summary.layers.map {
            DatasetImported.Layer(
                name: $0.name, role: $0.role, featureCount: $0.featureCount,
                computedArea: $0.computedArea, digest: $0.digest)
        }
        return Imported(
            dataset: DatasetImported(
                id: id, name: input[Self.name], area: input[Self.area], snapshot: blob,
                layers: layers),
            version: try await workplace.version(of: DatasetImported.stream(of: id)),
            featureCount: layers.reduce(0) { $0 + $1.featureCount },
            warnings: Self.remarks(
                on: summary.layers.map { ($0.name, $0.warnings.map(\.explanation)) })
                + summary.skipped.map(\.explanation))
    }

    /// What was noticed, once, with the layers it was noticed in.
    static func remarks(on layers: [(name: String, warnings: [BilingualText])]) -> [BilingualText] {
        var order: [BilingualText] = []
        var names: [BilingualText: [String]] = [:]
        for layer in layers {
            for warning in layer.warnings where names[warning]?.last != layer.name {
                if names[warning] == nil { order.append(warning) }
                names[warning, default: []].append(layer.name)
            }
        }
        return order.map { warning in
            let layers = names[warning] ?? []
            return BilingualText(
                zh: layers.joined(separator: "、") + "：" + warning.zh,
                en: layers.joined(separator: ", ") + ": " + warning.en)
        }
    }

    func decide(_ imported: Imported, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let dataset = imported.dataset
        let remarks = imported.warnings
        let edition = imported.version + 1
        return ActOutcome(
            [dataset.entry],
            message: BilingualText(
                zh: "已导入“\(dataset.name)”第 \(edition) 版：\(dataset.layers.count) 个图层、"
                    + "\(imported.featureCount) 个要素，快照 \(dataset.snapshot)。"
                    + remarks.map { "\n  ! \($0.zh)" }.joined(),
                en: "Edition \(edition) of “\(dataset.name)” is imported: \(dataset.layers.count) "
                    + "layers, \(imported.featureCount) features, snapshot \(dataset.snapshot)."
                    + remarks.map { "\n  ! \($0.en)" }.joined()),
            notifying: act.people(of: [.countyNaturalResources], in: dataset.area),
            expecting: [DatasetImported.stream(of: dataset.id): imported.version])
    }
}
