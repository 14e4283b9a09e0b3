import Accounts
import Foundation
import FoundationNetworking
import Synchronization

/// Asks the identity service over the network (统一认证的网络请求).
///
/// An answer has a limit of time and of size; a redirection is an answer and is not followed, so that
/// the service sends nobody on with the secret; nothing is kept, neither cookies nor answers.
struct IdentityFetch: Sendable {
    /// The longest answer, in bytes; descriptions and key sets have a few thousand.
    static let longest = 262_144

    /// How long an answer may take.
    let limit: Duration

    /// The body of an answer that is a success.
    ///
    /// - Throws: ``AccountError/openID(_:)`` with ``OpenIDFault/unreachable(reason:)``,
    ///   ``OpenIDFault/tooLong``, ``OpenIDFault/status(_:)``; ``OpenIDFault/declined(_:)`` when the
    ///   body names an error as RFC 6749 section 5.2 has it.
    func bytes(_ request: URLRequest) async throws(AccountError) -> [UInt8] {
        let answer = BoundedAnswer(longest: Self.longest)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.timeoutIntervalForRequest = Double(limit.components.seconds)
        let session = URLSession(
            configuration: configuration, delegate: answer, delegateQueue: nil)
        let task = session.dataTask(with: request)
        let deadline = Task {
            try await Task.sleep(for: limit)
            task.cancel()
        }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                answer.start(continuation)
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
        deadline.cancel()
        session.invalidateAndCancel()
        switch outcome {
        case .failed(let fault): throw .openID(fault)
        case .answered(200, let bytes): return bytes
        case .answered(let status, let bytes):
            throw .openID(Self.declined(bytes).map { .declined($0) } ?? .status(status))
        }
    }

    private struct Refusal: Decodable { let error: String? }

    /// The error that an answer names; nil when it names none.
    private static func declined(_ bytes: [UInt8]) -> String? {
        do {
            return try JSONDecoder().decode(Refusal.self, from: Data(bytes)).error
                .flatMap(OpenIDFault.code)
        } catch {
            // Many services answer with a page; the status tells enough then.
            return nil
        }
    }
}

extension OpenIDFault {
    /// An error code as it may be shown and logged: what RFC 6749 section 4.1.2.1 allows and no code
    /// has is left out.
    static func code(_ text: String) -> String? {
        let bare = text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
        return bare.isEmpty ? nil : String(bare.prefix(64))
    }
}

/// What arrives of one answer, cut off when it grows too long.
private final class BoundedAnswer: NSObject, URLSessionDataDelegate {
    /// What became of the request: an answer with its status, or why there is none.
    enum Outcome: Sendable {
        case answered(Int, [UInt8])
        case failed(OpenIDFault)
    }

    private struct Progress {
        var bytes: [UInt8] = []
        var isTooLong = false
        var waiting: CheckedContinuation<Outcome, Never>?
    }

    private let longest: Int
    private let progress = Mutex(Progress())

    init(longest: Int) { self.longest = longest }

    func start(_ continuation: CheckedContinuation<Outcome, Never>) {
        progress.withLock { $0.waiting = continuation }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = progress.withLock { progress in
            if progress.bytes.count + data.count > longest {
                progress.isTooLong = true
                progress.bytes = []
            } else {
                progress.bytes += data
            }
            return progress.isTooLong
        }
        if isTooLong { dataTask.cancel() }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
    ) {
        let status = (task.response as? HTTPURLResponse)?.statusCode
        let (waiting, outcome) = progress.withLock { progress in
            defer { progress.waiting = nil }
            return (progress.waiting, Self.outcome(progress, status, error))
        }
        waiting?.resume(returning: outcome)
    }

    private static func outcome(
        _ progress: Progress, _ status: Int?, _ error: (any Error)?
    ) -> Outcome {
        if progress.isTooLong { return .failed(.tooLong) }
        guard let error else { return .answered(status ?? 0, progress.bytes) }
        switch (error as? URLError)?.code {
        case .cancelled, .timedOut: return .failed(.unreachable(reason: "timeout"))
        case .cannotConnectToHost: return .failed(.unreachable(reason: "connection"))
        case .cannotFindHost, .dnsLookupFailed: return .failed(.unreachable(reason: "name"))
        case .secureConnectionFailed, .serverCertificateUntrusted,
            .serverCertificateHasBadDate, .serverCertificateHasUnknownRoot,
            .serverCertificateNotYetValid:
            return .failed(.unreachable(reason: "certificate"))
        case let code:
            return .failed(.unreachable(reason: "URL \(code?.rawValue ?? 0)"))
        }
    }
}
