import LandModel
import Policy

/// Reads the parcels of layer ZZDK and notes what is wrong with each.
struct ParcelReader {
    private let layer: LandLayer
    private let number: AttributeColumn
    private let action: AttributeColumn
    private(set) var problems: [PlanProblem] = []

    init(_ layer: LandLayer) throws(PlanningError) {
        self.layer = layer
        guard let number = layer.column("DKBH") else {
            throw .missingField(layer: layer.name, field: "DKBH")
        }
        guard let action = layer.column("ZZLX") else {
            throw .missingField(layer: layer.name, field: "ZZLX")
        }
        self.number = number
        self.action = action
    }

    mutating func parcel(_ row: Int) -> PlanParcel {
        let id = text(number, row) ?? "#\(layer.featureIDs[row])"
        let word = text(action, row) ?? ""
        let action = PlanAction(word: word)
        if action == nil { problems.append(PlanProblem(.unknownAction(word), parcel: id)) }
        return PlanParcel(
            id: id, featureID: layer.featureIDs[row], action: action,
            target: target(row, id: id, action: action), subproject: text("ZXMBH", row),
            subprojectType: text("ZXMLX", row), task: text("RWBH", row),
            provenance: provenance(row, id: id), gradeAfter: grade(row, id: id),
            year: whole("NF", row),
            declaredArea: layer.column("SBMJ")?.number(row).map(Area.init(roundingSquareMetres:)),
            ridgeCoefficient: ridge(row, id: id),
            reasons: (text("DCYY", row) ?? "").split { ",，;； ".contains($0) }.map(String.init),
            worksKind: worksKind(row, id: id), approval: text("PZWH", row),
            staysStable: PlanModel.answer(text("WDGD", row)))
    }

    private func text(_ column: AttributeColumn?, _ row: Int) -> String? {
        guard let text = column?.text(row), !text.isEmpty else { return nil }
        return text
    }

    private func text(_ field: String, _ row: Int) -> String? { text(layer.column(field), row) }

    private func whole(_ field: String, _ row: Int) -> Int? {
        layer.column(field)?.number(row).flatMap { Int(exactly: $0) }
    }

    private mutating func target(_ row: Int, id: String, action: PlanAction?) -> LandClass? {
        guard let action, action.changesLand else { return nil }
        guard let code = text("MBDL", row) else {
            problems.append(PlanProblem(.missingTarget, parcel: id))
            return nil
        }
        let target: LandClass
        do {
            target = try LandClass(code)
        } catch {
            problems.append(PlanProblem(.unknownTarget(code), parcel: id))
            return nil
        }
        switch action {
        case .reclaim, .upgrade, .dryToPaddy:
            if !target.isCultivated {
                problems.append(PlanProblem(.targetNotCultivated(action, code), parcel: id))
            }
        case .withdraw:
            if target.isCultivated || target.threeWay == .construction {
                problems.append(PlanProblem(.targetNotNature(code), parcel: id))
            }
        case .newConstruction:
            if target.threeWay != .construction {
                problems.append(PlanProblem(.targetNotConstruction(code), parcel: id))
            }
        case .vacate:
            if target.threeWay == .construction {
                problems.append(PlanProblem(.targetStillConstruction(code), parcel: id))
            }
        case .pbfIn, .pbfOut: break
        }
        return target
    }

    private mutating func provenance(_ row: Int, id: String) -> AreaProvenance {
        switch text("MJLY", row) {
        case "measured", "实测": return .measured
        case "computed", "计算": return .computed
        case "declared", "申报", nil: return .declared
        case .some(let word):
            problems.append(PlanProblem(.unknownProvenance(word), parcel: id))
            return .declared
        }
    }

    private mutating func worksKind(_ row: Int, id: String) -> WorksKind? {
        guard let word = text("GCLX", row) else { return nil }
        let kind = WorksKind(word: word)
        if kind == nil { problems.append(PlanProblem(.unknownWorksKind(word), parcel: id)) }
        return kind
    }

    private mutating func grade(_ row: Int, id: String) -> Int? {
        guard let text = text("ZLDB", row) else { return nil }
        guard let grade = Int(text), (1...15).contains(grade) else {
            problems.append(PlanProblem(.unreadableGrade(text), parcel: id))
            return nil
        }
        return grade
    }

    private mutating func ridge(_ row: Int, id: String) -> Rational {
        guard let column = layer.column("KCXS"), let text = column.text(row), !text.isEmpty else {
            return .zero
        }
        guard let value = Rational(text), value >= .zero, value < Rational(1) else {
            problems.append(PlanProblem(.unreadableRidge(text), parcel: id))
            return .zero
        }
        return value
    }
}
