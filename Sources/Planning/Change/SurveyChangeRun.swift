import Geodesy
import Geometry
public import LandModel
import Overlay

/// Compares two survey years, step by step.
struct SurveyChangeRun {
    private let ground: ChangeGround
    private let options: SurveyChangeOptions
    private var changed: ChangedPieces
    private var cells: [ChangedPieces.CellKey: SurveyChange.Cell]
    private var causes: [[ChangeCause]] = []
    private var residuals: [ChangeResidual] = []

    init(
        before: LandLayer, after: LandLayer, causes sources: [ChangeCauseLayer],
        options: SurveyChangeOptions, progress: WorkProgress
    ) throws {
        self.options = options
        ground = try ChangeGround(before: before, after: after, options: options)
        changed = try ChangedPieces(
            ground, tolerance: options.toleranceInMetres, progress: progress)
        cells = changed.cells
        try explain(sources)
    }

    /// Shares the changed pieces out over the parcels that explain them.
    private mutating func explain(_ sources: [ChangeCauseLayer]) throws(PlanningError) {
        var shapes: [PolygonLayer] = []
        for source in sources {
            let parcels = try ChangeCauses(source)
            let plane = try WorkingGrid.shapes(of: source.layer, in: ground.frame)
            shapes.append(PlanGround.keeping(plane) { !parcels.idle.contains($0) })
            causes.append(parcels.causes)
        }
        guard !changed.pieces.isEmpty else { return }
        guard !shapes.isEmpty else {
            for piece in changed.pieces.indices {
                leave(piece, changed.pieces[piece].area, outside: [])
            }
            return
        }
        let table = try ground.tabulate(
            ground.onEllipsoid(changed.shapes), by: shapes.map { ground.onEllipsoid($0) },
            named: sources[0].layer.name)
        let shares = table.shares(
            ofStatedHundredths: changed.pieces.map(\.area.hundredths))
        var left = changed.pieces.map(\.area)
        var met: [Int: [PolygonLayer]] = [:]
        for row in 0..<table.rowCount {
            let piece = Int(table.patches[row])
            let area = Area(hundredths: shares[row])
            let parcels = Array(table.zones(ofRow: row))
            guard let layer = parcels.firstIndex(where: { $0 >= 0 }) else { continue }
            left[piece] -= area
            met[piece, default: []].append(shapes[layer].selecting([Int(parcels[layer])]))
            book(area, piece, layer: layer, parcel: Int(parcels[layer]))
        }
        for piece in changed.pieces.indices where left[piece] != .zero {
            leave(piece, left[piece], outside: met[piece] ?? [])
        }
    }

    private mutating func book(_ area: Area, _ piece: Int, layer: Int, parcel: Int) {
        let change = changed.pieces[piece]
        let key = ChangedPieces.CellKey(before: change.before, after: change.after)
        if causes[layer][parcel].explains(change.after) {
            causes[layer][parcel].explained += area
            cells[key]?.explained += area
        } else {
            causes[layer][parcel].atVariance += area
            cells[key]?.atVariance += area
        }
    }

    /// Notes what nothing explains, at a point outside the parcels.
    private mutating func leave(_ piece: Int, _ area: Area, outside parcels: [PolygonLayer]) {
        let change = changed.pieces[piece]
        cells[ChangedPieces.CellKey(before: change.before, after: change.after)]?.residual += area
        let shape = changed.shapes.selecting([piece])
        guard area != .zero, let point = InteriorPoint.find(in: shape, outside: parcels) else {
            return
        }
        let degrees = ground.frame.inverse(x: point.x, y: point.y)
        residuals.append(
            ChangeResidual(
                number: 0, before: change.before, after: change.after, area: area,
                longitude: degrees.longitude, latitude: degrees.latitude,
                beforeFeature: ground.before.layer.featureIDs[change.beforePatch],
                afterFeature: ground.after.layer.featureIDs[change.afterPatch],
                village: ground.after.villageCodes[ground.after.villageOf[change.afterPatch]]))
    }

    // MARK: Result

    var result: SurveyChange {
        SurveyChange(
            // Neighbours whose vertices differ by less than the grid touch without recorded area.
            cells: cells.values.filter { $0.gross != .zero || $0.noise != .zero || $0.net != .zero }
                .sorted { ($0.before, $0.after) < ($1.before, $1.after) },
            accounts: accounts,
            causes: causes.flatMap(\.self).filter {
                $0.explained != .zero || $0.atVariance != .zero
            },
            residuals: numbered, options: options, gridUnit: ground.forth.grid.unit)
    }

    private var numbered: [ChangeResidual] {
        let sorted = residuals.sorted {
            ($1.area, $0.beforeFeature, $0.afterFeature, $0.longitude)
                < ($0.area, $1.beforeFeature, $1.afterFeature, $1.longitude)
        }
        return sorted.enumerated().map { n, residual in residual.numbered(n + 1) }
    }

    private var accounts: [SurveyChange.ClassAccount] {
        var table: [LandClass: SurveyChange.ClassAccount] = [:]
        func change(_ class: LandClass, _ body: (inout SurveyChange.ClassAccount) -> Void) {
            body(&table[`class`, default: SurveyChange.ClassAccount(landClass: `class`)])
        }
        for (patches, isBefore) in [(ground.before, true), (ground.after, false)] {
            for patch in patches.classOf.indices {
                change(patches.classes[patches.classOf[patch]]) {
                    if isBefore {
                        $0.before += patches.gross[patch]
                    } else {
                        $0.after += patches.gross[patch]
                        $0.recordingDifference += patches.gross[patch]
                    }
                }
            }
        }
        for (key, area) in changed.departed { change(key) { $0.departed += area } }
        let shares = ground.back.shares(
            ofStatedHundredths: ground.after.gross.map(\.hundredths))
        for row in 0..<ground.back.rowCount where ground.back.zones[row] < 0 {
            let patch = Int(ground.back.patches[row])
            change(ground.after.classes[ground.after.classOf[patch]]) {
                $0.arrived += Area(hundredths: shares[row])
                $0.recordingDifference -= Area(hundredths: shares[row])
            }
        }
        for cell in cells.values {
            change(cell.after) { $0.recordingDifference -= cell.gross }
            guard cell.before != cell.after else { continue }
            change(cell.after) { $0.gained += cell.net }
            change(cell.before) { $0.lost += cell.net }
        }
        return table.values.sorted { $0.landClass < $1.landClass }
    }
}

extension ChangeResidual {
    fileprivate func numbered(_ number: Int) -> ChangeResidual {
        ChangeResidual(
            number: number, before: before, after: after, area: area, longitude: longitude,
            latitude: latitude, beforeFeature: beforeFeature, afterFeature: afterFeature,
            village: village)
    }
}

extension SurveyChange {
    /// Compares the land use of two survey years.
    ///
    /// - Parameters:
    ///   - before: layer DLTB of the first year, with DLBM and TBMJ.
    ///   - after: layer DLTB of the second year, likewise; its coordinate system may differ.
    ///   - causes: parcels that explain changes; where several cover the same ground, the earlier
    ///     layer counts, so put accepted works before planned ones.
    ///   - options: tolerance, densification, threads.
    ///   - progress: told of the pieces; may ask for a stop.
    /// - Throws: ``PlanningError``; `CancellationError` when a stop is asked for.
    public init(
        before: LandLayer, after: LandLayer, causes: [ChangeCauseLayer],
        options: SurveyChangeOptions = SurveyChangeOptions(), progress: WorkProgress = .silent
    ) throws {
        self = try SurveyChangeRun(
            before: before, after: after, causes: causes, options: options, progress: progress
        ).result
    }
}
