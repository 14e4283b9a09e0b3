/// The value of an attribute in a tile.
public enum TileValue: Hashable, Sendable {
    /// A text.
    case text(String)
    /// A whole number that is not negative.
    case whole(UInt64)
    /// Any other number.
    case real(Double)

    /// A number in its shorter form: whole numbers take a few bytes, others eight.
    public init(_ number: Double) {
        if number >= 0, number < 9e15, number == number.rounded() {
            self = .whole(UInt64(number))
        } else {
            self = .real(number)
        }
    }

    /// The message `Value` of the tile specification.
    func write(to buffer: inout ProtocolBuffer) {
        switch self {
        case .text(let text): buffer.append(field: 1, bytes: text.utf8)
        case .real(let number): buffer.append(field: 3, double: number)
        case .whole(let number): buffer.append(field: 5, varint: number)
        }
    }
}
