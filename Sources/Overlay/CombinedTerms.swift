/// The terms of one patch by combination of zones, summed when all are there.
struct CombinedTerms {
    private let layerCount: Int
    /// Zones of all terms, `layerCount` numbers each.
    private var keys: [Int32] = []
    private var values: [Int64] = []
    private var crossings: [Int] = []
    private var order: [Int] = []
    private var key: [Int32]

    init(layerCount: Int) {
        self.layerCount = layerCount
        key = [Int32](repeating: -1, count: layerCount)
    }

    mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        crossings.removeAll(keepingCapacity: true)
    }

    /// Adds a value, times the product of the windings, to every combination of the labels.
    mutating func add(_ value: Int64, _ labels: [[WindingLabel]], isCrossing: Bool) {
        add(value, labels, 0, 1, isCrossing)
    }

    private mutating func add(
        _ value: Int64, _ labels: [[WindingLabel]], _ layer: Int, _ product: Int64,
        _ isCrossing: Bool
    ) {
        if layer == layerCount {
            keys.append(contentsOf: key)
            values.append(value &* product)
            crossings.append(isCrossing ? Int(product.magnitude) : 0)
            return
        }
        for label in labels[layer] {
            key[layer] = label.feature
            add(value, labels, layer + 1, product * Int64(label.winding), isCrossing)
        }
    }

    /// Lists one row per combination, in the order of the zones, no zone last.
    mutating func list(_ patch: Int32, into rows: inout RowStore) {
        order.removeAll(keepingCapacity: true)
        order.append(contentsOf: values.indices)
        let (keys, width) = (keys, layerCount)
        order.sort { Self.isBefore($0, $1, keys, width) }
        var next = 0
        while next < order.count {
            let first = order[next]
            var (sum, terms) = (Int64(0), 0)
            while next < order.count, Self.isSame(order[next], first, keys, width) {
                sum &+= values[order[next]]
                terms += crossings[order[next]]
                next += 1
            }
            keys.withUnsafeBufferPointer { all in
                let key = UnsafeBufferPointer(
                    rebasing: all[(first * width)..<((first + 1) * width)])
                rows.append(patch: patch, key: key, value: sum, crossings: terms)
            }
        }
    }

    private static func isBefore(_ a: Int, _ b: Int, _ keys: [Int32], _ width: Int) -> Bool {
        for n in 0..<width {
            // As unsigned numbers −1 is the largest.
            let x = UInt32(bitPattern: keys[a * width + n])
            let y = UInt32(bitPattern: keys[b * width + n])
            if x != y { return x < y }
        }
        return false
    }

    private static func isSame(_ a: Int, _ b: Int, _ keys: [Int32], _ width: Int) -> Bool {
        for n in 0..<width where keys[a * width + n] != keys[b * width + n] { return false }
        return true
    }
}
