extension DisplayRing {
    /// The ring with fewer points, none of the old ones more than `tolerance` pixels from its edges.
    ///
    /// For lines drawn on their own; areas that share a border would part. After Douglas and
    /// Peucker (1973), doi 10.3138/FM57-6770-U75U-7727, from the first point and the one farthest
    /// from it.
    func simplified(within tolerance: Int) -> DisplayRing {
        guard x.count > 8 else { return self }
        var isKept = [Bool](repeating: false, count: x.count + 1)
        var farthest = (point: 0, square: -1)
        for point in x.indices {
            let square = squareDistance(0, point)
            if square > farthest.square { farthest = (point, square) }
        }
        isKept[0] = true
        isKept[farthest.point] = true
        var open = [(0, farthest.point), (farthest.point, x.count)]
        while let (first, last) = open.popLast() {
            guard let point = outlier(between: first, and: last, within: tolerance) else {
                continue
            }
            isKept[point] = true
            open.append((first, point))
            open.append((point, last))
        }
        var out = DisplayRing()
        for point in x.indices where isKept[point] {
            out.x.append(x[point])
            out.y.append(y[point])
        }
        return out.x.count > 2 ? out : self
    }

    private func squareDistance(_ one: Int, _ other: Int) -> Int {
        let (across, down) = (Int(x[other]) - Int(x[one]), Int(y[other]) - Int(y[one]))
        return across * across + down * down
    }

    /// The point farthest from the edge from `first` to `last` (the count means the first again);
    /// nil when all are near enough.
    private func outlier(between first: Int, and last: Int, within tolerance: Int) -> Int? {
        let end = last == x.count ? 0 : last
        let (dx, dy) = (Int(x[end]) - Int(x[first]), Int(y[end]) - Int(y[first]))
        let length = dx * dx + dy * dy
        var worst: (point: Int, square: Double)?
        for point in first + 1..<max(last, first + 1) {
            let (px, py) = (Int(x[point]) - Int(x[first]), Int(y[point]) - Int(y[first]))
            let along = px * dx + py * dy
            let square: Double
            if along <= 0 || length == 0 {
                square = Double(px * px + py * py)
            } else if along >= length {
                square = Double(squareDistance(point, end))
            } else {
                let across = Double(px * dy - py * dx)
                square = across * across / Double(length)
            }
            if square > worst?.square ?? Double(tolerance * tolerance) { worst = (point, square) }
        }
        return worst?.point
    }
}
