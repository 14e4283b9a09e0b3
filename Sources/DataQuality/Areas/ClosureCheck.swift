import LandModel

/// Turns the area-closure report into findings (DQ-B01 to B03).
enum ClosureCheck {
    static func run(
        _ report: AreaClosureReport, _ wanted: Set<String>, _ collector: inout FindingCollector
    ) {
        let levels: [(String, AdministrativeCode.Level, String, String)] = [
            ("DQ-B01", .village, "村级", "village"), ("DQ-B02", .township, "乡级", "township"),
            ("DQ-B03", .county, "县级", "county"),
        ]
        for (rule, level, zh, en) in levels where wanted.contains(rule) {
            collector.begin(rule)
            let rows = report.rows(of: level)
            guard rows.contains(where: { $0.control != nil }) else {
                collector.skip(
                    rule,
                    BilingualText(
                        zh: "没有\(zh)控制面积（DCMJ），只汇总，不核对；如需核对请导入带 DCMJ 的控制图层",
                        en:
                            "no \(en) control areas (DCMJ): sums are given but not compared; import "
                            + "a control layer with DCMJ to compare them"))
                continue
            }
            for row in rows {
                guard let control = row.control, let residual = row.residual, residual != .zero
                else { continue }
                collector.add(
                    rule, .blocking, rows: [], field: "TBMJ", area: residual.magnitude,
                    message: BilingualText(
                        zh:
                            "\(zh) \(row.code) \(row.name)：\(row.patchCount) 个图斑面积之和 \(row.sum.squareMetresText) m²，控制面积 \(control.squareMetresText) m²，相差 \(residual.squareMetresText) m²；请核对缺漏图斑后调平",
                        en: "\(en) \(row.code) \(row.name): \(row.patchCount) patches sum to "
                            + "\(row.sum.squareMetresText) m², the control area is "
                            + "\(control.squareMetresText) m², residual \(residual.squareMetresText) m²; "
                            + "look for missing patches, then level"))
            }
        }
        placement(report, wanted, &collector)
    }

    /// Codes and polygons must put the same patches into a village.
    private static func placement(
        _ report: AreaClosureReport, _ wanted: Set<String>, _ collector: inout FindingCollector
    ) {
        guard wanted.contains("DQ-B01") else { return }
        for row in report.rows(of: .village) {
            guard let found = row.sumInPolygon, let difference = row.placementDifference,
                difference != .zero
            else { continue }
            collector.add(
                "DQ-B01", .warning, rows: [], field: "ZLDWDM", area: difference.magnitude,
                message: BilingualText(
                    zh:
                        "村 \(row.code) \(row.name)：按坐落代码汇总 \(row.sum.squareMetresText) m²，按村级调查区图形汇总 \(found.squareMetresText) m²；请核对图斑的 ZLDWDM",
                    en:
                        "village \(row.code) \(row.name): \(row.sum.squareMetresText) m² by unit code, "
                        + "\(found.squareMetresText) m² by village polygon; check ZLDWDM"))
        }
        guard report.unplacedCount > 0 else { return }
        collector.add(
            "DQ-B01", .warning, rows: [], field: "ZLDWDM", area: report.unplaced,
            message: BilingualText(
                zh:
                    "\(report.unplacedCount) 个图斑没有可用的坐落单位代码或图斑面积（共 \(report.unplaced.squareMetresText) m²），未计入任何村；请填写",
                en: "\(report.unplacedCount) patches have no usable unit code or area "
                    + "(\(report.unplaced.squareMetresText) m²) and count for no village; fill them in"
            ))
    }
}
