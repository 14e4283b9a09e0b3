import Digest

/// The chain as far as it was read, and what is wrong with it so far.
///
/// Every record names the hash before it, so a record is judged by what it names and by what the two
/// records after it name. `docs/journal-format.md`, section Diagnosis, states the rules.
struct ChainDiagnosis {
    /// A record as the chain sees it.
    struct Link {
        let line: Int
        let sequence: Int
        let previous: HashValue
        let hash: HashValue
        /// The hash that follows from the previous hash and the content.
        let computed: HashValue

        /// Whether content and hashes belong together.
        var isSound: Bool { hash == computed }
    }

    /// The hashes that the next two records name as the ones before them.
    struct Claims {
        var first: HashValue?
        var second: HashValue?
    }

    /// Findings; nil where one was taken back.
    private(set) var damages: [Damage?] = []
    /// The place that the next record should have; 0 for the genesis record.
    private(set) var next = 0
    /// The hash that the next record should name; nil when nothing is known.
    private(set) var head: HashValue? = .zero
    /// Unreadable lines since the last record.
    private var unread = 0
    private var missing: [(range: ClosedRange<Int>, damage: Int)] = []
    /// Records met before their place.
    private var early: [Int: (link: Link, damage: Int)] = [:]
    private var lastLine = 0
    private var isLastDamaged = false
    /// The last place the chain has reached.
    var last: Int { next - 1 }

    /// Notes a damage and gives its number.
    @discardableResult
    mutating func note(_ kind: Damage.Kind, line: Int, _ sequences: ClosedRange<Int>) -> Int {
        damages.append(Damage(line: line, sequences: sequences, kind: kind))
        return damages.count - 1
    }

    /// Notes a damage at one place and gives its number.
    @discardableResult
    mutating func note(_ kind: Damage.Kind, line: Int, _ sequence: Int) -> Int {
        note(kind, line: line, sequence...sequence)
    }

    /// A line that cannot be read.
    mutating func addUnreadable(line: Int) {
        note(.unreadable, line: line, next)
        unread += 1
    }

    /// Something other than the genesis record came first.
    mutating func beginWithoutGenesis(line: Int) {
        guard next == 0 else { return }
        if unread == 0 { noteMissing(through: 0, line: line) }
        (next, head, unread, isLastDamaged) = (1, nil, max(unread - 1, 0), true)
    }

    /// A genesis record; its sequence is 0.
    mutating func addGenesis(_ link: Link, _ claims: Claims) {
        if next == 0 {
            add(link, claims) { _ in link.computed }
        } else {
            note(takeMissing(0) ? .moved : .inserted, line: link.line, 0)
        }
    }

    /// An event.
    ///
    /// - Parameter rehash: the hash of the event's content after another previous hash.
    mutating func add(
        _ link: Link, _ claims: Claims, rehash: (HashValue) -> HashValue
    ) {
        if head == nil {
            noteMissing(through: link.sequence - 1, line: link.line)
            (next, head) = (max(next, link.sequence), link.previous)
        }
        let isStray = claims.first == head && claims.second != link.hash
        if isStray {
            addStray(link)
        } else if link.previous == head {
            addFollowing(link, claims)
        } else if !link.isSound {
            addBroken(link, claims, rehash: rehash)
        } else if link.sequence > next {
            noteMissing(through: link.sequence - 1, line: link.line)
            accept(link, at: link.sequence, claims)
        } else if link.sequence == next {
            // Where the record before is known to be damaged, nothing new is learnt.
            if unread == 0, !isLastDamaged { note(.replaced, line: lastLine, last) }
            accept(link, at: next, claims)
        } else {
            addLate(link)
        }
    }

    /// A record that the chain passes by: the next one names the same predecessor as this should.
    private mutating func addStray(_ link: Link) {
        if link.isSound, link.sequence > next {
            let damage = note(.moved, line: link.line, link.sequence)
            early[link.sequence] = (link, damage)
        } else if link.isSound {
            addLate(link)
        } else {
            note(.inserted, line: link.line, next)
        }
    }

    /// A sound record whose place was passed.
    private mutating func addLate(_ link: Link) {
        let kind: Damage.Kind = takeMissing(link.sequence) ? .moved : .inserted
        note(kind, line: link.line, link.sequence)
    }

    /// A record that names the hash of the one before it.
    private mutating func addFollowing(_ link: Link, _ claims: Claims) {
        guard !link.isSound || link.sequence != next else {
            accept(link, at: next, claims)
            return
        }
        let kind: Damage.Kind =
            if link.isSound {
                .misnumbered
            } else if claims.first == link.hash {
                .alteredContent
            } else if claims.first == link.computed {
                .alteredHash
            } else {
                .altered
            }
        note(kind, line: link.line, next)
        accept(link, at: next, claims, isDamaged: true)
    }

    /// A record that neither follows the chain nor is sound in itself.
    private mutating func addBroken(
        _ link: Link, _ claims: Claims, rehash: (HashValue) -> HashValue
    ) {
        if let head, link.sequence == next, rehash(head) == link.hash {
            note(.alteredPrevious, line: link.line, next)
            accept(link, at: next, claims, isDamaged: true)
        } else {
            note(.altered, line: link.line, next)
            unread += 1
        }
    }

    /// Takes a record into the chain, and after it those that came early and follow it.
    private mutating func accept(
        _ link: Link, at place: Int, _ claims: Claims, isDamaged: Bool = false
    ) {
        let isHashWrong = !link.isSound && claims.first == link.computed
        (head, next, unread) = (isHashWrong ? link.computed : link.hash, place + 1, 0)
        (lastLine, isLastDamaged) = (link.line, isDamaged)
        while let found = early[next], found.link.previous == head, claims.first != head {
            early[next] = nil
            (head, next) = (found.link.hash, next + 1)
        }
    }

    /// Notes that everything from the next place to `end` is absent, but for the unreadable lines.
    private mutating func noteMissing(through end: Int, line: Int) {
        let first = next + unread
        guard first <= end else { return }
        missing.append((first...end, note(.missing, line: line, first...end)))
    }

    /// Takes a place back from what was noted as absent; false when it was not.
    private mutating func takeMissing(_ sequence: Int) -> Bool {
        guard let index = missing.firstIndex(where: { $0.range.contains(sequence) }) else {
            return false
        }
        let (range, damage) = missing.remove(at: index)
        let line = damages[damage]?.line ?? 0
        damages[damage] = nil
        if range.lowerBound < sequence {
            let rest = range.lowerBound...sequence - 1
            missing.append((rest, note(.missing, line: line, rest)))
        }
        if sequence < range.upperBound {
            let rest = sequence + 1...range.upperBound
            missing.append((rest, note(.missing, line: line, rest)))
        }
        return true
    }

    /// A checkpoint whose signature holds, or could not be looked at.
    ///
    /// - Parameter anchor: the last place that a checkpoint confirmed.
    /// - Returns: whether the checkpoint confirms the chain.
    mutating func addCheckpoint(
        line: Int, sequence: Int, hash: HashValue, anchor: Int, _ claims: Claims
    ) -> Bool {
        if sequence == last, head != nil {
            if hash == head { return true }
            note(.rewritten, line: line, min(anchor + 1, sequence)...sequence)
        } else if head == nil || (sequence > last && claims.first != head) {
            // The events up to it are absent, and it tells how the chain stood after them.
            noteMissing(through: sequence, line: line)
            (head, next, unread) = (hash, max(next, sequence + 1), 0)
            (lastLine, isLastDamaged) = (line, true)
        } else {
            note(.checkpointMisplaced, line: line, sequence)
        }
        return false
    }

    /// The last line.
    ///
    /// - Parameter checkpoints: how many were met, and how many more unreadable lines may have been.
    mutating func addEnd(_ end: JournalEnd, line: Int, checkpoints: ClosedRange<Int>) {
        let follows = head == nil || end.head == head
        if end.events > last, !follows || head == nil {
            noteMissing(through: end.events, line: line)
            next = end.events + 1
        } else if end.events != last || (!follows && !isLastDamaged)
            || end.checkpoints < checkpoints.lowerBound
        {
            note(.end, line: line, last)
        }
        if end.checkpoints > checkpoints.upperBound { note(.checkpointMissing, line: line, last) }
    }

    /// Ends the reading: records that came early and whose place never came were never of the chain.
    mutating func finish() -> [Damage] {
        for found in early.values {
            damages[found.damage] = Damage(
                line: found.link.line,
                sequences: found.link.sequence...found.link.sequence, kind: .inserted)
        }
        return damages.compactMap(\.self).sorted {
            ($0.line, $0.sequences.lowerBound, $0.kind.rawValue)
                < ($1.line, $1.sequences.lowerBound, $1.kind.rawValue)
        }
    }
}
