import LandModel

/// The rows of one owner as the derived table keeps them: bytes that are read in one go (期限事项块).
///
/// A city has a hundred thousand rows, and whoever asks for a page wants all of them counted; a table of one SQLite
/// row each takes longer to step through than the question may take. Texts that many owners share are kept once in
/// the table and named by numbers here; the others stand at the beginning of the block, each once.
///
/// All numbers are LEB128. First the number of own texts, each with its length and UTF-8; then the number of rows,
/// each with its form and which days it has (3 and 5 bits), the numbers of seven shared and four own texts, and its
/// days since 1970-01-01, folded so that negative ones are small too.
enum DutyBlock {
    /// Bytes that no block of this program has.
    struct Fault: Error {}

    /// A row as it stands in a block; days that it does not have are ``noDay``, texts are numbers.
    struct Line {
        var form = DutyRow.Form.days
        var (first, last, until, done, waived) = (noDay, noDay, noDay, noDay, noDay)
        // Shared texts.
        var (kind, entity, area, pack, clause, offices, detail):
            (Int32, Int32, Int32, Int32, Int32, Int32, Int32) = (
                0, 0, 0, 0, 0, 0, 0
            )
        // Own texts.
        var (owner, subject, name, title): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    }

    /// Stands for a day that a row does not have: before all days.
    static let noDay = Int32.min

    // MARK: Writing

    /// The block of rows.
    ///
    /// - Parameter number: The number of a shared text.
    static func bytes(
        of rows: [DutyRow], _ number: (String) throws -> Int
    ) rethrows -> [UInt8] {
        var own = OwnTexts()
        var lines: [UInt8] = []
        for row in rows {
            let days = [row.first, row.last, row.until, row.done, row.waived]
            let present = days.enumerated().reduce(0) {
                $0 | ($1.element == nil ? 0 : 8 << $1.offset)
            }
            lines.append(UInt8(row.form.rawValue | present))
            let offices = ";" + row.offices.map { $0 + ";" }.joined()
            for text in [
                row.kind, row.entity, row.area.digits, row.pack, row.clause, offices, row.detail,
            ] { put(try number(text), into: &lines) }
            for text in [row.owner, row.subject, row.name, row.title] {
                put(own.number(of: text), into: &lines)
            }
            for case let day? in days {
                let number = day.daysSinceEpoch
                put((number << 1) ^ (number >> 63), into: &lines)
            }
        }
        var bytes: [UInt8] = []
        put(own.texts.count, into: &bytes)
        for text in own.texts {
            put(text.utf8.count, into: &bytes)
            bytes += text.utf8
        }
        put(rows.count, into: &bytes)
        return bytes + lines
    }

    private struct OwnTexts {
        private(set) var texts: [String] = []
        private var numbers: [String: Int] = [:]

        mutating func number(of text: String) -> Int {
            if let known = numbers[text] { return known }
            numbers[text] = texts.count
            texts.append(text)
            return texts.count - 1
        }
    }

    private static func put(_ number: Int, into bytes: inout [UInt8]) {
        var rest = UInt(bitPattern: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    // MARK: Reading

    /// Reads blocks that stand one after the other.
    struct Reader {
        let bytes: [UInt8]
        private var place = 0
        /// The own texts of all blocks so far, as places in the bytes; a line names one of these.
        private(set) var own: [Range<Int>] = []

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { place >= bytes.count }

        /// Reads one block and hands out its lines.
        mutating func block(_ body: (Line) throws(Fault) -> Void) throws(Fault) {
            let base = Int32(own.count)
            let texts = try number()
            for _ in 0..<texts {
                let length = try number()
                guard length <= bytes.count - place else { throw Fault() }
                own.append(place..<place + length)
                place += length
            }
            for _ in 0..<(try number()) { try body(try line(base, texts)) }
        }

        /// The owner of the next block, whose name is the first of its own texts; nil of one without rows.
        func owner() throws(Fault) -> String? {
            var ahead = self
            guard try ahead.number() > 0 else { return nil }
            let length = try ahead.number()
            guard length <= bytes.count - ahead.place else { throw Fault() }
            return String(decoding: bytes[ahead.place..<ahead.place + length], as: UTF8.self)
        }

        private mutating func line(_ base: Int32, _ texts: Int) throws(Fault) -> Line {
            guard place < bytes.count, let form = DutyRow.Form(rawValue: Int(bytes[place] & 7))
            else { throw Fault() }
            let days = bytes[place] >> 3
            place += 1
            var line = Line()
            line.form = form
            line.kind = try shared()
            line.entity = try shared()
            line.area = try shared()
            line.pack = try shared()
            line.clause = try shared()
            line.offices = try shared()
            line.detail = try shared()
            line.owner = try base + own(of: texts)
            line.subject = try base + own(of: texts)
            line.name = try base + own(of: texts)
            line.title = try base + own(of: texts)
            if days & 1 != 0 { line.first = try day() }
            if days & 2 != 0 { line.last = try day() }
            if days & 4 != 0 { line.until = try day() }
            if days & 8 != 0 { line.done = try day() }
            if days & 16 != 0 { line.waived = try day() }
            return line
        }

        private mutating func shared() throws(Fault) -> Int32 {
            guard let number = Int32(exactly: try number()) else { throw Fault() }
            return number
        }

        private mutating func own(of texts: Int) throws(Fault) -> Int32 {
            let number = try number()
            guard number < texts else { throw Fault() }
            return Int32(truncatingIfNeeded: number)
        }

        private mutating func day() throws(Fault) -> Int32 {
            let folded = try number()
            guard let day = Int32(exactly: (folded >> 1) ^ -(folded & 1)) else { throw Fault() }
            return day
        }

        /// A number that is not negative.
        private mutating func number() throws(Fault) -> Int {
            var number = 0
            var shift = 0
            while place < bytes.count, shift < 56 {
                let byte = bytes[place]
                place += 1
                number |= Int(byte & 0x7F) << shift
                if byte < 0x80 { return number }
                shift += 7
            }
            throw Fault()
        }
    }
}
