public import Geometry
public import LandModel

/// A layer of a map sheet: shapes in metres of the sheet's zone, cut to the map or a little more.
public struct PlotLayer: Sendable {
    /// What the layer is called.
    public var name: BilingualText
    /// The shapes, x to the east and y to the north.
    public var shapes: PolygonLayer
    /// The ways its features are drawn.
    public var symbols: [PlotSymbol]
    /// The symbol of each feature, by its place in ``symbols``.
    public var symbolOfFeature: [Int]
    /// What is written into each feature; nil for a layer without names, an empty text for none.
    public var labels: [String]?

    /// Makes a layer; it has one symbol, and one label if any, for each feature.
    public init(
        name: BilingualText, shapes: PolygonLayer, symbols: [PlotSymbol], symbolOfFeature: [Int],
        labels: [String]? = nil
    ) {
        precondition(shapes.featureCount == symbolOfFeature.count, "one symbol per feature")
        precondition(labels == nil || labels?.count == shapes.featureCount, "one label per feature")
        self.name = name
        self.shapes = shapes
        self.symbols = symbols
        self.symbolOfFeature = symbolOfFeature
        self.labels = labels
    }

    /// The symbols that features are drawn with, in order.
    var usedSymbols: [PlotSymbol] {
        let used = Set(symbolOfFeature)
        return symbols.indices.filter { used.contains($0) }.map { symbols[$0] }
    }
}
