/// The text of an SVG path (`d`), written compactly: whole pixels, relative moves.
struct PathText: PathDrawing {
    /// The path's bytes, ASCII.
    private(set) var bytes: [UInt8] = []

    /// The path as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// Whether nothing was drawn.
    var isEmpty: Bool { bytes.isEmpty }

    /// Draws a closed ring.
    mutating func draw(_ ring: DisplayRing) {
        guard ring.x.count > 2 else { return }
        move(to: ring.x[0], ring.y[0])
        var command: UInt8 = 0
        for point in 1..<ring.x.count {
            let across = Int(ring.x[point] - ring.x[point - 1])
            let down = Int(ring.y[point] - ring.y[point - 1])
            if down == 0 {
                step(UInt8(ascii: "h"), across, after: &command)
            } else if across == 0 {
                step(UInt8(ascii: "v"), down, after: &command)
            } else {
                step(UInt8(ascii: "l"), across, after: &command)
                number(down, separated: true)
            }
        }
        bytes.append(UInt8(ascii: "z"))
    }

    /// Draws a straight line.
    mutating func line(from start: (Int, Int), to end: (Int, Int)) {
        move(to: Int32(start.0), Int32(start.1))
        var command: UInt8 = 0
        step(UInt8(ascii: "l"), end.0 - start.0, after: &command)
        number(end.1 - start.1, separated: true)
    }

    private mutating func move(to x: Int32, _ y: Int32) {
        bytes.append(UInt8(ascii: "M"))
        number(Int(x), separated: false)
        number(Int(y), separated: true)
    }

    private mutating func step(_ letter: UInt8, _ value: Int, after command: inout UInt8) {
        if command == letter {
            number(value, separated: true)
        } else {
            bytes.append(letter)
            number(value, separated: false)
            command = letter
        }
    }

    private mutating func number(_ value: Int, separated: Bool) {
        if separated && value >= 0 { bytes.append(UInt8(ascii: " ")) }
        bytes.append(contentsOf: String(value).utf8)
    }
}
