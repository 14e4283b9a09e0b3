/// The integer grid on which a file stores its coordinates (坐标分辨率).
///
/// A FileGDB keeps whole multiples of a unit from an origin of its own (ESRI, "XY resolution"); a
/// tabulation on the same unit moves no vertex.
public struct CoordinateGrid: Equatable, Sendable {
    /// x of the origin, in coordinate units.
    public let originX: Double
    /// y of the origin, in coordinate units.
    public let originY: Double
    /// Units of the grid in one coordinate unit (degree or metre), as the file says (`XYScale`).
    public let unitsPerCoordinateUnit: Double

    /// The size of a grid unit, in coordinate units.
    public var unit: Double { 1 / unitsPerCoordinateUnit }

    /// The decimals of a coordinate when the unit is a power of ten (to 1e-9, as files hold 999999999.9999999); nil otherwise.
    public var decimals: Int? {
        var scale = 1.0
        for decimals in 0...15 {
            if abs(unitsPerCoordinateUnit / scale - 1) < 1e-9 { return decimals }
            scale *= 10
        }
        return nil
    }

    /// Makes a grid.
    public init(originX: Double, originY: Double, unitsPerCoordinateUnit: Double) {
        self.originX = originX
        self.originY = originY
        self.unitsPerCoordinateUnit = unitsPerCoordinateUnit
    }

    /// Reads the grid of the definition of a FileGDB layer; nil when it names none that can be one.
    init?(definition: String) {
        guard let x = CoordinateGrid.number("XOrigin", in: definition),
            let y = CoordinateGrid.number("YOrigin", in: definition),
            let scale = CoordinateGrid.number("XYScale", in: definition), scale > 0
        else { return nil }
        self.init(originX: x, originY: y, unitsPerCoordinateUnit: scale)
    }

    /// The finite number within the first element of a name; the definition is flat text of a fixed form.
    private static func number(_ element: String, in text: String) -> Double? {
        let pieces = text.split(separator: "<", omittingEmptySubsequences: false)
        guard let found = pieces.first(where: { $0.hasPrefix(element + ">") }),
            let value = Double(found.dropFirst(element.count + 1)), value.isFinite
        else { return nil }
        return value
    }
}
