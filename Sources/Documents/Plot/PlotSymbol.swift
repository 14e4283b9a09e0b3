public import LandModel

/// How features are drawn on a map sheet, and what the legend says of them (图例).
public struct PlotSymbol: Hashable, Sendable {
    /// Its code in the legend, such as a class code; empty for a layer that is drawn one way.
    public var code: String
    /// What it is called.
    public var name: BilingualText
    /// Colour of the area, `#rrggbb`; nil for none.
    public var fill: String?
    /// Colour of the outline, `#rrggbb`; nil for none.
    public var line: String?
    /// Width of the outline in millimetres.
    public var lineWidth: Double
    /// Dashes and gaps of the outline in millimetres; empty for a solid line.
    public var dashes: [Double]
    /// Colour of hatching at 45°, `#rrggbb`; nil for none.
    public var hatch: String?
    /// Distance of hatching in millimetres along an axis.
    public var hatchStep: Double
    /// How strong the ink is, 0 to 1: colours are mixed with the white of the paper, so that nothing
    /// depends on how a printer treats transparency.
    public var strength: Double

    /// Makes a symbol.
    public init(
        code: String = "", name: BilingualText, fill: String? = nil, line: String? = nil,
        lineWidth: Double = 0.1, dashes: [Double] = [], hatch: String? = nil,
        hatchStep: Double = 3, strength: Double = 1
    ) {
        self.code = code
        self.name = name
        self.fill = fill
        self.line = line
        self.lineWidth = lineWidth
        self.dashes = dashes
        self.hatch = hatch
        self.hatchStep = hatchStep
        self.strength = strength
    }

    /// Red, green and blue of a colour at the symbol's strength, 0 to 1; grey for a colour that is none.
    func ink(_ colour: String) -> [Double] {
        let value = colour.count == 7 ? Int(colour.dropFirst(), radix: 16) ?? 0x888888 : 0x888888
        return [16, 8, 0].map { 1 - strength * (1 - Double(value >> $0 & 255) / 255) }
    }

    /// A colour at the symbol's strength, as hypertext writes it.
    func paint(_ colour: String) -> String {
        "rgb(" + ink(colour).map { String(Int(($0 * 255).rounded())) }.joined(separator: ",") + ")"
    }
}
