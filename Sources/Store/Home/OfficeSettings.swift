public import Access
public import Digest
public import Journal

/// What a home is, fixed when it is made: `home.json`.
public struct OfficeSettings: Hashable, Sendable {
    static let format = "tianchou-home-1"

    /// The journal, different for every home ever made.
    public let journal: JournalID
    /// The office that keeps the home.
    public let office: Office.ID
    /// The hash function of the journal's chain.
    public let algorithm: DigestAlgorithm
    /// How checkpoints are signed.
    public let signature: SignatureAlgorithm
    /// When the home was made, in milliseconds since 1970-01-01 UTC.
    public let created: Int

    /// Makes settings.
    public init(
        journal: JournalID, office: Office.ID, algorithm: DigestAlgorithm = .sha256,
        signature: SignatureAlgorithm = .ed25519, created: Int
    ) {
        self.journal = journal
        self.office = office
        self.algorithm = algorithm
        self.signature = signature
        self.created = created
    }

    var genesis: Genesis { Genesis(journal: journal, algorithm: algorithm, created: created) }

    /// The file's bytes.
    func bytes() throws(StoreError) -> [UInt8] {
        let value: CanonicalJSON = [
            "created": .integer(created), "format": .text(Self.format),
            "hash": .text(algorithm.rawValue), "journal": .text(journal.text),
            "office": .text(office.text), "signature": .text(signature.rawValue),
        ]
        do {
            return try value.canonicalBytes() + [0x0A]
        } catch {
            throw .journal(.unacceptableTime(created))
        }
    }

    /// Reads the file's bytes.
    ///
    /// - Throws: ``HomeFault/settings(member:)`` with the member that is wrong.
    init(reading bytes: [UInt8], home: String) throws(StoreError) {
        let value: CanonicalJSON
        do {
            value = try CanonicalJSON(reading: bytes)
        } catch {
            throw .home(path: home, .settings(member: "JSON"))
        }
        do throws(PayloadFault) {
            var reader = try StrictPayload("home", value)
            guard try reader.text("format") == Self.format else {
                throw reader.fault("format", .unfit)
            }
            self.init(
                journal: try reader.text("journal") { Self.name($0) },
                office: try reader.id("office"),
                algorithm: try reader.text("hash") { DigestAlgorithm(rawValue: $0) },
                signature: try reader.text("signature") { SignatureAlgorithm(rawValue: $0) },
                created: try reader.integer("created"))
            try reader.finish()
            guard created >= 0 else { throw reader.fault("created", .unfit) }
        } catch {
            throw .home(path: home, .settings(member: error.member))
        }
    }

    private static func name(_ text: String) -> JournalID? {
        do {
            return try JournalID(text)
        } catch {
            return nil
        }
    }
}
