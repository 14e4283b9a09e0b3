import Foundation
import Geometry
import Testing

@testable import Documents

@Suite struct MapTests {
    private func layer(_ rings: [[(x: Double, y: Double)]]) -> PolygonLayer {
        var layer = PolygonLayer()
        layer.appendFeature([rings])
        return layer
    }

    private var grid: DisplayGrid {
        DisplayGrid(
            box: Box(minX: 0, minY: 0, maxX: 123, maxY: 123), plane: .metres, longestSide: 125)
    }

    @Test func `repeated and collinear points and polygons under a pixel are dropped`() {
        let square = layer([
            [(0, 0), (5, 0), (10, 0), (10, 0.2), (10, 10), (5, 10), (0, 10), (0, 5)]
        ])
        var path = PathText()
        path.draw(square, on: grid)
        // One metre is one pixel, one pixel of margin, y downward.
        #expect(path.text == "M1 124h10v-10h-10z")
        var speck = PathText()
        speck.draw(layer([[(50, 50), (50.3, 50), (50.3, 50.3)]]), on: grid)
        #expect(speck.isEmpty)
    }

    @Test func `hatching stays inside the polygon and out of its hole`() {
        let ring = layer([
            [(10, 10), (90, 10), (90, 90), (10, 90)], [(40, 40), (60, 40), (60, 60), (40, 60)],
        ])
        var path = PathText()
        HatchLines(spacing: 10, rising: true).draw(ring, on: grid, into: &path)
        let numbers = path.text.split(separator: "M").map { line in
            line.replacing("l", with: " ").replacing("-", with: " -").split(separator: " ")
                .compactMap { Int($0) }
        }
        #expect(numbers.count > 10)
        for line in numbers {
            #expect(line.count == 4)
            #expect(line[2] == -line[3], "45 degrees")
            let middle = (x: line[0] + line[2] / 2 - 1, y: 124 - line[1] - line[3] / 2)
            #expect((10...90).contains(middle.x) && (10...90).contains(middle.y))
            #expect(!((42...58).contains(middle.x) && (42...58).contains(middle.y)))
        }
    }

    @Test func `a painted picture is read back pixel by pixel`() throws {
        guard Scratch.has(["python3", "-c", "import PIL"]) else { return }
        let county = SyntheticReport.small.county
        let land = county.landUse
        var raster = MapRaster(
            DisplayGrid(box: land.shapes.box, plane: .metres, longestSide: 700))
        raster.fill(land)
        raster.hatch(county.villages, colour: "#8a6d00", spacing: 25)
        let folder = try Scratch.folder("raster")
        try Data(raster.png).write(to: URL(fileURLWithPath: folder + "/map.png"))
        try Data(raster.pixels).write(to: URL(fileURLWithPath: folder + "/map.raw"))
        let read = """
            import sys
            from PIL import Image
            image = Image.open(sys.argv[1] + '/map.png')
            raw = open(sys.argv[1] + '/map.raw', 'rb').read()
            print(image.size, image.mode, image.tobytes() == raw, len(set(raw)))
            """
        let result = try Scratch.run(["python3", "-c", read, folder])
        #expect(
            result.output
                == "(\(raster.width), \(raster.height)) P True \(raster.palette.count)\n")
        // Neighbours share every edge: no pixel inside the county is left as ground.
        let middle = raster.pixels[
            raster.width * (raster.height / 4)..<raster.width * (raster.height / 4 + 1)]
        let inside = middle.drop { $0 == 0 }.reversed().drop { $0 == 0 }
        #expect(!inside.isEmpty && !inside.contains(0))
    }

    @Test func `a name stands inside a bent village`() throws {
        // A horseshoe: its centroid lies outside.
        let bent = layer([
            [(0, 0), (100, 0), (100, 100), (80, 100), (80, 20), (20, 20), (20, 100), (0, 100)]
        ])
        let place = try #require(LabelPlace.inside(0, of: bent, on: grid))
        let (x, y) = (place.x - 1, 124 - place.y)
        #expect((0...20).contains(x) || (80...100).contains(x) || y <= 20)
    }

    @Test func `degrees are drawn true to scale`() {
        // One degree of longitude at 60 degrees is about half a degree of latitude.
        let grid = DisplayGrid(
            box: Box(minX: 100, minY: 59.5, maxX: 101, maxY: 60.5), plane: .degrees,
            longestSide: 1016)
        let left = grid.pixel(x: 100, y: 60)
        let right = grid.pixel(x: 101, y: 60)
        // 55.8 km across, 111.4 km along (GeographicLib, WGS 84): 0.5009.
        #expect(abs(Double(right.x - left.x) / 1000 - 0.5009) < 0.002)
    }

    private struct PageColours: Decodable {
        struct Entry: Decodable {
            let code: String
            let colour: String
        }
        let classes: [Entry]
        let level1: [Entry]
    }

    /// A sheet on paper and the same map on the screen show a class in one colour.
    @Test func `paper has the colours of the pages`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Resources/Web/static/land-classes.json")
        let colours = try JSONDecoder().decode(PageColours.self, from: Data(contentsOf: file))
        #expect(colours.classes.count > 50)
        for entry in colours.classes + colours.level1 {
            #expect(ClassColour.of(entry.code) == entry.colour, "\(entry.code)")
        }
    }
}
