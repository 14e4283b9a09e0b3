import Digest
import Foundation

/// Keys of the standards' examples, which give bare numbers, in the form libcrypto reads.
enum KeyText {
    static func bytes(_ hex: String) -> [UInt8] {
        HexText.bytes(Array(hex.lowercased().utf8.filter { $0 != UInt8(ascii: " ") })) ?? []
    }

    private static func pem(_ label: String, _ der: [UInt8]) -> String {
        "-----BEGIN \(label)-----\n\(Data(der).base64EncodedString())\n-----END \(label)-----\n"
    }

    /// RFC 8410: the seed in a PKCS #8 envelope.
    static func ed25519(seed: String) -> String {
        pem("PRIVATE KEY", bytes("302e020100300506032b657004220420" + seed))
    }

    /// RFC 8410: the point in a SubjectPublicKeyInfo.
    static func ed25519(point: String) -> String {
        pem("PUBLIC KEY", bytes("302a300506032b6570032100" + point))
    }

    /// GB/T 35276: the point on the curve 1.2.156.10197.1.301 in a SubjectPublicKeyInfo.
    static func sm2(x: String, y: String) -> String {
        pem(
            "PUBLIC KEY",
            bytes("3059301306072a8648ce3d020106082a811ccf5501822d034200" + "04" + x + y))
    }

    /// A DER sequence of two positive integers of 32 bytes each.
    static func sequence(_ first: String, _ second: String) -> [UInt8] {
        let parts = [first, second].flatMap { number in
            let digits = bytes(number)
            let signed = (digits.first ?? 0) >= 128 ? [0] + digits : digits
            return [2, UInt8(signed.count)] + signed
        }
        return [0x30, UInt8(parts.count)] + parts
    }
}
