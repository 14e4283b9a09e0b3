import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Server

@Suite struct ByteRangeTests {
    // The examples of RFC 9110 §14.1.2 for a representation of 10,000 bytes, and faults.
    @Test(arguments: [
        ("bytes=0-499", ByteRange.Wanted.bytes(0..<500)), ("bytes=500-999", .bytes(500..<1000)),
        ("bytes=-500", .bytes(9500..<10_000)), ("bytes=9500-", .bytes(9500..<10_000)),
        ("bytes=0-0", .bytes(0..<1)), ("bytes=9999-20000", .bytes(9999..<10_000)),
        ("bytes=-20000", .bytes(0..<10_000)), ("bytes=10000-", .outside), ("bytes=-0", .outside),
        ("bytes=5-2", .whole), ("bytes=0-0,-1", .whole), ("bytes=-", .whole), ("lines=1-2", .whole),
        ("bytes=+1-2", .whole), ("bytes=99999999999999999999-", .whole),
    ])
    func `a field is read as the standard has it`(_ field: String, _ wanted: ByteRange.Wanted) {
        #expect(ByteRange.read(field, of: 10_000) == wanted)
    }

    @Test func `only a whole, plain answer to GET is given in parts`() {
        let content = ByteBuffer(bytes: 0..<100)
        func status(
            _ method: HTTPRequest.Method, _ status: HTTPResponse.Status = .ok,
            _ headers: HTTPFields = [:], _ more: HTTPFields = [:]
        ) -> Int? {
            var fields: HTTPFields = [.range: "bytes=1-2"]
            fields.append(contentsOf: more)
            let head = HTTPRequest(
                method: method, scheme: nil, authority: nil, path: "/", headerFields: fields)
            let request = Request(head: head, body: .init(buffer: ByteBuffer()))
            return ByteRange.part(of: content, status, headers, for: request)?.status.code
        }
        #expect(status(.get) == 206)
        #expect(status(.head) == nil)
        #expect(status(.get, .notFound) == nil)
        #expect(status(.get, .ok, [.contentEncoding: "gzip"]) == nil)
        #expect(status(.get, .ok, [:], [.ifRange: "W/\"tag\""]) == nil)
    }
}
