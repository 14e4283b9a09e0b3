public import LandModel

/// A synthetic county (示例县): survey layers, control lines and a consolidation plan, all deterministic.
///
/// It is the demonstration, the benchmark and the teaching set. Every name says that it is an
/// example, and nothing in it depicts a real place. The same number of patches and the same seed
/// give the same bytes.
public struct SampleCounty: Sendable {
    /// Survey and control layers: land use, villages, townships, slope, basic farmland, red line,
    /// development boundary and the outline.
    public let survey: [LandLayer]
    /// The plan that keeps the measured rules: extent, parcels, functional zones.
    public let plan: [LandLayer]
    /// A draft of the same plan that breaks some of them, for teaching.
    public let draft: [LandLayer]
    /// What was broken on purpose, empty without defects.
    public let answers: [SampleDefect]

    /// Makes a county.
    ///
    /// - Parameters:
    ///   - patches: how many land-use patches; at least 200. Without defects exactly as many are made.
    ///   - seed: what decides every choice.
    ///   - withDefects: whether known defects are put into the land-use layer.
    public init(patches: Int, seed: UInt64, withDefects: Bool) {
        precondition(patches >= 200, "a county has at least 200 patches")
        let ground = SampleGround(patches: patches, seed: seed)
        let landUse = SurveyLayers.landUse(ground)
        let control = ControlLayers(ground, landUse: landUse)
        let parcels = SamplePlan(ground, landUse: landUse)
        var answers: [SampleDefect] = []
        let published: LandLayer
        if withDefects {
            (published, answers) = SampleDefect.inject(into: landUse, ground: ground)
        } else {
            published = landUse
        }
        survey = [published] + control.layers
        plan = parcels.layers(draft: false)
        draft = parcels.layers(draft: true)
        self.answers = answers
    }
}

/// The cells of the county and how they are joined into patches and villages.
struct SampleGround: Sendable {
    let lattice: CountyLattice
    let terrain: CountyTerrain
    /// Patch of every cell.
    let patch: [Int32]
    let patchCount: Int
    /// First cell of every patch; class, slope and village of a patch are those of this cell.
    let firstCell: [Int]

    var tracer: RegionTracer { RegionTracer(lattice: lattice) }

    init(patches: Int, seed: UInt64) {
        let noise = SeededNoise(seed: seed)
        var cells = patches * 31 / 10
        while true {
            let lattice = CountyLattice(cells: cells, noise: noise)
            let villages = VillageGrid(lattice: lattice, patches: patches)
            let terrain = CountyTerrain(lattice: lattice, villages: villages)
            var merging = CellMerging(cells: lattice.cellCount)
            let keys = Self.patchKeys(terrain)
            merging.join(keys: keys, lattice: lattice, target: patches, cap: Self.cap)
            merging.join(keys: keys, lattice: lattice, target: patches) { _ in .max }
            if merging.count == patches {
                self.lattice = lattice
                self.terrain = terrain
                patchCount = patches
                patch = merging.labels()
                break
            }
            // More kinds of ground than patches asked for: start from fewer cells.
            cells = cells * 9 / 10
        }
        var first = [Int](repeating: -1, count: patchCount)
        for (cell, label) in patch.enumerated() where first[Int(label)] < 0 {
            first[Int(label)] = cell
        }
        firstCell = first
    }

    /// Cells join when class and village agree, and for cultivated land the slope class too.
    private static func patchKeys(_ terrain: CountyTerrain) -> [Int64] {
        terrain.landClass.indices.map { cell in
            let code = Int64(terrain.landClass[cell])
            let cultivated = code == 0 || code == 1
            let slope = cultivated ? Int64(terrain.slopeClass[cell]) : 0
            return (Int64(terrain.village[cell]) * 8 + slope) * 64 + code
        }
    }

    private static func cap(_ key: Int64) -> Int32 {
        switch CountyTerrain.classes[Int(key % 64)] {
        case "0301", "0307", "0305": 26
        case "1003", "1006", "1101", "1107": 34
        case "0702", "0701": 5
        default: 9
        }
    }

    func code(ofPatch patch: Int) -> String {
        CountyTerrain.classes[Int(terrain.landClass[firstCell[patch]])]
    }

    func slope(ofPatch patch: Int) -> Int { Int(terrain.slopeClass[firstCell[patch]]) }

    func village(ofPatch patch: Int) -> Int { Int(terrain.village[firstCell[patch]]) }

    /// Code of the fictional county; 9902 is no city in use.
    static let county = "459902"

    /// 9 digits.
    func townshipCode(_ township: Int) -> String {
        Self.county + padded(101 + township, 3)
    }

    /// 19 digits.
    func villageCode(_ village: Int) -> String {
        townshipCode(terrain.villages.township(village)) + padded(201 + village % 700, 3)
            + "0000000"
    }

    func villageName(_ village: Int) -> String { "示例\(village + 1)村" }

    func townshipName(_ township: Int) -> String { "示例\(township + 1)镇" }

    /// A number with leading zeros.
    func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
