public import LandModel

/// Ground that a shape shares with a registered parcel (重叠).
public struct ParcelOverlap: Hashable, Sendable {
    /// The registered parcel.
    public let identifier: String
    /// The shared area in m² (square plane units for ``OverlayMetric/planar``).
    public let area: Double
    /// The share of the registered parcel that is covered, 0…1 for valid shapes.
    public let shareOfParcel: Double

    /// The shared area as recorded, for areas in m².
    public var recordedArea: Area { Area(roundingSquareMetres: area) }
}
