/// Divides a stated area among the pieces of a patch so that the pieces sum to it exactly (调平).
///
/// Each piece gets its proportion of the stated area rounded half away from zero to 0.01 m²; the
/// remaining hundredths go one each to the largest pieces, as in the national levelling rule
/// (handbook §2.5: d = control − sum, e = d div n, f = d mod n, the first f by descending area get
/// one more). Equal pieces are taken in their given order. All in integers; a piece whose weight
/// is not negative never gets a negative area.
///
/// - Parameters:
///   - statedHundredths: the recorded area of the patch in units of 0.01 m².
///   - twiceAreas: the grid areas of the pieces, from ``Tabulation``; only their ratio matters.
///     When they sum to zero or less (a patch that vanishes on the grid) all pieces weigh the same.
/// - Returns: the area of each piece in units of 0.01 m²; empty for no pieces.
public func shareOut(statedHundredths: Int64, over twiceAreas: [Int64]) -> [Int64] {
    if twiceAreas.isEmpty { return [] }
    let sum = twiceAreas.reduce(Int128(0)) { $0 + Int128($1) }
    let weights = sum > 0 ? twiceAreas : [Int64](repeating: 1, count: twiceAreas.count)
    let whole = sum > 0 ? sum : Int128(weights.count)
    var shares = weights.map { weight in
        roundedQuotient(Int128(statedHundredths) * Int128(weight), by: whole)
    }
    let left = Int128(statedHundredths) - shares.reduce(Int128(0)) { $0 + Int128($1) }
    let count = Int128(shares.count)
    let each = Int64(left.magnitude / count.magnitude)
    let more = Int(left.magnitude % count.magnitude)
    let step: Int64 = left < 0 ? -1 : 1
    let largestFirst = weights.indices.sorted {
        weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1
    }
    for (rank, piece) in largestFirst.enumerated() {
        shares[piece] += step * (rank < more ? each + 1 : each)
    }
    return shares
}

/// The quotient rounded half away from zero.
private func roundedQuotient(_ value: Int128, by divisor: Int128) -> Int64 {
    let half = divisor / 2
    // Doubling the remainder could overflow; comparing with what is missing cannot.
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    let rest = remainder < 0 ? -remainder : remainder
    let isUp = rest > half || (rest == half && divisor % 2 == 0)
    return Int64(quotient) + (isUp ? (value < 0 ? -1 : 1) : 0)
}

extension Tabulation {
    /// The rows' shares of the stated areas of their patches, in units of 0.01 m².
    ///
    /// The rows of a patch sum exactly to its stated area when rows for the outside are listed;
    /// else the part of the patch in no listed row takes its share too. A patch that no zone divides
    /// keeps its stated area.
    ///
    /// - Parameter statedHundredths: the recorded area of every patch, in units of 0.01 m².
    public func shares(ofStatedHundredths statedHundredths: [Int64]) -> [Int64] {
        precondition(statedHundredths.count == wholeTwice.count, "one stated area per patch")
        var shares: [Int64] = []
        shares.reserveCapacity(rowCount)
        var first = 0
        while first < rowCount {
            let patch = Int(patches[first])
            var end = first
            while end < rowCount, Int(patches[end]) == patch { end += 1 }
            var weights = Array(twice[first..<end])
            let rest = wholeTwice[patch] &- weights.reduce(0, &+)
            if !listsOutside, rest > 0 { weights.append(rest) }
            let pieces = shareOut(statedHundredths: statedHundredths[patch], over: weights)
            shares += pieces.prefix(end - first)
            first = end
        }
        return shares
    }
}
