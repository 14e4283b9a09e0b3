import LandModel
import Policy

/// Facts about works on protected ground, which the plan's own words help to decide.
extension MeasuredFacts {
    private func parcel(_ piece: LandPiece) -> PlanParcel? {
        piece.parcel.map { parts.plan.parcels[$0] }
    }

    /// What is occupied or cleared without an approval (PZWH).
    ///
    /// Zero when nothing is occupied. Otherwise the parcels without a number count, if the plan
    /// has the field; without it nobody was asked and the fact stays unknown.
    mutating func approvals() {
        let isAsked = works.column("PZWH") != nil
        let parcels = parts.plan.parcels
        let isBuilt = { (piece: LandPiece) in
            piece.parcel.map { parcels[$0].action == .newConstruction } ?? false
        }
        let rows: [(String, (LandPiece) -> Bool)] = [
            ("forestOccupiedWithoutApproval", { isBuilt($0) && $0.before.level1 == "03" }),
            ("grasslandOccupiedWithoutApproval", { isBuilt($0) && $0.before.level1 == "04" }),
            (
                "waterWetlandOccupiedWithoutApproval",
                { isBuilt($0) && ["00", "11"].contains($0.before.level1) }
            ),
            (
                "forestToCultivatedWithoutApproval",
                { $0.becomesCultivated && $0.before.level1 == "03" }
            ),
        ]
        for (name, condition) in rows {
            let met = pieces.filter(condition)
            guard isAsked || met.isEmpty else { continue }
            let open = met.filter { parcel($0)?.approval == nil }
            board.set(
                name, .area(open.reduce(.zero) { $0 + $1.gross }), from: [survey, works],
                provenance: provenance(condition), note: isAsked ? "PZWH" : "")
        }
        guard let trees = parts.measures.worksOn[.protectedTree] else { return }
        guard isAsked || trees.pieces.isEmpty else { return }
        let approved = Set(parts.plan.parcels.filter { $0.approval != nil }.map(\.id))
        let open = Set(trees.pieces.filter { !approved.contains($0.parcel) }.map(\.featureID))
        board.set(
            "protectedTreesFelledOrMoved", .count(open.count),
            from: [works, parts.control[.protectedTree]?.layer], note: isAsked ? "PZWH" : "")
    }

    /// What is dug away, filled up or turned to scenery (GCLX).
    ///
    /// Zero when no works lie on such ground; unknown when some do whose kind the plan leaves open.
    mutating func worksKinds() {
        let onCultivated = pieces.filter {
            parcel($0)?.action == .newConstruction && $0.before.isCultivated
        }
        if onCultivated.allSatisfy({ parcel($0)?.worksKind != nil }) {
            let scenery = onCultivated.filter { parcel($0)?.worksKind == .scenery }
            board.set(
                "sceneryOnCultivatedArea", .area(scenery.reduce(.zero) { $0 + $1.gross }),
                from: [survey, works], provenance: provenance(ofActions: .newConstruction),
                note: "GCLX")
        }
        let kinds = Dictionary(
            parts.plan.parcels.map { ($0.id, $0.worksKind) }, uniquingKeysWith: { one, _ in one })
        for (role, kind) in [(LayerRole.hill, WorksKind.excavation), (.lake, .fill)] {
            guard let found = parts.measures.worksOn[role], let fact = ControlMeasures.facts[role],
                found.pieces.allSatisfy({ (kinds[$0.parcel] ?? nil) != nil })
            else { continue }
            let met = found.pieces.filter { kinds[$0.parcel] == kind }
            board.set(
                fact, .area(met.reduce(.zero) { $0 + $1.area }),
                from: [works, parts.control[role]?.layer],
                provenance: provenance(ofActions: .newConstruction), note: "GCLX")
        }
    }

    /// Areas of control layers that new construction takes, whatever it consists of.
    mutating func worksOnLayers() {
        for role in [LayerRole.ecologicalRedLine, .nativeVegetation, .historicProtection] {
            guard let found = parts.measures.worksOn[role], let fact = ControlMeasures.facts[role]
            else { continue }
            board.set(
                fact, .area(found.area), from: [works, parts.control[role]?.layer],
                provenance: provenance(ofActions: .newConstruction))
        }
    }

    /// Village construction land per resident (INT1; 人均村庄建设用地).
    ///
    /// Before: construction land inside village settlements (CZCSXM). After: what stays of it and
    /// new construction of the classes of a village; roads and works of water serve more than it.
    /// Which code and classes these are is a setting, stated with the fact.
    mutating func perPerson() {
        let options = parts.ground.options
        guard
            let isVillage = parts.ground.survey.isVillageGround(code: options.villageGroundCode)
        else { return }
        let settled = options.villageConstructionClasses
        let rule = "CZCSXM \(options.villageGroundCode), \(settled.sorted().joined(separator: " "))"
        let before = sum({ $0.gross }) {
            $0.before.threeWay == .construction && isVillage[$0.patch]
        }
        let after = sum({ $0.gross }) {
            guard $0.after.threeWay == .construction else { return false }
            return isVillage[$0.patch]
                || ($0.becomesConstruction && settled.contains($0.after.level1))
        }
        let rows = [
            ("constructionPerCapitaBefore", before, parts.plan.extent.populationBefore, "RKS"),
            ("constructionPerCapitaAfter", after, parts.plan.extent.populationAfter, "GHRKS"),
        ]
        for (name, area, people, note) in rows {
            guard let people else { continue }
            board.set(
                name,
                .area(Area(hundredths: (area.hundredths + Int64(people) / 2) / Int64(people))),
                from: [survey, works, extent], provenance: .declared, note: "\(note); \(rule)")
        }
    }
}
