import LandModel
import Lifecycle
import Policy

extension LifeFile {
    /// Where a subject stands on each track that began, in the order of the pack.
    func stages(of id: String) -> [HomeProjects.Stage] {
        pack.lifecycle.tracks.compactMap { track in
            guard let now = record.stage(of: id, on: track.name),
                let position = track.stages.firstIndex(where: { $0.id == now })
            else { return nil }
            let acts = Set(track.acts.filter { $0.to == now }.map(\.id))
            let since = record.journal.last {
                $0.kind == .act && $0.of == id && acts.contains($0.name)
            }?.date
            return HomeProjects.Stage(
                track: track.name, id: now, zh: track.stages[position].zh, position: position,
                since: since)
        }
    }

    /// The track that tells the life of an entity: the first about it that has stages.
    func mainTrack(of entity: String) -> Lifecycle.Track? {
        pack.lifecycle.tracks.first { $0.subject == entity && !$0.stages.isEmpty }
    }

    /// The offices of the pack with their names, where it says who it is for each type of sub-project.
    func owners(_ offices: [String]) -> [CalendarEntry.Owner] {
        offices.map { CalendarEntry.Owner(kind: $0, zh: office($0)) }
    }
}

/// The stages by which all packs say that works began and that a project was given up.
enum StageName {
    static let implementing = "implementing"
    static let withdrawn = "withdrawn"
    /// Those by which packs say that a project was applied for.
    static let reported: Set<String> = ["reported", "applied", "submitted"]
}
