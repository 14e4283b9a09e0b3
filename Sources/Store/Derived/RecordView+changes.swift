import Digest
import GRDB
public import Journal

extension RecordView {
    /// The streams that went on after a place in the journal, by name.
    public func streams(changedAfter sequence: Int) throws(StoreError) -> [StreamID] {
        try storing(path) {
            try String.fetchAll(
                database.cachedStatement(sql: RecordQuery.streamsAfter), arguments: [sequence]
            ).sorted().map { try StreamID($0) }
        }
    }

    /// The hash of the event at a place, in hexadecimal; nil when the journal has none.
    public func hash(at sequence: Int) throws(StoreError) -> String? {
        try storing(path) {
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT hash FROM event WHERE sequence = ?"),
                arguments: [sequence]
            ).map { $0.hash(0).hex }
        }
    }
}
