import HTTPTypes
import HummingbirdCore
import LandModel
import NIOCore
import NIOHTTPTypes

extension HTTP1Channel.Configuration {
    /// How connections of the office are read.
    static func office(_ settings: ServerSettings) -> HTTP1Channel.Configuration {
        // The longest address that the routes allow: a filter and a list of fields, every character of which
        // takes twelve bytes when it is written with percent signs.
        let longest = 256 << 10
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [ProtocolFaults()],
            idleTimeout: .seconds(Int64(settings.requestSeconds)),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: longest, maxHeaderListSize: longest + 80 << 10))
    }
}

/// Tells who sent what is no HTTP, or an address that is too long, why it is refused (协议错误).
///
/// Such a request never becomes one, so that no route can answer it; the library refuses it without a word.
final class ProtocolFaults: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private static let problem = Problem.unreadable([
        Problem.Finding(
            "REQ-HTTP",
            BilingualText(
                zh: "请求不合 HTTP 规范，或网址、请求头过长。请缩短筛选条件后重试。",
                en:
                    "The request is not as HTTP has it, or its address or head is too long. Shorten "
                    + "the filter and try again."))
    ])

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        // Every refusal of our own says why, so that one without content is the library's.
        guard case .head(var head) = unwrapOutboundIn(data), head.status == .badRequest,
            head.headerFields[.contentLength] == "0", head.headerFields[.connection] == "close"
        else { return context.write(data, promise: promise) }
        let body = ByteBuffer(
            string: Self.problem.json(.zh, reference: "none").text)
        head.headerFields[.contentType] = "application/problem+json; charset=utf-8"
        head.headerFields[.contentLength] = "\(body.readableBytes)"
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: promise)
    }
}
