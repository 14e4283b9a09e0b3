/// A size of paper of the A series (ISO 216; GB/T 148).
public enum PaperSize: String, Sendable, CaseIterable {
    /// 210 × 297 mm.
    case a4 = "A4"
    /// 297 × 420 mm.
    case a3 = "A3"
    /// 420 × 594 mm.
    case a2 = "A2"
    /// 594 × 841 mm.
    case a1 = "A1"
    /// 841 × 1189 mm.
    case a0 = "A0"

    /// Width and height in millimetres when it stands upright.
    var upright: (width: Double, height: Double) {
        switch self {
        case .a4: (210, 297)
        case .a3: (297, 420)
        case .a2: (420, 594)
        case .a1: (594, 841)
        case .a0: (841, 1189)
        }
    }
}
