import Geodesy
import Geometry
import LandModel
import SampleCounty
import Testing

@testable import Planning

/// Two survey years whose differences are known beforehand.
@Suite struct SurveyChangeTests {
    private struct Patch {
        var shape: [(x: Double, y: Double)]
        var code: String
        /// The recorded area; the nominal one of the rectangles, so that expectations are plain products.
        var area: Double

        init(_ x: Double, _ width: Double, _ code: String, y: Double = 0, height: Double = 100) {
            shape = Lattice.rectangle(x, y, width, height)
            self.code = code
            area = (width * height * 100).rounded() / 100
        }

        init(_ points: [(x: Double, y: Double)], _ code: String, area: Double) {
            shape = points.map { ($0.x + Lattice.originX, $0.y + Lattice.originY) }
            self.code = code
            self.area = area
        }
    }

    private func year(_ patches: [Patch]) -> LandLayer {
        Lattice.layer(
            .landUse, Lattice.shapes(patches.map { [$0.shape] }),
            [
                Lattice.text("DLBM", patches.map(\.code)),
                Lattice.real("TBMJ", patches.map(\.area)),
                Lattice.text("ZLDWDM", patches.map { _ in "4599021012010000000" }),
            ])
    }

    private func parcels(
        _ shapes: [[(x: Double, y: Double)]], actions: [String?], targets: [String?]
    ) -> LandLayer {
        Lattice.layer(
            .planParcel, Lattice.shapes(shapes.map { [$0] }),
            [
                Lattice.text("DKBH", shapes.indices.map { "D\($0)" }),
                Lattice.text("ZZLX", actions), Lattice.text("MBDL", targets),
            ])
    }

    private func metres(_ squareMetres: Double) -> Area {
        Area(roundingSquareMetres: squareMetres)
    }

    private func compare(
        _ before: [Patch], _ after: [Patch], _ causes: [ChangeCauseLayer] = [],
        tolerance: Double = 1
    ) throws -> SurveyChange {
        let change = try SurveyChange(
            before: year(before), after: year(after), causes: causes,
            options: SurveyChangeOptions(toleranceInMetres: tolerance))
        expectBooksBalance(change)
        return change
    }

    private func expectBooksBalance(_ change: SurveyChange) {
        for cell in change.cells where cell.before != cell.after {
            #expect(cell.gross == cell.noise + cell.net)
        }
        for account in change.accounts {
            let own = account.landClass
            let out = change.cells.reduce(Area.zero) { $1.before == own ? $0 + $1.gross : $0 }
            let into = change.cells.reduce(Area.zero) { $1.after == own ? $0 + $1.gross : $0 }
            #expect(account.before == out + account.departed)
            #expect(account.after == into + account.arrived + account.recordingDifference)
        }
        let residual = change.cells.reduce(Area.zero) { $0 + $1.residual }
        #expect(change.residuals.reduce(Area.zero) { $0 + $1.area } == residual)
        let explained = change.cells.reduce(Area.zero) { $0 + $1.explained + $1.atVariance }
        #expect(
            change.causes.reduce(Area.zero) { $0 + $1.explained + $1.atVariance } == explained)
    }

    private func cell(_ change: SurveyChange, _ before: String, _ after: String) throws
        -> SurveyChange.Cell
    {
        let (before, after) = (try LandClass(before), try LandClass(after))
        return try #require(change[before, after], "\(before.code)→\(after.code)")
    }

    // MARK: Drawing noise

    @Test(arguments: [(1.0, true), (0.41, true), (0.39, false), (0.0, false)])
    func `a border drawn elsewhere within the tolerance is noise`(
        tolerance: Double, isNoise: Bool
    ) throws {
        let change = try compare(
            [Patch(0, 100, "0101"), Patch(100, 100, "0103")],
            [Patch(0, 100.4, "0101"), Patch(100.4, 99.6, "0103")], tolerance: tolerance)
        let moved = try cell(change, "0103", "0101")
        #expect(moved.gross == metres(40))
        #expect(moved.noise == (isNoise ? metres(40) : .zero))
        #expect(change.residuals.count == (isNoise ? 0 : 1))
        #expect(change.noise + change.net == metres(40))
    }

    @Test func `a ditch that vanished is change however narrow`() throws {
        let change = try compare(
            [Patch(0, 100, "0101"), Patch(100, 0.5, "1107"), Patch(100.5, 99.5, "0103")],
            [Patch(0, 100.5, "0101"), Patch(100.5, 99.5, "0103")])
        let ditch = try cell(change, "1107", "0101")
        #expect(ditch.residual == metres(50) && ditch.noise == .zero)
    }

    @Test func `a new lane is change however narrow, also beside a lane that stays`() throws {
        let before = [
            Patch(0, 100, "0101"), Patch(0, 100, "1006", y: -3, height: 3),
        ]
        // The lane of the second year is one feature with a branch across the field.
        let branched = Patch(
            [(0, -3), (100, -3), (100, 0), (50.5, 0), (50.5, 100), (50, 100), (50, 0), (0, 0)],
            "1006", area: 350)
        let change = try compare(
            before, [Patch(0, 50, "0101"), Patch(50.5, 49.5, "0101"), branched])
        let lane = try cell(change, "0101", "1006")
        #expect(lane.residual == metres(50) && lane.noise == .zero && lane.pieces == 1)
    }

    @Test func `a thick end makes a thin strip change`() throws {
        let notched = Patch(
            [(100.4, 0), (200, 0), (200, 100), (120, 100), (120, 80), (100.4, 80)], "0103",
            area: 9568)
        let rest = Patch(
            [(0, 0), (100.4, 0), (100.4, 80), (120, 80), (120, 100), (0, 100)], "0101",
            area: 10_432)
        let change = try compare(
            [Patch(0, 100, "0101"), Patch(100, 100, "0103")], [rest, notched])
        let moved = try cell(change, "0103", "0101")
        #expect(moved.gross == metres(0.4 * 80 + 20 * 20) && moved.noise == .zero)
    }

    @Test func `a narrow patch drawn anew and reclassified is change`() throws {
        let redrawn = Patch(
            [(100.002, 0), (100.8, 0), (100.799, 40), (100.8, 100), (100, 100), (99.998, 50)],
            "1006", area: 80)
        let change = try compare(
            [Patch(0, 100, "0101"), Patch(100, 0.8, "1107"), Patch(100.8, 99.2, "0103")],
            [
                Patch(
                    [(0, 0), (100.002, 0), (99.998, 50), (100, 100), (0, 100)], "0101",
                    area: 10_000),
                redrawn,
                Patch(
                    [(100.8, 0), (200, 0), (200, 100), (100.8, 100), (100.799, 40)], "0103",
                    area: 9920),
            ])
        let ditch = try cell(change, "1107", "1006")
        #expect(ditch.noise == .zero)
        #expect(abs(ditch.residual.hundredths - 8000) < 20)
    }

    // MARK: Whole patches and extents

    @Test func `a year against itself has no change`() throws {
        let county = SampleCounty(patches: 600, seed: 5, withDefects: false)
        let landUse = try #require(county.survey.first { $0.role == .landUse })
        let change = try SurveyChange(before: landUse, after: landUse, causes: [])
        expectBooksBalance(change)
        #expect(change.cells.allSatisfy { $0.before == $0.after })
        #expect(change.accounts.allSatisfy { $0.recordingDifference == .zero })
        #expect(change.noise == .zero && change.net == .zero && change.residuals.isEmpty)
    }

    @Test func `reclassified patches change by their recorded areas`() throws {
        let county = SampleCounty(patches: 600, seed: 5, withDefects: false)
        let landUse = try #require(county.survey.first { $0.role == .landUse })
        let codes = (0..<landUse.count).map { landUse.column("DLBM")?.text($0) ?? "" }
        let changed = codes.indices.filter { codes[$0] == "0103" && $0 % 3 == 0 }
        #expect(changed.count > 10)
        var after = codes
        var expected = Area.zero
        for row in changed {
            after[row] = "0702"
            expected += Area(roundingSquareMetres: landUse.column("TBMJ")?.number(row) ?? 0)
        }
        let next = LandLayer(
            name: "DLTB", role: .landUse, epsg: landUse.epsg, featureIDs: landUse.featureIDs,
            geometry: landUse.geometry,
            columns: [Lattice.text("DLBM", after)]
                + landUse.columns.filter { $0.name != "DLBM" })
        let change = try SurveyChange(before: landUse, after: next, causes: [])
        expectBooksBalance(change)
        let cell = try cell(change, "0103", "0702")
        #expect(cell.gross == expected && cell.residual == expected && change.net == expected)
        #expect(
            Set(change.residuals.map(\.beforeFeature))
                == Set(changed.map { landUse.featureIDs[$0] }))
    }

    @Test func `land beyond the other year's extent departs and arrives`() throws {
        let change = try compare(
            [Patch(0, 100, "0101"), Patch(100, 100, "0103")],
            [Patch(50, 50, "0101"), Patch(100, 150, "0103")])
        let paddy = try #require(change.accounts.first { $0.landClass.code == "0101" })
        let dry = try #require(change.accounts.first { $0.landClass.code == "0103" })
        #expect(paddy.departed == metres(5000))
        // A third of a patch of 150 m: long edges are chords, divided at 50 m and at 70 m.
        #expect(abs(dry.arrived.hundredths - 500_000) <= 1)
        #expect(change.net == .zero && change.noise == .zero)
    }

    @Test func `cells equal counts of squares however patches are cut`() throws {
        let codes = ["0101", "0103", "0301", "0702"]
        for seed in 0..<UInt64(12) {
            var state = seed &+ 99
            func random(_ below: Int) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(state >> 33) % below
            }
            var years: [[Patch]] = [[], []]
            var classes = [[String]](repeating: [], count: 2)
            for year in 0..<2 {
                for row in 0..<6 {
                    var column = 0
                    while column < 8 {
                        let length = min(1 + random(3), 8 - column)
                        let code = codes[random(4)]
                        years[year].append(
                            Patch(
                                Double(column) * 50, Double(length) * 50, code,
                                y: Double(row) * 50, height: 50))
                        classes[year] += Array(repeating: code, count: length)
                        column += length
                    }
                }
            }
            let change = try compare(years[0], years[1])
            var expected: [[String]: Int] = [:]
            for (one, other) in zip(classes[0], classes[1]) {
                expected[[one, other], default: 0] += 1
            }
            for cell in change.cells {
                let count = expected.removeValue(forKey: [cell.before.code, cell.after.code]) ?? 0
                #expect(
                    abs(cell.gross.hundredths - Int64(count) * 250_000) <= 2,
                    "seed \(seed): \(cell)")
                #expect(cell.noise == .zero, "seed \(seed)")
            }
            #expect(expected.isEmpty, "seed \(seed)")
        }
    }

    // MARK: Causes

    @Test func `parcels explain changes to their class, and the rest is named where it lies`()
        throws
    {
        let planned = parcels(
            [
                Lattice.rectangle(0, 0, 60, 100), Lattice.rectangle(200, 0, 100, 100),
                Lattice.rectangle(300, 0, 100, 100),
            ],
            actions: ["建新", "复垦", "永农补划"], targets: ["0702", "0103", nil])
        let before = (0..<4).map { Patch(Double($0) * 100, 100, "0301") }
        let after = [
            Patch(0, 100, "0702"), Patch(100, 100, "0301"), Patch(200, 100, "0702"),
            Patch(300, 100, "0702"),
        ]
        let change = try compare(before, after, [ChangeCauseLayer(planned, kind: .planned)])
        let built = try cell(change, "0301", "0702")
        #expect(built.gross == metres(30_000) && built.pieces == 3)
        #expect(built.explained == metres(6000))
        #expect(built.atVariance == metres(10_000))
        #expect(built.residual == metres(14_000))
        #expect(change.causes.map(\.parcel) == ["D0", "D1"])
        #expect(change.causes.map(\.explained) == [metres(6000), .zero])
        #expect(change.residuals.map(\.area) == [metres(10_000), metres(4000)])
        #expect(change.residuals.map(\.number) == [1, 2])
        #expect(change.residuals.map(\.beforeFeature) == [4, 1])
        #expect(change.residuals[0].name == "0301→0702 459902101201")
        // The second lies between 60 m and 100 m: outside the parcel that explains its west.
        let frame = try WorkingGrid.plane(for: year(before))
        let residual = change.residuals[1]
        let point = frame.forward(longitude: residual.longitude, latitude: residual.latitude)
        #expect((60...100).contains(point.x - Lattice.originX))
        #expect((0...100).contains(point.y - Lattice.originY))
    }

    @Test func `accepted works count before planned ones`() throws {
        let shape = Lattice.rectangle(0, 0, 100, 100)
        let accepted = parcels([shape], actions: [nil], targets: [nil])
        let planned = parcels([shape], actions: ["复垦"], targets: ["0101"])
        let change = try compare(
            [Patch(0, 100, "0301"), Patch(100, 100, "0301")],
            [Patch(0, 100, "0101"), Patch(100, 100, "0301")],
            [
                ChangeCauseLayer(accepted, kind: .accepted),
                ChangeCauseLayer(planned, kind: .planned),
            ])
        #expect(change.causes.map(\.kind) == [.accepted])
        #expect(change.causes.map(\.explained) == [metres(10_000)])
        #expect(change.residuals.isEmpty)
    }

    @Test func `an unknown class is refused by layer, feature and field`() throws {
        #expect(
            throws: PlanningError.unreadableValue(
                layer: "DLTB", feature: 1, field: "DLBM", value: "9999")
        ) {
            _ = try compare([Patch(0, 100, "9999")], [Patch(0, 100, "0101")])
        }
        let parcel = parcels(
            [Lattice.rectangle(0, 0, 9, 9)], actions: ["建新"], targets: ["77"])
        #expect(
            throws: PlanningError.unreadableValue(
                layer: "ZZDK", feature: 1, field: "MBDL", value: "77")
        ) {
            _ = try compare(
                [Patch(0, 100, "0101")], [Patch(0, 100, "0103")],
                [ChangeCauseLayer(parcel, kind: .planned)])
        }
    }
}
