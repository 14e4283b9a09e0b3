import LandModel
import Policy

/// Facts about the three lines, the administrative units and the layers single clauses ask for.
extension MeasuredFacts {
    /// The red line and the urban boundary before and after.
    mutating func lines() {
        let measures = parts.measures
        let wasShown = parts.control[.redLineAfter] != nil
        if let line = measures.redLineChange {
            let layers = [
                parts.control.redLine?.layer, parts.control[.redLineAfter]?.layer, extent,
            ]
            let provenance: AreaProvenance = wasShown ? .measured : .declared
            board.set(
                "redLineAreaAfter", line.after.map { .area($0) }, from: layers,
                provenance: provenance)
            board.set(
                "redLineRemovedArea", line.removed.map { .area($0) }, from: layers,
                provenance: provenance)
            // What does not leave the line takes no land out of it.
            let moved = measures.redLineMoves?.moved ?? (wasShown ? nil : line.removed)
            board.set(
                "redLineLandMovedOutArea", moved.map { .area($0) }, from: layers + [survey],
                provenance: provenance)
            board.set(
                "terraceOrSymbioticMovedArea",
                (measures.redLineMoves?.terraced ?? (moved == .zero ? moved : nil))
                    .map { .area($0) },
                from: layers + [parts.control[.terrace]?.layer], provenance: provenance)
        } else if parts.plan.extent.statements["threeLinesChanged"] == false {
            // A plan that says it leaves the three lines alone removes nothing from them.
            board.set(
                "redLineRemovedArea", .area(.zero), from: [extent], provenance: .declared)
        }
        if let line = measures.urbanChange {
            let after = parts.control[.urbanBoundaryAfter]?.layer
            board.set(
                "urbanBoundaryAreaBefore", .area(line.before),
                from: [parts.control.boundary?.layer],
                provenance: .measured)
            board.set(
                "urbanBoundaryAreaAfter", line.after.map { .area($0) },
                from: [parts.control.boundary?.layer, after, extent],
                provenance: after == nil ? .declared : .measured)
        }
        if let enclosed = measures.enclosedFarmland {
            let layers = [
                works, parts.control.farmland?.layer, parts.control.redLine?.layer,
            ]
            board.set(
                "skylightPbfConsolidatedArea", .area(enclosed.consolidated), from: layers,
                provenance: .measured)
            board.set(
                "skylightPbfOnRedLineArea", .area(enclosed.onRedLine), from: layers,
                provenance: .measured)
        }
    }

    /// Priority areas, the verification of basic farmland and tenure.
    mutating func verification() {
        let measures = parts.measures
        board.set(
            "priorityAreaOverlap", measures.priorityOverlap.map { .area($0) },
            from: [extent, parts.control[.priorityArea]?.layer], provenance: .measured)
        board.set(
            "pbfBaseDifference", measures.farmlandBaseDifference.map { .area($0) },
            from: [
                parts.control.farmland?.layer, parts.control[.farmlandVerification]?.layer, survey,
            ], provenance: .measured, note: "what only one of the two covers, net")
        if let changed = measures.ownerChanged {
            board.set(
                "ownershipChangedArea", .area(changed),
                from: [parts.control[.tenureBefore]?.layer, parts.control[.tenureAfter]?.layer],
                provenance: .measured, note: "QSDWDM")
        } else if parts.plan.extent.statements["tenureAdjusted"] == false {
            board.set(
                "ownershipChangedArea", .area(.zero), from: [extent], provenance: .declared,
                note: "QSTZ")
        }
    }

    /// Villages and townships of the consolidation area.
    mutating func administration() {
        if parts.control.villages != nil {
            board.set(
                "consolidationAreaOutsideVillages", .area(parts.cover.outsideVillages),
                from: [extent, parts.control.villages?.layer], provenance: .measured)
            board.set(
                "consolidationParts", parts.villageParts.map { .count($0) },
                from: [parts.control.villages?.layer])
        }
        board.set(
            "pbfOutsideOwnRegionArea", parts.measures.movedBetweenTownships.map { .area($0) },
            from: [works, extent, parts.control.townships?.layer],
            provenance: provenance(ofActions: .pbfIn, .pbfOut),
            note: "balance of every township")
    }
}
