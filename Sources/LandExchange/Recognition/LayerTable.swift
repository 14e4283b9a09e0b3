public import LandModel

/// What files call the layers of each role.
public enum LayerTable {
    /// Latin names of a role, and Chinese ones.
    struct Names: Sendable {
        let role: LayerRole
        let latin: [String]
        let chinese: [String]
    }

    /// The table (`handbook/layers.csv`; the names of the plan's own layers are this program's).
    static let rows: [Names] = [
        .init(role: .landUse, latin: ["DLTB"], chinese: ["地类图斑"]),
        .init(
            role: .permanentBasicFarmland, latin: ["YJJBNTBHTB", "YJJBNTTB", "JBNTBHTB", "YJJBNT"],
            chinese: ["永久基本农田", "基本农田保护图斑", "基本农田图斑"]),
        .init(role: .ecologicalRedLine, latin: ["STBHHX", "STHX"], chinese: ["生态保护红线", "生态红线"]),
        .init(role: .urbanDevelopmentBoundary, latin: ["CZKFBJ"], chinese: ["城镇开发边界"]),
        .init(role: .village, latin: ["CJDCQ"], chinese: ["村级调查区"]),
        .init(role: .township, latin: ["XZQ"], chinese: ["行政区"]),
        .init(role: .slope, latin: ["PDT"], chinese: ["坡度图"]),
        .init(role: .settlement, latin: ["CZCDYD"], chinese: ["城镇村等用地"]),
        .init(role: .cultivatedTarget, latin: ["GDBHMB"], chinese: ["耕地保护目标"]),
        .init(role: .cultivatedGrade, latin: ["GDDB"], chinese: ["耕地等别"]),
        .init(role: .functionalZone, latin: ["GNFQ"], chinese: ["功能分区"]),
        .init(role: .waterManagementRange, latin: ["HHGLFW"], chinese: ["河湖管理范围"]),
        .init(role: .consolidationArea, latin: ["ZZQY"], chinese: ["整治区域"]),
        .init(role: .planParcel, latin: ["ZZDK"], chinese: ["整治地块"]),
        .init(role: .priorityArea, latin: ["ZDQY", "PRIORITYAREAS"], chinese: ["重点区域"]),
        .init(
            role: .farmlandVerification, latin: ["YJJBNTHS", "PBFVERIFICATIONRESULT"],
            chinese: ["永久基本农田核实", "基本农田核实"]),
        .init(role: .protectedTree, latin: ["GSMM", "PROTECTEDTREES"], chinese: ["古树名木"]),
        .init(role: .nativeVegetation, latin: ["YSZB", "NATIVEVEGETATION"], chinese: ["原生植被"]),
        .init(
            role: .historicProtection, latin: ["LSWHBH", "HISTORICPROTECTION"],
            chinese: ["历史文化保护"]),
        .init(role: .terrace, latin: ["JZLPTT", "TERRACES"], chinese: ["梯田", "共生耕地"]),
        .init(role: .hill, latin: ["SHANTI", "HILLS"], chinese: ["山体"]),
        .init(role: .lake, latin: ["HUPO", "LAKES"], chinese: ["湖泊"]),
        .init(role: .redLineAfter, latin: ["STBHHXTZ"], chinese: ["调整后生态保护红线"]),
        .init(role: .urbanBoundaryAfter, latin: ["CZKFBJTZ"], chinese: ["调整后城镇开发边界"]),
        .init(role: .tenureBefore, latin: ["QSTZQ", "TENUREBEFORE"], chinese: ["调整前权属"]),
        .init(role: .tenureAfter, latin: ["QSTZH", "TENUREAFTER"], chinese: ["调整后权属"]),
        .init(role: .boundaryParcel, latin: ["JZD"], chinese: ["界址点", "勘测定界"]),
        .init(role: .surveyBoundary, latin: ["BOUNDARY"], chinese: ["数据范围"]),
    ]

    /// Layers of the survey whose names contain that of another layer but mean no role here.
    static let otherNames = ["行政区界线", "村级调查区界线"]

    /// The role a person names: a role's own name, another name of it, its Chinese name, or `OTHER`.
    public static func role(named text: String) -> LayerRole? {
        let upper = text.uppercased()
        if let role = LayerRole(rawValue: upper) { return role }
        return rows.first { $0.latin.contains(upper) || $0.chinese.contains(text) }?.role
    }

    /// The roles that the name of a layer or file contains.
    ///
    /// Latin names must stand alone between digits and signs (`340122DLTB2023`), Chinese ones may
    /// stand anywhere (店埠镇地类图斑). A Chinese name inside a longer one that also fits means
    /// nothing: 调整后生态保护红线 is not 生态保护红线.
    static func roles(inName name: String) -> [LayerRole] {
        let runs = Set(
            name.uppercased().split { !($0.isASCII && $0.isLetter) }.map(String.init))
        let isOther = otherNames.contains { name.contains($0) }
        let found = isOther ? [] : rows.flatMap(\.chinese).filter { name.contains($0) }
        let meant = Set(
            found.filter { word in
                !found.contains { $0.count > word.count && $0.contains(word) }
            })
        return rows.filter { row in
            row.latin.contains { runs.contains($0) } || row.chinese.contains { meant.contains($0) }
        }.map(\.role)
    }
}
