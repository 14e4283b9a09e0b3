import LandModel

/// A two-dimensional code (二维码) of some bytes: byte mode, error correction level M.
///
/// ISO/IEC 18004:2015; the smallest version that holds the bytes, the mask of least penalty.
struct QRCode {
    /// Modules along a side.
    let side: Int
    /// Whether a module is dark, row by row.
    private(set) var modules: [Bool]
    /// Whether a module belongs to a pattern that masks leave alone.
    private var isFixed: [Bool]

    /// Makes the code; nil when no version holds so many bytes.
    init?(_ bytes: [UInt8]) {
        guard
            let version = (1...40).first(where: {
                Blocks($0).dataLength * 8 >= 4 + Self.countBits($0) + bytes.count * 8
            })
        else { return nil }
        side = version * 4 + 17
        modules = Array(repeating: false, count: side * side)
        isFixed = modules
        drawPatterns(version)
        drawData(Blocks(version).codewords(Self.data(bytes, version)))
        drawBestMask()
    }

    /// The code as a drawing with the quiet zone of four modules.
    var svg: String {
        let size = side + 8
        var path = ""
        for row in 0..<side {
            for column in 0..<side where modules[row * side + column] {
                path += "M\(column + 4),\(row + 4)h1v1h-1z"
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size) \(size)\" "
            + "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h\(size)v\(size)H0z\"/>"
            + "<path fill=\"#000\" d=\"\(path)\"/></svg>"
    }

    // MARK: Data

    private static func countBits(_ version: Int) -> Int { version < 10 ? 8 : 16 }

    private static func data(_ bytes: [UInt8], _ version: Int) -> [UInt8] {
        var bits: [Bool] = []
        func add(_ value: Int, _ count: Int) {
            for place in (0..<count).reversed() { bits.append(value >> place & 1 == 1) }
        }
        let room = Blocks(version).dataLength * 8
        add(0b0100, 4)
        add(bytes.count, countBits(version))
        for byte in bytes { add(Int(byte), 8) }
        add(0, min(4, room - bits.count))
        add(0, (8 - bits.count % 8) % 8)
        var pad = 0xEC
        while bits.count < room {
            add(pad, 8)
            pad ^= 0xEC ^ 0x11
        }
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }

    private mutating func drawData(_ codewords: [UInt8]) {
        var place = 0
        var isUpward = true
        for right in stride(from: side - 1, to: 0, by: -2) {
            // The column of the timing pattern is passed over.
            let right = right <= 6 ? right - 1 : right
            for step in 0..<side {
                let row = isUpward ? side - 1 - step : step
                for column in [right, right - 1] where !isFixed[row * side + column] {
                    if place < codewords.count * 8 {
                        let bit = codewords[place >> 3] >> (7 - UInt8(place & 7)) & 1
                        modules[row * side + column] = bit == 1
                        place += 1
                    }
                }
            }
            isUpward.toggle()
        }
    }

    // MARK: Patterns

    private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
        guard (0..<side).contains(row), (0..<side).contains(column) else { return }
        modules[row * side + column] = isDark
        isFixed[row * side + column] = true
    }

    private mutating func drawPatterns(_ version: Int) {
        for at in 0..<side {
            set(6, at, at % 2 == 0)
            set(at, 6, at % 2 == 0)
        }
        for (row, column) in [(3, 3), (3, side - 4), (side - 4, 3)] {
            for down in -4...4 {
                for across in -4...4 {
                    let ring = max(abs(down), abs(across))
                    set(row + down, column + across, ring != 2 && ring != 4)
                }
            }
        }
        let places = Self.alignments(version)
        for row in places {
            for column in places where !isCorner(row, column, places) {
                for down in -2...2 {
                    for across in -2...2 {
                        set(row + down, column + across, max(abs(down), abs(across)) != 1)
                    }
                }
            }
        }
        drawFormat(mask: 0)
        drawVersion(version)
    }

    private func isCorner(_ row: Int, _ column: Int, _ places: [Int]) -> Bool {
        let (first, last) = (places.first, places.last)
        return (row == first && (column == first || column == last))
            || (row == last && column == first)
    }

    private static func alignments(_ version: Int) -> [Int] {
        guard version > 1 else { return [] }
        let count = version / 7 + 2
        let step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2
        let last = version * 4 + 10
        return [6] + (0..<count - 1).reversed().map { last - $0 * step }
    }

    private mutating func drawFormat(mask: Int) {
        // Level M is 00; ten bits of a BCH code and a fixed mask follow the mask's number.
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (mask << 10 | rest) ^ 0x5412
        func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
        for place in 0..<6 { set(place, 8, bit(place)) }
        set(7, 8, bit(6))
        set(8, 8, bit(7))
        set(8, 7, bit(8))
        for place in 9..<15 { set(8, 14 - place, bit(place)) }
        for place in 0..<8 { set(8, side - 1 - place, bit(place)) }
        for place in 8..<15 { set(side - 15 + place, 8, bit(place)) }
        set(side - 8, 8, true)
    }

    private mutating func drawVersion(_ version: Int) {
        guard version >= 7 else { return }
        var rest = version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version << 12 | rest
        for place in 0..<18 {
            let (near, far) = (side - 11 + place % 3, place / 3)
            set(far, near, bits >> place & 1 == 1)
            set(near, far, bits >> place & 1 == 1)
        }
    }

    // MARK: Masks

    private static func isMasked(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }

    private func masked(_ mask: Int) -> QRCode {
        var code = self
        for row in 0..<side {
            for column in 0..<side where !isFixed[row * side + column] {
                if Self.isMasked(mask, row, column) { code.modules[row * side + column].toggle() }
            }
        }
        code.drawFormat(mask: mask)
        return code
    }

    private mutating func drawBestMask() {
        var best = (code: masked(0), penalty: Int.max)
        for mask in 0..<8 {
            let code = masked(mask)
            let penalty = code.penalty
            if penalty < best.penalty { best = (code, penalty) }
        }
        self = best.code
    }

    /// How hard the code is to read, by the four rules of the standard.
    private var penalty: Int {
        var total = 0
        let finder = [true, false, true, true, true, false, true]
        for line in 0..<side {
            for line in [
                (0..<side).map { modules[line * side + $0] },
                (0..<side).map { modules[$0 * side + line] },
            ] {
                var run = 0
                for at in 0..<side {
                    run = at > 0 && line[at] == line[at - 1] ? run + 1 : 1
                    if run == 5 { total += 3 } else if run > 5 { total += 1 }
                    guard at + 11 <= side else { continue }
                    let light = Array(repeating: false, count: 4)
                    let window = Array(line[at..<at + 11])
                    if window == finder + light || window == light + finder { total += 40 }
                }
            }
        }
        for row in 0..<side - 1 {
            for column in 0..<side - 1 {
                let at = row * side + column
                let corner = modules[at]
                if modules[at + 1] == corner, modules[at + side] == corner,
                    modules[at + side + 1] == corner
                {
                    total += 3
                }
            }
        }
        let dark = modules.count { $0 }
        return total + abs(dark * 20 - modules.count * 10) / modules.count * 10
    }
}

/// How the codewords of a version at level M are divided and protected (纠错分块).
private struct Blocks {
    private let count: Int
    private let correction: Int
    private let whole: Int

    init(_ version: Int) {
        count = Self.counts[version - 1]
        correction = Self.corrections[version - 1]
        var modules = (16 * version + 128) * version + 64
        if version >= 2 {
            let alignments = version / 7 + 2
            modules -= (25 * alignments - 10) * alignments - 55
            if version >= 7 { modules -= 36 }
        }
        whole = modules / 8
    }

    /// Codewords that carry data.
    var dataLength: Int { whole - correction * count }

    /// Error correction codewords of a block, by version (table 9 of the standard).
    private static let corrections = [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ]
    /// Blocks, by version (table 9 of the standard).
    private static let counts = [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23,
        25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ]

    /// Data and correction of all blocks, interleaved.
    func codewords(_ data: [UInt8]) -> [UInt8] {
        let shorter = count - whole % count
        let length = whole / count - correction
        let divisor = Self.divisor(correction)
        var blocks: [[UInt8]] = []
        var at = 0
        for block in 0..<count {
            let end = at + length + (block < shorter ? 0 : 1)
            blocks.append(Array(data[at..<end]))
            at = end
        }
        let checks = blocks.map { Self.remainder($0, divisor) }
        var result: [UInt8] = []
        for place in 0...length {
            for block in blocks where place < block.count { result.append(block[place]) }
        }
        for place in 0..<correction { result += checks.map { $0[place] } }
        return result
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product = 0
        for place in (0..<8).reversed() {
            product = product << 1 ^ (product >> 7) * 0x11D
            if right >> UInt8(place) & 1 == 1 { product ^= Int(left) }
        }
        return UInt8(product)
    }

    private static func divisor(_ degree: Int) -> [UInt8] {
        var result = Array(repeating: UInt8(0), count: degree - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<degree {
            for place in 0..<degree {
                result[place] = product(result[place], root)
                if place + 1 < degree { result[place] ^= result[place + 1] }
            }
            root = product(root, 2)
        }
        return result
    }

    private static func remainder(_ data: [UInt8], _ divisor: [UInt8]) -> [UInt8] {
        var rest = Array(repeating: UInt8(0), count: divisor.count)
        for byte in data {
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for place in rest.indices { rest[place] ^= product(divisor[place], factor) }
        }
        return rest
    }
}
