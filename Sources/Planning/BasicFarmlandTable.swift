import Geometry
public import LandModel

/// Permanent basic farmland before, out, in and after (永久基本农田调整表).
///
/// Reading: the adjusted area (调整面积) is what is taken out; after = before − out + in. Areas are
/// net of ridges. Land to be taken out counts as far as it is basic farmland, land to be added as
/// far as it is none or is taken out.
public struct BasicFarmlandTable: Sendable, Hashable {
    /// Net area before.
    public private(set) var before = Area.zero
    /// Net area taken out (调出).
    public private(set) var out = Area.zero
    /// Net area added (补划), as it is after the works.
    public private(set) var added = Area.zero
    /// Recorded areas of the same three.
    public private(set) var grossBefore = Area.zero
    /// Recorded area taken out.
    public private(set) var grossOut = Area.zero
    /// Recorded area added.
    public private(set) var grossAdded = Area.zero
    /// Recorded area taken out inside the urban development boundary; nil without that layer.
    public private(set) var outInsideBoundary: Area?
    /// Recorded area added inside the urban development boundary; nil without that layer.
    public private(set) var addedInsideBoundary: Area?
    /// Net area of cultivated parts times grade before and after; nil when a grade is missing.
    private(set) var gradeBefore = GradeMean()
    private(set) var gradeAfter = GradeMean()
    /// Parcel rows with their recorded areas: on basic farmland (out), not yet (in).
    private(set) var grossOfParcel: [Int: Area] = [:]
    /// Parcel rows whose part lies inside the urban development boundary.
    private(set) var parcelsInsideBoundary: Set<Int> = []
    private(set) var problems: [PlanProblem] = []

    /// Net area after.
    public var after: Area { before - out + added }
    /// Net gain.
    public var gain: Area { added - out }

    /// Nothing is basic farmland.
    public init() {}

    /// - Parameters:
    ///   - farmland, out, added, boundary: plane shapes; parcels by row of ZZDK.
    init(
        _ state: AfterState, _ ground: PlanGround, _ plan: PlanModel, farmland: PolygonLayer,
        out: PolygonLayer, added: PolygonLayer, boundary: PolygonLayer?
    ) throws(PlanningError) {
        var zones = [farmland, out, added]
        if let boundary { zones.append(boundary) }
        let table = try PieceTabulation(
            state, ground, by: zones, named: LayerRole.permanentBasicFarmland.rawValue)
        if boundary != nil {
            outInsideBoundary = .zero
            addedInsideBoundary = .zero
        }
        var faults = Faults()
        for part in table.parts {
            add(part, state.pieces[part.piece], hasBoundary: boundary != nil, &faults)
        }
        problems = faults.problems(plan)
    }

    private mutating func add(
        _ part: PieceTabulation.Part, _ piece: LandPiece, hasBoundary: Bool, _ faults: inout Faults
    ) {
        let wasFarmland = part.zones[0] >= 0
        let goesOut = part.zones[1] >= 0
        let isAdded = part.zones[2] >= 0
        let isInside = hasBoundary && part.zones[3] >= 0
        if wasFarmland {
            before += part.netBefore
            grossBefore += part.gross
            if piece.before.isCultivated { gradeBefore.add(part.netBefore, piece.gradeBefore) }
        }
        if goesOut {
            if wasFarmland {
                self.out += part.netBefore
                grossOut += part.gross
                grossOfParcel[part.zones[1], default: .zero] += part.gross
                if isInside {
                    outInsideBoundary = (outInsideBoundary ?? .zero) + part.gross
                    parcelsInsideBoundary.insert(part.zones[1])
                }
            } else {
                faults.notFarmland[part.zones[1], default: .zero] += part.gross
            }
        }
        let staysFarmland = wasFarmland && !goesOut
        if isAdded {
            if staysFarmland {
                faults.already[part.zones[2], default: .zero] += part.gross
            } else {
                self.added += part.netAfter
                grossAdded += part.gross
                grossOfParcel[part.zones[2], default: .zero] += part.gross
                if isInside {
                    addedInsideBoundary = (addedInsideBoundary ?? .zero) + part.gross
                    parcelsInsideBoundary.insert(part.zones[2])
                }
            }
            if !piece.after.isCultivated {
                faults.notCultivated[part.zones[2], default: .zero] += part.gross
            }
        }
        if staysFarmland || isAdded {
            if piece.after.isCultivated { gradeAfter.add(part.netAfter, piece.gradeAfter) }
            if staysFarmland, piece.ceasesToBeCultivated, let parcel = piece.parcel {
                faults.lost[parcel, default: .zero] += part.gross
            }
        }
    }

    /// Areas at fault by parcel row.
    private struct Faults {
        var notFarmland: [Int: Area] = [:]
        var already: [Int: Area] = [:]
        var notCultivated: [Int: Area] = [:]
        var lost: [Int: Area] = [:]

        func problems(_ plan: PlanModel) -> [PlanProblem] {
            func list(_ areas: [Int: Area], _ kind: (Area) -> PlanProblem.Kind) -> [PlanProblem] {
                areas.sorted { $0.key < $1.key }.filter { $0.value > .zero }.map {
                    PlanProblem(kind($0.value), parcel: plan.parcels[$0.key].id)
                }
            }
            return list(notFarmland) { .outNotBasicFarmland($0) }
                + list(already) { .inAlreadyBasicFarmland($0) }
                + list(notCultivated) { .inNotCultivated($0) }
                + list(lost) { .basicFarmlandLost($0) }
        }
    }
}
