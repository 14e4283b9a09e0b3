import Geometry
import LandModel

/// The land-use patches of the survey (DLTB) with the attributes an assessment needs, as columns.
struct SurveyPatches: Sendable {
    let layer: LandLayer
    /// The distinct classes that occur, by code.
    private(set) var classes: [LandClass] = []
    /// For each patch the index of its class in ``classes``.
    private(set) var classOf: [Int] = []
    /// Recorded area (TBMJ).
    private(set) var gross: [Area] = []
    /// Area after ridge deduction (TBDLMJ).
    private(set) var net: [Area] = []
    /// For each patch the index of its village in ``villageCodes``.
    private(set) var villageOf: [Int] = []
    /// The distinct village codes (ZLDWDM, its first 12 digits).
    private(set) var villageCodes: [String] = []
    /// Quality grade (GDDB), 0 when none.
    private(set) var grade: [Int] = []
    /// Whether the patch is marked as cultivated land of stable use (WDGD); nil without the field.
    private(set) var isStable: [Bool]?

    init(_ layer: LandLayer) throws(PlanningError) {
        self.layer = layer
        try readClasses()
        try readAreas()
        readVillages()
        grade = (0..<layer.count).map { row in
            layer.column("GDDB")?.number(row).flatMap { Int(exactly: $0) } ?? 0
        }
        isStable = layer.column("WDGD").map { column in
            (0..<layer.count).map { PlanModel.answer(column.text($0)) == true }
        }
    }

    /// Whether each patch lies in a village settlement, by its town and village code (CZCSXM);
    /// nil without the field.
    func isVillageGround(code: String) -> [Bool]? {
        layer.column("CZCSXM").map { column in
            (0..<layer.count).map { column.text($0)?.hasPrefix(code) == true }
        }
    }

    private mutating func readClasses() throws(PlanningError) {
        guard let column = layer.column("DLBM") else {
            throw .missingField(layer: layer.name, field: "DLBM")
        }
        var known: [String: Int] = [:]
        classOf.reserveCapacity(layer.count)
        for row in 0..<layer.count {
            let code = column.text(row) ?? ""
            if let index = known[code] {
                classOf.append(index)
                continue
            }
            do {
                classes.append(try LandClass(code))
            } catch {
                throw .unreadableValue(
                    layer: layer.name, feature: layer.featureIDs[row], field: "DLBM", value: code)
            }
            known[code] = classes.count - 1
            classOf.append(classes.count - 1)
        }
    }

    private mutating func readAreas() throws(PlanningError) {
        guard let column = layer.column("TBMJ") else {
            throw .missingField(layer: layer.name, field: "TBMJ")
        }
        let deducted = layer.column("TBDLMJ")
        let ridges = layer.column("KCMJ")
        for row in 0..<layer.count {
            guard let number = column.number(row), number >= 0, number < 1e13 else {
                throw .unreadableValue(
                    layer: layer.name, feature: layer.featureIDs[row], field: "TBMJ",
                    value: column.text(row) ?? "")
            }
            let area = Area(roundingSquareMetres: number)
            gross.append(area)
            if let number = deducted?.number(row) {
                net.append(min(area, Area(roundingSquareMetres: number)))
            } else {
                net.append(area - Area(roundingSquareMetres: ridges?.number(row) ?? 0))
            }
        }
    }

    private mutating func readVillages() {
        let column = layer.column("ZLDWDM")
        var known: [String: Int] = [:]
        for row in 0..<layer.count {
            let code = String((column?.text(row) ?? "").prefix(12))
            let index = known[code] ?? villageCodes.count
            if index == villageCodes.count {
                known[code] = index
                villageCodes.append(code)
            }
            villageOf.append(index)
        }
    }

    /// The index of a class, added when it does not occur yet.
    mutating func index(of landClass: LandClass) -> Int {
        if let index = classes.firstIndex(of: landClass) { return index }
        classes.append(landClass)
        return classes.count - 1
    }
}
