import Accounts
import Foundation
import FoundationNetworking
import LandModel
import Synchronization

/// The identity service of the office as this server uses it (统一身份认证): its description and keys,
/// fetched and kept for a while, and the exchange of a code for who signed in.
final class IdentityService: Sendable {
    /// How this server is known there.
    let client: OpenIDClient
    private let secret: Secret
    private let fetch: IdentityFetch

    private struct Kept {
        var discovery: (value: OpenIDDiscovery, time: Int)?
        var keys: (value: WebKeySet, time: Int)?
    }

    private let kept = Mutex(Kept())
    /// How long what was fetched is kept, in milliseconds: a key that was withdrawn is good no longer.
    private static let keeping = 3_600_000

    init(_ client: OpenIDClient, secret: Secret, limit: Duration = .seconds(10)) {
        (self.client, self.secret) = (client, secret)
        fetch = IdentityFetch(limit: limit)
    }

    // MARK: What the service says of itself

    /// The service's description.
    ///
    /// - Throws: ``AccountError/openID(_:)``.
    func discovery(at now: Int) async throws(AccountError) -> OpenIDDiscovery {
        if let known = kept.withLock({ $0.discovery }), Self.isFresh(known.time, now) {
            return known.value
        }
        let base = client.issuer.hasSuffix("/") ? String(client.issuer.dropLast()) : client.issuer
        let json = try await fetch.bytes(try Self.request(base + OpenIDDiscovery.wellKnownPath))
        let found = try OpenIDDiscovery(json: json, client: client)
        kept.withLock { $0.discovery = (found, now) }
        return found
    }

    /// The service's keys, and whether they were fetched just now.
    private func keys(at now: Int) async throws(AccountError) -> (set: WebKeySet, isNew: Bool) {
        if let known = kept.withLock({ $0.keys }), Self.isFresh(known.time, now) {
            return (known.value, false)
        }
        let address = try await discovery(at: now).keySetAddress
        let found = try WebKeySet(json: try await fetch.bytes(try Self.request(address)))
        kept.withLock { $0.keys = (found, now) }
        return (found, true)
    }

    private static func isFresh(_ time: Int, _ now: Int) -> Bool {
        time <= now && now - time < keeping
    }

    // MARK: Who signed in

    private struct TokenAnswer: Decodable { let id_token: String? }

    /// Who came back with a code.
    ///
    /// - Throws: ``AccountError/openID(_:)`` with what is wrong with the service or its answer.
    func identity(
        code: String, _ arrival: OpenIDReturn, skew: Int, at now: Int
    ) async throws(AccountError) -> OpenIDIdentity {
        let token = try await token(code: code, verifier: arrival.verifier, at: now)
        let keys = try await keys(at: now)
        do throws(AccountError) {
            return try IdentityToken.verify(
                token, keys: keys.set, client: client, nonce: arrival.nonce, skew: skew, at: now)
        } catch AccountError.openID(.unknownKey) {
            // The service may have changed its keys since they were fetched.
            guard !keys.isNew else { throw .openID(.unknownKey) }
            kept.withLock { $0.keys = nil }
            return try IdentityToken.verify(
                token, keys: try await self.keys(at: now).set, client: client,
                nonce: arrival.nonce, skew: skew, at: now)
        }
    }

    /// Exchanges a code (RFC 6749 section 4.1.3 with the verifier of RFC 7636).
    private func token(
        code: String, verifier: Secret, at now: Int
    ) async throws(AccountError) -> Secret {
        var request = try Self.request(try await discovery(at: now).tokenEndpoint)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        // Both are encoded before they are joined: RFC 6749 section 2.3.1.
        let pair = "\(client.clientID.percentEncoded):\(secret.text.percentEncoded)"
        request.setValue(
            "Basic " + Data(pair.utf8).base64EncodedString(), forHTTPHeaderField: "Authorization")
        request.httpBody = Data(
            [
                ("grant_type", "authorization_code"), ("code", code),
                ("redirect_uri", client.redirect), ("code_verifier", verifier.text),
            ].map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&").utf8)
        let json = try await fetch.bytes(request)
        do {
            let answer = try JSONDecoder().decode(TokenAnswer.self, from: Data(json))
            guard let token = answer.id_token else { throw AccountError.openID(.malformed) }
            return Secret(token)
        } catch {
            throw .openID(.malformed)
        }
    }

    private static func request(_ address: String) throws(AccountError) -> URLRequest {
        guard let url = URL(string: address) else { throw .openID(.insecureAddress(address)) }
        var request = URLRequest(url: url)
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        return request
    }
}

extension IdentityService {
    /// Where the service sends people back to, below the address of the office.
    static let returnPath = "/sign-in/openid/return"

    /// The service that the settings name; nil when they name none or name it wrongly.
    ///
    /// - Parameter faults: where what is wrong is added, each with the key and the remedy.
    static func configured(
        _ settings: ServerSettings, faults: inout [BilingualText]
    ) -> IdentityService? {
        let others = [
            ("identity_client", settings.identityClient),
            ("identity_secret_file", settings.identitySecretFile),
        ]
        guard !settings.identityIssuer.isEmpty else {
            for (name, value) in others where !value.isEmpty {
                faults.append(
                    BilingualText(
                        zh: "identity_issuer：已设 \(name) 而没有签发者网址；请填写，或去掉 \(name)",
                        en: "identity_issuer: \(name) is set without it; name the issuer, or take "
                            + "\(name) out"))
            }
            return nil
        }
        let before = faults.count
        for (name, value) in others where value.isEmpty {
            faults.append(
                BilingualText(
                    zh: "\(name)：已设 identity_issuer，须一并填写；向统一认证的管理员登记后取得",
                    en: "\(name): needed with identity_issuer; whoever runs the identity service "
                        + "gives it when this server is registered"))
        }
        let client = client(settings, &faults)
        let secret = secret(settings.identitySecretFile, &faults)
        guard faults.count == before, let client, let secret else { return nil }
        return IdentityService(client, secret: secret)
    }

    private static func client(
        _ settings: ServerSettings, _ faults: inout [BilingualText]
    ) -> OpenIDClient? {
        if !OpenIDClient.isSecure(settings.publicAddress) {
            faults.append(
                BilingualText(
                    zh: "public_address：用统一认证须填写本服务的 https 网址，供其送回登录者，并在该处登记 "
                        + "“网址\(returnPath)”",
                    en: "public_address: with an identity service it must be this server's https "
                        + "address, to which people are sent back; register it there with "
                        + "\(returnPath) at its end"))
        }
        do throws(AccountError) {
            return try OpenIDClient(
                issuer: settings.identityIssuer, clientID: settings.identityClient,
                redirect: settings.publicAddress + returnPath)
        } catch {
            faults.append(
                BilingualText(
                    zh: "identity_issuer：" + error.explanation.zh,
                    en: "identity_issuer: " + error.explanation.en))
            return nil
        }
    }

    private static func secret(_ path: String, _ faults: inout [BilingualText]) -> Secret? {
        guard !path.isEmpty else { return nil }
        func fault(_ zh: String, _ en: String) {
            faults.append(
                BilingualText(
                    zh: "identity_secret_file：\(path) \(zh)；请将客户端密钥单独存入该文件（权限 0600）",
                    en: "identity_secret_file: \(path) \(en); put the client secret alone into it, "
                        + "mode 0600"))
        }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            fault("读不出", "cannot be read")
            return nil
        }
        guard (1...4096).contains(text.utf8.count) else {
            fault("为空或过长", "is empty or too long")
            return nil
        }
        return Secret(text)
    }
}
