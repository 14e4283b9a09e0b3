public import LandModel

/// Why no tile could be made.
public enum VectorTilesError: ExplainedError, Equatable {
    /// The grid has no tile of this address.
    case noSuchTile(zoom: Int, x: Int, y: Int)

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .noSuchTile(let zoom, let x, let y):
            let last = TileAddress.zooms.upperBound
            return BilingualText(
                zh: "瓦片 \(zoom)/\(x)/\(y) 不存在。级别应为 0 至 \(last)，列号、行号应为 0 至 2 的级别次方减 1。",
                en: "There is no tile \(zoom)/\(x)/\(y). "
                    + "Give a zoom of 0 to \(last), and a column and a row of 0 to 2 to the power of the zoom, less 1."
            )
        }
    }
}
