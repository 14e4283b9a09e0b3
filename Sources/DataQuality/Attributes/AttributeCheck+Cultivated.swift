import LandModel

extension AttributeCheck {
    /// DQ-A10 to A12: what cultivated land must have.
    mutating func checkCultivatedAttributes() {
        for (rule, field, zh, en) in [
            ("DQ-A10", "GDPDJB", "坡度级别", "slope class"),
            ("DQ-A11", "ZZSXDM", "种植属性", "planting attribute"),
        ] {
            guard begin(rule, needs: ["DLBM", field]), let column = table.coded(field) else {
                continue
            }
            for (row, reading) in table.classes.enumerated()
            where column.codes[row] < 0 && reading.landClass?.isCultivated == true {
                add(
                    rule, .warning, row: row, field: field,
                    zh: "耕地（\(reading.landClass?.code ?? "")）没有\(zh)；请填写 \(field)",
                    en: "cultivated land (\(reading.landClass?.code ?? "")) has no \(en); "
                        + "fill in \(field)")
            }
        }
        checkSlopingLand()
    }

    /// DQ-A12: cultivated land steeper than class 1 has its type and its ridge coefficient.
    private mutating func checkSlopingLand() {
        let rule = "DQ-A12"
        guard begin(rule, needs: ["DLBM", "GDPDJB", "GDLX", "KCXS"]),
            let slopes = table.coded("GDPDJB"), let kinds = table.coded("GDLX"),
            let shares = table.numbers("KCXS")
        else { return }
        for (row, reading) in table.classes.enumerated() {
            guard reading.landClass?.isCultivated == true, let slope = slopes[row],
                let level = Int(slope), level > 1
            else { continue }
            var missing: [String] = []
            if kinds.codes[row] < 0 { missing.append("GDLX") }
            if (shares[row] ?? 0) <= 0 { missing.append("KCXS") }
            guard !missing.isEmpty else { continue }
            let names = missing.joined(separator: ", ")
            add(
                rule, .warning, row: row, field: missing[0],
                zh: "坡度级别 \(slope) 的耕地缺 \(names)；请填写耕地类型（TT 或 PD）和田坎系数",
                en: "cultivated land of slope class \(slope) lacks \(names); fill in its type "
                    + "(TT or PD) and ridge coefficient")
        }
    }

    /// DQ-A13: other land has none of the attributes of cultivated land.
    mutating func checkOtherLand() {
        let rule = "DQ-A13"
        let texts = ["GDLX", "GDPDJB"].compactMap { name in
            table.coded(name).map { (name, $0) }
        }
        let numbers = ["KCXS", "KCMJ"].compactMap { name in
            table.numbers(name).map { (name, $0) }
        }
        guard begin(rule, needs: ["DLBM"]) else { return }
        for (row, reading) in table.classes.enumerated() {
            guard let landClass = reading.landClass, !landClass.isCultivated else { continue }
            // The adjustable classes (code with K) were cultivated and may keep what they had.
            if landClass.code.hasSuffix("K") { continue }
            let filled =
                texts.filter { $0.1.codes[row] >= 0 }.map(\.0)
                + numbers.filter { ($0.1[row] ?? 0) != 0 }.map(\.0)
            guard let first = filled.first else { continue }
            let names = filled.joined(separator: ", ")
            add(
                rule, .warning, row: row, field: first,
                zh: "非耕地（\(landClass.code) \(landClass.chineseName)）不应填写 \(names)；请清空或更正地类",
                en:
                    "\(landClass.code) \(landClass.englishName) is not cultivated but has \(names); "
                    + "clear them or correct the class")
        }
    }

    /// DQ-A24: which planting attributes a class may have.
    mutating func checkPlanting() {
        let rule = "DQ-A24"
        guard begin(rule, needs: ["DLBM", "ZZSXDM"]), let plantings = table.coded("ZZSXDM") else {
            return
        }
        for row in plantings.codes.indices {
            guard let planting = plantings[row], let landClass = table.classes[row].landClass
            else { continue }
            let allowed = Self.plantings(landClass)
            guard !allowed.contains(planting) else { continue }
            let list = allowed.isEmpty ? "-" : allowed.joined(separator: " ")
            add(
                rule, .warning, row: row, field: "ZZSXDM",
                zh: "地类 \(landClass.code) 的种植属性不能是 \(planting)（可用：\(list)）；请更正",
                en: "class \(landClass.code) cannot have the planting attribute \(planting) "
                    + "(allowed: \(list)); correct it")
        }
    }

    /// Handbook §4: cultivated land its six, gardens, forest, grass and ponds the restorable two.
    private static func plantings(_ landClass: LandClass) -> [String] {
        if landClass.isCultivated { return ["LS", "FLS", "LYFL", "XG", "LLJZ", "WG"] }
        if landClass.parent == "0404" { return ["GCHF"] }
        let isRestorable =
            ["02", "03", "04"].contains { landClass.code.hasPrefix($0) }
            || landClass.parent == "1104"
        return isRestorable ? ["JKHF", "GCHF"] : []
    }

    /// DQ-A25: refined cultivated land is cultivated and planted; refined gardens are gardens.
    mutating func checkRefinement() {
        let rule = "DQ-A25"
        guard begin(rule, needs: ["DLBM", "TBXHDM"]), let refinements = table.coded("TBXHDM") else {
            return
        }
        let plantings = table.coded("ZZSXDM")
        let cultivated: Set = ["HDGD", "HQGD", "LQGD", "MQGD", "SHGD", "SMGD", "YJGD"]
        for row in refinements.codes.indices {
            guard let code = refinements[row], let landClass = table.classes[row].landClass else {
                continue
            }
            let planting = plantings?[row]
            var fault: (zh: String, en: String)?
            if cultivated.contains(code) {
                if !landClass.isCultivated {
                    fault = ("只能用于耕地", "is for cultivated land only")
                } else if code != "YJGD", let planting, !["LS", "FLS", "LYFL"].contains(planting) {
                    fault = (
                        "的种植属性只能是 LS、FLS 或 LYFL，现为 \(planting)",
                        "allows only LS, FLS or LYFL as planting attribute, not \(planting)"
                    )
                }
            } else if code == "LQYD" {
                if !landClass.code.hasPrefix("02") {
                    fault = ("只能用于园地", "is for gardens only")
                } else if let planting {
                    fault = ("不应有种植属性 \(planting)", "excludes a planting attribute (\(planting))")
                }
            }
            guard let fault else { continue }
            add(
                rule, .warning, row: row, field: "TBXHDM",
                zh: "图斑细化代码 \(code) \(fault.zh)（地类 \(landClass.code)）；请更正",
                en: "refinement \(code) \(fault.en) (class \(landClass.code)); correct it")
        }
    }

    /// DQ-A26: coefficients are fractions and go with the deducted class 1203.
    mutating func checkCoefficients() {
        let rule = "DQ-A26"
        guard begin(rule, needs: ["KCXS"]), let shares = table.numbers("KCXS") else { return }
        let deducted = table.coded("KCDLBM")
        for (row, share) in shares.enumerated() {
            guard let share else { continue }
            if share < 0 || share >= 1 || share.isNaN {
                add(
                    rule, .warning, row: row, field: "KCXS",
                    zh: "扣除系数 \(share) 应为 0 到 1 之间的小数（不是百分数）；请更正",
                    en:
                        "the coefficient \(share) must be a fraction from 0 to 1, not a percentage; "
                        + "correct it")
            } else if share > 0, let deducted, deducted.codes[row] < 0 {
                add(
                    rule, .warning, row: row, field: "KCDLBM",
                    zh: "有扣除系数 \(share) 却没有扣除地类编码；请将 KCDLBM 填为 1203",
                    en: "has the coefficient \(share) but no deducted class; fill in KCDLBM 1203")
            }
        }
    }
}
