import Geometry
import LandModel

/// Two layers that ought to lie on the same ground and do not even meet.
///
/// Said before anything is measured: an overlay of far places would only report a grid too large, or
/// areas of zero.
struct ForeignPlace: ExplainedError, Equatable {
    let one: String
    let other: String

    /// Refuses layers whose boxes, in degrees, are apart.
    static func check(
        _ one: String, _ first: Box, _ other: String, _ second: Box
    ) throws(ForeignPlace) {
        guard !first.isEmpty, !second.isEmpty, !first.intersects(second) else { return }
        throw ForeignPlace(one: one, other: other)
    }

    var explanation: BilingualText {
        BilingualText(
            zh: "\(one) 与 \(other) 不在同一地方（范围不相交）。请核对两个文件是否同一县区、坐标系和带号是否正确。",
            en:
                "\(one) and \(other) lie in different places (their extents do not meet). Check that "
                + "both are of the same county and that coordinate system and zone are right.")
    }
}
