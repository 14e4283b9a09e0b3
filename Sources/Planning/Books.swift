import LandModel

/// Compares every sum with what it must add up to.
struct Books {
    let lines: [ClosureLine]

    init(_ ground: PlanGround, _ control: ControlShapes, _ state: AfterState) {
        let survey = ground.survey
        let table = LandUseTable(state.pieces)
        var lines = [
            ClosureLine(.pieces, parts: state.pieceTotal, whole: state.patchTotal),
            ClosureLine(
                .afterAgainstBefore, parts: table.sum { $0.grossAfter },
                whole: table.sum { $0.grossBefore }),
        ]
        var sums: [String: Area] = [:]
        for patch in survey.gross.indices {
            sums[survey.villageCodes[survey.villageOf[patch]], default: .zero] +=
                survey.gross[patch]
        }
        let villages = Self.controlAreas(control.villages?.layer, code: "ZLDWDM", digits: 12)
        lines += Self.areaAgainstVillages(survey, state, villages)
        lines += villages.sorted { $0.key < $1.key }.map {
            ClosureLine(.village(code: $0.key), parts: sums[$0.key] ?? .zero, whole: $0.value)
        }
        let townships = Self.controlAreas(control.townships?.layer, code: "XZQDM", digits: 9)
        lines += townships.sorted { $0.key < $1.key }.map { code, area in
            let parts = sums.reduce(Area.zero) {
                $1.key.hasPrefix(code) ? $0 + $1.value : $0
            }
            return ClosureLine(.township(code: code), parts: parts, whole: area)
        }
        if !villages.isEmpty {
            lines.append(
                ClosureLine(
                    .county, parts: survey.gross.reduce(.zero, +),
                    whole: villages.values.reduce(.zero, +)))
        }
        self.lines = lines
    }

    /// Control areas (DCMJ) by code.
    private static func controlAreas(
        _ layer: LandLayer?, code: String, digits: Int
    ) -> [String: Area] {
        guard let layer, let codes = layer.column(code), let areas = layer.column("DCMJ") else {
            return [:]
        }
        var out: [String: Area] = [:]
        for row in 0..<layer.count {
            guard let code = codes.text(row), let area = areas.number(row) else { continue }
            out[String(code.prefix(digits)), default: .zero] += Area(roundingSquareMetres: area)
        }
        return out
    }

    /// Only when the consolidation area is made of whole villages is there something to compare.
    private static func areaAgainstVillages(
        _ survey: SurveyPatches, _ state: AfterState, _ villages: [String: Area]
    ) -> [ClosureLine] {
        let touched = Set(state.pieces.map(\.village))
        guard !state.isCutByExtent, touched.allSatisfy({ villages[$0] != nil }) else { return [] }
        let inside = Set(state.pieces.map(\.patch)).count
        let patches = survey.villageOf.count { touched.contains(survey.villageCodes[$0]) }
        guard inside == patches else { return [] }
        return [
            ClosureLine(
                .areaAgainstVillages, parts: state.controlArea,
                whole: touched.reduce(.zero) { $0 + (villages[$1] ?? .zero) })
        ]
    }
}
