import Digest
import Foundation

/// A second factor that is being set up: a secret shared with an app (动态口令, TOTP of RFC 6238).
public struct SecondFactorEnrolment: Sendable {
    /// The secret in base32, to be typed into the app.
    public let secret: Secret
    /// The secret as an `otpauth` address, to be shown as a two-dimensional code.
    public let address: Secret
}

/// The rules of one-time passwords: SHA-1, 30 seconds, six digits, one step early or late.
enum SecondFactor {
    static let secretLength = 20
    static let window = 1
    static let recoveryCodeCount = 10

    /// The address of the app's convention (Key Uri Format): label, secret, issuer and parameters.
    static func address(secret: Secret, issuer: String, name: String) -> Secret {
        // A colon parts issuer and name; an encoded one inside either would part them elsewhere.
        let allowed = CharacterSet.alphanumerics.intersection(
            CharacterSet(charactersIn: "\0"..."~")
        )
        .union(CharacterSet(charactersIn: "-._~"))
        let encode: (String) -> String = { text in
            text.replacing(":", with: "").addingPercentEncoding(withAllowedCharacters: allowed)
                ?? ""
        }
        return Secret(
            "otpauth://totp/\(encode(issuer)):\(encode(name))?secret=\(secret.text)"
                + "&issuer=\(encode(issuer))&algorithm=SHA1&digits=6&period=30")
    }

    /// The step whose code was typed, later than the last one used; nil for a wrong or used code.
    static func step(
        of code: Secret, secret: Secret, after used: Int, at now: Int
    ) throws(AccountError) -> Int? {
        guard code.text.utf8.count <= 256 else { return nil }
        let typed = Secret(String(code.text.filter { $0.isASCII && $0.isNumber }))
        guard typed.text.count == 6, let key = Base32Text.bytes(secret.text) else { return nil }
        let present = OneTimePassword.step(at: now)
        var found: Int?
        // All steps are tried whichever fits, so that the duration says nothing.
        for step in max(present - window, 0)...present + window {
            do {
                let expected = Secret(try OneTimePassword.code(secret: key, counter: step))
                if expected == typed, step > used { found = found ?? step }
            } catch {
                throw .cryptography(error)
            }
        }
        return found
    }
}
