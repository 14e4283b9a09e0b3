/// The areas of one patch with all combinations of zones, when several layers divide it; one per thread.
///
/// The integral of the product of the winding numbers of the patch and of one zone per layer is a
/// sum over ring starts and crossings, each weighted with the windings of the layers that do not
/// take part. "No zone" is a pseudo zone −1 of winding 1 − Σ windings, so every term of a zone is also
/// a term of −1 with opposite sign, and the rows of a patch balance as integers.
final class ZoneCombiner {
    private let arrangement: ZoneArrangement
    private let includesOutside: Bool
    private let layerCount: Int
    private var terms: CombinedTerms
    /// The labels of each layer at the present place.
    private var present: [[WindingLabel]]
    private var visits: [Visit] = []
    private var windings: [PatchWindings]

    /// A crossing of the patch with a layer.
    private struct Visit {
        var layer: Int
        var crossing: Crossing
    }

    init(arrangement: ZoneArrangement, includesOutside: Bool) {
        self.arrangement = arrangement
        self.includesOutside = includesOutside
        layerCount = arrangement.indexes.count
        terms = CombinedTerms(layerCount: layerCount)
        present = [[WindingLabel]](repeating: [], count: layerCount)
        windings = arrangement.indexes.indices.map { _ in PatchWindings() }
    }

    /// Adds the rows of a patch.
    func combine(
        _ patch: Int32, _ a: IntegerRings, _ incidences: [Incidence], into rows: inout RowStore
    ) {
        terms.removeAll()
        addPatchRings(a, incidences)
        for layer in incidences.indices {
            for start in incidences[layer].insideStarts { addInsideStart(start, layer) }
        }
        for layer in incidences.indices { windings[layer].prepare(incidences[layer]) }
        arrangement.forEachCrossing(near: a.box) { addZoneCrossing($0, a) }
        terms.list(patch, into: &rows)
    }

    // MARK: The rings of the patch

    private func addPatchRings(_ a: IntegerRings, _ incidences: [Incidence]) {
        visits.removeAll(keepingCapacity: true)
        for (layer, incidence) in incidences.enumerated() {
            for crossing in incidence.crossings {
                visits.append(Visit(layer: layer, crossing: crossing))
            }
        }
        visits.sort { isBefore($0, $1, a) }
        var next = 0
        for ring in 0..<a.ringCount {
            for layer in 0..<layerCount {
                set(layer, incidences[layer].labels(ofRing: ring))
            }
            terms.add(a.twiceArea(ofRing: ring), present, isCrossing: false)
            let end = a.edges(ofRing: ring).upperBound
            while next < visits.count, Int(visits[next].crossing.streamEdge) < end {
                pass(visits[next])
                next += 1
            }
        }
    }

    private func isBefore(_ f: Visit, _ g: Visit, _ a: IntegerRings) -> Bool {
        if f.crossing.streamEdge != g.crossing.streamEdge {
            return f.crossing.streamEdge < g.crossing.streamEdge
        }
        let carrier = LayerEdge(a, f.crossing.streamEdge, layer: -1)
        return MeetingOrder.compare(on: carrier, edge(f), edge(g)) < 0
    }

    private func edge(_ visit: Visit) -> LayerEdge {
        LayerEdge(
            arrangement.indexes[visit.layer].rings, visit.crossing.zoneEdge, layer: visit.layer)
    }

    /// Adds the term of a crossing on a patch ring and moves on past it.
    private func pass(_ visit: Visit) {
        let (crossing, layer) = (visit.crossing, visit.layer)
        let before = present[layer]
        fix(layer, crossing.feature)
        terms.add(Int64(crossing.sign) &* crossing.term, present, isCrossing: true)
        present[layer] = before
        present[layer].add(crossing.sign, to: crossing.feature, from: 0)
        if includesOutside { present[layer].add(-crossing.sign, to: -1, from: 0) }
        present[layer].dropZeros(from: 0)
    }

    // MARK: What lies inside the patch

    private func addInsideStart(_ start: InsideStart, _ layer: Int) {
        let (ring, rings) = (Int(start.ring), arrangement.indexes[layer].rings)
        for other in 0..<layerCount where other != layer {
            set(other, arrangement.startLabels[layer][other][ring])
        }
        fix(layer, rings.featureOfRing[ring])
        let whole = Int64(start.winding) &* rings.twiceArea(ofRing: ring)
        terms.add(whole, present, isCrossing: false)
    }

    private func addZoneCrossing(_ number: Int, _ a: IntegerRings) {
        let crossing = arrangement.crossings[number]
        let (low, high) = (Int(crossing.low), Int(crossing.high))
        let highRings = arrangement.indexes[high].rings
        let carrier = LayerEdge(highRings, crossing.highEdge, layer: high)
        let meeting = LayerEdge(arrangement.indexes[low].rings, crossing.lowEdge, layer: low)
        let winding = windings[high].winding(
            on: carrier, number: crossing.highEdge, at: meeting, patch: a, rings: highRings)
        if winding == 0 { return }
        fix(low, crossing.lowFeature)
        fix(high, crossing.highFeature)
        var further = number * (layerCount - 2)
        for other in 0..<layerCount where other != low && other != high {
            set(other, arrangement.otherLabels[further])
            further += 1
        }
        let sign = Int64(crossing.sign) &* Int64(winding)
        terms.add(sign &* crossing.term, present, isCrossing: true)
    }

    // MARK: Labels

    /// Sets the labels of a layer, with the pseudo zone for the outside.
    private func set(_ layer: Int, _ labels: some Collection<WindingLabel>) {
        present[layer].removeAll(keepingCapacity: true)
        present[layer].append(contentsOf: labels)
        if includesOutside {
            let rest = labels.reduce(Int32(1)) { $0 - $1.winding }
            if rest != 0 { present[layer].append(WindingLabel(feature: -1, winding: rest)) }
        }
    }

    /// Makes a layer take part with the boundary of one feature.
    private func fix(_ layer: Int, _ feature: Int32) {
        present[layer].removeAll(keepingCapacity: true)
        present[layer].append(WindingLabel(feature: feature, winding: 1))
        if includesOutside { present[layer].append(WindingLabel(feature: -1, winding: -1)) }
    }
}
