public import Digest

/// Verifies an export line by line, in constant memory but for one number per stream.
///
/// It goes on after a damage and tells what can still be relied on. What it finds is exact where a
/// record's neighbours vouch for it; a history that was written anew from some place to its end is
/// found by the next checkpoint, and located between two of them.
public struct JournalVerifier: ~Copyable {
    /// A line that waits for the two records after it, because they are witnesses.
    private struct Waiting {
        let number: Int
        let line: ExaminedLine
        /// The hash that the line names as the one before it.
        let claim: HashValue?
    }

    /// How many lines are looked at in search of the next two records.
    private static let outlook = 1000

    private let keys: [String: PublicKey]
    private let limits: JournalLimits
    private var plain = PlainReading()
    private var diagnosis = ChainDiagnosis()
    private var digest = MessageDigest(.sha256)
    private var isAlgorithmKnown = false
    private var waiting: [Waiting] = []
    private var claimsWaiting = 0
    private var genesis: Genesis?
    /// The journal's name, when the record that states it is sound.
    private var journal: JournalID?
    /// Unreadable lines since the last checkpoint, any of which may have been one.
    private var unreadable = 0
    private var lines = 0
    private var events = 0
    private var checkpoints = 0
    private var confirmed = 0
    private var unchecked = 0
    private var anchor = 0
    private var isEnded = false

    /// Starts a verification.
    ///
    /// - Parameter keys: the keys whose checkpoints are trusted. They must come from elsewhere than
    ///   the export. Without any, checkpoints are compared with the chain but prove nothing.
    public init(trusting keys: [PublicKey] = [], limits: JournalLimits = .format) {
        self.keys = Dictionary(keys.map { ($0.id, $0) }) { first, _ in first }
        self.limits = limits
    }

    private var isFull: Bool { diagnosis.damages.count >= limits.damages }

    /// Takes the next line, without its newline; nil stands for one that is too long or was cut.
    public mutating func add(_ line: ArraySlice<UInt8>?) {
        add(ExaminedLine(scanned: line.flatMap { ScannedLine($0, limits: limits) }))
    }

    /// Takes the next line as far as it was examined.
    mutating func add(_ line: ExaminedLine) {
        lines += 1
        let claim = line.scanned?.claim
        waiting.append(Waiting(number: lines, line: line, claim: claim))
        if claim != nil { claimsWaiting += 1 }
        while let first = waiting.first,
            waiting.count > Self.outlook || claimsWaiting - (first.claim == nil ? 0 : 1) >= 2
        {
            judgeFirst()
        }
    }

    /// What the next two records name.
    private var nextClaims: ChainDiagnosis.Claims {
        var claims = ChainDiagnosis.Claims()
        for item in waiting {
            guard let claim = item.claim else { continue }
            if claims.first == nil {
                claims.first = claim
            } else {
                claims.second = claim
                break
            }
        }
        return claims
    }

    private mutating func judgeFirst() {
        let item = waiting.removeFirst()
        if item.claim != nil { claimsWaiting -= 1 }
        guard !isFull else { return }
        guard !isEnded else {
            plain.stop(at: item.number)
            diagnosis.note(.afterEnd, line: item.number, diagnosis.next)
            return
        }
        let claims = nextClaims
        switch item.line.scanned {
        case nil:
            plain.stop(at: item.number)
            unreadable += 1
            diagnosis.addUnreadable(line: item.number)
        case .genesis(let genesis, let bytes, let hash):
            judge(genesis, bytes: bytes, hash: hash, at: item.number, claims)
        case .event(let line, let places, let hash, let previous):
            judge(
                places, in: line, hash: hash, previous: previous, item.line.computed,
                at: item.number, claims)
        case .checkpoint(let line, let place, let statement, let signature):
            diagnosis.beginWithoutGenesis(line: item.number)
            judge(
                statement, bytes: Array(line[place]), signature: signature, at: item.number, claims)
        case .end(let end):
            diagnosis.beginWithoutGenesis(line: item.number)
            if plain.add(end, at: item.number) {
                diagnosis.note(.batch, line: item.number, diagnosis.last)
            }
            diagnosis.addEnd(
                end, line: item.number, checkpoints: checkpoints...checkpoints + unreadable)
            isEnded = true
        }
    }

    private mutating func judge(
        _ record: Genesis, bytes: [UInt8], hash: HashValue, at number: Int,
        _ claims: ChainDiagnosis.Claims
    ) {
        if diagnosis.next == 0 {
            genesis = record
            use(record.algorithm)
        }
        let link = ChainDiagnosis.Link(
            line: number, sequence: 0, previous: .zero, hash: hash,
            computed: digest.link(previous: .zero, bytes: bytes))
        if link.isSound, journal == nil { journal = record.journal }
        plain.add(record, link)
        diagnosis.addGenesis(link, claims)
    }

    private mutating func use(_ algorithm: DigestAlgorithm) {
        if algorithm != digest.algorithm { digest = MessageDigest(algorithm) }
        isAlgorithmKnown = true
    }

    private mutating func judge(
        _ places: EventPlaces, in line: [UInt8], hash: HashValue, previous: HashValue,
        _ computed: ExaminedLine.Computed?, at number: Int, _ claims: ChainDiagnosis.Claims
    ) {
        events += 1
        diagnosis.beginWithoutGenesis(line: number)
        let content = line[places.whole]
        if !isAlgorithmKnown {
            let sm3 = ChainLink.hash(previous: previous, bytes: content, algorithm: .sm3)
            use(sm3 == hash ? .sm3 : .sha256)
        }
        let algorithm = digest.algorithm
        let link = ChainDiagnosis.Link(
            line: number, sequence: places.sequence, previous: previous, hash: hash,
            computed: computed?.hash(by: algorithm)
                ?? digest.link(previous: previous, bytes: content))
        diagnosis.add(link, claims) {
            ChainLink.hash(previous: $0, bytes: content, algorithm: algorithm)
        }
        for kind in plain.add(link, places, in: line) {
            diagnosis.note(kind, line: number, places.sequence)
        }
    }

    private mutating func judge(
        _ statement: CheckpointStatement, bytes: [UInt8], signature: [UInt8], at number: Int,
        _ claims: ChainDiagnosis.Claims
    ) {
        if !keys.isEmpty {
            let key = keys[statement.keyID]
            guard let key, key.algorithm == statement.algorithm,
                verifies(signature, bytes, with: key)
            else {
                checkpoints += 1
                plain.stop(at: number)
                diagnosis.note(
                    key == nil ? .checkpointKey : .checkpointForged, line: number, diagnosis.last)
                return
            }
        }
        plain.add(statement, at: number)
        if let journal, journal != statement.journal {
            diagnosis.note(.checkpointForeign, line: number, diagnosis.last)
            return
        }
        guard statement.number > checkpoints else {
            diagnosis.note(.checkpointMisplaced, line: number, statement.sequence)
            return
        }
        if statement.number > checkpoints + 1 + unreadable {
            diagnosis.note(.checkpointMissing, line: number, diagnosis.last)
        }
        (checkpoints, unreadable) = (statement.number, 0)
        let holds = diagnosis.addCheckpoint(
            line: number, sequence: statement.sequence, hash: statement.hash, anchor: anchor,
            claims)
        guard holds else { return }
        anchor = statement.sequence
        if keys.isEmpty { unchecked += 1 } else { confirmed += 1 }
    }

    private func verifies(_ signature: [UInt8], _ bytes: [UInt8], with key: PublicKey) -> Bool {
        do throws(DigestError) {
            return try key.verifies(signature, over: bytes)
        } catch {
            // libcrypto could not even try: the checkpoint proves nothing, which is what false says.
            return false
        }
    }

    /// Ends the verification.
    public consuming func report() -> VerificationReport {
        while !waiting.isEmpty { judgeFirst() }
        if !isFull {
            if !isEnded { diagnosis.note(.endMissing, line: lines + 1, diagnosis.next) }
        }
        plain.finish(lines: lines)
        let isCut = isFull
        let damages = diagnosis.finish()
        return VerificationReport(
            genesis: genesis, lines: lines, events: events, sequence: max(diagnosis.last, 0),
            head: diagnosis.head, confirmedCheckpoints: confirmed,
            uncheckedCheckpoints: unchecked,
            confirmedThrough: keys.isEmpty ? 0 : plain.confirmed, firstBreak: plain.firstBreak,
            damages: damages, isCut: isCut)
    }
}

extension ScannedLine {
    /// The hash that the line names as the one before it: events and the last line do.
    var claim: HashValue? {
        switch self {
        case .event(_, _, _, let previous): previous
        case .end(let end): end.head
        case .genesis, .checkpoint: nil
        }
    }
}
