import Access
import Journal
import LandModel
import Lifecycle
import Policy
import Store

/// Opens a file for a subject (建档): a city, a county, a project, what is inside a project, a meeting.
struct ListSubject: NamedOperation {
    static let id: OperationRule.ID = "listSubject"
    static let form = InputForm(subject, entity, name, parent, area, kind)

    private static let subject = InputField.text(
        "subject", BilingualText(zh: "代号", en: "identifier"), longest: 120,
        help: BilingualText(
            zh: "项目内的对象写作 项目/代号", en: "what is inside a project is written PROJECT/IDENTIFIER"))
    private static let entity = InputField.text(
        "entity", BilingualText(zh: "类别", en: "kind"), longest: 40,
        help: BilingualText(
            zh: "city、county、project、village、subproject 等",
            en: "city, county, project, village, subproject and so on")
    ).from(.pack(.entities))
    private static let name = InputField.text("name", BilingualText(zh: "名称", en: "name"))
    private static let parent = InputField.text(
        "parent", BilingualText(zh: "所属对象", en: "what it belongs to"), longest: 128
    ).from(.record(.itself)).optional()
    private static let area = InputField.area(
        "area", BilingualText(zh: "行政区", en: "area")
    ).from(.register(.areas)).optional()
    private static let kind = InputField.text(
        "type", BilingualText(zh: "子项目类型", en: "type of sub-project"), longest: 60
    ).from(.pack(.subprojectTypes)).optional()

    /// What the new subject would belong to, and what there is already.
    struct Place: Sendable {
        let file: LifeFile?
        let exists: Bool
        let versions: [StreamID: Int]
    }

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func scene(_ view: RecordView, _ packs: PublishedPacks) throws -> Place {
        let subject = input[Self.subject]
        let stream = try LifeStream.stream(of: subject, field: "subject")
        let file = try input[Self.parent].map {
            try LifeFile.read($0, field: "parent", view, packs)
        }
        let isInside = LifeStream.owner(of: subject) != subject
        let version = try view.version(of: stream)
        let exists = isInside ? file?.record.subjects[subject] != nil : version > 0
        var versions = file?.versions ?? [:]
        versions[stream] = version
        return Place(file: file, exists: exists, versions: versions)
    }

    func target(
        in register: AccessRegister, for person: Person.ID, _ place: Place
    ) throws(Refusal) -> AccessTarget {
        guard let area = input[Self.area] ?? place.file?.area else {
            throw Refusal(
                "LIF-AREA", field: "area", zh: "没有所属对象的须填行政区。",
                en: "What belongs to nothing needs an area.")
        }
        // The area given decides who may; without this, a county could write into another's project.
        if let around = place.file?.area, !around.contains(area) {
            throw Refusal(
                "LIF-AREA", field: "area",
                zh: "行政区 \(area.digits) 不在所属对象的 \(around.digits) 之内。请核对行政区或所属对象。",
                en:
                    "The area \(area.digits) is not inside \(around.digits), where the parent lies. "
                    + "Check the area or the parent.")
        }
        return AccessTarget(
            areas: .area(area), project: input[Self.parent].flatMap { place.file?.project(of: $0) })
    }

    func ground(_ workplace: Workplace, _ place: Place) async throws -> Place { place }

    func decide(_ place: Place, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let (id, owner) = (input[Self.subject], LifeStream.owner(of: input[Self.subject]))
        guard !place.exists else {
            throw Refusal(
                "LIF-TAKEN", field: "subject", zh: "\(id) 已建档。", en: "\(id) is listed already.")
        }
        let parent = input[Self.parent]
        guard owner == id || parent.map({ LifeStream.owner(of: $0) }) == owner else {
            throw Refusal(
                "LIF-INSIDE", field: "subject", zh: "\(id) 写作在 \(owner) 之内，其所属对象须是它。",
                en: "\(id) is written as inside \(owner) and must belong to it.")
        }
        if let vocabulary = place.file?.pack.vocabulary,
            vocabulary.entity(input[Self.entity]) == nil
        {
            let known = vocabulary.entities.map(\.name).joined(separator: "、")
            throw Refusal(
                "LIF-ENTITY", field: "entity", zh: "没有类别 \(input[Self.entity])；有：\(known)。",
                en: "There is no kind \(input[Self.entity]); there are: \(known).")
        }
        let subject = LifeSubject(
            entity: input[Self.entity], id: id, name: input[Self.name], parent: parent,
            area: input[Self.area] ?? (owner == id ? place.file?.area : nil))
        var events: [LifeEvent] = [.listed(subject)]
        if let kind = input[Self.kind] {
            events.append(.factsStated(of: id, facts: ["type": Fact(.code(kind))]))
        }
        let stream = try LifeStream.stream(of: id, field: "subject")
        return ActOutcome(
            events.map { Batch.Entry(stream: stream, type: $0.eventType, payload: $0.payload) },
            message: BilingualText(
                zh: "已为“\(subject.name)”（\(id)）建档。", en: "“\(subject.name)” (\(id)) is listed."),
            expecting: place.versions)
    }
}
