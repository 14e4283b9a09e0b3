import HTTPTypes
import Hummingbird
import NIOCore

/// A part of an answer, for programs that read files over HTTP piece by piece, as GDAL does (RFC 9110 §14).
enum ByteRange {
    /// The part that a request asks for; nil when it asks for the whole, or in a way that may be passed over.
    ///
    /// Tags are weak, and a part goes with a weak tag only when nothing is said of earlier parts (§13.1.5).
    static func part(
        of content: ByteBuffer, _ status: HTTPResponse.Status, _ headers: HTTPFields,
        for request: Request
    ) -> Response? {
        guard status == .ok, request.method == .get, headers[.contentEncoding] == nil,
            request.headers[.ifRange] == nil, let field = request.headers[.range]
        else { return nil }
        let length = content.readableBytes
        var headers = headers
        switch read(field, of: length) {
        case .whole: return nil
        case .outside:
            headers[.contentType] = nil
            headers[.contentRange] = "bytes */\(length)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        case .bytes(let range):
            guard
                let bytes = content.getSlice(
                    at: content.readerIndex + range.lowerBound, length: range.count)
            else { return nil }
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
            return Response(
                status: .partialContent, headers: headers, body: .init(byteBuffer: bytes))
        }
    }

    /// What a field asks for.
    enum Wanted: Equatable {
        case whole
        case outside
        case bytes(Range<Int>)
    }

    /// Reads the field; several ranges at once and what is no range ask for the whole.
    static func read(_ field: String, of length: Int) -> Wanted {
        guard field.lowercased().hasPrefix("bytes=") else { return .whole }
        let ends = field.dropFirst(6).split(
            separator: "-", maxSplits: 1, omittingEmptySubsequences: false
        ).map { $0.filter { $0 != " " } }
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else {
            return .whole
        }
        switch (Int(ends[0]), Int(ends[1])) {
        case (let first?, let last?) where first <= last:
            return first < length ? .bytes(first..<min(last, length - 1) + 1) : .outside
        case (let first?, nil) where ends[1].isEmpty:
            return first < length ? .bytes(first..<length) : .outside
        case (nil, let count?) where ends[0].isEmpty:
            return count > 0 && length > 0 ? .bytes(max(0, length - count)..<length) : .outside
        default: return .whole
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
