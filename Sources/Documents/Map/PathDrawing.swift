import Geometry

/// A path that rings and lines are written into, such as the text of SVG or the operators of PDF.
protocol PathDrawing {
    /// Draws a closed ring.
    mutating func draw(_ ring: DisplayRing)
    /// Draws a straight line.
    mutating func line(from start: (Int, Int), to end: (Int, Int))
}

extension PathDrawing {
    /// Draws every polygon of a feature that is at least a pixel large.
    ///
    /// - Parameter tolerance: how many pixels a line may leave its place to have fewer points.
    mutating func draw(
        feature: Int, of layer: PolygonLayer, on grid: DisplayGrid, tolerance: Int = 0
    ) {
        for polygon in layer.polygons(ofFeature: feature) {
            for (place, ring) in layer.rings(ofPolygon: polygon).enumerated() {
                let display = DisplayRing(layer.vertices(ofRing: ring), of: layer, on: grid)
                let visible = display.x.count > 2 && abs(display.doubleArea) >= 2
                // Without its exterior the polygon is gone, and its holes with it.
                if place == 0 && !visible { break }
                if visible {
                    draw(tolerance > 0 ? display.simplified(within: tolerance) : display)
                }
            }
        }
    }

    /// Draws all features of a layer.
    mutating func draw(_ layer: PolygonLayer, on grid: DisplayGrid, tolerance: Int = 0) {
        for feature in 0..<layer.featureCount {
            draw(feature: feature, of: layer, on: grid, tolerance: tolerance)
        }
    }
}
