import Foundation
import GRDB
import Journal

/// The rows of signed checkpoints.
enum CheckpointRows {
    static func insert(
        _ signed: SignedCheckpoint, number: Int, sequence: Int, _ database: Database
    ) throws {
        try database.execute(
            sql:
                "INSERT INTO checkpoint (number, sequence, canonical, signature) VALUES (?, ?, ?, ?)",
            arguments: [
                number, sequence, Data(signed.canonicalBytes), Data(signed.signature),
            ])
    }
}
