import Digest
import Glibc
import Journal

/// A batch on its way to the writer, with all done that needs nothing of the home.
final class PreparedAct: Sendable {
    let batch: PreparedBatch
    /// What the store understands of each event.
    let known: [KnownEvent?]
    /// The files of the vault that each event names.
    let files: [Set<VaultID>]
    /// Whether an event names one.
    let namesFiles: Bool
    /// Why the store cannot take the events; repetitions and stale versions are looked at before.
    let fault: PayloadFault?
    /// Whether an event changes the register of offices and people.
    let touchesRegister: Bool
    /// About how many bytes the texts of the events have.
    let byteCount: Int

    /// - Throws: ``StoreError/journal(_:)`` when the batch is malformed.
    init(_ batch: Batch, algorithm: DigestAlgorithm) throws(StoreError) {
        do throws(JournalError) {
            self.batch = try PreparedBatch(batch, algorithm: algorithm)
        } catch {
            throw .journal(error)
        }
        var known: [KnownEvent?] = []
        var files: [Set<VaultID>] = []
        var fault: PayloadFault?
        for (index, entry) in batch.entries.enumerated() {
            do throws(PayloadFault) {
                known.append(try KnownEvent(entry.type, entry.stream, entry.payload))
            } catch {
                known.append(nil)
                fault = fault ?? error
            }
            // Most payloads name no file, which their bytes tell faster than their values.
            let mayName = VaultID.areMentioned(in: self.batch.payload(index))
            files.append(mayName ? entry.payload.vaultFiles : [])
        }
        (self.known, self.files, self.fault) = (known, files, fault)
        namesFiles = files.contains { !$0.isEmpty }
        touchesRegister = known.contains { if case .access = $0 { true } else { false } }
        byteCount = self.batch.byteCount
    }

    /// The batch as it stands on the record.
    func recorded(
        _ events: [SealedEvent], _ receipt: BatchReceipt, versions: [StreamID: Int]
    ) -> RecordedBatch {
        let outlines = batch.outlines(
            of: events, after: receipt.sequences.lowerBound - 1, versions: versions)
        let recorded = events.indices.map {
            RecordedEvent(events[$0], outlines[$0], known[$0], files[$0])
        }
        return RecordedBatch(recorded, receipt: receipt)
    }
}

extension VaultID {
    /// Whether the canonical text of a payload may name a file.
    static func areMentioned(in text: ArraySlice<UInt8>) -> Bool {
        text.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return false }
            let length = prefix.utf8.count
            var place = 0
            while place + length <= bytes.count,
                let found = memchr(start + place, Int32(UInt8(ascii: "v")), bytes.count - place)
            {
                place = start.distance(to: UnsafeRawPointer(found))
                if place + length <= bytes.count, memcmp(found, prefix, length) == 0 { return true }
                place += 1
            }
            return false
        }
    }
}
