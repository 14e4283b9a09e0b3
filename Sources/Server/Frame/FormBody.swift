/// What a browser sends of a form (application/x-www-form-urlencoded).
struct FormBody: Sendable {
    /// The members in the order they came.
    let members: [(name: String, value: String)]

    /// Members that were kept.
    init(members: [(name: String, value: String)]) { self.members = members }

    init(_ bytes: [UInt8]) {
        members = bytes.split(separator: UInt8(ascii: "&")).map { part in
            let pieces = part.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (
                Self.decoded(pieces[0]), pieces.count > 1 ? Self.decoded(pieces[1]) : ""
            )
        }
    }

    /// The first value of a member; empty when it is not there.
    subscript(name: String) -> String { members.first { $0.name == name }?.value ?? "" }

    /// All values of a member.
    func all(_ name: String) -> [String] { members.filter { $0.name == name }.map(\.value) }

    /// Text of which `+` and `%XX` are taken back; what is no UTF-8 is replaced.
    static func decoded(_ text: some Collection<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = [rest.next(), rest.next()].compactMap(\.self)
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
                if digits.count == 2, let value {
                    bytes.append(value)
                } else {
                    bytes += [byte] + digits
                }
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
