/// A layer named as `FILE#LAYER`; the layer may be left out when the file has one.
public struct LayerReference: Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The layer; nil for the only one.
    public let layer: String?

    /// Makes a reference.
    public init(path: String, layer: String?) {
        self.path = path
        self.layer = layer
    }

    /// Reads `FILE#LAYER` or `FILE`; the last `#` divides.
    public init(parsing text: String) {
        guard let sign = text.lastIndex(of: "#") else {
            self.init(path: text, layer: nil)
            return
        }
        let layer = String(text[text.index(after: sign)...])
        self.init(path: String(text[..<sign]), layer: layer.isEmpty ? nil : layer)
    }

    /// The reference as text.
    public var description: String { layer.map { "\(path)#\($0)" } ?? path }
}
