import LandModel

/// Runs the attribute rules on one layer.
struct AttributeCheck {
    let table: SurveyTable
    let wanted: Set<String>
    let parameters: QualityParameters
    var collector: FindingCollector

    var layer: LandLayer { table.layer }
    var role: LayerRole { table.layer.role }

    init(
        _ layer: LandLayer, wanted: Set<String>, parameters: QualityParameters,
        collector: FindingCollector
    ) {
        table = SurveyTable(layer)
        self.wanted = wanted
        self.parameters = parameters
        self.collector = collector
    }

    /// Runs every wanted rule that concerns the layer's role.
    mutating func run() {
        checkRequiredFields()
        checkLengths()
        checkIdentifiers()
        checkNumbersOfPatches()
        checkUnitCodes()
        checkLandClasses()
        checkClassNames()
        checkMixedClassifications()
        checkCodes()
        guard role == .landUse else { return }
        checkCultivatedAttributes()
        checkOtherLand()
        checkPlanting()
        checkRefinement()
        checkCoefficients()
        checkWidths()
        checkEnclaves()
    }

    /// Whether a rule is wanted and its fields are there; says once when they are not.
    ///
    /// A field the role does not have in the handbook makes the rule none of this layer's business.
    mutating func begin(_ rule: String, needs fields: [String]) -> Bool {
        guard wanted.contains(rule) else { return false }
        guard
            fields.allSatisfy({
                SurveyField.named($0, of: role) != nil || layer.column($0) != nil
            })
        else { return false }
        let absent = fields.filter { layer.column($0) == nil }
        guard absent.isEmpty else {
            let names = absent.joined(separator: ", ")
            collector.skip(
                rule,
                BilingualText(
                    zh: "图层 \(layer.name) 没有字段 \(names)，本规则不适用；如应有此字段，请补充后重新导入",
                    en: "layer \(layer.name) has no field \(names), so the rule does not apply; "
                        + "add the field and import again if it should be there"),
                field: absent.count == 1 ? absent[0] : nil)
            return false
        }
        collector.begin(rule)
        return true
    }

    /// The beginning of a message about one feature.
    func subject(_ row: Int) -> BilingualText {
        BilingualText(
            zh: "图层 \(layer.name) 要素 \(layer.featureIDs[row])",
            en: "layer \(layer.name) feature \(layer.featureIDs[row])")
    }

    mutating func add(
        _ rule: String, _ severity: QualitySeverity, row: Int, field: String, area: Area? = nil,
        zh: String, en: String
    ) {
        let subject = subject(row)
        collector.add(
            rule, severity, rows: [row], field: field, area: area,
            message: BilingualText(zh: "\(subject.zh)：\(zh)", en: "\(subject.en): \(en)"))
    }
}
