import Hummingbird
import Maps
import NIOCore

/// Features being written as a text of some format, piece by piece.
protocol FeatureText: Sendable {
    /// How much is written and not yet taken, in bytes.
    var size: Int { get }
    /// Writes a feature.
    mutating func append(_ feature: MapFeature)
    /// Writes what follows the last feature.
    mutating func finish()
    /// Takes what is written.
    mutating func take() -> [UInt8]
}

/// Features on their way to a client, however many there are.
///
/// The next piece is made while the last one is sent, and no piece beyond that: a slow client holds
/// neither a thread nor more memory than two pieces.
enum FeatureStream {
    /// The bytes after which a piece is sent.
    private static let pieceSize = 256 << 10

    private struct Piece<Text: FeatureText>: Sendable {
        let text: Text
        let buffer: ByteBuffer
        let isLast: Bool
    }

    /// The content of an answer.
    static func content(_ cursor: FeatureCursor, _ text: some FeatureText) -> Reply.Content {
        .stream { writer in
            var piece = try await next(cursor, text)
            while !piece.isLast {
                let text = piece.text
                async let following = next(cursor, text)
                try await writer.write(piece.buffer)
                piece = try await following
            }
            try await writer.write(piece.buffer)
            try await writer.finish(nil)
        }
    }

    private static func next<Text: FeatureText>(
        _ cursor: FeatureCursor, _ text: Text
    ) async throws -> Piece<Text> {
        try await Offload.run {
            var text = text
            let hasMore = try cursor.advance { feature in
                text.append(feature)
                return text.size < pieceSize
            }
            if !hasMore { text.finish() }
            // Taken before the rest is kept, or the next piece would begin with this one.
            let buffer = ByteBuffer(bytes: text.take())
            return Piece(text: text, buffer: buffer, isLast: !hasMore)
        }
    }
}
