import Foundation
import Geometry
import LandModel

/// A drawing brought to one display grid, ready to be painted as one of the maps of a report.
struct MapSheet {
    /// Which map of the report.
    enum Kind: String, CaseIterable {
        /// Land use and control lines before.
        case before
        /// Land use and parcels of the plan after.
        case after
        /// Where clauses are violated.
        case offences
    }

    /// What is drawn.
    let drawing: MapDrawing
    /// The pixels it is drawn on.
    let grid: DisplayGrid
    /// Land use before, one path per colour, as hypertext.
    let base: String
    /// Changed parcels, one path per colour, as hypertext.
    let changed: String

    /// Land use painted in pixels instead of paths, by map, as hypertext; empty where paths do.
    let rasters: [Kind: String]

    /// Longest side in pixels of a map painted for print: 190 dots an inch at 160 mm.
    private static let rasterSide = 1200
    /// Most bytes of paths that a typesetter draws without delay.
    private static let printedPaths = 90_000

    /// Prepares a drawing for print: paths where they are few, else pixels under coarse lines.
    init(printing drawing: MapDrawing) {
        let fine = MapSheet(drawing, longestSide: 1000, budget: .max)
        guard fine.base.utf8.count > Self.printedPaths else {
            self = fine
            return
        }
        self.drawing = drawing
        grid = DisplayGrid(box: drawing.box, plane: drawing.plane, longestSide: 500)
        base = ""
        changed = ""
        var pictures: [Kind: String] = [:]
        for kind in fine.kinds { pictures[kind] = Self.picture(kind, of: drawing, shown: grid) }
        rasters = pictures
    }

    /// One map's land use, and the layers of many small polygons, as a picture.
    private static func picture(
        _ kind: Kind, of drawing: MapDrawing, shown: DisplayGrid
    ) -> String {
        var raster = MapRaster(
            DisplayGrid(box: drawing.box, plane: drawing.plane, longestSide: rasterSide))
        raster.fill(drawing.before)
        if kind == .after {
            raster.fill(drawing.changed)
            raster.hatch(drawing.changed.shapes, colour: LineStyle.changed.colour, spacing: 0)
        }
        if kind == .offences { raster.fade(keeping: 0.35) }
        if kind != .after {
            raster.hatch(drawing.farmland, colour: LineStyle.farmland.colour, spacing: 14)
        }
        return "<image width=\"\(shown.width)\" height=\"\(shown.height)\" "
            + "preserveAspectRatio=\"none\" href=\"data:image/png;base64,"
            + Data(raster.png).base64EncodedString() + "\"/>"
    }

    /// Generalises a drawing for display; coarser until the land use fits the budget of bytes.
    ///
    /// What is dropped is smaller than a pixel; no figure of the report is computed from it.
    init(_ drawing: MapDrawing, longestSide: Int, budget: Int) {
        var side = longestSide
        while true {
            let grid = DisplayGrid(box: drawing.box, plane: drawing.plane, longestSide: side)
            let base = Self.fills(drawing.before, on: grid)
            if base.utf8.count <= budget || side <= 400 {
                self.drawing = drawing
                self.grid = grid
                self.base = base
                self.changed = Self.fills(drawing.changed, on: grid)
                self.rasters = [:]
                return
            }
            side = side * 4 / 5
        }
    }

    /// The maps worth drawing: those that show something of their own.
    var kinds: [Kind] {
        Kind.allCases.filter { kind in
            switch kind {
            case .before: true
            case .after:
                drawing.changed.shapes.featureCount + drawing.putIn.featureCount
                    + drawing.takenOut.featureCount + drawing.newlyBuilt.featureCount > 0
            case .offences: !drawing.offences.isEmpty
            }
        }
    }

    /// The class codes drawn on a map, four digits, in order.
    func codes(on kind: Kind) -> [String] {
        let all =
            kind == .after ? drawing.before.codes + drawing.changed.codes : drawing.before.codes
        return Set(all.map(ClassColour.legendKey)).sorted()
    }

    /// Fills by colour.
    ///
    /// Each colour is also stroked, which hides the hairs between neighbours that were generalised
    /// apart.
    private static func fills(_ layer: ClassedPolygons, on grid: DisplayGrid) -> String {
        var paths: [String: PathText] = [:]
        for feature in 0..<layer.shapes.featureCount {
            paths[ClassColour.of(layer.codes[feature]), default: PathText()]
                .draw(feature: feature, of: layer.shapes, on: grid)
        }
        return paths.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map {
            "<path fill=\"\($0.key)\" stroke=\"\($0.key)\" d=\"\($0.value.text)\"/>"
        }.joined(separator: "\n")
    }
}
