/// Walks the rings of every zone layer past all crossings, to learn the labels of the further layers there.
struct ZoneRingWalk {
    let indexes: [BlockIndex]
    let crossings: [ZoneCrossing]
    let startLabels: [[LabelLists]]

    /// The labels at each crossing in the layers that do not take part in it, layers ascending.
    func otherLabels() -> LabelLists {
        let others = indexes.count - 2
        var found = [[WindingLabel]](repeating: [], count: crossings.count * others)
        for layer in indexes.indices { walk(layer, others, into: &found) }
        var lists = LabelLists()
        for list in found { lists.append(list) }
        return lists
    }

    private func walk(_ layer: Int, _ others: Int, into found: inout [[WindingLabel]]) {
        let rings = indexes[layer].rings
        let visits = sortedVisits(layer, rings)
        var next = 0
        for ring in 0..<rings.ringCount where next < visits.count {
            let edges = rings.edges(ofRing: ring)
            guard edge(visits[next], layer) < edges.upperBound else { continue }
            var labels = indexes.indices.map { other in
                other == layer ? [] : Array(startLabels[layer][other][ring])
            }
            while next < visits.count, edge(visits[next], layer) < edges.upperBound {
                let number = visits[next]
                let crossing = crossings[number]
                let isHigh = Int(crossing.high) == layer
                let (low, high) = (Int(crossing.low), Int(crossing.high))
                if isHigh {
                    let further = indexes.indices.filter { $0 != low && $0 != high }
                    for (n, other) in further.enumerated() {
                        found[number * others + n] = labels[other]
                    }
                }
                let other = isHigh ? low : high
                let feature = isHigh ? crossing.lowFeature : crossing.highFeature
                labels[other].add(isHigh ? crossing.sign : -crossing.sign, to: feature, from: 0)
                labels[other].dropZeros(from: 0)
                next += 1
            }
        }
    }

    /// The edge of the layer at a crossing it takes part in.
    private func edge(_ number: Int, _ layer: Int) -> Int {
        let crossing = crossings[number]
        return Int(Int(crossing.high) == layer ? crossing.highEdge : crossing.lowEdge)
    }

    /// The crossings on a layer's rings, in the order of the walk.
    private func sortedVisits(_ layer: Int, _ rings: IntegerRings) -> [Int] {
        let own = crossings.indices.filter {
            Int(crossings[$0].low) == layer || Int(crossings[$0].high) == layer
        }
        return own.sorted { a, b in
            let (ea, eb) = (edge(a, layer), edge(b, layer))
            if ea != eb { return ea < eb }
            let carrier = LayerEdge(rings, Int32(ea), layer: layer)
            let order = MeetingOrder.compare(on: carrier, other(a, layer), other(b, layer))
            return order == 0 ? a < b : order < 0
        }
    }

    /// The edge of the other layer at a crossing.
    private func other(_ number: Int, _ layer: Int) -> LayerEdge {
        let crossing = crossings[number]
        let isHigh = Int(crossing.high) == layer
        let other = Int(isHigh ? crossing.low : crossing.high)
        return LayerEdge(
            indexes[other].rings, isHigh ? crossing.lowEdge : crossing.highEdge, layer: other)
    }
}
