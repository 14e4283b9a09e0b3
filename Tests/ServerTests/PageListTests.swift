import Foundation
import HTTPTypes
import Testing

@testable import Server

/// The list of pages that the journeys walk by: one line a page, with a reason where no link leads to it.
@Suite struct PageListTests {
    @Test func `the list of pages names every page of the server`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../WebTests/pages.txt").standardizedFileURL
        let listed = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            String($0.prefix(upTo: $0.firstRange(of: "  # ")?.lowerBound ?? $0.endIndex))
        }
        let routes = RouteTable.all.routes.filter { $0.isPage && $0.method == .get }.map(\.path)
        let pages = Set(routes).sorted()
        #expect(
            listed == pages,
            "Write this into Tests/WebTests/pages.txt, keeping the reasons:\n\(pages.joined(separator: "\n"))"
        )
    }
}
