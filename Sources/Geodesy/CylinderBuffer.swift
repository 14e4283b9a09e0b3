/// Room for the images of points: degrees, and metres on the cylinder of equal areas.
///
/// Owned by one projection of a layer for its whole life and used again for every ring.
final class CylinderBuffer {
    /// How many points there is room for.
    private(set) var capacity = 1024
    private var base = UnsafeMutablePointer<Double>.allocate(capacity: 3 * 1024)

    deinit { base.deallocate() }

    /// Degrees of longitude.
    var longitude: UnsafeMutablePointer<Double> { base }
    /// Degrees of latitude.
    var latitude: UnsafeMutablePointer<Double> { base + capacity }
    /// Ordinates of ``AuthalicLatitude`` in metres.
    var ordinate: UnsafeMutablePointer<Double> { base + 2 * capacity }

    /// Makes room for so many points; what was there is lost.
    func reserve(_ points: Int) {
        guard points > capacity else { return }
        capacity = max(points, 2 * capacity)
        base.deallocate()
        base = .allocate(capacity: 3 * capacity)
    }
}
