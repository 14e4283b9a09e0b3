import LandModel

extension LabelCatalogue {
    private static func label(_ zh: String, _ en: String) -> BilingualText {
        BilingualText(zh: zh, en: en)
    }

    // MARK: Units and forms

    static let unitHectare = label("单位：公顷", "Unit: ha")
    static let unitSquareMetre = label("单位：平方米", "Unit: m²")
    static let unitHectareMu = label("单位：公顷、亩", "Unit: ha, mu")
    static let unitParcelHectare = label("单位：块、公顷", "Unit: parcels, ha")
    static let preparedBy = label("制表人：", "Prepared by: ")
    static let reviewedBy = label("复核人：", "Checked by: ")
    static let preparedOn = label("制表日期：", "Date: ")
    static let table = label("表", "Table")
    static let figure = label("附图", "Map")
    static let clausesUnit = label("条", "clauses")

    // MARK: Evidence

    static let citedText = label("条款依据", "Clause")
    static let comparison = label("实测与要求", "Measured and required")
    static let derivation = label("推算", "Derivation")
    static let howToMend = label("怎样改", "Remedy")
    static let lacking = label("尚缺", "Missing")
    static let restsOn = label("依据的数据", "Data")
    static let shown = label("相关数据", "Related figures")
    static let waiver = label("豁免", "Waiver")
    static let readingNotes = label("口径", "Reading")
    static let standsBefore = label("阻断事项", "Stands before")
    static let dueOn = label("期限", "Due")
    static let actors = label("责任单位", "Who must move")
    static let draftMessage = label("结论说明", "In words")
    static let packProblem = label("规则包问题", "Problem of the pack")
    static let yes = label("是", "yes")
    static let no = label("否", "no")
    static let unknown = label("未知", "unknown")
    static let all = label("全部", "All")
    static let foldedNote = label(
        "点开任一条，可见实测与要求、推算过程、依据的数据和修改办法。",
        "Open a clause to see what was measured, the derivation, the data and the remedy.")
    static let strengthNote = label(
        "注：“必须”“不得”条款不得豁免；“原则”条款经有权单位书面同意可以豁免，并在本表标明。"
            + "全部条款及证据见 report.html、tables.xlsx、findings.json。",
        "“Must” and “must not” are never waived; “in principle” may be waived in writing by the "
            + "competent office, and is then marked. All evidence: report.html, tables.xlsx, "
            + "findings.json.")

    // MARK: Areas and maps

    static let levelledNote = label(
        "注：面积以平方米保留两位小数核算，公顷取四位小数并调平至合计；平方米准确值见 tables.xlsx。",
        "Computed in m² with two decimals; hectares rounded to four and levelled to the total. "
            + "Exact m² in tables.xlsx.")
    static let matrixNote = label(
        "注：行为整治前，列为整治后；只列有增减的地类，对角线为未变化部分。",
        "Rows: before; columns: after. Only classes that change; the diagonal did not change.")
    static let mapNote = label(
        "图形按显示精度概化，仅供示意；面积以上列各表为准。",
        "Shapes are generalised for display; the tables state the areas.")
    static let legend = label("图例", "Legend")
    static let maker = label("制图单位：", "Map by: ")
    static let mapDate = label("制图日期：", "Date: ")
    static let mapBefore = label("整治前土地利用与管控边界", "Land use and control lines before")
    static let mapAfter = label("整治后土地利用与整治地块", "Land use and plan parcels after")
    static let mapOffences = label("不符合位置", "Where clauses are violated")
    static let noOffences = label("无", "none")
    static let closes = label("闭合", "closes")
    static let doesNotClose = label("不闭合", "does not close")

    // MARK: Verification

    static let verificationText = label(
        "本报告依据上列数据和规则包自动生成。同一数据、同一规则包在任何一台机器上重新核验，结论和数字逐字相同，只有核验时间不同。核验命令：",
        "This report was made from the data and the policy pack named above. The same data and pack "
            + "give the same verdicts and figures on any machine; only the time differs. Command:")
    static let noSubstitute = label(
        "本报告不代替行政审批意见。", "This report does not replace an administrative decision.")
    static let firstReview = label("县级初审", "County review")
    static let headOfOffice = label("主管负责人", "Responsible officer")
    static let handler = label("经办：", "Handled by:")
    static let signature = label("签字：", "Signed:")
    static let dateBlank = label("年　月　日", "date")
    static let unsigned = label("（盖章）", "(seal)")
    static let contents = label("目录", "Contents")
    static let printing = label("打印", "Print")
    static let skip = label("跳到正文", "Skip to the report")
}
