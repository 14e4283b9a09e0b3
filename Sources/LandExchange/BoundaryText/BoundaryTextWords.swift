/// The words of the boundary-coordinate TXT format, as files have them (handbook §5).
enum BoundaryTextWords {
    static let properties = "[属性描述]"
    static let parcels = "[地块坐标]"
    static let parcel = "地块"
    static let datum = "坐标系"
    static let zone = "带号"
    static let zoneWidth = "几度分带"
    static let unit = "计量单位"
    static let metre = "米"
    static let polygon = "面"
    static let line = "线"
    static let point = "点"
}
