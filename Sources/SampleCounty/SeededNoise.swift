import Glibc

/// Deterministic noise: every value is a pure function of the seed and integer coordinates.
///
/// The mixing function is SplitMix64 (Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195).
struct SeededNoise: Sendable {
    let seed: UInt64

    /// A number in 0..<1 for up to three integers and a salt that keeps uses apart.
    func unit(_ salt: UInt64, _ i: Int, _ j: Int = 0, _ k: Int = 0) -> Double {
        var state = seed &+ salt &* 0x9E37_79B9_7F4A_7C15
        for part in [i, j, k] { state = Self.mix(state ^ UInt64(bitPattern: Int64(part))) }
        return Double(state >> 11) * 0x1p-53
    }

    /// A smooth number in 0...1: bilinear value noise with smoothstep, cells of size 1.
    func smooth(_ salt: UInt64, _ x: Double, _ y: Double) -> Double {
        let i = Int(x.rounded(.down))
        let j = Int(y.rounded(.down))
        let s = Self.ease(x - Double(i))
        let t = Self.ease(y - Double(j))
        let low = unit(salt, i, j) * (1 - s) + unit(salt, i + 1, j) * s
        let high = unit(salt, i, j + 1) * (1 - s) + unit(salt, i + 1, j + 1) * s
        return low * (1 - t) + high * t
    }

    private static func ease(_ t: Double) -> Double { t * t * (3 - 2 * t) }

    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
