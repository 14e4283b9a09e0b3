public import LandModel

/// One named rule of the quality check (质检规则), which can be chosen by its identifier.
public struct QualityRule: Hashable, Sendable, Identifiable {
    /// What a rule looks at.
    public enum Group: String, Sendable, CaseIterable {
        /// The coordinate system and the plausibility of coordinates.
        case coordinates
        /// One feature's attributes and their logic.
        case attributes
        /// Shapes, and shapes against each other.
        case topology
        /// Sums of areas against control areas.
        case closure
    }

    /// The stable identifier, such as `DQ-A03`; never reused.
    public let id: String
    /// What the rule looks at.
    public let group: Group
    /// A short title.
    public let title: BilingualText
    /// Where the rule comes from.
    public let source: String

    /// The rule of an identifier; nil when there is none.
    public static func named(_ id: String) -> QualityRule? { catalogue.first { $0.id == id } }

    /// All rules, in the order of their identifiers within their groups.
    public static let catalogue: [QualityRule] = {
        QualityRuleTable.text.split(separator: "\n").map { line in
            let field = line.split(separator: "|").map(String.init)
            guard field.count == 5, let group = Group(rawValue: field[1]) else {
                preconditionFailure("quality rule table: \(line)")
            }
            return QualityRule(
                id: field[0], group: group, title: BilingualText(zh: field[2], en: field[3]),
                source: field[4])
        }
    }()
}

/// The rules: identifier, group, Chinese title, English title, source.
///
/// Sources: `TDDC3D RuleCheckN` are the checks of a third-survey production system as the domain
/// handbook §4 records them; `fields` and `codetables` the handbook's tables of the same names;
/// `OGC` the simple-feature rules of ISO 19125-1.
enum QualityRuleTable {
    static let text = """
        DQ-S01|coordinates|坐标系是 CGCS2000|the frame is CGCS2000|handbook §3
        DQ-S02|coordinates|坐标与坐标系相符|coordinates fit the frame|handbook §3
        DQ-A01|attributes|必填字段齐全|required fields are filled|handbook fields
        DQ-A02|attributes|标识码唯一|identifiers (BSM) are unique|handbook fields
        DQ-A03|attributes|地类编码有效|land classes are in force|handbook landclass
        DQ-A04|attributes|地类名称与编码一致|class names agree with codes|handbook landclass
        DQ-A05|attributes|权属性质代码有效|ownership kinds are known|handbook codetables
        DQ-A06|attributes|耕地类型代码有效|cultivated types are known|handbook codetables
        DQ-A07|attributes|耕地坡度级别有效|slope classes are known|handbook codetables
        DQ-A08|attributes|种植属性代码有效|planting attributes are known|handbook codetables
        DQ-A09|attributes|图斑细化代码有效|refinement codes are known|handbook codetables
        DQ-A10|attributes|耕地有坡度级别|cultivated land has a slope class|TDDC3D RuleCheck2-6
        DQ-A11|attributes|耕地有种植属性|cultivated land has a planting attribute|TDDC3D RuleCheck2-6
        DQ-A12|attributes|坡耕地有耕地类型和扣除系数|sloping cultivated land has type and coefficient|TDDC3D RuleCheck2-6
        DQ-A13|attributes|非耕地无耕地属性|other land has no attributes of cultivated land|TDDC3D RuleCheck2-6
        DQ-A14|attributes|城镇村属性码有效|settlement codes are known|handbook codetables
        DQ-A15|attributes|飞入地标识有效|enclave flags are known|handbook codetables
        DQ-A16|attributes|其他代码有效|other coded fields are known|handbook fields
        DQ-A17|attributes|图层内分类标准统一|one classification in a layer|handbook landclass
        DQ-A18|attributes|字段值不超长|values fit their fields|handbook fields
        DQ-A19|attributes|图斑编号在坐落单位内唯一|patch numbers are unique in their unit|handbook fields
        DQ-A20|attributes|图斑面积与椭球面积一致|recorded areas agree with the ellipsoidal area|handbook §2
        DQ-A21|attributes|扣除地类面积计算正确|deducted areas are right|handbook §2.6
        DQ-A22|attributes|图斑地类面积计算正确|net areas are right|handbook §2.6
        DQ-A23|attributes|单位代码格式正确|unit codes are well formed|handbook fields
        DQ-A24|attributes|种植属性与地类相符|planting attributes suit the class|TDDC3D RuleCheck6
        DQ-A25|attributes|图斑细化与地类和种植属性相符|refinement suits class and planting|TDDC3D RuleCheck6
        DQ-A26|attributes|扣除系数合理|deduction coefficients make sense|handbook §2.6
        DQ-A27|attributes|线状地物宽度只用于线状地类|widths only on linear classes|TDDC3D RuleCheck2-6
        DQ-A28|attributes|飞入地标识与单位代码相符|enclave flags agree with unit codes|TDDC3D FrmDealAttribute
        DQ-A29|attributes|面积字段是正数|recorded areas are positive numbers|handbook fields
        DQ-T01|topology|图形不自相交|polygons do not cross themselves|OGC
        DQ-T02|topology|图斑不重叠|polygons do not overlap|TDDC3D RuleCheck2-6
        DQ-T03|topology|图斑间无缝隙|no gaps between polygons|TDDC3D RuleCheck2-6
        DQ-T04|topology|图斑不小于最小上图面积|no patch below the minimum mapping area|handbook §4
        DQ-T05|topology|无重复图形|no polygon twice|TDDC3D RuleCheck2-6
        DQ-T06|topology|无重复节点|no vertex twice in a row|OGC
        DQ-T07|topology|无尖刺|no spikes|OGC
        DQ-T08|topology|图形不为空、环不退化|no empty shape or collapsed ring|OGC
        DQ-T09|topology|图斑不超出调查界线|nothing outside the survey boundary|TDDC3D RuleCheck2-6
        DQ-T10|topology|调查界线内全覆盖|the surveyed area is covered|TDDC3D RuleCheck2-6
        DQ-T11|topology|内环在外环之内|holes lie in their shells|OGC
        DQ-B01|closure|村级面积闭合|village areas close|handbook §2.5
        DQ-B02|closure|乡级面积闭合|township areas close|handbook §2.5
        DQ-B03|closure|县级面积闭合|county areas close|handbook §2.5
        """
}
