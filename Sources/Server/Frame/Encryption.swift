import Foundation
import HummingbirdCore
import HummingbirdTLS
import LandModel
import NIOSSL

/// Encryption of connections in this process (传输加密): TLS 1.2 and 1.3 under the office's own
/// certificate, for offices that have no proxy.
enum Encryption {
    /// What the settings say; nil when nothing is encrypted here or the files cannot be used.
    ///
    /// - Parameter faults: where what is wrong is added, each with the key and the remedy.
    static func configured(
        _ settings: ServerSettings, faults: inout [BilingualText]
    ) -> TLSConfiguration? {
        let files = [
            ("tls_certificate", settings.tlsCertificate), ("tls_key", settings.tlsKey),
        ]
        if files.allSatisfy({ $0.1.isEmpty }) { return nil }
        for (name, path) in files where path.isEmpty {
            faults.append(
                BilingualText(
                    zh: "\(name)：证书与私钥须一并设置；请填写 PEM 文件路径，或两项都去掉",
                    en: "\(name): certificate and key go together; name the PEM file, or take both "
                        + "out"))
        }
        guard files.allSatisfy({ !$0.1.isEmpty }),
            let chain = chain(settings.tlsCertificate, &faults),
            let key = key(settings.tlsKey, &faults)
        else { return nil }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        do {
            // Fails when the key is another certificate's.
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            faults.append(
                BilingualText(
                    zh: "tls_key：\(settings.tlsKey) 与证书 \(settings.tlsCertificate) 不配套；"
                        + "请换用该证书的私钥",
                    en: "tls_key: \(settings.tlsKey) does not belong to the certificate "
                        + "\(settings.tlsCertificate): name the key of that certificate"))
            return nil
        }
        return configuration
    }

    private static func chain(
        _ path: String, _ faults: inout [BilingualText]
    ) -> [NIOSSLCertificate]? {
        let fault = unreadable("tls_certificate", path, "证书（含中间证书）", "certificate chain")
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(path)
            if chain.isEmpty { faults.append(fault) }
            return chain.isEmpty ? nil : chain
        } catch {
            faults.append(fault)
            return nil
        }
    }

    private static func key(
        _ path: String, _ faults: inout [BilingualText]
    ) -> NIOSSLPrivateKey? {
        do {
            return try NIOSSLPrivateKey(file: path, format: .pem)
        } catch {
            faults.append(unreadable("tls_key", path, "私钥（不加口令）", "private key without a password"))
            return nil
        }
    }

    private static func unreadable(
        _ name: String, _ path: String, _ zh: String, _ en: String
    ) -> BilingualText {
        let isThere = FileManager.default.isReadableFile(atPath: path)
        return BilingualText(
            zh: "\(name)：\(path) " + (isThere ? "不是 PEM 格式的\(zh)" : "读不出")
                + "；请填写 PEM 格式\(zh)的文件，并使服务可读",
            en: "\(name): \(path) " + (isThere ? "is no \(en) in PEM" : "cannot be read")
                + "; name a PEM file with the \(en) that the server may read")
    }
}
