import LandModel

extension TopologyCheck {
    /// The rule, weight and words of a defect.
    struct Wording {
        let rule: String
        let severity: QualitySeverity
        let text: BilingualText

        init(_ rule: String, _ severity: QualitySeverity, zh: String, en: String) {
            self.rule = rule
            self.severity = severity
            text = BilingualText(zh: zh, en: en)
        }
    }

    func wording(_ defect: TopologyDefect) -> Wording {
        switch defect.kind {
        case .crossing:
            return Wording(
                "DQ-T01", .blocking, zh: "边界自相交；请在交点处拆分或改正节点顺序",
                en: "the boundary crosses itself; split it there or put its vertices in order")
        case .runsOverItself:
            return Wording(
                "DQ-T01", .blocking, zh: "边界与自身重合（折返或内外环共边）；请删除重合部分",
                en:
                    "the boundary runs over itself (back along an edge, or rings share one); remove it"
            )
        case .touchesItself:
            return Wording(
                "DQ-T01", .warning, zh: "环在一点上与自身相接；请拆为外环与内环或移开节点",
                en: "a ring touches itself in a point; split it into rings or move the vertex")
        case .repeatedVertex:
            return Wording(
                "DQ-T06", .warning, zh: "有重复节点；请删除", en: "a vertex is repeated; remove it")
        case .spike(let degrees):
            let angle = (degrees * 1000).rounded() / 1000
            return Wording(
                "DQ-T07", .warning, zh: "有 \(angle)° 的尖刺；请删除该节点",
                en: "there is a spike of \(angle) degrees; remove the vertex")
        case .emptyShape:
            return Wording(
                "DQ-T08", .blocking, zh: "图形为空或坐标无效；请补绘图形或删除该记录",
                en: "the shape is empty or has invalid coordinates; draw it or delete the record")
        case .collapsedRing:
            return Wording(
                "DQ-T08", .warning, zh: "有面积为零的环；请删除该环",
                en: "a ring has no area; remove it")
        case .holeOutside:
            return Wording(
                "DQ-T11", .blocking, zh: "内环不在外环之内；请改正环的从属关系",
                en: "a hole lies outside its shell; correct which ring belongs to which")
        case .partsOverlap:
            return Wording(
                "DQ-T01", .blocking, zh: "同一要素的部分相互重叠；请合并各部分",
                en: "parts of the feature lie on each other; merge them")
        case .duplicate, .overlap, .gap, .outside, .uncovered:
            return coverageWording(defect)
        }
    }

    /// The words of defects between shapes, which have a size.
    private func coverageWording(_ defect: TopologyDefect) -> Wording {
        let size = Area(roundingSquareMetres: defect.area ?? 0).squareMetresText
        return switch defect.kind {
        case .duplicate:
            Wording(
                "DQ-T05", .blocking, zh: "图形完全相同，面积 \(size) m²；请只保留一个",
                en: "the shapes are identical (\(size) m²); keep one")
        case .overlap:
            Wording(
                "DQ-T02", .blocking, zh: "重叠 \(size) m²；请改正共用边界",
                en: "overlap by \(size) m²; correct the common boundary")
        case .gap:
            Wording(
                "DQ-T03", .blocking,
                zh: (defect.rows.count == 1 ? "内部有空洞" : "之间有缝隙")
                    + " \(size) m² 没有图斑；请将其并入相邻图斑或补绘图斑",
                en: (defect.rows.count == 1 ? "a hole" : "a gap between them")
                    + " of \(size) m² has no patch; add it to a neighbour or draw the missing patch"
            )
        case .outside:
            Wording(
                "DQ-T09", .blocking, zh: "有 \(size) m² 在调查界线之外；请按界线修剪",
                en: "\(size) m² lie outside the survey boundary; clip to the boundary")
        default:
            Wording(
                "DQ-T10", .blocking, zh: "调查界线内有 \(size) m² 没有图斑；请补绘图斑",
                en: "\(size) m² inside the survey boundary have no patch; draw the missing patch")
        }
    }
}
