/// The land of the sample county, cell by cell: slope, class, village.
struct CountyTerrain: Sendable {
    let lattice: CountyLattice
    let villages: VillageGrid
    /// Slope class 1 to 5 (坡度级) of every cell.
    let slopeClass: [UInt8]
    /// Land-class code of every cell, an index into ``classes``.
    let landClass: [UInt8]
    /// Village of every cell.
    let village: [Int32]

    /// Codes that occur, in the order of their index.
    static let classes = [
        "0101", "0103", "0201", "0301", "0305", "0307", "0404", "05H1", "0601", "0701", "0702",
        "08H2", "0810", "1003", "1006", "1101", "1104", "1107", "1201", "1106",
    ]

    static func index(_ code: String) -> UInt8 {
        guard let index = classes.firstIndex(of: code) else { preconditionFailure(code) }
        return UInt8(index)
    }

    init(lattice: CountyLattice, villages: VillageGrid) {
        self.lattice = lattice
        self.villages = villages
        let rivers = Self.riverDistances(lattice)
        var slopeClass: [UInt8] = []
        var landClass: [UInt8] = []
        var village: [Int32] = []
        slopeClass.reserveCapacity(lattice.cellCount)
        landClass.reserveCapacity(lattice.cellCount)
        village.reserveCapacity(lattice.cellCount)
        for j in 0..<lattice.rowCount {
            for i in 0..<lattice.columnCount {
                let at = lattice.centre(i, j)
                let mine = villages.village(at)
                let slope = Self.slope(lattice.noise, at, river: rivers[i])
                village.append(Int32(mine))
                slopeClass.append(slope)
                landClass.append(
                    Self.landClass(
                        lattice, i, j, at, slope: slope, river: rivers[i],
                        toVillage: villages.distance(at, mine), isTown: villages.isTown(mine)))
            }
        }
        self.slopeClass = slopeClass
        self.landClass = landClass
        self.village = village
    }

    /// Distance of each column to the nearest river, in metres.
    private static func riverDistances(_ lattice: CountyLattice) -> [Double] {
        let rivers = lattice.columns.indices.filter { lattice.columns[$0] == .river }
        return lattice.columns.indices.map { column in
            rivers.map { abs(lattice.lineX[$0] - lattice.lineX[column]) }.min() ?? 1e9
        }
    }

    private static func slope(_ noise: SeededNoise, _ at: (x: Double, y: Double), river: Double)
        -> UInt8
    {
        let hills =
            0.65 * noise.smooth(10, at.x / 2600, at.y / 2600)
            + 0.25 * noise.smooth(11, at.x / 800, at.y / 800)
            + 0.10 * noise.smooth(12, at.x / 260, at.y / 260)
        let height = hills * min(1, river / 1500 + 0.25)
        switch height {
        case ..<0.34: return 1
        case ..<0.46: return 2
        case ..<0.56: return 3
        case ..<0.66: return 4
        default: return 5
        }
    }

    private static func landClass(
        _ lattice: CountyLattice, _ i: Int, _ j: Int, _ at: (x: Double, y: Double), slope: UInt8,
        river: Double, toVillage: Double, isTown: Bool
    ) -> UInt8 {
        let noise = lattice.noise
        switch (lattice.columns[i], lattice.rows[j]) {
        // A mudflat fills a whole cell: under a bridge it would be smaller than what is mapped.
        case (.river, .land): return index(noise.unit(20, i, j) < 0.04 ? "1106" : "1101")
        case (.river, _): return index("1101")
        case (.highway, _), (_, .highway): return index("1003")
        case (.ruralRoad, _), (_, .ruralRoad): return index("1006")
        case (.ditch, _), (_, .ditch): return index("1107")
        default: break
        }
        let white = noise.unit(21, i, j)
        if let built = settlement(white, toVillage: toVillage, isTown: isTown, slope: slope) {
            return index(built)
        }
        let coherent =
            0.7 * noise.smooth(22, at.x / 210, at.y / 210) + 0.3 * noise.unit(23, i, j)
        return index(openLand(coherent, white, slope: slope, river: river))
    }

    private static func settlement(
        _ white: Double, toVillage: Double, isTown: Bool, slope: UInt8
    ) -> String? {
        if isTown && toVillage < 620 {
            switch white {
            case ..<0.52: return "0701"
            case ..<0.68: return "0601"
            case ..<0.80: return "05H1"
            case ..<0.88: return "08H2"
            case ..<0.93: return "0810"
            default: return "1201"
            }
        }
        if toVillage < 190 { return white < 0.9 ? "0702" : (white < 0.95 ? "1201" : "08H2") }
        guard slope <= 3 else { return nil }
        if white > 0.982 { return "0702" }
        if white > 0.979 { return "1201" }
        return nil
    }

    private static func openLand(
        _ coherent: Double, _ white: Double, slope: UInt8, river: Double
    ) -> String {
        switch slope {
        case 1 where river < 1400:
            return coherent < 0.70
                ? "0101" : (coherent < 0.76 ? "1104" : (white < 0.2 ? "0404" : "0103"))
        case 1, 2:
            return coherent < 0.30
                ? "0101"
                : (coherent < 0.66
                    ? "0103" : (coherent < 0.74 ? "0201" : (white < 0.35 ? "0404" : "0307")))
        case 3:
            return coherent < 0.34
                ? "0103" : (coherent < 0.48 ? "0201" : (coherent < 0.55 ? "0404" : "0301"))
        default:
            return coherent < 0.14
                ? "0103" : (coherent < 0.22 ? "0305" : (coherent < 0.30 ? "0307" : "0301"))
        }
    }
}
