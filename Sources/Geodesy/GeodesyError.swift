/// Why a geodetic request cannot be met.
public enum GeodesyError: Error, Equatable, Sendable {
    /// The code is neither EPSG:4490 nor one of 4491 to 4554.
    case unsupportedFrame(epsg: Int)
    /// No Gauss-Krueger zone of CGCS2000 has this width (degrees) and central meridian (degrees).
    case unsupportedZone(widthInDegrees: Int, centralMeridian: Int)
    /// The point lies outside the sheets of GB/T 13989 that Tianchou knows (0° to 60° north).
    case outsideMapSheets(longitude: Double, latitude: Double)
    /// The text is not a map sheet number of GB/T 13989-2012.
    case malformedSheetNumber(String)
    /// The coordinates cannot be those of the frame.
    case coordinatesDoNotFit(CoordinateDiagnosis)

    /// What is wrong and what to do, in Chinese.
    public var chineseExplanation: String {
        switch self {
        case .unsupportedFrame(let epsg):
            "坐标系 EPSG:\(epsg) 不是 CGCS2000（4490 或 4491-4554）；请先转换到 CGCS2000，或用 --crs 指明正确的代码"
        case .unsupportedZone(let width, let meridian):
            "CGCS2000 没有中央经线 \(meridian)°、\(width) 度分带的高斯投影带；请核对带宽与中央经线（75°-135°）"
        case .outsideMapSheets(let longitude, let latitude):
            "点（\(longitude), \(latitude)）不在 GB/T 13989 图幅编号范围（北纬 0°-60°）内；请核对经纬度及其顺序"
        case .malformedSheetNumber(let text):
            "“\(text)”不是 GB/T 13989-2012 图幅号；应如 J50G003039（行字母、列号、比例尺代码、行号、列号）"
        case .coordinatesDoNotFit(let diagnosis):
            diagnosis.chineseExplanation
        }
    }

    /// What is wrong and what to do, in English.
    public var englishExplanation: String {
        switch self {
        case .unsupportedFrame(let epsg):
            "EPSG:\(epsg) is not CGCS2000 (4490 or 4491-4554): transform the data to CGCS2000 or "
                + "name the right code with --crs"
        case .unsupportedZone(let width, let meridian):
            "CGCS2000 has no \(width)-degree Gauss-Krueger zone with central meridian \(meridian): "
                + "check width and meridian (75 to 135)"
        case .outsideMapSheets(let longitude, let latitude):
            "the point (\(longitude), \(latitude)) lies outside the sheets of GB/T 13989 "
                + "(0 to 60 degrees north): check the coordinates and their order"
        case .malformedSheetNumber(let text):
            "\"\(text)\" is no sheet number of GB/T 13989-2012; one looks like J50G003039"
        case .coordinatesDoNotFit(let diagnosis):
            diagnosis.englishExplanation
        }
    }
}
