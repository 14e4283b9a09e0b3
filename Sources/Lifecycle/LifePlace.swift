import Policy

/// Where an act or a step stands in a lifecycle.
struct LifePlace: Sendable {
    /// The track.
    let track: String
    /// The entity whose life it is.
    let entity: String
    /// The act, or the act that the step belongs to.
    let act: Lifecycle.Act
    /// The step and its place in the chain; nil for an act.
    let step: (step: Lifecycle.Step, position: Int)?

    /// The offices that do it, jointly when several.
    var offices: [String] { step?.step.by ?? act.by }
    /// Whether it is the step that decides its act.
    var decides: Bool { step.map { $0.position == act.chain.count - 1 } ?? false }
}

/// The acts and steps of a lifecycle by identifier, and the stages that something leaves.
struct LifePlaces: Sendable {
    private var places: [String: LifePlace] = [:]
    private var left: [String: Set<String>] = [:]

    init(_ lifecycle: Lifecycle) {
        for track in lifecycle.tracks {
            for act in track.acts {
                places[act.id] = LifePlace(
                    track: track.name, entity: track.subject, act: act, step: nil)
                for (position, step) in act.chain.enumerated() {
                    places[step.id] = LifePlace(
                        track: track.name, entity: track.subject, act: act, step: (step, position))
                }
                if let to = act.to {
                    left[track.name, default: []].formUnion(act.from.filter { $0 != to })
                }
            }
        }
    }

    /// Where an act or a step stands; nil when there is none of that name.
    subscript(id: String) -> LifePlace? { places[id] }

    /// Whether some act leaves a stage of a track.
    func isLeft(_ stage: String, on track: String) -> Bool { left[track]?.contains(stage) == true }
}
