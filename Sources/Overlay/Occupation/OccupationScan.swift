import Geometry
import LandModel

/// One polygon over one prepared layer.
struct OccupationScan {
    private let layer: OccupationLayer
    private let whole: Int64
    private var features: [Int32] = []
    private var twice: [Int64] = []
    private var outside: Int64
    private var dropped: Int64 = 0

    init(_ polygon: IntegerRings, index: BlockIndex, layer: OccupationLayer) {
        self.layer = layer
        whole = polygon.twiceArea
        outside = whole
        guard polygon.ringCount > 0, index.rings.ringCount > 0 else { return }
        let incidence = Incidence()
        IncidenceScanner(index: index).scan(polygon, into: incidence)
        let sums = PairSums(featureCount: layer.featureCount)
        sums.collect(incidence, stream: polygon, zone: index.rings)
        for feature in sums.touched {
            let value = sums.value(feature)
            outside &-= value.twice
            // Not above the rounding of its crossings: a border touched, not ground covered.
            if value.twice.magnitude > UInt64(value.crossings) {
                features.append(feature)
                twice.append(value.twice)
            } else {
                dropped &+= value.twice
            }
        }
        if outside.magnitude <= UInt64(incidence.crossings.count) {
            dropped &+= outside
            outside = 0
        }
    }

    /// The result, levelled to the stated area of the polygon.
    func layer(stated: Area) -> Occupation.Layer {
        // Nothing outside must stay nothing: a weight of 0 could take a hundredth of the levelling.
        let shares = shareOut(
            statedHundredths: stated.hundredths, over: outside == 0 ? twice : twice + [outside])
        let pieces = features.indices.map { n in
            Occupation.Piece(
                feature: Int(features[n]), area: Area(hundredths: shares[n]), twice: twice[n])
        }
        let covered = pieces.reduce(Area.zero) { $0 + $1.area }
        let listed = twice.reduce(0, &+)
        return Occupation.Layer(
            name: layer.name, role: layer.role, pieces: pieces, covered: covered,
            outside: stated - covered, groupings: layer.groupings.map { group(pieces, by: $0) },
            closureResidual: whole &- listed &- outside &- dropped, droppedTwice: dropped)
    }

    private func group(
        _ pieces: [Occupation.Piece], by grouping: OccupationLayer.Grouping
    ) -> Occupation.Grouping {
        var sums: [Int32: (area: Area, count: Int)] = [:]
        for piece in pieces {
            let code = grouping.values.codes[piece.feature]
            let sum = sums[code, default: (.zero, 0)]
            sums[code] = (sum.area + piece.area, sum.count + 1)
        }
        let groups = sums.map { code, sum in
            Occupation.Group(
                value: code < 0 ? nil : grouping.values.words[Int(code)], area: sum.area,
                featureCount: sum.count)
        }
        return Occupation.Grouping(
            field: grouping.field,
            groups: groups.sorted { left, right in
                guard let one = left.value, let other = right.value else {
                    return left.value != nil && right.value == nil
                }
                return one < other
            })
    }
}
