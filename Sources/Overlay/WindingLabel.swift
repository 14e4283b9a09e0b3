/// A feature and the winding number of its rings about a point.
struct WindingLabel: BitwiseCopyable, Equatable {
    var feature: Int32
    var winding: Int32
}

extension [WindingLabel] {
    /// Adds to the winding of a feature, looking at the labels from `first` on.
    @inline(__always)
    mutating func add(_ change: Int32, to feature: Int32, from first: Int) {
        for n in first..<count where self[n].feature == feature {
            self[n].winding += change
            return
        }
        append(WindingLabel(feature: feature, winding: change))
    }

    /// Drops the labels from `first` on whose winding is zero.
    mutating func dropZeros(from first: Int) {
        var kept = first
        for n in first..<count where self[n].winding != 0 {
            self[kept] = self[n]
            kept += 1
        }
        removeLast(count - kept)
    }
}

extension GrowingBuffer<WindingLabel> {
    /// Adds to the winding of a feature, looking at the labels from `first` on.
    @inline(__always)
    func add(_ change: Int32, to feature: Int32, from first: Int) {
        for n in first..<count where base[n].feature == feature {
            base[n].winding += change
            return
        }
        append(WindingLabel(feature: feature, winding: change))
    }

    /// Drops the labels from `first` on whose winding is zero.
    @inline(__always)
    func dropZeros(from first: Int) {
        var kept = first
        for n in first..<count where base[n].winding != 0 {
            base[kept] = base[n]
            kept += 1
        }
        shorten(to: kept)
    }
}
