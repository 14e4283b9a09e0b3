import Digest
import Testing

/// Signatures of sign-in services, on the examples of RFC 7515 appendices A.2 and A.3.
@Suite struct WebKeyTests {
    private static let payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
        + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    private static let modulus =
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddx"
        + "HmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMs"
        + "D1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSH"
        + "SXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdV"
        + "MTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8"
        + "NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
    private static let signatureA2 =
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7"
        + "AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
        + "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K"
        + "0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv"
        + "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrB"
        + "p0igcN_IoypGlUPQGe77Rw"
    private static let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
    private static let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
    private static let signatureA3 =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA"
        + "pmWQxfKTUJqPP3-Kg6NU1Q"

    private func bytes(_ text: String) throws -> [UInt8] {
        try #require(Base64URLText.bytes(text))
    }

    @Test func `RS256 accepts the signature of A 2, and no other bytes or algorithm`() throws {
        let key = try WebKey(modulus: bytes(Self.modulus), exponent: bytes("AQAB"))
        let signed = Array("eyJhbGciOiJSUzI1NiJ9.\(Self.payload)".utf8)
        let signature = try bytes(Self.signatureA2)
        #expect(try key.verifies(signature, over: signed, by: .rs256))
        #expect(try !key.verifies(signature, over: signed + [0], by: .rs256))
        #expect(try !key.verifies(signature, over: signed, by: .ps256))
        #expect(try !key.verifies(signature, over: signed, by: .es256))
        #expect(try !key.verifies([], over: signed, by: .rs256))
        for place in stride(from: 0, to: signature.count, by: 37) {
            var bent = signature
            bent[place] ^= 1
            #expect(try !key.verifies(bent, over: signed, by: .rs256))
        }
    }

    @Test func `ES256 accepts the signature of A 3, and no other bytes or algorithm`() throws {
        let key = try WebKey(p256X: bytes(Self.x), y: bytes(Self.y))
        let signed = Array("eyJhbGciOiJFUzI1NiJ9.\(Self.payload)".utf8)
        let signature = try bytes(Self.signatureA3)
        #expect(try key.verifies(signature, over: signed, by: .es256))
        #expect(try !key.verifies(signature, over: signed + [0], by: .es256))
        #expect(try !key.verifies(signature, over: signed, by: .rs256))
        #expect(try !key.verifies([UInt8](repeating: 0, count: 64), over: signed, by: .es256))
        #expect(try !key.verifies(signature + [0], over: signed, by: .es256))
        #expect(try !key.verifies(Array(signature.dropLast()), over: signed, by: .es256))
    }

    @Test func `keys that are not sound are refused`() throws {
        let modulus = try bytes(Self.modulus)
        let exponent: [UInt8] = [1, 0, 1]
        for (n, e) in [
            (Array(modulus.dropLast(1)), exponent), (Array(modulus.prefix(128)), exponent),
            (Array(modulus.dropLast()) + [0xA0], exponent), (modulus, [1]), (modulus, [2]),
            (modulus, []), ([], exponent), (modulus, [UInt8](repeating: 1, count: 9)),
        ] {
            #expect(throws: DigestError.unreadableKey) { try WebKey(modulus: n, exponent: e) }
        }
        var off = try bytes(Self.x)
        off[31] ^= 1
        for (x, y) in [
            (off, try bytes(Self.y)), (Array(off.dropLast()), try bytes(Self.y)),
            ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 32)),
        ] {
            #expect(throws: DigestError.unreadableKey) { try WebKey(p256X: x, y: y) }
        }
    }
}
