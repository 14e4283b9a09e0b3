import LandModel
import Testing

@testable import Documents

@Suite struct LevelledHectaresTests {
    @Test func `levelled figures add up to the rounded total`() {
        var generator = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0...UInt64.max, using: &generator)
        for round in 0..<200 {
            let areas = (0..<(1 + round % 23)).map {
                Area(hundredths: Int64(SyntheticCounty.noise(round, $0, seed) * 1e9))
            }
            let units = LevelledHectares.level(areas)
            let total = areas.reduce(Area.zero, +)
            #expect(units.reduce(0, +) == (total.hundredths + 50) / 100, "seed \(seed)")
            for (unit, area) in zip(units, areas) {
                #expect(abs(unit * 100 - area.hundredths) <= 150, "seed \(seed)")
            }
        }
    }

    @Test func `the largest members are levelled first`() {
        // 0.50, 1.50 and 3.50 m² round to 1, 2 and 4; their sum 5.50 rounds to 6.
        let areas = [50, 150, 350].map { Area(hundredths: $0) }
        #expect(LevelledHectares.level(areas) == [1, 2, 3])
    }

    @Test func `tables that share figures print the same figures`() {
        let tables = SyntheticReport.small.tables
        let ledger = HectareLedger(tables)
        let before = tables.landUse.reduce(0) { $0 + ledger.units($1.landClass).before }
        let after = tables.landUse.reduce(0) { $0 + ledger.units($1.landClass).after }
        #expect(before == after)
        for space in ThreeSpace.allCases {
            let members = tables.landUse.filter { $0.landClass.space == space }
            let sum = members.reduce(0) { $0 + ledger.units($1.landClass).after }
            #expect(ledger.spaces[space]?.after == sum)
        }
        let total = tables.landUse.reduce(Area.zero) { $0 + $1.before }
        #expect(before == (total.hundredths + 50) / 100)
    }
}
