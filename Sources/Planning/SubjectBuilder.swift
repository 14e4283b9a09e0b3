import LandModel
import Policy

/// Puts the facts into the tree of subjects a pack judges.
///
/// Region ⊃ city ⊃ county ⊃ township and project; the project holds its villages, sub-projects,
/// tasks and basic-farmland adjustments, and once more the townships it touches. A collection the
/// layers say nothing about is left out.
struct SubjectBuilder {
    let parts: AssessmentParts
    let vocabulary: Vocabulary?

    func root() -> Subject {
        var project = Subject(
            entity: "project", id: parts.plan.extent.project, name: parts.plan.extent.name,
            facts: MeasuredFacts(parts).facts)
        let townships = townships()
        project.collections["townships"] = townships
        project.collections["villages"] = villages()
        project.collections["subprojects"] = subprojects()
        project.collections["tasks"] = tasks()
        project.collections["pbfAdjustments"] = adjustments()
        let code = countyCode
        var county = Subject(entity: "county", id: code, name: code)
        county.collections["projects"] = [project]
        county.collections["townships"] = townships
        var city = Subject(
            entity: "city", id: String(code.prefix(4)), name: String(code.prefix(4)))
        city.collections["counties"] = [county]
        var region = Subject(
            entity: "region", id: String(code.prefix(2)), name: String(code.prefix(2)))
        region.collections["cities"] = [city]
        return region
    }

    private var countyCode: String {
        let known = parts.plan.extent.townshipCode.prefix(6)
        if known.count == 6 { return String(known) }
        let village = parts.state.pieces.first?.village.prefix(6) ?? ""
        return village.count == 6 ? String(village) : "000000"
    }

    private func townships() -> [Subject]? {
        guard let layer = parts.control.townships?.layer else { return nil }
        return parts.cover.townships.map { feature in
            var board = FactBoard()
            board.set(
                "pbfDesignatedArea", parts.designated[feature].map { .area($0) },
                from: [parts.control.farmland?.layer, layer], provenance: .measured)
            let code = layer.column("XZQDM")?.text(feature) ?? "#\(feature)"
            return Subject(
                entity: "township", id: code, name: layer.column("XZQMC")?.text(feature) ?? code,
                facts: board.facts)
        }
    }

    private func villages() -> [Subject]? {
        guard let layer = parts.control.villages?.layer else { return nil }
        return parts.cover.villages.map { feature in
            var board = FactBoard()
            if let zones = parts.zones?.villages[feature] {
                let sources = [parts.control.zones?.layer, layer]
                board.set("zoneKinds", .count(zones.kinds.count), from: sources)
                board.set(
                    "zoneGapArea", .area(Area(roundingSquareMetres: zones.gap)), from: sources,
                    provenance: .measured)
                board.set(
                    "zoneOverlapArea", .area(Area(roundingSquareMetres: zones.overlap)),
                    from: sources, provenance: .measured)
            }
            let code = layer.column("ZLDWDM")?.text(feature).map { String($0.prefix(12)) }
            potentials(of: code, from: layer, on: &board)
            return Subject(
                entity: "village", id: code ?? "#\(feature)",
                name: layer.column("ZLDWMC")?.text(feature) ?? code ?? "", facts: board.facts)
        }
    }

    /// What the map says could be consolidated in a village (潜力), by the classes the vocabulary names.
    private func potentials(of village: String?, from layer: LandLayer, on board: inout FactBoard) {
        guard let village, let vocabulary else { return }
        for (fact, classes) in vocabulary.landClassSums(of: "village") {
            let area = parts.state.pieces.reduce(Area.zero) { sum, piece in
                piece.village == village && classes.contains(piece.before.code)
                    ? sum + piece.gross : sum
            }
            board.set(
                fact, .area(area), from: [parts.ground.survey.layer, layer],
                provenance: .measured)
        }
    }

    private func isKnown(_ code: String, in list: String) -> Bool {
        vocabulary?.codes[list]?.contains(code) ?? true
    }

    private func subprojects() -> [Subject]? {
        var types: [String: String?] = [:]
        for parcel in parts.plan.parcels {
            guard let id = parcel.subproject else { continue }
            let type = parcel.subprojectType.flatMap {
                isKnown($0, in: "subprojectType") ? $0 : nil
            }
            types[id] = (types[id] ?? nil) ?? type
        }
        guard !types.isEmpty else { return nil }
        return types.sorted { $0.key < $1.key }.map { id, type in
            var board = FactBoard()
            board.set("type", type.map { .code($0) }, from: [parts.plan.parcelLayer], note: "ZXMLX")
            return Subject(entity: "subproject", id: id, name: id, facts: board.facts)
        }
    }

    private func tasks() -> [Subject]? {
        var hasParcel: [String: Bool] = [:]
        for (row, parcel) in parts.plan.parcels.enumerated() {
            guard let id = parcel.task else { continue }
            hasParcel[id] = (hasParcel[id] ?? false) || parts.parcelAreas[row] > .zero
        }
        guard !hasParcel.isEmpty else { return nil }
        return hasParcel.sorted { $0.key < $1.key }.map { id, known in
            var board = FactBoard()
            board.set("hasParcel", .bool(known), from: [parts.plan.parcelLayer])
            return Subject(entity: "task", id: id, name: id, facts: board.facts)
        }
    }

    /// One adjustment per parcel taken out; which parcel replaces it, and when, the journal says.
    private func adjustments() -> [Subject] {
        parts.plan.parcels.enumerated().filter { $0.element.action == .pbfOut }
            .map { row, parcel in
                var board = FactBoard()
                let layer = parts.plan.parcelLayer
                let reasons = parcel.reasons.filter { isKnown($0, in: "pbfReason") }
                if !reasons.isEmpty, reasons.count == parcel.reasons.count {
                    board.set("reasons", .codes(reasons), from: [layer], note: "DCYY")
                }
                if let table = parts.farmland {
                    let traced = table.grossOfParcel[row] ?? .zero
                    let difference = (parts.parcelAreas[row] - traced).magnitude
                    board.set(
                        "traceable",
                        // Recorded areas are levelled to control areas; a thousandth covers it.
                        .bool(
                            difference.hundredths
                                <= max(
                                    parts.ground.options.declaredAreaTolerance.hundredths,
                                    parts.parcelAreas[row].hundredths / 1000)),
                        from: [layer, parts.control.farmland?.layer, parts.ground.survey.layer],
                        note: "every part lies on a patch and on basic farmland")
                    if parts.control.boundary != nil {
                        board.set(
                            "inUrbanBoundary", .bool(table.parcelsInsideBoundary.contains(row)),
                            from: [layer, parts.control.boundary?.layer])
                    }
                }
                return Subject(
                    entity: "pbfAdjustment", id: parcel.id, name: parcel.id, facts: board.facts)
            }
    }
}
