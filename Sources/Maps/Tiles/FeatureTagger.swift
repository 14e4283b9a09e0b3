import VectorTiles

/// Collects the attributes of one feature after the other as numbers of a layer's tables.
struct FeatureTagger {
    /// Numbers of a key and of a value in turn.
    private(set) var tags: [UInt32] = []
    private let classKey: UInt32
    private let areaKey: UInt32
    private let labelKey: UInt32
    /// The value of each class, once it was met.
    private var classValues: [UInt32?] = Array(repeating: nil, count: 256)

    init(_ layer: inout TileLayer) {
        classKey = layer.number(ofKey: "c")
        areaKey = layer.number(ofKey: "a")
        labelKey = layer.number(ofKey: "n")
    }

    /// Begins another feature.
    mutating func removeAll() { tags.removeAll(keepingCapacity: true) }

    /// The class code; nothing for nil.
    mutating func append(landClass: UInt8, _ code: String?, to layer: inout TileLayer) {
        guard let code else { return }
        let value = classValues[Int(landClass)] ?? layer.number(of: .text(code))
        classValues[Int(landClass)] = value
        tags.append(classKey)
        tags.append(value)
    }

    /// The area in m²; nothing for what is not a number.
    mutating func append(area: Double, to layer: inout TileLayer) {
        guard !area.isNaN else { return }
        tags.append(areaKey)
        tags.append(layer.number(of: TileValue(area)))
    }

    /// The number or name; nothing for an empty one.
    mutating func append(label: Slice<UnsafeBufferPointer<UInt8>>, to layer: inout TileLayer) {
        guard !label.isEmpty else { return }
        tags.append(labelKey)
        tags.append(layer.number(of: .text(String(decoding: label, as: UTF8.self))))
    }
}
