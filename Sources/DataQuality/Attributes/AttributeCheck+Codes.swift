import LandModel

extension AttributeCheck {
    /// DQ-A03: land classes exist and are in force; retired ones come with what they became.
    mutating func checkLandClasses() {
        let rule = "DQ-A03"
        guard begin(rule, needs: ["DLBM"]) else { return }
        for (row, reading) in table.classes.enumerated() {
            guard case .invalid(let error) = reading else { continue }
            switch error {
            case .missing: continue
            case .retired(let code, let candidates):
                let list = candidates.map { name(ofClass: $0) }
                add(
                    rule, .blocking, row: row, field: "DLBM",
                    zh: "地类编码 \(code) 是二调编码，已停用；三调对应 \(list.map(\.zh).joined(separator: "、"))，请改填",
                    en: "\(code) is a code of the second survey, no longer in force; it became "
                        + list.map(\.en).joined(separator: " or ") + ": choose and correct")
            case .unknown(let code):
                add(
                    rule, .blocking, row: row, field: "DLBM",
                    zh: "地类编码“\(code)”不在三调工作分类中；请更正",
                    en: "\"\(code)\" is no land class of the third survey; correct it")
            }
        }
    }

    private func name(ofClass code: String) -> BilingualText {
        do throws(LandClassError) {
            let found = try LandClass(code)
            return BilingualText(
                zh: "\(code) \(found.chineseName)", en: "\(code) \(found.englishName)")
        } catch {
            return BilingualText(zh: code, en: code)
        }
    }

    /// DQ-A04: the class name is that of the code.
    mutating func checkClassNames() {
        let rule = "DQ-A04"
        guard begin(rule, needs: ["DLBM", "DLMC"]), let names = table.coded("DLMC") else { return }
        for (row, reading) in table.classes.enumerated() {
            guard let landClass = reading.landClass, let name = names[row],
                name != landClass.chineseName
            else { continue }
            // A province's own sub-code has its own name, which the table does not hold.
            if landClass.code != landClass.parent, name.contains(landClass.chineseName) { continue }
            add(
                rule, .warning, row: row, field: "DLMC",
                zh: "地类名称“\(name)”与编码 \(landClass.code)（\(landClass.chineseName)）不一致；请核对后更正其一",
                en: "the class name \"\(name)\" does not agree with \(landClass.code) "
                    + "(\(landClass.chineseName), \(landClass.englishName)); correct one of them")
        }
    }

    /// DQ-A17: not two classifications in one layer.
    mutating func checkMixedClassifications() {
        let rule = "DQ-A17"
        guard begin(rule, needs: ["DLBM"]) else { return }
        var (current, retired) = (0, [Int]())
        for (row, reading) in table.classes.enumerated() {
            switch reading {
            case .valid: current += 1
            case .invalid(.retired): retired.append(row)
            default: continue
            }
        }
        guard current > 0, !retired.isEmpty else { return }
        collector.add(
            rule, .blocking, rows: [], field: "DLBM",
            message: BilingualText(
                zh:
                    "图层 \(layer.name) 混用两套分类：\(current) 个图斑为三调编码，\(retired.count) 个为二调三位编码；请统一转换为三调编码",
                en: "layer \(layer.name) mixes two classifications: \(current) features have codes "
                    + "of the third survey, \(retired.count) of the second; convert all to the third"
            ))
    }

    /// DQ-A05 to A09, A14 to A16: coded fields hold codes of their lists.
    mutating func checkCodes() {
        let rules = [
            ("DQ-A05", "QSXZ"), ("DQ-A06", "GDLX"), ("DQ-A07", "GDPDJB"), ("DQ-A08", "ZZSXDM"),
            ("DQ-A09", "TBXHDM"), ("DQ-A14", "CZCSXM"), ("DQ-A15", "FRDBS"), ("DQ-A16", "KCDLBM"),
            ("DQ-A16", "GDDB"), ("DQ-A16", "MSSM"), ("DQ-A16", "PDJB"), ("DQ-A16", "CZCLX"),
        ]
        for (rule, field) in rules {
            guard let codes = SurveyCode.codes(of: field), begin(rule, needs: [field]),
                let column = table.coded(field)
            else { continue }
            let known = codes.keys.sorted().joined(separator: " ")
            // An empty grade is often written as 0.
            for row in column.rows(where: { codes[$0] == nil && !(field == "GDDB" && $0 == "0") }) {
                add(
                    rule, .warning, row: row, field: field,
                    zh: "\(field) 的值“\(column[row] ?? "")”不在代码表中；可用：\(known)",
                    en: "\"\(column[row] ?? "")\" is no code of \(field); known are \(known)")
            }
        }
    }

    /// DQ-A27: a width only on linear classes.
    mutating func checkWidths() {
        let rule = "DQ-A27"
        guard begin(rule, needs: ["DLBM", "XZDWKD"]), let widths = table.numbers("XZDWKD") else {
            return
        }
        for (row, width) in widths.enumerated() {
            guard let width, width > 0, let landClass = table.classes[row].landClass,
                !landClass.isLinear
            else { continue }
            add(
                rule, .warning, row: row, field: "XZDWKD",
                zh: "地类 \(landClass.code) 不是线状地物，却填了宽度 \(width) m；请清空 XZDWKD 或更正地类",
                en: "class \(landClass.code) is not linear but has a width of \(width) m; clear "
                    + "XZDWKD or correct the class")
        }
    }

    /// DQ-A28: an enclave is collective land whose owner's village is not the one it lies in.
    mutating func checkEnclaves() {
        let rule = "DQ-A28"
        guard begin(rule, needs: ["FRDBS", "ZLDWDM", "QSDWDM", "QSXZ"]),
            let flags = table.coded("FRDBS"), let places = table.coded("ZLDWDM"),
            let owners = table.coded("QSDWDM"), let kinds = table.coded("QSXZ")
        else { return }
        for row in flags.codes.indices {
            guard let flag = flags[row], let place = places[row], let owner = owners[row],
                let kind = kinds[row], place.count >= 12, owner.count >= 12
            else { continue }
            let isState = kind.hasPrefix("1") || kind.hasPrefix("2")
            let isEnclave = place.prefix(12) != owner.prefix(12) && !isState
            guard flag == (isEnclave ? "0" : "1") else { continue }
            add(
                rule, .warning, row: row, field: "FRDBS",
                zh: isEnclave
                    ? "坐落 \(place) 与权属单位 \(owner) 不同村且非国有，应为飞入地；请将 FRDBS 改为 1 或更正单位代码"
                    : "坐落与权属单位同村或为国有，不是飞入地；请将 FRDBS 改为 0 或更正单位代码",
                en: isEnclave
                    ? "lies in \(place), is owned by \(owner) and not state land, so it is an "
                        + "enclave; set FRDBS to 1 or correct the codes"
                    : "owner and place are one village, or it is state land, so it is no enclave; "
                        + "set FRDBS to 0 or correct the codes")
        }
    }
}

extension LandClass {
    /// Whether patches of the class are mapped by their width (线状地物), by which XZDWKD is allowed.
    var isLinear: Bool {
        ["1001", "1002", "1003", "1004", "1006", "1009", "1101", "1107"].contains(parent)
    }
}
