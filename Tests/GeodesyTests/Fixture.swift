import Foundation
import Geometry

/// Reads the vectors of the domain handbook that lie beside the tests.
enum Fixture {
    /// The rows of a CSV as dictionaries by column name; quotes around commas are understood.
    static func rows(_ name: String) throws -> [[String: String]] {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/\(name).csv")
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        let header = fields(lines[0])
        return lines.dropFirst().map { line in
            Dictionary(uniqueKeysWithValues: zip(header, fields(line)))
        }
    }

    private static func fields(_ line: Substring) -> [String] {
        var out = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                out.append("")
            } else {
                out[out.count - 1].append(character)
            }
        }
        return out
    }

    /// Reads `MULTIPOLYGON(((x y,…),(…)),((…)))` into a layer of one feature.
    static func layer(_ text: String) -> PolygonLayer {
        var layer = PolygonLayer()
        for polygon in text.dropFirst("MULTIPOLYGON(((".count).dropLast(3).split(
            separator: ")),((")
        {
            for ring in polygon.split(separator: "),(") {
                for point in ring.split(separator: ",") {
                    let pair = point.split(separator: " ").compactMap { Double($0) }
                    layer.append(x: pair[0], y: pair[1])
                }
                layer.endRing()
            }
            layer.endPolygon()
        }
        layer.endFeature()
        return layer
    }
}
