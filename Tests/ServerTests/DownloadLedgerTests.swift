import Access
import Testing

@testable import Server

@Suite struct DownloadLedgerTests {
    private func key(_ layer: String = "d/1 DLTB") -> DownloadLedger.Key {
        DownloadLedger.Key(person: "clerk", layer: layer)
    }

    @Test func `a layer taken whole is noted once, a look not at all`() {
        let ledger = DownloadLedger()
        #expect(ledger.add(1000, of: key(), at: 0) == nil)
        #expect(ledger.add(1_000_000, of: key("d/1 XZQ"), at: 0) == 1_000_000)
        #expect(ledger.add(0, of: key("d/1 XZQ"), at: 1) == nil)
    }

    @Test func `pages are noted when the download has doubled`() {
        let ledger = DownloadLedger()
        let noted = (1...125).compactMap { ledger.add(1000, of: key(), at: $0) }
        #expect(noted == [2000, 4000, 8000, 16_000, 32_000, 64_000])
    }

    @Test func `small pages do not go unseen`() {
        let ledger = DownloadLedger()
        let noted = (1...300).compactMap { ledger.add(10, of: key(), at: $0) }
        #expect(noted == [1010, 2020])
    }

    @Test func `after a rest a download is another one`() {
        let ledger = DownloadLedger()
        #expect(ledger.add(5000, of: key(), at: 0) == 5000)
        #expect(ledger.add(5000, of: key(), at: DownloadLedger.rest - 1) == 10_000)
        #expect(ledger.add(900, of: key(), at: 2 * DownloadLedger.rest - 2) == nil)
        #expect(ledger.add(1100, of: key(), at: 3 * DownloadLedger.rest - 2) == 1100)
    }
}
