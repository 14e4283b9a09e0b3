/// What decides one clause, the worst it can come to, and which cases of its pack prove both.
public struct ClauseCoverage: Hashable, Sendable {
    /// What decides a clause.
    public enum DecidedBy: String, Sendable, CaseIterable {
        /// Figures, conditions, accounts or an order of uses.
        case expression
        /// A time limit.
        case time
        /// Papers, acts, posts or attestations on record.
        case record
        /// The pack itself states it.
        case stated
    }

    /// Where what a clause rests on comes from.
    public enum Source: String, Sendable, CaseIterable {
        /// The pack itself.
        case stated
        /// Layers of the snapshot and of the plan.
        case measured
        /// A fact an office states, with its source.
        case fact
        /// An act on the record.
        case act
        /// A paper on file.
        case paper
        /// Somebody in a post.
        case appointment
        /// An office that vouches for it.
        case attestation
        /// A day that comes.
        case time
        /// An account, a balance or the order of uses.
        case ledger
    }

    /// A case of the pack on this clause.
    public struct Proof: Hashable, Sendable {
        /// The sentence that names it.
        public let name: String
        /// The status it expects.
        public let status: FindingStatus
        /// Whether it is tried on a patched copy of the pack, such as one with a blank filled in.
        public let isOnPatch: Bool
    }

    /// The clause.
    public let clause: String
    /// What decides it.
    public let decidedBy: DecidedBy
    /// Everything it rests on, in the order of ``Source``.
    public let sources: [Source]
    /// The parts of the program, not built yet, that will keep what offices state by hand until then.
    public let left: [LaterPart]
    /// The numbers the document leaves blank.
    public let blanks: [String]
    /// The worst it can come to.
    public let worst: WorstStatus
    /// The cases on it, in order of the files; those on patched copies come last.
    public let proofs: [Proof]

    /// How many cases judge it as the pack stands.
    public var caseCount: Int { proofs.count { !$0.isOnPatch } }

    /// The statuses its cases expect.
    public var statuses: Set<FindingStatus> { Set(proofs.map(\.status)) }

    /// The cases in which it is met.
    public var satisfying: [Proof] { proofs.filter { $0.status == .satisfied } }

    /// The cases in which it comes to the worst it can.
    public var breaking: [Proof] { proofs.filter { worst.statuses.contains($0.status) } }

    /// Whether a case meets it and another one breaks it as far as it can be broken.
    public var hasPair: Bool {
        worst.statuses.isEmpty || !satisfying.isEmpty && !breaking.isEmpty
    }
}
