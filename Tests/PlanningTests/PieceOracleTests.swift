import Foundation
import Geometry
import LandModel
import Planning
import TestSupport
import Testing

/// Pieces, transition matrix and books against Shapely, on random patches, parcels and extents.
///
/// `Fixtures/make_pieces.py` made the cases. Near the middle of a zone the official area of a part
/// of an 80 m patch differs from its share of the plane area by less than the recording unit.
@Suite struct PieceOracleTests {
    struct Case {
        var number = ""
        var extent: [(x: Double, y: Double)] = []
        var patches: [(code: String, ring: [(x: Double, y: Double)])] = []
        var parcels: [(code: String, ring: [(x: Double, y: Double)])] = []
        var pieces: [(patch: Int, parcel: Int, share: Double)] = []
    }

    static func cases() throws -> [Case] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/pieces.txt")
        var cases: [Case] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            func ring(_ words: ArraySlice<String>) -> [(x: Double, y: Double)] {
                let numbers = words.compactMap(Double.init)
                return stride(from: 0, to: numbers.count, by: 2).map {
                    (numbers[$0], numbers[$0 + 1])
                }
            }
            let last = cases.count - 1
            switch words[0] {
            case "case": cases.append(Case(number: words[1]))
            case "extent": cases[last].extent = ring(words[1...])
            case "patch": cases[last].patches.append((words[1], ring(words[2...])))
            case "parcel": cases[last].parcels.append((words[1], ring(words[2...])))
            case "piece":
                cases[last].pieces.append(
                    (Int(words[1]) ?? -9, Int(words[2]) ?? -9, Double(words[3]) ?? .nan))
            default: break
            }
        }
        return cases
    }

    @Test func `pieces have the shares of their patches that Shapely finds`() throws {
        let cases = try Self.cases()
        #expect(cases.count == 24)
        for one in cases {
            let survey = try Lattice.landUse(
                one.patches.map { .init(shape: [$0.ring], code: $0.code, ridge: 0.05) })
            // The action does not matter here: a class becomes the target.
            let plan = Lattice.plan(
                extent: one.extent,
                parcels: one.parcels.map {
                    .init(shape: [$0.ring], action: "复垦", target: $0.code)
                })
            let a = try PlanAssessment.make(survey: [survey], plan: plan)
            let gross = try #require(survey.column("TBMJ"))
            var found: [[Int]: Area] = [:]
            for piece in a.state.pieces { found[[piece.patch, piece.parcel ?? -1]] = piece.gross }
            var matrix: [[String]: Double] = [:]
            for piece in one.pieces {
                let whole = gross.number(piece.patch) ?? 0
                let expected = piece.share * whole
                let area = found.removeValue(forKey: [piece.patch, piece.parcel]) ?? .zero
                #expect(
                    abs(area.squareMetres - expected) < 0.02,
                    "case \(one.number), patch \(piece.patch), parcel \(piece.parcel)")
                let before = one.patches[piece.patch].code
                let after = piece.parcel < 0 ? before : one.parcels[piece.parcel].code
                matrix[[before, after], default: 0] += expected
            }
            #expect(found.values.allSatisfy { $0.squareMetres < 0.02 }, "case \(one.number)")
            for (codes, expected) in matrix {
                let cell = try a.transitions[LandClass(codes[0]), LandClass(codes[1])]
                #expect(abs(cell.squareMetres - expected) < 0.2, "case \(one.number) \(codes)")
            }
            #expect(a.closure.allSatisfy { $0.residual == .zero }, "case \(one.number)")
            let drawn = try Lattice.areas(a.state.shapes)
            for (piece, area) in zip(a.state.pieces, drawn) {
                #expect(
                    (piece.gross - area).magnitude.hundredths <= 2,
                    "case \(one.number), shape of patch \(piece.patch)")
            }
        }
    }

    @Test func `books close whatever the plan, parcels overlapping included`() throws {
        for seed in UInt64(1)...12 {
            var random = SeededGenerator(seed: seed)
            var patches: [Lattice.Patch] = []
            let codes = ["0101", "0103", "0301", "0702", "1101"]
            for i in 0..<5 {
                for j in 0..<5 {
                    patches.append(
                        .init(
                            shape: [Lattice.rectangle(Double(i) * 61, Double(j) * 47, 61, 47)],
                            code: codes.randomElement(using: &random) ?? "0101", ridge: 0.0785))
                }
            }
            var parcels: [Lattice.Parcel] = []
            for _ in 0..<9 {
                let x = Double.random(in: -30...300, using: &random)
                let y = Double.random(in: -30...230, using: &random)
                let ring = [
                    (x: Lattice.originX + x, y: Lattice.originY + y),
                    (Lattice.originX + x + 70, Lattice.originY + y + 11),
                    (Lattice.originX + x + 33, Lattice.originY + y + 59),
                ]
                parcels.append(
                    .init(
                        shape: [ring], action: "腾退", target: codes.randomElement(using: &random),
                        ridge: 0.04))
            }
            let survey = try Lattice.landUse(patches)
            let a = try PlanAssessment.make(
                survey: [survey],
                plan: Lattice.plan(extent: Lattice.rectangle(13, 9, 270, 200), parcels: parcels))
            #expect(a.closure.allSatisfy { $0.residual == .zero }, "seed \(seed)")
            let matrix = a.transitions.cells.reduce(Area.zero) { $0 + $1.gross }
            #expect(matrix == a.state.controlArea, "seed \(seed)")
            let three = a.landUse.threeWay.reduce(Area.zero) { $0 + $1.after }
            #expect(three == a.state.controlArea, "seed \(seed)")
            let spaces = a.landUse.threeSpaces.reduce(Area.zero) { $0 + $1.after }
            #expect(spaces == a.state.controlArea, "seed \(seed)")
            // The rectangle as drawn, within the rounding of the pieces.
            let drawn = try Lattice.areas(Lattice.shapes([[Lattice.rectangle(13, 9, 270, 200)]]))[0]
            #expect((a.state.controlArea - drawn).magnitude.hundredths < 100, "seed \(seed)")
        }
    }
}
