import Digest
import HTTPTypes
import Hummingbird
import LandModel
import NIOCore

/// An answer before it is dressed for the wire: compressed, given a tag, or streamed (应答).
struct Reply: Sendable {
    /// What is in it.
    enum Content: Sendable {
        case nothing
        case bytes(ByteBuffer)
        /// A finished page that is kept.
        case page(KeptPage)
        /// Written piece by piece.
        case stream(@concurrent @Sendable (inout any ResponseBodyWriter) async throws -> Void)
    }

    var status: HTTPResponse.Status
    var headers: HTTPFields
    var content: Content
    /// Whether equal answers share a tag, so that a client asks only whether it changed.
    var isTagged = false
    /// The tag, where it is known already.
    var tag: String?

    init(
        _ status: HTTPResponse.Status = .ok, type: String? = nil, headers: HTTPFields = [:],
        content: Content = .nothing
    ) {
        self.status = status
        self.headers = headers
        self.content = content
        if let type { self.headers[.contentType] = type }
    }

    /// A finished page: a browser may have it, and asks each time whether it changed.
    init(kept page: KeptPage) {
        self.init(type: page.type, content: .page(page))
        isTagged = true
        tag = page.tag
        // Another session is another reader.
        headers[.vary] = "Cookie"
    }

    /// A JSON value.
    static func json(
        _ value: JSONValue, _ status: HTTPResponse.Status = .ok, tagged: Bool = false
    ) -> Reply {
        var reply = Reply(
            status, type: "application/json; charset=utf-8",
            content: .bytes(ByteBuffer(string: value.text)))
        reply.isTagged = tagged
        return reply
    }

    /// A text of some type.
    static func text(
        _ text: String, type: String = "text/plain; charset=utf-8",
        _ status: HTTPResponse.Status = .ok
    ) -> Reply {
        Reply(status, type: type, content: .bytes(ByteBuffer(string: text)))
    }

    /// A page.
    static func page(_ text: String, _ status: HTTPResponse.Status = .ok) -> Reply {
        .text(text, type: "text/html; charset=utf-8", status)
    }

    /// Bytes of some type.
    static func bytes(_ bytes: [UInt8], type: String) -> Reply {
        Reply(type: type, content: .bytes(ByteBuffer(bytes: bytes)))
    }

    /// A report of what went wrong.
    static func problem(
        _ problem: Problem, _ language: DisplayLanguage, reference: String
    ) -> Reply {
        Reply(
            problem.status, type: "application/problem+json; charset=utf-8",
            headers: problem.headers,
            content: .bytes(
                ByteBuffer(string: problem.json(language, reference: reference).text)))
    }

    /// On to another address, by GET.
    static func seeOther(_ address: String) -> Reply {
        Reply(.seeOther, headers: [.location: address])
    }

    /// For the one who asked, and not for a cache on the way.
    func kept(_ control: String) -> Reply {
        var reply = self
        reply.headers[.cacheControl] = control
        return reply
    }

    /// A file to save under a name.
    func saved(as name: String) -> Reply {
        var reply = self
        let plain = String(name.map { $0.isASCII && $0 != "\"" && $0 != "\\" ? $0 : "_" })
        reply.headers[.contentDisposition] =
            "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(name.percentEncoded)"
        return reply
    }

    /// The answer for a request: not again what the client has, compressed when it can read that.
    func response(to request: Request) -> Response {
        var buffer: ByteBuffer
        var packed = { (plain: ByteBuffer) in Compression.gzip(plain) }
        switch content {
        case .nothing: return Response(status: status, headers: headers)
        case .stream(let write):
            return Response(status: status, headers: headers, body: ResponseBody(write))
        case .bytes(let bytes): buffer = bytes
        case .page(let page):
            buffer = page.plain
            packed = { _ in page.packed() }
        }
        var headers = headers
        if isTagged, status == .ok {
            let tag = tag ?? Self.tag(of: buffer)
            headers[.eTag] = tag
            if headers[.cacheControl] == nil { headers[.cacheControl] = "private, no-cache" }
            if let known = request.headers[.ifNoneMatch],
                known == "*"
                    || known.split(separator: ",").contains(where: { Self.trim($0) == tag })
            {
                headers[.contentType] = nil
                return Response(status: .notModified, headers: headers)
            }
        }
        if isTagged, let part = ByteRange.part(of: buffer, status, headers, for: request) {
            return part
        }
        if headers[.contentEncoding] == nil, buffer.readableBytes > 1024,
            Compression.isWorthwhile(headers[.contentType] ?? "")
        {
            headers[.vary] = (headers[.vary].map { $0 + ", " } ?? "") + "Accept-Encoding"
            if Compression.isAccepted(request.headers[.acceptEncoding] ?? ""),
                let packed = packed(buffer)
            {
                buffer = packed
                headers[.contentEncoding] = "gzip"
            }
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: buffer))
    }

    /// The tag of a content, whichever way it is packed.
    static func tag(of buffer: ByteBuffer) -> String {
        let digest = MessageDigest.hash(of: buffer.readableBytesView, by: .sha256).hex
        return "W/\"\(digest.prefix(32))\""
    }

    private static func trim(_ text: Substring) -> String {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

extension String {
    /// The text as part of an address (RFC 3986 §2.1).
    var percentEncoded: String {
        utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                return String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }.joined()
    }
}
