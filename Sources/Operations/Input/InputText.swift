import Foundation
public import Journal
public import LandModel

/// Reads an input as people write it: JSON in any layout, not only in canonical form.
public enum InputText {
    /// The longest input in bytes; files go by path, not by content.
    public static let longest = 1 << 20
    /// The deepest nesting of lists and objects.
    static let deepest = 16

    /// Reads a JSON text.
    ///
    /// - Throws: ``InputTextError``.
    public static func read(_ bytes: [UInt8], from source: String) throws(InputTextError)
        -> CanonicalJSON
    {
        guard bytes.count <= longest else {
            throw .tooLong(source: source, bytes: bytes.count)
        }
        do {
            return try JSONDecoder().decode(LooseJSON.self, from: Data(bytes)).value
        } catch let error as DecodingError {
            throw .notJSON(source: source, place: Self.place(error))
        } catch {
            throw .notJSON(source: source, place: "")
        }
    }

    private static func place(_ error: DecodingError) -> String {
        let context: DecodingError.Context =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context),
                .keyNotFound(_, let context), .dataCorrupted(let context):
                context
            @unknown default:
                DecodingError.Context(codingPath: [], debugDescription: "")
            }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? context.debugDescription : path
    }
}

/// JSON of any layout as a value of the journal: numbers must be whole, nesting shallow.
private struct LooseJSON: Decodable {
    let value: CanonicalJSON

    init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= InputText.deepest else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: "nested too deeply"))
        }
        if let keyed = try? decoder.container(keyedBy: AnyName.self) {
            var members: [String: CanonicalJSON] = [:]
            for name in keyed.allKeys {
                members[name.stringValue] = try keyed.decode(LooseJSON.self, forKey: name).value
            }
            value = .object(members)
            return
        }
        if var list = try? decoder.unkeyedContainer() {
            var items: [CanonicalJSON] = []
            while !list.isAtEnd { items.append(try list.decode(LooseJSON.self).value) }
            value = .array(items)
            return
        }
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            value = .null
        } else if let flag = try? single.decode(Bool.self) {
            value = .bool(flag)
        } else if let text = try? single.decode(String.self) {
            value = .text(text)
        } else if let number = try? single.decode(Int.self),
            CanonicalJSON.integers.contains(number)
        {
            value = .integer(number)
        } else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: "no whole number"))
        }
    }

    private struct AnyName: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

/// Why an input cannot be read at all.
public enum InputTextError: ExplainedError, Equatable {
    /// The text is no JSON, or holds a number that is not whole.
    case notJSON(source: String, place: String)
    /// The text is longer than any input may be.
    case tooLong(source: String, bytes: Int)

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .notJSON(let source, let place):
            BilingualText(
                zh: "\(source) 不是可用的 JSON（\(place)）。数值须为整数；日期、行政区代码用引号。",
                en: "\(source) is no usable JSON (\(place)). Numbers must be whole; quote days and "
                    + "administrative codes.")
        case .tooLong(let source, let bytes):
            BilingualText(
                zh: "\(source) 有 \(bytes) 字节，超过 \(InputText.longest)。文件请以路径填报。",
                en:
                    "\(source) has \(bytes) bytes, more than \(InputText.longest). Name files by path."
            )
        }
    }
}
