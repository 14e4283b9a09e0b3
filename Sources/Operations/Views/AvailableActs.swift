public import LandModel
import Lifecycle
public import Policy

/// What a person can do on a subject now, and what stands against the rest (可办事项).
public struct AvailableActs: Sendable {
    /// The subject.
    public let subject: ActSubject
    /// The acts that concern it: those of the pack in its order, then those of the program.
    public let acts: [AvailableAct]

    /// The acts that are in order now.
    public var possible: [AvailableAct] { acts.filter { $0.standing == .possible } }
    /// The acts whose turn it is, with something in the way.
    public var blocked: [AvailableAct] {
        acts.filter { if case .blocked(_, isNext: true) = $0.standing { true } else { false } }
    }
    /// The acts of other stages and orders.
    public var later: [AvailableAct] {
        acts.filter { if case .blocked(_, isNext: false) = $0.standing { true } else { false } }
    }
}

/// The subject of an act, as pages show it (管理对象).
public struct ActSubject: Hashable, Sendable {
    /// The identifier.
    public let id: String
    /// The name.
    public let name: String
    /// What kind of thing it is, in the pack's words.
    public let kind: BilingualText
    /// The kind's identifier, such as `project`.
    public let entity: String
    /// Where it lies.
    public let area: AdministrativeCode
    /// The stages it is in, in the order of the pack's tracks.
    public let stages: [BilingualText]
    /// The code of the pack it is under.
    public let pack: String

    init(_ id: String, _ file: LifeFile) {
        self.id = id
        name = file.name(of: id)
        entity = file.record.subjects[id]?.entity ?? ""
        kind = BilingualText(
            zh: file.pack.vocabulary.entity(entity)?.zh ?? entity,
            en: OperationWords.spaced(entity))
        area = file.area
        stages = file.pack.lifecycle.tracks.compactMap { track in
            file.record.stage(of: id, on: track.name).flatMap { now in
                track.stages.first { $0.id == now }.map {
                    BilingualText(zh: $0.zh, en: OperationWords.spaced($0.id))
                }
            }
        }
        pack = file.pack.code
    }
}

/// One act and how it stands (事项与能否办理).
public struct AvailableAct: Sendable {
    /// How an act stands for a person at a time.
    public enum Standing: Hashable, Sendable {
        /// It can be done: what remains is what the person fills in.
        case possible
        /// It cannot be done; every reason, and whether it is its turn by stage and order.
        case blocked([Refusal.Item], isNext: Bool)
        /// The person has no right to it; every reason.
        case withoutRight([Refusal.Item])
    }

    /// The operation.
    public let operation: String
    /// What it is called.
    public let title: BilingualText
    /// What it belongs to.
    public let group: ActGroup
    /// The clauses that stand before it.
    public let clauses: [ActClause]
    /// How it stands.
    public let standing: Standing
    /// The fields of its input that are given already.
    public let given: [String: String]
    /// Whether it settles something that only another act can take back.
    public let isFinal: Bool
}

/// A clause behind an act (依据条款).
public struct ActClause: Hashable, Sendable {
    /// Its identifier in the pack.
    public let id: String
    /// What it asks.
    public let title: BilingualText
    /// The place in the document, with its key phrase.
    public let citation: Citation
    /// How strongly it binds.
    public let strength: Strength
}
