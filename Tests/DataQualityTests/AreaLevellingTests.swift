import DataQuality
import Foundation
import LandModel
import TestSupport
import Testing

@Suite struct AreaLevellingTests {
    private func area(_ text: some StringProtocol) -> Area {
        Area(hundredths: Int64(text.replacingOccurrences(of: ".", with: "")) ?? .min)
    }

    @Test func `every vector of the handbook is met`() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/leveling_vectors.csv")
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        #expect(lines.count == 6)
        for line in lines.dropFirst() {
            let field = line.split(separator: ",")
            let levelled = try AreaLevelling.level(
                field[2].split(separator: " ").map { area($0) }, to: area(field[1]))
            #expect(levelled == field[3].split(separator: " ").map { area($0) }, "\(field[0])")
        }
    }

    @Test
    func
        `levelled areas sum to the control area and none moves more than one unit beyond the rest`()
        throws
    {
        for seed in UInt64(1)...300 {
            var random = SeededGenerator(seed: seed)
            let areas = (0..<Int.random(in: 1...50, using: &random)).map { _ in
                Area(hundredths: Int64.random(in: 1000...100_000_000, using: &random))
            }
            let shift = Int64.random(in: -500...500, using: &random)
            let control = areas.reduce(.zero, +) + Area(hundredths: shift)
            let levelled = try AreaLevelling.level(areas, to: control)
            #expect(levelled.reduce(.zero, +) == control, "seed \(seed)")
            let changes = zip(levelled, areas).map { ($0 - $1).hundredths * shift.signum() }
            #expect((changes.max() ?? 0) - (changes.min() ?? 0) <= 1, "seed \(seed)")
            // The larger ones take the odd units.
            let byArea = zip(areas, changes).sorted { $0.0 > $1.0 }.map(\.1)
            #expect(byArea == byArea.sorted(by: >), "seed \(seed)")
        }
    }

    @Test func `ties go by key whatever the order of the records`() throws {
        let areas = [Area](repeating: Area(hundredths: 250_000), count: 4)
        let control = Area(hundredths: 1_000_001)
        let given = try AreaLevelling.level(areas, to: control, keys: ["d", "b", "a", "c"])
        #expect(given.map(\.hundredths) == [250_000, 250_000, 250_001, 250_000])
    }

    @Test func `small classes take no part when a large one is there`() throws {
        let levelled = try AreaLevelling.levelClasses(
            [
                ("0101", Area(hundredths: 2_000_000)), ("0702", Area(hundredths: 900_000)),
                ("1006", Area(hundredths: 1_500_000)), ("1107", .zero),
            ], to: Area(hundredths: 4_400_003))
        #expect(levelled.map(\.hundredths) == [2_000_001, 900_000, 1_500_002, 0])
    }

    @Test func `what cannot be levelled is refused with a remedy`() {
        #expect(throws: DataQualityError.nothingToLevel(control: Area(hundredths: 5))) {
            try AreaLevelling.level([], to: Area(hundredths: 5))
        }
        #expect(throws: DataQualityError.self) {
            try AreaLevelling.level([Area(hundredths: 5)], to: Area(hundredths: -1))
        }
    }
}
