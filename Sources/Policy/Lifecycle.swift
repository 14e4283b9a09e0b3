/// The stages and acts of a pack, one track for each kind of thing that has a life.
public struct Lifecycle: Sendable {
    /// One track: what it is about, its stages in order and its acts.
    public struct Track: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The entity that has this life.
        public let subject: String
        /// The stages in order.
        public let stages: [Stage]
        /// The acts in order.
        public let acts: [Act]
    }

    /// A stage of a track.
    public struct Stage: Hashable, Sendable {
        /// The identifier.
        public let id: String
        /// The Chinese name.
        public let zh: String
    }

    /// A government act, or one step of its chain.
    public struct Act: Hashable, Sendable {
        /// The identifier, named like an operation: `approveAnnualPlan`.
        public let id: String
        /// The Chinese name; empty for a step that has none.
        public let zh: String
        /// The stages it is possible in; empty for any.
        public let from: [String]
        /// The stage it leads to; nil when it changes none.
        public let to: String?
        /// The offices that perform it, jointly when several.
        public let by: [String]
        /// The steps inside the act, in order.
        public let chain: [Step]
        /// The documents it produces.
        public let produces: [String]
        /// Whether the plan is settled with it: the project then stays under this revision of the pack,
        /// and what was measured changes only by request.
        public let isPinning: Bool
        let line: Int

        /// The offices that decide: those of the last approving step, or of the act itself.
        public var approvers: [String] {
            chain.last { $0.kind == .approve || $0.kind == .accept }?.by ?? by
        }
    }

    /// One step of an act; an event of its own.
    public struct Step: Hashable, Sendable {
        /// What the step does.
        public enum Kind: String, Sendable, CaseIterable {
            /// 审核
            case review
            /// 论证
            case argue
            /// 听证
            case hear
            /// 会签
            case countersign
            /// 征求意见
            case consult
            /// 批准
            case approve
            /// 验收
            case accept
        }

        /// The identifier.
        public let id: String
        /// What it does.
        public let kind: Kind
        /// The offices that perform it, jointly when several.
        public let by: [String]
        /// The Chinese name; empty when it has none.
        public let zh: String
    }

    /// The tracks in order of the file.
    public let tracks: [Track]

    let actsByID: [String: (act: Act, subject: String)]
    let stagesByID: [String: (track: String, subject: String, position: Int)]

    init(tracks: [Track]) {
        self.tracks = tracks
        var acts: [String: (act: Act, subject: String)] = [:]
        var stages: [String: (track: String, subject: String, position: Int)] = [:]
        for track in tracks {
            for (position, stage) in track.stages.enumerated() {
                stages[stage.id] = (track.name, track.subject, position)
            }
            for act in track.acts {
                acts[act.id] = (act, track.subject)
                for step in act.chain {
                    let inner = Act(
                        id: step.id, zh: step.zh, from: [], to: nil, by: step.by, chain: [],
                        produces: [], isPinning: false, line: act.line)
                    acts[step.id] = (inner, track.subject)
                }
            }
        }
        actsByID = acts
        stagesByID = stages
    }

    /// The act or step of an identifier; nil when there is none.
    public func act(_ id: String) -> Act? { actsByID[id]?.act }

    /// The entity whose life an act belongs to; nil when there is no such act.
    public func subject(ofAct id: String) -> String? { actsByID[id]?.subject }

    /// The stage of an identifier; nil when there is none.
    public func stage(_ id: String) -> Stage? {
        for track in tracks {
            if let stage = track.stages.first(where: { $0.id == id }) { return stage }
        }
        return nil
    }
}
