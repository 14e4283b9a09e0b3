import LandModel
import Policy
import TestSupport
import Testing

@testable import Lifecycle

/// Random walks over the acts of every pack against a second, naive reading of its lifecycle.
@Suite struct RandomWalkTests {
    /// The lifecycle as a table: what a subject's stage and steps are, kept apart from the code under
    /// test and written from the format (policy packs, lifecycle and time).
    private struct Naive {
        var stage: [String: String] = [:]
        var steps: [String: Int] = [:]
        var signed: [String: Set<String>] = [:]

        /// Whether an office may do an act now; what then becomes of the table.
        mutating func attempt(_ id: String, by office: String, in lifecycle: Lifecycle) -> Bool {
            for track in lifecycle.tracks {
                for act in track.acts {
                    let ids = act.chain.map(\.id)
                    guard act.id == id || ids.contains(id) else { continue }
                    let offices = act.id == id ? act.by : act.chain[ids.firstIndex(of: id) ?? 0].by
                    guard offices.contains(office) else { return false }
                    let now = stage[track.name]
                    if act.from.isEmpty {
                        let leaves = track.acts.contains {
                            now != nil && $0.from.contains(now ?? "") && $0.to != nil
                                && $0.to != now
                        }
                        if act.to != nil, leaves { return false }
                    } else {
                        guard let now, act.from.contains(now) else { return false }
                    }
                    if !ids.isEmpty {
                        guard id != act.id, ids[steps[act.id] ?? 0] == id else { return false }
                    }
                    guard !(signed[id] ?? []).contains(office) else { return false }
                    signed[id, default: []].insert(office)
                    guard signed[id] == Set(offices) else { return true }
                    signed[id] = nil
                    if !ids.isEmpty {
                        steps[act.id, default: 0] += 1
                        guard steps[act.id] == ids.count else { return true }
                        steps[act.id] = 0
                    }
                    if let to = act.to {
                        stage[track.name] = to
                        for other in track.acts where other.id != act.id {
                            steps[other.id] = 0
                            for part in [other.id] + other.chain.map(\.id) { signed[part] = nil }
                        }
                    }
                    return true
                }
            }
            return false
        }
    }

    @Test(arguments: Packs.codes)
    func `no walk leaves the stages and steps that the pack draws`(_ code: String) throws {
        let pack = try Packs.draft(code)
        let offices = pack.offices.map(\.id)
        let day = try #require(CalendarDay("2026-03-02"))
        let entities = Set(pack.lifecycle.tracks.map(\.subject)).sorted()
        for walk in 0..<100 {
            let seed = UInt64(walk) &* 7919 &+ 17
            var random = SeededGenerator(seed: seed)
            var record = LifeRecord(lifecycle: pack.lifecycle)
            for entity in entities { record.list([(entity, entity, nil)], on: day) }
            var naive: [String: Naive] = [:]
            var done = 0
            for _ in 0..<120 {
                let entity = entities.randomElement(using: &random) ?? ""
                let acts = pack.lifecycle.tracks.filter { $0.subject == entity }.flatMap(\.acts)
                let names = acts.flatMap { [$0.id] + $0.chain.map(\.id) }
                // Half of the attempts are what the record says is possible.
                let judge = LifeJudge(pack, record, on: day)
                let possible =
                    Bool.random(using: &random) ? judge.possible(on: entity) : []
                let useful = !possible.isEmpty
                let act = (useful ? possible : names).randomElement(using: &random) ?? ""
                let own = record.places[act]?.offices ?? []
                let office =
                    (useful ? own : offices).randomElement(using: &random) ?? "nobody"
                let isRight = naive[entity, default: Naive()].attempt(
                    act, by: office, in: pack.lifecycle)
                do throws(LifeRefusal) {
                    for event in try judge.perform(act, on: entity, by: office) {
                        record.apply(event, on: day)
                    }
                    done += 1
                    #expect(isRight, "\(code) seed \(seed): \(act) by \(office) on \(entity)")
                } catch {
                    #expect(!isRight, "\(code) seed \(seed): \(act) by \(office): \(error.code)")
                }
                for track in pack.lifecycle.tracks where track.subject == entity {
                    let stage = record.stage(of: entity, on: track.name)
                    #expect(stage == naive[entity]?.stage[track.name], "\(code) seed \(seed)")
                    if let stage { #expect(track.stages.contains { $0.id == stage }) }
                }
            }
            #expect(done > 10, "\(code) seed \(seed): the walk went somewhere")
        }
    }

    @Test(arguments: Packs.codes)
    func `no stage that can be reached is without an exit but the ends of a life`(_ code: String)
        throws
    {
        let lifecycle = try Packs.issued(code).lifecycle
        for track in lifecycle.tracks where !track.stages.isEmpty {
            var reached = Set(track.acts.filter { $0.from.isEmpty }.compactMap(\.to))
            var grew = true
            while grew {
                let next = Set(
                    track.acts.filter { !reached.isDisjoint(with: $0.from) }.compactMap(\.to))
                grew = !next.isSubset(of: reached)
                reached.formUnion(next)
            }
            #expect(reached == Set(track.stages.map(\.id)), "\(code) \(track.name)")
            let ends = track.stages.map(\.id).filter { stage in
                !track.acts.contains { $0.from.contains(stage) && $0.to != nil && $0.to != stage }
            }
            // A life ends at its last stage or by withdrawal; every other stage leads on.
            let last = track.stages.suffix(2).map(\.id)
            #expect(Set(ends).isSubset(of: last), "\(code) \(track.name): \(ends)")
        }
    }
}
