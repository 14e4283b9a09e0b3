import LandModel

extension AttributeCheck {
    /// Without these a layer cannot be tabulated at all.
    private var indispensable: Set<String> {
        switch role {
        case .landUse: ["DLBM", "ZLDWDM", "TBMJ", "BSM"]
        case .village: ["ZLDWDM"]
        case .township: ["XZQDM"]
        case .slope: ["PDJB"]
        default: []
        }
    }

    /// DQ-A01: mandatory fields are there and filled.
    mutating func checkRequiredFields() {
        let rule = "DQ-A01"
        guard wanted.contains(rule) else { return }
        for field in SurveyField.fields(of: role) where field.need == .mandatory {
            collector.begin(rule)
            let isIndispensable = indispensable.contains(field.name)
            guard let column = table.coded(field.name) else {
                // Features keep their own identifiers, so a layer without BSM can still be used.
                let blocks = isIndispensable && field.name != "BSM"
                collector.add(
                    rule, blocks ? .blocking : .warning, rows: [], field: field.name,
                    message: BilingualText(
                        zh: "图层 \(layer.name) 缺少必备字段 \(field.name)（\(field.chineseName)）；请补充该字段",
                        en: "layer \(layer.name) lacks the required field \(field.name); add it"))
                continue
            }
            reportBlanks(field, column, isIndispensable ? .blocking : .warning)
        }
    }

    private mutating func reportBlanks(
        _ field: SurveyField, _ column: CodedColumn, _ severity: QualitySeverity
    ) {
        let blanks = column.codes.indices.filter { column.codes[$0] < 0 }
        if blanks.count == column.codes.count, blanks.count > 1 {
            collector.add(
                "DQ-A01", severity, rows: [], field: field.name,
                message: BilingualText(
                    zh:
                        "图层 \(layer.name) 的必填字段 \(field.name)（\(field.chineseName)）全部 \(blanks.count) 个要素均为空；请填写",
                    en: "layer \(layer.name): the required field \(field.name) is empty in all "
                        + "\(blanks.count) features; fill it in"))
            return
        }
        for row in blanks {
            add(
                "DQ-A01", severity, row: row, field: field.name,
                zh: "必填字段 \(field.name)（\(field.chineseName)）为空；请填写",
                en: "the required field \(field.name) is empty; fill it in")
        }
    }

    /// DQ-A18: texts are no longer than their fields.
    mutating func checkLengths() {
        let rule = "DQ-A18"
        guard wanted.contains(rule) else { return }
        for field in SurveyField.fields(of: role) where field.isText {
            guard let length = field.length, let column = table.coded(field.name) else { continue }
            collector.begin(rule)
            for row in column.rows(where: { $0.unicodeScalars.count > length }) {
                let found = column[row]?.unicodeScalars.count ?? 0
                add(
                    rule, .warning, row: row, field: field.name,
                    zh: "字段 \(field.name) 有 \(found) 个字符，超过 \(length)；请缩短",
                    en: "\(field.name) has \(found) characters, more than \(length); shorten it")
            }
        }
    }

    /// DQ-A02: no identifier twice.
    mutating func checkIdentifiers() {
        guard begin("DQ-A02", needs: ["BSM"]), let column = table.coded("BSM") else { return }
        for (word, rows) in Self.repeated(column.codes.map { Int($0) }) {
            report(
                duplicates: rows, rule: "DQ-A02", field: "BSM",
                zh: "标识码 \(column.words[word]) 重复；请为各要素赋唯一标识码",
                en: "the identifier \(column.words[word]) is used more than once; give each "
                    + "feature its own")
        }
    }

    /// DQ-A19: no patch number twice in one location unit.
    mutating func checkNumbersOfPatches() {
        guard role == .landUse, begin("DQ-A19", needs: ["TBBH", "ZLDWDM"]),
            let numbers = table.coded("TBBH"), let units = table.coded("ZLDWDM")
        else { return }
        let span = units.words.count + 1
        let keys = numbers.codes.indices.map { row in
            numbers.codes[row] < 0 || units.codes[row] < 0
                ? -1 : Int(numbers.codes[row]) * span + Int(units.codes[row])
        }
        for (key, rows) in Self.repeated(keys) {
            let (number, unit) = (numbers.words[key / span], units.words[key % span])
            report(
                duplicates: rows, rule: "DQ-A19", field: "TBBH",
                zh: "图斑编号 \(number) 在坐落单位 \(unit) 内重复；请重新编号",
                en: "the patch number \(number) is used more than once in unit \(unit); renumber")
        }
    }

    /// The keys that come more than once with their rows, by first row; negative keys are none.
    private static func repeated(_ keys: [Int]) -> [(key: Int, rows: [Int])] {
        var first: [Int: Int] = [:]
        var repeated: [Int: [Int]] = [:]
        for (row, key) in keys.enumerated() where key >= 0 {
            if let earlier = first[key] {
                repeated[key, default: [earlier]].append(row)
            } else {
                first[key] = row
            }
        }
        return repeated.map { ($0.key, $0.value) }.sorted { $0.1[0] < $1.1[0] }
    }

    private mutating func report(
        duplicates rows: [Int], rule: String, field: String, zh: String, en: String
    ) {
        let names = rows.map { String(layer.featureIDs[$0]) }.joined(separator: ", ")
        collector.add(
            rule, .blocking, rows: rows, field: field,
            message: BilingualText(
                zh: "图层 \(layer.name) 要素 \(names)：\(zh)",
                en: "layer \(layer.name) features \(names): \(en)"))
    }

    /// DQ-A23: unit codes are 12 digits of the village and 7 more.
    mutating func checkUnitCodes() {
        for field in ["ZLDWDM", "QSDWDM"] {
            guard begin("DQ-A23", needs: [field]), let column = table.coded(field) else { continue }
            let malformed = column.rows { word in
                word.unicodeScalars.count != 19 || !word.allSatisfy { $0.isASCII && $0.isNumber }
            }
            for row in malformed {
                add(
                    "DQ-A23", .warning, row: row, field: field,
                    zh: "\(field) “\(column[row] ?? "")” 不是 19 位数字（12 位村级代码加 7 位）；请更正",
                    en: "\(field) \"\(column[row] ?? "")\" is not 19 digits (12 of the village and "
                        + "7 more); correct it")
            }
        }
    }
}
