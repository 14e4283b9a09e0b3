import COverlayKernels

/// Which instructions the inner loops of the engine use; the results are the same bit for bit.
public enum CodePath: String, Hashable, Sendable, CaseIterable {
    /// The fastest that the processor offers.
    case fastest
    /// At most AVX2, even where the processor has AVX-512.
    case avx2
    /// Swift only: the reference, and what runs on processors without AVX2.
    case plain

    /// The vector loops to use; nil for those written in Swift.
    var kernels: UnsafePointer<overlay_kernels>? {
        switch self {
        case .fastest: overlay_kernels_at_most(2)
        case .avx2: overlay_kernels_at_most(1)
        case .plain: nil
        }
    }
}
