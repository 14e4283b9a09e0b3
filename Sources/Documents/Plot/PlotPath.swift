/// Drawing operators of PDF (ISO 32000-1, 8.5) in whole hundredths of a millimetre.
struct PlotPath: PathDrawing {
    /// The operators, ASCII.
    private(set) var bytes: [UInt8] = []

    mutating func draw(_ ring: DisplayRing) {
        guard ring.x.count > 2 else { return }
        point(Int(ring.x[0]), Int(ring.y[0]), UInt8(ascii: "m"))
        for place in 1..<ring.x.count {
            point(Int(ring.x[place]), Int(ring.y[place]), UInt8(ascii: "l"))
        }
        bytes.append(UInt8(ascii: "h"))
        bytes.append(0x0A)
    }

    mutating func line(from start: (Int, Int), to end: (Int, Int)) {
        point(start.0, start.1, UInt8(ascii: "m"))
        point(end.0, end.1, UInt8(ascii: "l"))
    }

    /// Writes an operator with its operands as they are.
    mutating func say(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(0x0A)
    }

    /// Sets the colour of areas and that of lines.
    mutating func fill(_ ink: [Double]) { say(Self.numbers(ink) + " rg") }
    mutating func stroke(_ ink: [Double]) { say(Self.numbers(ink) + " RG") }

    /// Sets width and dashes of lines, in millimetres.
    mutating func pen(_ width: Double, dashes: [Double] = []) {
        say("\(Self.number(width * 100)) w [\(Self.numbers(dashes.map { $0 * 100 }))] 0 d")
    }

    static func numbers(_ values: [Double]) -> String {
        values.map(number).joined(separator: " ")
    }

    /// A number with four decimals at most.
    static func number(_ value: Double) -> String {
        FigureFormat.decimal(value, decimals: 4).replacing("\u{2212}", with: "-")
    }

    private mutating func point(_ x: Int, _ y: Int, _ letter: UInt8) {
        number(x)
        bytes.append(0x20)
        number(y)
        bytes.append(0x20)
        bytes.append(letter)
        bytes.append(0x0A)
    }

    /// Writes a whole number digit by digit; texts of numbers would take most of the time.
    private mutating func number(_ value: Int) {
        var rest = value.magnitude
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
