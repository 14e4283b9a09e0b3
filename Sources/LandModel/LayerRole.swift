/// What a layer of a dataset means, whatever its file calls it (图层角色).
///
/// The raw value is the layer's name in a snapshot: the survey's own name where there is one
/// (`handbook/layers.csv`), so that a snapshot opens in QGIS with names its readers know.
public enum LayerRole: String, Sendable, CaseIterable, Hashable {
    /// 地类图斑, the land-use patches of the survey.
    case landUse = "DLTB"
    /// 永久基本农田, under any of its three names (YJJBNTTB, YJJBNTBHTB, JBNTBHTB).
    case permanentBasicFarmland = "YJJBNTBHTB"
    /// 生态保护红线.
    case ecologicalRedLine = "STBHHX"
    /// 城镇开发边界.
    case urbanDevelopmentBoundary = "CZKFBJ"
    /// 村级调查区, the villages with their control areas.
    case village = "CJDCQ"
    /// 行政区, the townships.
    case township = "XZQ"
    /// 坡度图, slope classes.
    case slope = "PDT"
    /// 城镇村等用地, settlement extents.
    case settlement = "CZCDYD"
    /// 耕地保护目标.
    case cultivatedTarget = "GDBHMB"
    /// 耕地等别, quality grades.
    case cultivatedGrade = "GDDB"
    /// 功能分区 of the village plan.
    case functionalZone = "GNFQ"
    /// 河湖管理范围.
    case waterManagementRange = "HHGLFW"
    /// 整治区域, the extent of the consolidation project.
    case consolidationArea = "ZZQY"
    /// 整治地块, the parcels of the consolidation plan.
    case planParcel = "ZZDK"
    /// 界址点坐标 parcels read from a boundary-coordinate TXT.
    case boundaryParcel = "JZD"
    /// 数据范围, the outline of the surveyed area.
    case surveyBoundary = "BOUNDARY"
    /// 重点区域, where a place wants its consolidation done.
    case priorityArea = "ZDQY"
    /// 永久基本农田核实整改补足成果, the verified base of the farmland layer.
    case farmlandVerification = "YJJBNTHS"
    /// 古树名木, protected trees by their protection extents.
    case protectedTree = "GSMM"
    /// 原生植被.
    case nativeVegetation = "YSZB"
    /// 历史文化保护范围.
    case historicProtection = "LSWHBH"
    /// 集中连片梯田与共生耕地.
    case terrace = "JZLPTT"
    /// 山体.
    case hill = "SHANTI"
    /// 湖泊.
    case lake = "HUPO"
    /// 调整后生态保护红线, the red line as the plan would have it.
    case redLineAfter = "STBHHXTZ"
    /// 调整后城镇开发边界, the boundary as the plan would have it.
    case urbanBoundaryAfter = "CZKFBJTZ"
    /// 调整前权属.
    case tenureBefore = "QSTZQ"
    /// 调整后权属.
    case tenureAfter = "QSTZH"
    /// Any other layer, kept under its own name.
    case other = "OTHER"
}
