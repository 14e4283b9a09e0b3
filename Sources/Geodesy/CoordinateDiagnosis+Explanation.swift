extension CoordinateDiagnosis {
    /// What is wrong and what to do, in Chinese; empty when all is well.
    public var chineseExplanation: String {
        switch self {
        case .consistent:
            ""
        case .axesSwapped(let feature):
            "要素 \(feature)：坐标顺序颠倒，应为东坐标（经度）在前、北坐标（纬度）在后；请交换两列后重新导入"
        case .degreesUnderProjectedFrame(let feature):
            "要素 \(feature)：坐标是经纬度，而声明的是高斯投影坐标系；请用 --crs 4490 导入"
        case .metresUnderGeographicFrame(let feature, let zone?):
            "要素 \(feature)：坐标是高斯投影米制坐标（带号 \(zone)），而声明的是经纬度；请用 --crs \(epsg(prefix: zone)) 导入"
        case .metresUnderGeographicFrame(let feature, nil):
            "要素 \(feature)：坐标是米制坐标（无带号），而声明的是经纬度；请查明中央经线，用 --crs 4534-4554（3度带）或 4502-4512（6度带）导入"
        case .zonePrefixMissing(let feature, let expected):
            "要素 \(feature)：东坐标只有 6 位，缺带号 \(expected)；请改用同一中央经线的无带号坐标系导入，或给东坐标加 \(expected)000000"
        case .zonePrefixUnexpected(let feature, let found):
            "要素 \(feature)：东坐标有 8 位，带号 \(found)，而声明的坐标系无带号；请用 --crs \(epsg(prefix: found)) 导入"
        case .zonePrefixWrong(let feature, let found, let expected):
            "要素 \(feature)：东坐标的带号是 \(found)，声明的坐标系是 \(expected) 带；请用 --crs \(epsg(prefix: found)) 导入，或更正数据"
        case .outsideZone(let feature, let offset):
            "要素 \(feature)：距中央经线 \(tenths(offset))°，超出投影带；面积仍按椭球面计算无误，建议换到相应的带"
        case .outsideChina(let feature, let x, let y):
            "要素 \(feature)：点（\(x), \(y)）按任何 CGCS2000 坐标都不在中国范围内；请核对坐标系与单位"
        }
    }

    /// What is wrong and what to do, in English; empty when all is well.
    public var englishExplanation: String {
        switch self {
        case .consistent:
            ""
        case .axesSwapped(let feature):
            "feature \(feature): the axes are swapped; easting (longitude) must come before "
                + "northing (latitude): exchange the two columns and import again"
        case .degreesUnderProjectedFrame(let feature):
            "feature \(feature): coordinates are degrees under a projected frame: import with "
                + "--crs 4490"
        case .metresUnderGeographicFrame(let feature, let zone?):
            "feature \(feature): coordinates are metres of zone \(zone) under a geographic frame: "
                + "import with --crs \(epsg(prefix: zone))"
        case .metresUnderGeographicFrame(let feature, nil):
            "feature \(feature): coordinates are metres without zone under a geographic frame: "
                + "find the central meridian, import with --crs 4534-4554 (3 degrees) or 4502-4512"
        case .zonePrefixMissing(let feature, let expected):
            "feature \(feature): eastings have 6 digits and lack zone \(expected): import with the "
                + "frame of the same meridian without prefix, or add \(expected)000000"
        case .zonePrefixUnexpected(let feature, let found):
            "feature \(feature): eastings have 8 digits and begin with zone \(found), but the frame "
                + "has no prefix: import with --crs \(epsg(prefix: found))"
        case .zonePrefixWrong(let feature, let found, let expected):
            "feature \(feature): eastings begin with zone \(found), the frame is zone \(expected): "
                + "import with --crs \(epsg(prefix: found)) or correct the data"
        case .outsideZone(let feature, let offset):
            "feature \(feature): \(tenths(offset)) degrees from the central meridian, beyond its "
                + "zone; areas are still right, but another zone would suit better"
        case .outsideChina(let feature, let x, let y):
            "feature \(feature): the point (\(x), \(y)) lies outside China in every CGCS2000 frame: "
                + "check coordinate system and units"
        }
    }

    /// The frame with this zone prefix: numbers of 3-degree and 6-degree zones do not overlap.
    private func epsg(prefix zone: Int) -> Int { zone >= 25 ? 4488 + zone : 4478 + zone }

    private func tenths(_ value: Double) -> Double {
        (value * 10).rounded(.toNearestOrAwayFromZero) / 10
    }
}
