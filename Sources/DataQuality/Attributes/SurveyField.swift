import LandModel

/// One field of a survey layer as the domain handbook describes it.
struct SurveyField: Sendable {
    /// Whether a value must be there: M always, C under a condition, O never.
    enum Need: String, Sendable {
        case mandatory = "M"
        case conditional = "C"
        case optional = "O"
    }

    let name: String
    let chineseName: String
    let isText: Bool
    let length: Int?
    let need: Need

    /// The fields of a layer, in their order; empty for a role the handbook does not describe.
    static func fields(of role: LayerRole) -> [SurveyField] { table[role] ?? [] }

    /// The field of a role; nil when the role has none of this name.
    static func named(_ name: String, of role: LayerRole) -> SurveyField? {
        fields(of: role).first { $0.name == name }
    }

    private static let table: [LayerRole: [SurveyField]] = {
        var table: [LayerRole: [SurveyField]] = [:]
        for line in SurveyFieldTable.text.split(separator: "\n") {
            let cell = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard cell.count == 7, let role = LayerRole(rawValue: cell[0]) else {
                preconditionFailure("survey field table: \(line)")
            }
            table[role, default: []].append(
                SurveyField(
                    name: cell[1], chineseName: cell[2], isText: cell[3].hasSuffix("har"),
                    length: Int(cell[4]), need: Need(rawValue: cell[6]) ?? .optional))
        }
        return table
    }()
}

/// The fields of the survey layers: layer, field, Chinese name, type, length, decimals, need.
///
/// Source: `handbook/fields.csv` (names and lengths verified by a real project's schema; which
/// fields are mandatory is unverified against TD/T 1057-2020, so a missing one warns and does not
/// block unless nothing can be computed without it).
enum SurveyFieldTable {
    static let text = """
        DLTB|BSM|标识码|Char|18||M
        DLTB|YSDM|要素代码|Char|10||M
        DLTB|TBYBH|图斑预编号|Char|18||O
        DLTB|TBBH|图斑编号|Char|8||M
        DLTB|DLBM|地类编码|Char|5||M
        DLTB|DLMC|地类名称|Char|60||M
        DLTB|QSXZ|权属性质|Char|2||M
        DLTB|QSDWDM|权属单位代码|Char|19||M
        DLTB|QSDWMC|权属单位名称|Char|255||M
        DLTB|ZLDWDM|坐落单位代码|Char|19||M
        DLTB|ZLDWMC|坐落单位名称|Char|255||M
        DLTB|TBMJ|图斑面积|Float|15|2|M
        DLTB|KCDLBM|扣除地类编码|Char|5||C
        DLTB|KCXS|扣除地类系数|Float|6|4|C
        DLTB|KCMJ|扣除地类面积|Float|15|2|C
        DLTB|TBDLMJ|图斑地类面积|Float|15|2|M
        DLTB|GDLX|耕地类型|Char|2||C
        DLTB|GDPDJB|耕地坡度级别|Char|2||C
        DLTB|XZDWKD|线状地物宽度|Float|5|1|C
        DLTB|TBXHDM|图斑细化代码|Char|6||C
        DLTB|TBXHMC|图斑细化名称|Char|20||C
        DLTB|ZZSXDM|种植属性代码|Char|6||C
        DLTB|ZZSXMC|种植属性名称|Char|20||C
        DLTB|GDDB|耕地等别|Int|2||C
        DLTB|FRDBS|飞入地标识|Char|1||M
        DLTB|CZCSXM|城镇村属性码|Char|4||C
        DLTB|SJNF|数据年份|Int|4||M
        DLTB|MSSM|描述说明|Char|2||M
        DLTB|HDMC|海岛名称|Char|100||C
        DLTB|BZ|备注|VarChar|255||O
        XZQ|BSM|标识码|Char|18||M
        XZQ|YSDM|要素代码|Char|10||M
        XZQ|XZQDM|行政区代码|Char|12||M
        XZQ|XZQMC|行政区名称|Char|100||M
        XZQ|DCMJ|调查面积|Float|15|2|M
        XZQ|JSMJ|计算面积|Float|15|2|M
        XZQ|MSSM|描述说明|Char|2||M
        XZQ|HDMC|海岛名称|Char|100||C
        XZQ|BZ|备注|VarChar|255||O
        CJDCQ|BSM|标识码|Char|18||M
        CJDCQ|YSDM|要素代码|Char|10||M
        CJDCQ|ZLDWDM|坐落单位代码|Char|19||M
        CJDCQ|ZLDWMC|坐落单位名称|Char|255||M
        CJDCQ|DCMJ|调查面积|Float|15|2|M
        CJDCQ|JSMJ|计算面积|Float|15|2|M
        CJDCQ|MSSM|描述说明|Char|2||M
        CJDCQ|HDMC|海岛名称|Char|100||C
        CJDCQ|BZ|备注|VarChar|255||O
        PDT|BSM|标识码|Char|18||M
        PDT|YSDM|要素代码|Char|10||M
        PDT|PDJB|坡度级别|Char|2||M
        PDT|BZ|备注|VarChar|255||O
        CZCDYD|BSM|标识码|Char|18||M
        CZCDYD|YSDM|要素代码|Char|10||M
        CZCDYD|CZCLX|城镇村类型|Char|4||M
        CZCDYD|CZCDM|城镇村代码|Char|19||M
        CZCDYD|CZCMC|城镇村名称|Char|100||M
        CZCDYD|CZCMJ|城镇村面积|Float|15|2|M
        CZCDYD|BZ|备注|VarChar|255||O
        YJJBNTBHTB|BSM|标识码|Char|18||M
        YJJBNTBHTB|YSDM|要素代码|Char|10||M
        YJJBNTBHTB|XZQDM|行政区代码|Char|12||M
        YJJBNTBHTB|XZQMC|行政区名称|Char|100||M
        YJJBNTBHTB|YJJBNTTBBH|永久基本农田图斑编号|Char|20||M
        YJJBNTBHTB|TBBH|图斑编号|Char|8||M
        YJJBNTBHTB|DLBM|地类编码|Char|5||M
        YJJBNTBHTB|DLMC|地类名称|Char|60||M
        YJJBNTBHTB|QSXZ|权属性质|Char|2||M
        YJJBNTBHTB|QSDWDM|权属单位代码|Char|19||M
        YJJBNTBHTB|QSDWMC|权属单位名称|Char|255||M
        YJJBNTBHTB|ZLDWDM|坐落单位代码|Char|19||M
        YJJBNTBHTB|ZLDWMC|坐落单位名称|Char|255||M
        YJJBNTBHTB|YJJBNTTBMJ|永久基本农田图斑面积|Float|15|2|M
        YJJBNTBHTB|KCDLBM|扣除地类编码|Char|5||C
        YJJBNTBHTB|KCXS|扣除地类系数|Float|6|4|C
        YJJBNTBHTB|KCMJ|扣除地类面积|Float|15|2|C
        YJJBNTBHTB|YJJBNTMJ|永久基本农田面积|Float|15|2|M
        YJJBNTBHTB|GDLX|耕地类型|Char|2||C
        YJJBNTBHTB|GDPDJB|耕地坡度级别|Char|2||C
        YJJBNTBHTB|GGBZL|灌溉保证率|Char|10||O
        YJJBNTBHTB|TBXHDM|图斑细化代码|Char|6||C
        YJJBNTBHTB|TBXHMC|图斑细化名称|Char|20||C
        YJJBNTBHTB|ZZSXDM|种植属性代码|Char|6||C
        YJJBNTBHTB|ZZSXMC|种植属性名称|Char|20||C
        YJJBNTBHTB|GDDB|耕地等别|Int|2||C
        YJJBNTBHTB|GDDJ|耕地等级|Int|2||C
        YJJBNTBHTB|ZLFLDM|质量分类代码|Char|12||C
        YJJBNTBHTB|FRDBS|飞入地标识|Char|1||M
        YJJBNTBHTB|SJNF|数据年份|Int|4||M
        YJJBNTBHTB|CFZR|处罚/承包责任|Char|20||O
        YJJBNTBHTB|ZMC|组名称|Char|50||O
        YJJBNTBHTB|ZZRR|组责任人|Char|20||O
        YJJBNTBHTB|ZRRZJHM|责任人证件号码|Char|18||O
        YJJBNTBHTB|ZRRMC|责任人名称|Char|20||O
        YJJBNTBHTB|LXDH|联系电话|Char|20||O
        YJJBNTBHTB|JZDZ|居住地址|Char|50||O
        YJJBNTBHTB|BHKSSJ|保护开始时间|Date|||M
        YJJBNTBHTB|BHJSSJ|保护结束时间|Date|||C
        YJJBNTBHTB|SJBH|市级编号|Char|20||O
        YJJBNTBHTB|SJMC|市级名称|Char|50||O
        YJJBNTBHTB|ZRSYX||Char|100||O
        YJJBNTBHTB|WDGD|稳定耕地|Char|10||M
        YJJBNTBHTB|SFWYYJJBNT|是否为原永久基本农田|Char|10||O
        YJJBNTBHTB|BZ|备注|Char|50||O
        STBHHX|BSM|标识码|Char|18||M
        STBHHX|YSDM|要素代码|Char|10||M
        STBHHX|XZQDM|行政区代码|Char|12||M
        STBHHX|XZQMC|行政区名称|Char|100||M
        STBHHX|SHENG|省|Char|||O
        STBHHX|SHI|市|Char|||O
        STBHHX|XIAN|县|Char|||O
        STBHHX|HXBM|红线编码|Char|||M
        STBHHX|HXMC|红线名称|Char|||M
        STBHHX|HXLX|红线类型|Char|||M
        STBHHX|LXBM|类型编码|Char|||O
        STBHHX|MJ|面积|Float|||M
        STBHHX|ZRBHDMC|自然保护地名称|Char|||C
        STBHHX|ZRBHDJB|自然保护地级别|Char|||C
        STBHHX|ZRBHDLX|自然保护地类型|Char|||C
        STBHHX|ZRBHDFQ|自然保护地分区|Char|||C
        STBHHX|XTYZBLX|系统与植被类型|Char|||O
        STBHHX|GKCS|管控措施|Char|||O
        STBHHX|SZXJXZQDM|所在县级行政区代码|Char|||O
        STBHHX|SZXJXZQMC|所在县级行政区名称|Char|||O
        STBHHX|BZ|备注|Char|||O
        CZKFBJ|BSM|标识码|Char|18||M
        CZKFBJ|YSDM|要素代码|Char|10||M
        CZKFBJ|XZQDM|行政区代码|Char|12||M
        CZKFBJ|XZQMC|行政区名称|Char|100||M
        CZKFBJ|GHFQDM|规划分区代码|Char|3||M
        CZKFBJ|GHFQMC|规划分区名称|Char|50||M
        CZKFBJ|MJ|面积|Float|15|2|M
        CZKFBJ|BZ|备注|Char|255||O
        GDBHMB|BSM|标识码|Char|18||
        GDBHMB|YSDM|要素代码|Char|10||
        GDBHMB|TBYBH|图斑预编号|Char|18||
        GDBHMB|TBBH|图斑编号|Char|8||
        GDBHMB|DLBM|地类编码|Char|5||
        GDBHMB|DLMC|地类名称|Char|60||
        GDBHMB|QSXZ|权属性质|Char|2||
        GDBHMB|QSDWDM|权属单位代码|Char|19||
        GDBHMB|QSDWMC|权属单位名称|Char|255||
        GDBHMB|ZLDWDM|坐落单位代码|Char|19||
        GDBHMB|ZLDWMC|坐落单位名称|Char|255||
        GDBHMB|TBMJ|图斑面积|Float|15||
        GDBHMB|KCDLBM|扣除地类编码|Char|5||
        GDBHMB|KCXS|扣除地类系数|Float|6||
        GDBHMB|KCMJ|扣除地类面积|Float|15||
        GDBHMB|TBDLMJ|图斑地类面积|Float|15||
        GDBHMB|GDLX|耕地类型|Char|2||
        GDBHMB|SFWHTD|是否未划/黑土地|Int|4||
        GDBHMB|GDPDJB|耕地坡度级别|Char|2||
        GDBHMB|TBXHDM|图斑细化代码|Char|6||
        GDBHMB|TBXHMC|图斑细化名称|Char|20||
        GDBHMB|ZZSXDM|种植属性代码|Char|6||
        GDBHMB|ZZSXMC|种植属性名称|Char|20||
        GDBHMB|GDDB|耕地等别|Int|2||
        GDBHMB|FRDBS|飞入地标识|Char|1||
        GDBHMB|SJNF|数据年份|Int|4||
        """
}
