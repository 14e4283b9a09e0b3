import Foundation
import NIOCore
import Testing

@testable import Server

@Suite struct WireTests {
    /// The oracle is Python's `urllib.parse.parse_qsl`, by which these pairs were written down.
    @Test func `forms are read as browsers write them`() {
        let form = FormBody(Array("a=1&b=%E7%94%B0%E7%95%B4+x&c&d=%zz&a=2&e=%2B%26%3D".utf8))
        #expect(form["a"] == "1")
        #expect(form.all("a") == ["1", "2"])
        #expect(form["b"] == "田畴 x")
        #expect(form["c"].isEmpty)
        #expect(form["d"] == "%zz")
        #expect(form["e"] == "+&=")
        #expect(form["absent"].isEmpty)
    }

    @Test func `what is percent-encoded comes back`() {
        for text in ["田畴 2026/11", "a&b=c?d#e%", "", "~-._"] {
            #expect(text.percentEncoded.removingPercentEncoding == text)
            #expect(text.percentEncoded.utf8.allSatisfy { $0 > 32 && $0 < 127 })
        }
    }

    /// The oracle is the program `gzip`.
    @Test(arguments: [0, 1, 1025, 300_000])
    func `gzip gives back what was packed`(_ length: Int) throws {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        let packed = try #require(Compression.gzip(ByteBuffer(bytes: bytes)))
        let file = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-\(UUID().uuidString).gz")
        try Data(packed.readableBytesView).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/gzip")
        process.arguments = ["-dc", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let plain = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(Array(plain) == bytes)
    }

    @Test(arguments: [
        ("gzip", true), ("gzip, br", true), ("*", true), ("br", false), ("", false),
        ("gzip;q=0", false), ("gzip; q=0.5", true), ("xgzip", false),
    ])
    func `compression is for clients that name it`(_ field: String, _ wanted: Bool) {
        #expect(Compression.isAccepted(field) == wanted)
    }

    @Test(arguments: [
        ("/map?x=1", "/map?x=1"), ("https://elsewhere.example", "/"), ("//elsewhere", "/"),
        ("/\\elsewhere", "/"), ("", "/"), ("/a\r\nSet-Cookie: b", "/"),
    ])
    func `nobody is led to another site`(_ given: String, _ wanted: String) {
        #expect(SignInPages.local(given) == wanted)
    }

    @Test(arguments: [
        ("../../etc/passwd", "passwd"), ("..\\..\\evil.zip", "evil.zip"), (".hidden", "hidden"),
        ("-rf", "rf"), ("", "file"), ("地类图斑.zip", "地类图斑.zip"), ("a\u{0}b", "ab"),
    ])
    func `names of uploads have no path in them`(_ given: String, _ wanted: String) {
        #expect(UploadShelf.safeName(given) == wanted)
    }

    @Test func `a bucket of requests empties and fills with time`() throws {
        let rates = RequestRates(perMinute: 60)
        for _ in 0..<60 { try rates.admit("a", 0) }
        #expect(throws: Problem.self) { try rates.admit("a", 0) }
        try rates.admit("b", 0)
        #expect(throws: Problem.self) { try rates.admit("a", 900) }
        try rates.admit("a", 1000)
        #expect(throws: Problem.self) { try rates.admit("a", 1000) }
    }

    @Test func `the code of the first run is good until twenty wrong ones`() throws {
        let code = try FoundingCode()
        #expect(code.text.count == 12)
        #expect(code.isRight(code.text.lowercased()))
        #expect(code.isRight(code.text.prefix(4) + "-" + code.text.dropFirst(4)))
        for _ in 0..<20 { #expect(!code.isRight("AAAA")) }
        #expect(!code.isRight(code.text))
    }
}
