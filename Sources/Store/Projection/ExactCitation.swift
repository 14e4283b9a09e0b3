import Glibc
import LandModel

/// A clause that is the same as another only when it is written with the same bytes, as for SQLite.
///
/// Swift takes two spellings of a letter for the same text; rows made from many batches together
/// would then differ from rows made one by one.
struct ExactCitation: Hashable {
    let citation: Citation

    init(_ citation: Citation) { self.citation = citation }

    static func == (left: ExactCitation, right: ExactCitation) -> Bool {
        isSame(left.citation.phrase, right.citation.phrase)
            && isSame(left.citation.clause, right.citation.clause)
            && isSame(left.citation.document, right.citation.document)
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        var (left, right) = (left, right)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                guard let one = left.baseAddress, let other = right.baseAddress else {
                    return left.isEmpty && right.isEmpty
                }
                return left.count == right.count && memcmp(one, other, left.count) == 0
            }
        }
    }

    func hash(into hasher: inout Hasher) {
        Self.add(citation.document, to: &hasher)
        Self.add(citation.clause, to: &hasher)
        Self.add(citation.phrase, to: &hasher)
    }

    private static func add(_ text: String, to hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
