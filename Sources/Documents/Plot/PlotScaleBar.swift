/// The bar of a scale: four parts, 40 to 100 mm long (直线比例尺).
struct PlotScaleBar {
    /// Metres on the ground of one part.
    let part: Double
    /// Millimetres on paper of one part.
    let width: Double

    init(_ sheet: PlotSheet) {
        let least = sheet.format.isSmall ? 6 : 10 * sheet.format.enlargement
        var part = 10.0
        var factors = [2.0, 2.5, 2.0]
        while part / sheet.metresPerMillimetre < least {
            part *= factors[0]
            factors = [factors[1], factors[2], factors[0]]
        }
        self.part = part
        width = part / sheet.metresPerMillimetre
    }

    /// The bar as a drawing; one unit of it is a millimetre.
    var drawing: String {
        let (total, kilometres) = (4 * width, part >= 1000)
        var svg =
            "<svg width=\"\(total + 24)mm\" height=\"5mm\" viewBox=\"-12 0 \(total + 24) 5\">"
        for place in 0..<4 {
            svg +=
                "<rect x=\"\(Double(place) * width)\" y=\"3.4\" width=\"\(width)\" height=\"1.4\" "
            svg +=
                "fill=\"\(place % 2 == 0 ? "#000" : "#fff")\" stroke=\"#000\" stroke-width=\".15\"/>"
        }
        for place in 0...4 {
            let value = Double(place) * part / (kilometres ? 1000 : 1)
            let unit = place == 4 ? (kilometres ? " km" : " m") : ""
            let isWhole = value == value.rounded()
            svg += "<text x=\"\(Double(place) * width)\" y=\"2.6\" font-size=\"2.3\" "
            svg += "text-anchor=\"middle\">"
            svg += FigureFormat.decimal(value, decimals: isWhole ? 0 : 1) + unit + "</text>"
        }
        return svg + "</svg>"
    }
}
