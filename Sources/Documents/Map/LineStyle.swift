import LandModel

/// How the line of a control layer is drawn: never by its fill alone (ui.md, section 3).
struct LineStyle {
    /// What the layer is called.
    let name: BilingualText
    /// Colour of the line.
    let colour: String
    /// Width for a map 800 pixels large.
    let width: Double
    /// Dashes for a map 800 pixels large; empty for a solid line.
    let dashes: [Double]
    /// Distance of hatching for a map 800 pixels large; 0 for none.
    let hatch: Int
    /// Opacity of the fill; 0 for none.
    let fill: Double

    /// Whether the layer has so many polygons that a picture of the land use holds it too.
    var isManifold = false

    static let farmland = LineStyle(
        name: BilingualText(zh: "永久基本农田", en: "Permanent basic farmland"), colour: "#8a6d00",
        width: 0.7, dashes: [], hatch: 9, fill: 0, isManifold: true)
    static let redLine = LineStyle(
        name: BilingualText(zh: "生态保护红线", en: "Ecological red line"), colour: "#d0021b",
        width: 2, dashes: [], hatch: 16, fill: 0)
    static let urbanBoundary = LineStyle(
        name: BilingualText(zh: "城镇开发边界", en: "Urban development boundary"),
        colour: "#7a3db8", width: 1.6, dashes: [6, 3], hatch: 0, fill: 0)
    static let project = LineStyle(
        name: BilingualText(zh: "项目区", en: "Project area"), colour: "#14403f", width: 2.4,
        dashes: [], hatch: 0, fill: 0)
    static let village = LineStyle(
        name: BilingualText(zh: "村界", en: "Village boundary"), colour: "#333333", width: 0.9,
        dashes: [7, 2, 1.5, 2], hatch: 0, fill: 0)
    static let putIn = LineStyle(
        name: BilingualText(zh: "永农调入", en: "Put into basic farmland"), colour: "#147a3a",
        width: 1.8, dashes: [], hatch: 0, fill: 0.28)
    static let takenOut = LineStyle(
        name: BilingualText(zh: "永农调出", en: "Taken out of basic farmland"),
        colour: "#8c2f86", width: 1.8, dashes: [4, 2.5], hatch: 0, fill: 0.15)
    static let newlyBuilt = LineStyle(
        name: BilingualText(zh: "建新安置区", en: "Newly built"), colour: "#0b66c3",
        width: 2.6, dashes: [], hatch: 0, fill: 0.12)
    static let changed = LineStyle(
        name: BilingualText(zh: "整治地块", en: "Consolidated parcels"), colour: "#1b2733",
        width: 0.5, dashes: [], hatch: 0, fill: 0, isManifold: true)
    static let offence = LineStyle(
        name: BilingualText(zh: "不符合位置", en: "Violation"), colour: "#b42318", width: 1,
        dashes: [], hatch: 0, fill: 1)
}
