// Points come in runs that lie in one tile; the vertices of a run are projected four at a time. SIMD
// vectors round as single numbers do, so how a run is cut changes no bit.

/// The inverse Gauss-Krueger projection of whole layers, tile by tile.
///
/// Tiles are made as points fall into them and kept as long as this value. Which polynomials a point
/// gets follows from its coordinates alone (``ProjectionTile``): the same vertex of two layers has
/// the same image, whatever was projected before, and neighbours in one tile never part. Points
/// beyond the reach of the tiles go through the exact series.
struct TiledInverse {
    private let projection: GaussKrueger
    private var tiles: [ProjectionTile] = []
    private var numbers: [ProjectionTile.Place: Int] = [:]

    init(_ zone: GaussKruegerZone) { projection = GaussKrueger(zone) }

    /// Projects points of the frame.
    ///
    /// The buffers of `image` take as many numbers as there are points.
    mutating func project(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>,
        into image: CylinderBuffer
    ) {
        precondition(
            x.count == y.count && x.count <= image.capacity, "as many x as y, and room for them")
        var start = 0
        while start < x.count {
            let (easting, northing) = (x[start] - projection.falseEasting, y[start])
            guard let place = ProjectionTile.Place(easting, northing) else {
                let point = projection.inverseWithSine(easting: easting, northing: northing)
                image.longitude[start] = point.longitude
                image.latitude[start] = point.latitude
                image.ordinate[start] = AuthalicLatitude.cylinder.y(sineOfLatitude: point.sine)
                start += 1
                continue
            }
            let number = number(of: place)
            tiles.withUnsafeBufferPointer { tiles in
                let end = tiles[number].endOfRun(x, y, from: start)
                tiles[number].project(x, y, start..<end, into: image)
                start = end
            }
        }
    }

    private mutating func number(of place: ProjectionTile.Place) -> Int {
        if let known = numbers[place] { return known }
        numbers[place] = tiles.count
        tiles.append(ProjectionTile(place, of: projection))
        return tiles.count - 1
    }
}
