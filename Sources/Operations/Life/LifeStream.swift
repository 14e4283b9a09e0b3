import Journal
import Lifecycle

/// Where the events of subjects stand in the journal.
///
/// A project and all that is inside it share one stream, so that an act on it is decided on one
/// version. What is inside names its project in its identifier: `450222-2026-001/v-3`.
enum LifeStream {
    static let prefix = "life/"

    /// The identifier of the subject whose stream it is.
    static func owner(of subject: String) -> String {
        String(subject.prefix { $0 != "/" })
    }

    /// The subject whose stream it is; nil for a stream of something else.
    static func owner(of stream: StreamID) -> String? {
        stream.text.hasPrefix(prefix) ? String(stream.text.dropFirst(prefix.count)) : nil
    }

    /// The stream of a subject.
    ///
    /// - Throws: ``Refusal`` for an identifier that is none.
    static func stream(of subject: String, field: String) throws(Refusal) -> StreamID {
        do {
            return try StreamID(prefix + owner(of: subject))
        } catch {
            throw Refusal(
                "LIF-IDENTIFIER", field: field, zh: "\(subject) 不能用作代号（字母、数字和 - _ . /）。",
                en: "\(subject) is no identifier (letters, digits and - _ . /).")
        }
    }
}
