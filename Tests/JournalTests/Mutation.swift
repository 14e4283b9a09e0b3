import Digest
import Journal
import TestSupport

/// One way to damage an export, chosen at random.
enum Mutation: CaseIterable {
    case flipBit, dropLine, copyLine, moveLine, swapLines, forgeEvent, insertForged, cutEnd
    case joinLines, insertRubbish, changeDigit, exchangeHash

    /// The lines after the damage.
    func applied(
        to lines: [[UInt8]], of journal: SampleJournal, using random: inout SeededGenerator
    ) throws -> [[UInt8]] {
        guard lines.count > 2 else { return lines }
        var out = lines
        let one = Int.random(in: 0..<out.count, using: &random)
        let other = Int.random(in: 0..<out.count, using: &random)
        switch self {
        case .flipBit where !out[one].isEmpty:
            let byte = Int.random(in: 0..<out[one].count, using: &random)
            out[one][byte] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case .flipBit: break
        case .dropLine: out.remove(at: one)
        case .copyLine: out.insert(out[one], at: other)
        case .moveLine: out.insert(out.remove(at: one), at: min(other, out.count))
        case .swapLines: out.swapAt(one, other)
        case .forgeEvent: out[one] = try forged(journal, using: &random)
        case .insertForged: out.insert(try forged(journal, using: &random), at: one)
        case .cutEnd:
            var bytes = SampleJournal.bytes(out)
            bytes.removeLast(Int.random(in: 1...bytes.count / 2, using: &random))
            return [bytes]
        case .joinLines where out[one].last == 0x0A: out[one].removeLast()
        case .joinLines: break
        case .insertRubbish:
            let rubbish = [
                "\n", "{}\n", "[]\n", "\u{FEFF}\n", "{\"event\":1e3}\n", "null\n", " \n",
                "{\"end\":{\"checkpoints\":-0,\"events\":0,\"head\":\"\"}}\n",
            ]
            out.insert(Array((rubbish.randomElement(using: &random) ?? "").utf8), at: one)
        case .changeDigit: Self.changeDigit(in: &out[one], using: &random)
        case .exchangeHash:
            // The tail of one line on another: hashes that are in the journal, but not there.
            let length = min(out[one].count, out[other].count, 84)
            out[one].replaceSubrange(
                (out[one].count - length)..., with: out[other].suffix(length))
        }
        return out
    }

    private func forged(
        _ journal: SampleJournal, using random: inout SeededGenerator
    ) throws -> [UInt8] {
        let place = Int.random(in: 1...journal.events.count, using: &random)
        let other = Int.random(in: 1...journal.events.count, using: &random)
        let previous = Bool.random(using: &random) ? journal.events[other - 1].hash : nil
        return JournalLine.event(try journal.forged(place: place, previous: previous)).bytes
    }

    private static func changeDigit(in line: inout [UInt8], using random: inout SeededGenerator) {
        let digits = line.indices.filter { (0x30...0x39).contains(line[$0]) }
        guard let place = digits.randomElement(using: &random) else { return }
        line[place] = UInt8.random(in: 0x30...0x39, using: &random)
    }
}
