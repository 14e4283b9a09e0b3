public import LandModel

/// Why layers cannot be overlaid.
public enum OverlayError: ExplainedError, Equatable {
    /// A layer, by the place at which the caller gave it.
    public enum Layer: Hashable, Sendable {
        /// The layer whose patches are divided, or the shape an index is asked about or given.
        case divided
        /// A zone layer, or a layer of an index, numbered from 0.
        case zone(Int)
    }

    /// A coordinate is not a number or not finite.
    case coordinateNotFinite(layer: Layer, feature: Int)
    /// A vertex of a layer in degrees lies off the globe; the layer is probably in metres.
    case notInDegrees(layer: Layer, feature: Int, x: Double, y: Double)
    /// All layers together, or one edge, are so long that no permitted grid holds them.
    ///
    /// The usual cause is one vertex far away, or layers in different coordinate systems.
    case extentTooLarge(width: Double, height: Double, longestEdge: Double, coarsestUnit: Double)
    /// The grid of an index does not hold a feature: it lies too far from where the index was made for, or has too long an edge.
    case beyondGrid(layer: Layer, feature: Int, longestEdge: Double, unit: Double)
    /// A layer has more vertices than a job can number.
    case tooManyVertices(layer: Layer, count: Int)

    /// The layer at fault; nil when it is no single one.
    public var layer: Layer? {
        switch self {
        case .coordinateNotFinite(let layer, _), .notInDegrees(let layer, _, _, _),
            .beyondGrid(let layer, _, _, _), .tooManyVertices(let layer, _):
            layer
        case .extentTooLarge: nil
        }
    }

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        BilingualText(zh: explanationInChinese, en: explanationInEnglish)
    }

    private var explanationInChinese: String {
        switch self {
        case .coordinateNotFinite(let layer, let feature):
            "\(Self.chineseName(layer))第\(feature)号图形含有无效坐标（非数字或无穷大）。请修复该图形后重试。"
        case .notInDegrees(let layer, let feature, let x, let y):
            "\(Self.chineseName(layer))第\(feature)号图形的坐标（\(x)，\(y)）不是经纬度。请核对坐标系，统一到经纬度后重试。"
        case .extentTooLarge(let width, let height, let edge, let unit):
            "全部图层范围为\(width)×\(height)，最长边为\(edge)，超出网格（单位\(unit)）所能表示的范围。请检查是否有远离的折点，或图层坐标系是否一致。"
        case .beyondGrid(let layer, let feature, let edge, let unit):
            "\(Self.chineseName(layer))第\(feature)号图形（最长边\(edge)）超出网格（单位\(unit)）所能表示的范围。请检查是否有远离的折点，或坐标系是否与其他图层一致。"
        case .tooManyVertices(let layer, let count):
            "\(Self.chineseName(layer))有\(count)个折点，超过一次计算的上限。请分区计算。"
        }
    }

    private var explanationInEnglish: String {
        switch self {
        case .coordinateNotFinite(let layer, let feature):
            "feature \(feature) of \(Self.englishName(layer)) has a coordinate that is not a finite number; repair the feature"
        case .notInDegrees(let layer, let feature, let x, let y):
            "feature \(feature) of \(Self.englishName(layer)) has the vertex (\(x), \(y)), which is not longitude and latitude; check the coordinate system"
        case .extentTooLarge(let width, let height, let edge, let unit):
            "all layers together span \(width) by \(height) with a longest edge of \(edge), more than a grid of \(unit) holds; look for a stray vertex or layers in different coordinate systems"
        case .beyondGrid(let layer, let feature, let edge, let unit):
            "feature \(feature) of \(Self.englishName(layer)), with a longest edge of \(edge), lies beyond the grid of \(unit); look for a stray vertex or a coordinate system other than that of the other layers"
        case .tooManyVertices(let layer, let count):
            "\(Self.englishName(layer)) has \(count) vertices, more than one job can number; divide the job by district"
        }
    }

    private static func chineseName(_ layer: Layer) -> String {
        switch layer {
        case .divided: "被分割图层"
        case .zone(let number): "第\(number + 1)个分区图层"
        }
    }

    private static func englishName(_ layer: Layer) -> String {
        switch layer {
        case .divided: "the divided layer"
        case .zone(let number): "zone layer \(number + 1)"
        }
    }
}
