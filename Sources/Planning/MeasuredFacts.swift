import LandModel
import Policy

/// The facts of a project that its layers decide, as the policy vocabulary defines them.
///
/// What the layers at hand cannot decide stays absent, which a clause reads as unknown.
struct MeasuredFacts {
    let parts: AssessmentParts
    var board = FactBoard()

    var facts: [String: Fact] { board.facts }

    var survey: LandLayer { parts.ground.survey.layer }
    var works: LandLayer { parts.plan.parcelLayer }
    var extent: LandLayer { parts.plan.extentLayer }
    var pieces: [LandPiece] { parts.state.pieces }

    init(_ parts: AssessmentParts) {
        self.parts = parts
        cultivated()
        grades()
        indices()
        construction()
        perPerson()
        approvals()
        worksKinds()
        slopes()
        waterRange()
        farmland()
        lines()
        worksOnLayers()
        verification()
        administration()
        statements()
    }

    /// The weakest provenance of the parcels whose pieces meet the condition; a field survey when
    /// none does, since then only the survey speaks.
    func provenance(_ condition: (LandPiece) -> Bool) -> AreaProvenance {
        var weakest = AreaProvenance.measured
        for piece in pieces where condition(piece) {
            guard let row = piece.parcel else { continue }
            let parcel = parts.plan.parcels[row]
            weakest = min(weakest, parcel.provenance)
            if piece.becomesCultivated, parcel.ridgeCoefficient > .zero {
                weakest = min(weakest, .computed)
            }
        }
        return weakest
    }

    func sum(_ column: (LandPiece) -> Area, where condition: (LandPiece) -> Bool) -> Area {
        pieces.reduce(.zero) { condition($1) ? $0 + column($1) : $0 }
    }

    // MARK: Cultivated land

    private mutating func cultivated() {
        let table = parts.landUse
        let before = table.sum({ $0.netBefore }, where: \.isCultivated)
        let after = table.sum({ $0.netAfter }, where: \.isCultivated)
        board.set(
            "cultivatedAreaBefore", .area(before), from: [survey, extent], provenance: .measured)
        board.set(
            "cultivatedAreaAfter", .area(after), from: [survey, extent, works],
            provenance: provenance { $0.after.isCultivated != $0.before.isCultivated })
        board.set(
            "newCultivatedArea", .area(after - before), from: [survey, extent, works],
            provenance: provenance(\.becomesCultivated))
        board.set(
            "unusedLandDevelopedArea",
            .area(
                sum({ $0.gross }) { $0.before.threeWay == .unused && $0.after.threeWay != .unused }),
            from: [survey, works],
            provenance: provenance { $0.before.threeWay == .unused })
        guard let stable = parts.ground.survey.isStable else { return }
        board.set(
            "stableCultivatedAreaBefore",
            .area(sum({ $0.netBefore }) { $0.before.isCultivated && stable[$0.patch] }),
            from: [survey], provenance: .measured)
        // Of land that becomes cultivated the plan must say whether its use is stable.
        func answer(_ piece: LandPiece) -> Bool? {
            guard piece.becomesCultivated else { return stable[piece.patch] }
            return piece.parcel.flatMap { parts.plan.parcels[$0].staysStable }
        }
        if !pieces.contains(where: { $0.after.isCultivated && answer($0) == nil }) {
            board.set(
                "stableCultivatedAreaAfter",
                .area(sum({ $0.netAfter }) { $0.after.isCultivated && answer($0) == true }),
                from: [survey, works],
                provenance: provenance { $0.after.isCultivated != $0.before.isCultivated })
        }
    }

    private mutating func grades() {
        var before = GradeMean()
        var after = GradeMean()
        var lost = GradeMean()
        var gained = GradeMean()
        for piece in pieces {
            if piece.before.isCultivated { before.add(piece.netBefore, piece.gradeBefore) }
            if piece.after.isCultivated { after.add(piece.netAfter, piece.gradeAfter) }
            if piece.ceasesToBeCultivated { lost.add(piece.netBefore, piece.gradeBefore) }
            if piece.becomesCultivated { gained.add(piece.netAfter, piece.gradeAfter) }
        }
        board.set("meanQualityGradeBefore", FactBoard.grade(before), from: [survey])
        board.set("meanQualityGradeAfter", FactBoard.grade(after), from: [survey, works])
        board.set("cultivatedOutGrade", FactBoard.grade(lost), from: [survey, works])
        board.set("cultivatedInGrade", FactBoard.grade(gained), from: [works])
    }

    // MARK: Indices

    private mutating func indices() {
        let all = parts.indices
        let options = parts.ground.options
        let gap = "gap \(options.gapDistance) m, at least \(options.contiguousArea.muText) mu"
        let cell = "cell \(options.rasterCell) m"
        let link = "IIC, ecological space, links up to \(options.habitatDistance) m"
        let rows: [(String, Double?, Double?, String)] = [
            (
                "contiguityIndex", all.cultivatedBefore.contiguityIndex,
                all.cultivatedAfter.contiguityIndex, gap
            ),
            (
                "cultivatedPatchDensity", all.cultivatedBefore.patchDensity,
                all.cultivatedAfter.patchDensity, "dissolved, gap 0"
            ),
            (
                "layoutIndex", all.cultivatedBefore.aggregationIndex,
                all.cultivatedAfter.aggregationIndex, cell
            ),
            (
                "constructionPatchDensity", all.constructionBefore.patchDensity,
                all.constructionAfter.patchDensity, "dissolved, gap 0"
            ),
            ("ecologicalIndex", all.ecologicalBefore, all.ecologicalAfter, link),
        ]
        for (name, before, after, note) in rows {
            board.set(name + "Before", FactBoard.index(before), from: [survey], note: note)
            board.set(name + "After", FactBoard.index(after), from: [survey, works], note: note)
        }
    }

    // MARK: Construction and spaces

    private mutating func construction() {
        for row in parts.landUse.threeWay where row.class == .construction {
            board.set(
                "constructionAreaBefore", .area(row.before), from: [survey], provenance: .measured)
            board.set(
                "constructionAreaAfter", .area(row.after), from: [survey, works],
                provenance: provenance { $0.becomesConstruction || $0.ceasesToBeConstruction })
        }
        board.set(
            "vacatedConstructionArea", .area(sum({ $0.gross }, where: \.ceasesToBeConstruction)),
            from: [survey, works], provenance: provenance(\.ceasesToBeConstruction))
        board.set(
            "newConstructionArea", .area(sum({ $0.gross }, where: \.becomesConstruction)),
            from: [survey, works], provenance: provenance(\.becomesConstruction))
        func isHazard(_ piece: LandPiece) -> Bool {
            guard piece.ceasesToBeConstruction, let row = piece.parcel else { return false }
            return parts.plan.parcels[row].subprojectType == "hazardRelocationSite"
        }
        board.set(
            "hazardVacatedArea", .area(sum({ $0.gross }, where: isHazard)), from: [survey, works],
            provenance: provenance(isHazard))
        for row in parts.landUse.threeSpaces {
            let name = "\(row.space.rawValue)SpaceArea"
            board.set(name + "Before", .area(row.before), from: [survey], provenance: .measured)
            board.set(
                name + "After", .area(row.after), from: [survey, works],
                provenance: provenance { $0.before.space != $0.after.space })
        }
    }

    private mutating func waterRange() {
        guard let range = parts.measures.waterRange else { return }
        let layer = parts.control.waterRange?.layer
        board.set(
            "unstableCultivatedInWaterRangeBefore", .area(range.unstableBefore),
            from: [survey, layer], provenance: .measured)
        board.set(
            "unstableCultivatedInWaterRangeAfter", range.unstableAfter.map { .area($0) },
            from: [survey, layer, works], provenance: provenance(\.ceasesToBeCultivated))
    }

    private mutating func slopes() {
        guard let slopes = parts.measures.slopes else { return }
        let layer = parts.control.slope?.layer
        let rows: [(String, Area, Area)] = [
            ("steepCultivatedArea", slopes.steepBefore, slopes.steepAfter),
            ("flatGardenArea", slopes.flatGardenBefore, slopes.flatGardenAfter),
        ]
        for (name, before, after) in rows {
            board.set(name + "Before", .area(before), from: [survey, layer], provenance: .measured)
            board.set(
                name + "After", .area(after), from: [survey, layer, works],
                provenance: provenance { $0.before != $0.after })
        }
    }

    // MARK: Permanent basic farmland

    func provenance(ofActions actions: PlanAction...) -> AreaProvenance {
        parts.plan.parcels.filter { $0.action.map(actions.contains) ?? false }
            .map(\.provenance).min() ?? .measured
    }

    private mutating func farmland() {
        guard let table = parts.farmland else { return }
        let layer = parts.control.farmland?.layer
        board.set(
            "pbfAreaBefore", .area(table.before), from: [layer, survey], provenance: .measured)
        board.set(
            "pbfAreaOut", .area(table.out), from: [works, layer, survey],
            provenance: provenance(ofActions: .pbfOut))
        board.set(
            "pbfAreaIn", .area(table.added), from: [works, survey],
            provenance: provenance(ofActions: .pbfIn))
        board.set(
            "pbfAreaAfter", .area(table.after), from: [works, layer, survey],
            provenance: provenance(ofActions: .pbfIn, .pbfOut))
        board.set(
            "pbfQualityGradeBefore", FactBoard.grade(table.gradeBefore), from: [layer, survey])
        board.set(
            "pbfQualityGradeAfter", FactBoard.grade(table.gradeAfter),
            from: [works, layer, survey])
        board.set(
            "pbfConcentrationBefore", FactBoard.index(parts.farmlandMesh?.before), from: [layer],
            note: "effective mesh size in ha")
        board.set(
            "pbfConcentrationAfter", FactBoard.index(parts.farmlandMesh?.after),
            from: [layer, works], note: "effective mesh size in ha")
        if let out = table.outInsideBoundary, let added = table.addedInsideBoundary {
            let boundary = parts.control.boundary?.layer
            board.set(
                "pbfRemovedInsideUrbanBoundary", .area(out), from: [works, layer, boundary],
                provenance: provenance(ofActions: .pbfOut))
            board.set(
                "pbfMovedOutOfUrbanBoundary", .area(max(.zero, out - added)),
                from: [works, layer, boundary], provenance: provenance(ofActions: .pbfIn, .pbfOut))
        }
    }

    // MARK: Statements

    private mutating func statements() {
        board.set(
            "baseSurveyYear", parts.plan.extent.baseSurveyYear.map { .year($0) }, from: [extent],
            note: "DTND")
        board.set(
            "latestSurveyYear", parts.plan.extent.latestSurveyYear.map { .year($0) },
            from: [extent], note: "ZXND")
        for (name, value) in parts.plan.extent.statements.sorted(by: { $0.key < $1.key }) {
            board.set(name, .bool(value), from: [extent])
        }
    }
}
