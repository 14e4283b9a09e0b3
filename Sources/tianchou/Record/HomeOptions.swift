import ArgumentParser
import Digest
import Foundation
import Journal
import LandModel
import Store

/// The home a command works on.
struct HomeOptions: ParsableArguments {
    @Option(help: "办公目录 · the office's home folder")
    var home: String

    func open() throws -> OfficeHome { try OfficeHome.open(at: home) }
}

/// The clock of the machine.
enum OfficeClock {
    /// Milliseconds since 1970-01-01 UTC.
    static var now: Int { Int((Date().timeIntervalSince1970 * 1000).rounded(.down)) }
}

/// Names for requests that a person does not name.
enum RequestKey {
    static func random() throws -> IdempotencyKey {
        let hex = try SecureRandom.bytes(16).map { String(format: "%02x", $0) }.joined()
        return try IdempotencyKey("cli/\(hex)")
    }
}
