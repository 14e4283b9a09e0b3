import LandModel

/// The maps: before, after and where clauses are violated, each with legend, north and scale.
struct MapSection {
    let sheet: MapSheet
    let report: ComplianceReport
    private let painter: MapPainter

    init(sheet: MapSheet, report: ComplianceReport) {
        self.sheet = sheet
        self.report = report
        painter = MapPainter(sheet)
    }

    /// Parts drawn once and used by several maps of the page.
    var definitions: String {
        let box = viewBox
        return "<symbol id=\"m-base\" viewBox=\"\(box)\">\(sheet.base)</symbol>"
            + "<symbol id=\"m-lines\" viewBox=\"\(box)\">\(painter.lineWork(on: .before))</symbol>"
    }

    func write(into page: inout Markup, _ numbering: inout Numbering) {
        numbering.heading(LabelCatalogue.maps, anchor: "maps", into: &page)
        for kind in sheet.kinds { figure(kind, numbering.nextFigure(), into: &page) }
        page.note(LabelCatalogue.mapNote)
    }

    private var viewBox: String { "0 0 \(sheet.grid.width) \(sheet.grid.height)" }

    private func title(_ kind: MapSheet.Kind) -> BilingualText {
        switch kind {
        case .before: LabelCatalogue.mapBefore
        case .after: LabelCatalogue.mapAfter
        case .offences: LabelCatalogue.mapOffences
        }
    }

    private func figure(_ kind: MapSheet.Kind, _ number: BilingualText, into page: inout Markup) {
        let scale = printedScale
        page.element("figure", ["class": "map", "id": "map-\(kind.rawValue)"]) { figure in
            figure.element("div", ["class": "cap"]) { cap in
                cap.element("span", [:], number)
                cap.element("span", ["class": "t"]) { title in
                    title.both(sheet.drawing.title)
                    title.both("：", ": ")
                    title.both(self.title(kind))
                }
                cap.element("span", [:], text: "CGCS2000")
            }
            figure.element("div", ["class": "frame"]) { frame in
                frame.open(
                    "svg",
                    [
                        "viewBox": viewBox, "role": "img", "aria-label": title(kind).zh,
                        "xmlns": "http://www.w3.org/2000/svg",
                        "style": frame.languages == .chinese ? "width:\(scale.widthText)" : nil,
                    ])
                frame.raw(picture(kind, reuse: frame.languages == .both))
                frame.close("svg")
                legend(kind, into: &frame)
            }
            figure.element("div", ["class": "cap makers"]) { foot in
                foot.element("span") { maker in
                    maker.both(LabelCatalogue.maker)
                    maker.text(sheet.drawing.maker.isEmpty ? "　　　　　" : sheet.drawing.maker)
                }
                if foot.languages == .chinese {
                    foot.element("span", [:], text: "比例尺 1:\(scale.denominator)")
                }
                foot.element("span") { date in
                    date.both(LabelCatalogue.mapDate)
                    date.both(FigureFormat.day(report.asOf))
                }
            }
        }
    }

    private func picture(_ kind: MapSheet.Kind, reuse: Bool) -> String {
        let base = reuse ? "<use href=\"#m-base\"/>" : sheet.base
        let lines =
            kind == .after
            ? painter.lineWork(on: .after)
            : reuse ? "<use href=\"#m-lines\"/>" : painter.lineWork(on: .before)
        let ground = "<g stroke-width=\"0.8\" stroke-linejoin=\"round\" fill-rule=\"evenodd\""
        // The face is named in the drawing, since a typesetter of print may not inherit it.
        let face = "<g font-family=\"黑体, FandolHei, 'Noto Sans CJK SC', sans-serif\">"
        var out =
            ground + (kind == .offences ? " opacity=\".35\">" : ">") + base + "</g>"
        if kind == .after {
            out += ground + ">" + sheet.changed + "</g>"
        }
        if let picture = sheet.rasters[kind] { out = picture }
        out += "<g>" + lines + "</g>"
        out += face + (kind == .offences ? painter.offences() : "")
        out += painter.villageNames() + painter.northArrow() + painter.scaleBar()
        return out + "</g>"
    }

    private func legend(_ kind: MapSheet.Kind, into page: inout Markup) {
        page.element("ul", ["class": "legend"]) { list in
            for code in sheet.codes(on: kind) {
                list.element("li") { item in
                    item.raw("<i class=\"sw\" style=\"background:\(ClassColour.of(code))\"></i>")
                    item.both(ClassColour.legendName(code))
                }
            }
            var styles = painter.lines(on: kind).map(\.style)
            if kind == .offences { styles.append(.offence) }
            for style in styles {
                list.element("li") { item in
                    item.raw(Self.swatch(style))
                    item.both(style.name)
                }
            }
        }
    }

    private static func swatch(_ style: LineStyle) -> String {
        let dashes =
            style.dashes.isEmpty
            ? "" : " stroke-dasharray=\"\(style.dashes.map { "\($0)" }.joined(separator: " "))\""
        let fill = style.fill > 0 ? style.colour : "#fff"
        let hatch =
            style.hatch > 0
            ? "<path d=\"M2 10L9 3M8 10L15 3M14 10L17 7\" stroke=\"\(style.colour)\" stroke-width=\".8\"/>"
            : ""
        return
            "<svg class=\"sw2\" width=\"19\" height=\"13\" viewBox=\"0 0 19 13\" aria-hidden=\"true\">"
            + "<rect x=\"1.5\" y=\"1.5\" width=\"16\" height=\"10\" fill=\"\(fill)\""
            + " fill-opacity=\"\(style.fill > 0 ? style.fill : 1)\" stroke=\"\(style.colour)\""
            + " stroke-width=\"\(min(style.width, 2.2))\"\(dashes)/>\(hatch)</svg>"
    }

    /// The largest scale allowed for map sheets at which the map fits 160 × 165 mm of paper.
    ///
    /// Scales: 1:2000, 1:5000 and steps of 5000 above (ui.md, section 4).
    private var printedScale: (denominator: Int, widthText: String) {
        let wide = Double(sheet.grid.width) * sheet.grid.metresPerPixel
        let high = Double(sheet.grid.height) * sheet.grid.metresPerPixel
        let least = max(wide / 0.160, high / 0.165)
        let denominator = least <= 2000 ? 2000 : Int((least / 5000).rounded(.up)) * 5000
        let millimetres = FigureFormat.decimal(wide / Double(denominator) * 1000, decimals: 2)
        return (denominator, millimetres + "mm")
    }
}
