import Geodesy
public import Geometry
public import LandModel
import Overlay
import Policy

/// The land of the consolidation area before and after the plan (整治前后状态), piece by piece.
///
/// Every patch is divided by the consolidation area and the land-changing parcels; its recorded
/// area (TBMJ) and its area after ridge deduction (TBDLMJ) are shared out over the pieces in
/// proportion to their official areas and levelled, so that they add up exactly. A whole patch
/// keeps its stored figures. Cultivated land that comes into being has net = gross × (1 − KCXS of
/// its parcel); land that stays cultivated keeps its ridges; other land has none.
public struct AfterState: Sendable {
    /// The pieces inside the consolidation area, by patch.
    public let pieces: [LandPiece]
    /// The shapes of the pieces, one feature each, in the plane ``epsg``.
    public let shapes: PolygonLayer
    /// EPSG code of ``shapes``.
    public let epsg: Int
    /// Recorded area of all patches met, inside and outside.
    public let patchTotal: Area
    /// The same, added up over the pieces.
    public let pieceTotal: Area
    /// Recorded area of the consolidation area: the sum of its pieces.
    public var controlArea: Area { pieces.reduce(.zero) { $0 + $1.gross } }

    /// Pieces of each patch met, in the order of ``pieces``, for finding them again.
    let pieceOf: [PieceKey: Int]
    /// The land-changing parcels, disjoint and inside, in the plane.
    let parcels: PolygonLayer
    /// Positions in ``PlanGround/near`` of the patches with a piece inside.
    let inside: [Int]
    /// Whether the consolidation area cuts a patch.
    let isCutByExtent: Bool

    /// Names a piece: row of the patch in DLTB and row of the parcel, -1 for none.
    struct PieceKey: Hashable {
        let patch: Int32
        let parcel: Int32
    }

    /// - Throws: ``PlanningError``.
    init(
        _ ground: PlanGround, plan: PlanModel, parcels: PolygonLayer
    ) throws(PlanningError) {
        self.parcels = parcels
        epsg = ground.frame.epsg
        let extent = PlanGround.joined(ground.extent) { _ in true }
        let table = try ground.tabulate(
            ground.patchesOnEllipsoid,
            by: [ground.onEllipsoid(extent), ground.onEllipsoid(parcels)],
            named: plan.parcelLayer.name)
        var builder = PieceBuilder(ground, plan)
        builder.divide(table)
        pieces = builder.pieces
        pieceOf = builder.pieceOf
        patchTotal = builder.patchTotal
        pieceTotal = builder.pieceTotal
        inside = builder.inside
        isCutByExtent = builder.isCutByExtent
        shapes = try PieceShapes(ground, pieces, parcels, isCutByExtent: isCutByExtent).shapes
    }
}

/// Turns the rows of the tabulation into pieces with levelled areas.
private struct PieceBuilder {
    private let ground: PlanGround
    private let plan: PlanModel
    var pieces: [LandPiece] = []
    var pieceOf: [AfterState.PieceKey: Int] = [:]
    var patchTotal = Area.zero
    var pieceTotal = Area.zero
    var inside: [Int] = []
    var isCutByExtent = false

    init(_ ground: PlanGround, _ plan: PlanModel) {
        self.ground = ground
        self.plan = plan
    }

    mutating func divide(_ table: Tabulation) {
        var row = 0
        while row < table.rowCount {
            var end = row
            while end < table.rowCount, table.patches[end] == table.patches[row] { end += 1 }
            divide(table, row..<end)
            row = end
        }
    }

    private mutating func divide(_ table: Tabulation, _ rows: Range<Int>) {
        let position = Int(table.patches[rows.lowerBound])
        let patch = ground.near[position]
        let survey = ground.survey
        let rows = rows.filter { table.twice[$0] > 0 }
        guard !rows.isEmpty else { return }
        let weights = rows.map { table.twice[$0] }
        let gross = LevelledShares.split(survey.gross[patch], by: weights)
        let net = LevelledShares.split(survey.net[patch], by: weights)
        patchTotal += survey.gross[patch]
        pieceTotal += gross.reduce(.zero, +)
        var isInside = false
        var isOutside = false
        for (index, row) in rows.enumerated() {
            let zones = table.zones(ofRow: row)
            guard zones[zones.startIndex] != Tabulation.outside else {
                isOutside = true
                continue
            }
            isInside = true
            // A share that rounds to nothing is no piece of the record; nothing is lost by it.
            guard gross[index] > .zero || rows.count == 1 else { continue }
            add(
                patch, parcel: Int(zones[zones.startIndex + 1]), isWhole: rows.count == 1,
                gross: gross[index], net: net[index])
        }
        if isInside { inside.append(position) }
        if isInside && isOutside { isCutByExtent = true }
    }

    private mutating func add(_ patch: Int, parcel: Int, isWhole: Bool, gross: Area, net: Area) {
        let survey = ground.survey
        let before = survey.classes[survey.classOf[patch]]
        let known = parcel >= 0 ? plan.parcels[parcel] : nil
        let after = known?.target ?? before
        let gradeBefore = survey.grade[patch] > 0 ? survey.grade[patch] : nil
        let netAfter: Area
        switch (before.isCultivated, after.isCultivated) {
        case (true, true), (false, false): netAfter = net
        case (true, false): netAfter = gross
        case (false, true): netAfter = Self.withoutRidges(gross, known)
        }
        pieceOf[AfterState.PieceKey(patch: Int32(patch), parcel: Int32(parcel))] = pieces.count
        pieces.append(
            LandPiece(
                patch: patch, parcel: parcel >= 0 ? parcel : nil, isWhole: isWhole, before: before,
                after: after, gross: gross, netBefore: net, netAfter: netAfter,
                village: survey.villageCodes[survey.villageOf[patch]], gradeBefore: gradeBefore,
                gradeAfter: after.isCultivated
                    ? known?.gradeAfter ?? (before.isCultivated ? gradeBefore : nil) : nil))
    }

    /// Ridges are rounded, the rest derived, as the survey does (handbook §2.6).
    private static func withoutRidges(_ gross: Area, _ parcel: PlanParcel?) -> Area {
        guard let share = parcel?.ridgeCoefficient, share > .zero else { return gross }
        let product = Int128(gross.hundredths) * share.numerator
        let ridges = (2 * product + share.denominator) / (2 * share.denominator)
        return gross - Area(hundredths: Int64(ridges))
    }
}
