import Geometry

/// Hatching of polygons by plain lines at 45°, which every viewer and printer draws alike.
struct HatchLines {
    /// Distance in pixels between two lines, measured along an axis.
    let spacing: Int
    /// Whether the lines rise to the right (`/`); otherwise they fall (`\`).
    let rising: Bool

    /// Draws the hatching of all features of a layer.
    func draw(_ layer: PolygonLayer, on grid: DisplayGrid, into path: inout some PathDrawing) {
        for polygon in 0..<layer.polygonCount {
            let rings = layer.rings(ofPolygon: polygon).map {
                DisplayRing(layer.vertices(ofRing: $0), of: layer, on: grid)
            }
            guard let exterior = rings.first, exterior.x.count > 2 else { continue }
            draw(rings, into: &path)
        }
    }

    /// Lines of constant x + y (rising) or x − y (falling), cut by the even-odd rule.
    private func draw(_ rings: [DisplayRing], into path: inout some PathDrawing) {
        var crossings: [Int: [Double]] = [:]
        for ring in rings where ring.x.count > 2 {
            var previous = ring.x.count - 1
            for next in ring.x.indices {
                let start = level(ring, previous)
                let end = level(ring, next)
                let low = min(start, end)
                let high = max(start, end)
                // Half-open, so that a vertex on a line counts once.
                var line = (low + spacing - 1).floorDivided(by: spacing) * spacing
                while line < high {
                    let share = Double(line - start) / Double(end - start)
                    let across = Double(ring.x[next] - ring.x[previous]) * share
                    crossings[line, default: []].append(Double(ring.x[previous]) + across)
                    line += spacing
                }
                previous = next
            }
        }
        for line in crossings.keys.sorted() {
            let sorted = (crossings[line] ?? []).sorted()
            for pair in stride(from: 0, to: sorted.count - 1, by: 2) {
                let from = Int(sorted[pair].rounded())
                let to = Int(sorted[pair + 1].rounded())
                guard to - from >= 2 else { continue }
                path.line(from: (from, height(line, from)), to: (to, height(line, to)))
            }
        }
    }

    private func level(_ ring: DisplayRing, _ index: Int) -> Int {
        rising ? Int(ring.x[index] + ring.y[index]) : Int(ring.x[index] - ring.y[index])
    }

    private func height(_ line: Int, _ x: Int) -> Int { rising ? line - x : x - line }
}

extension Int {
    /// The quotient rounded toward negative infinity.
    fileprivate func floorDivided(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
    }
}
