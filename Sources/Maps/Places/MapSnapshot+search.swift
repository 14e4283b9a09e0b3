import Geometry
import LandExchange
import LandModel

extension MapSnapshot {
    /// Finds features by a name or a code: villages, townships, owners, classes, parcel numbers.
    ///
    /// Values that are what was typed come first, then those that begin with it, then those that hold
    /// it; townships and villages before parcels. Several words, such as a village and a parcel
    /// number, must all be found in one feature. The first search lists the names of the snapshot.
    /// - Parameters:
    ///   - text: what was typed; nothing is found for an empty text.
    ///   - limit: the most hits, at least 1 and at most 200.
    /// - Throws: ``MapsError/snapshot(_:)``.
    public func search(_ text: String, limit: Int) throws(MapsError) -> [MapHit] {
        let terms = SearchTerms(text)
        guard !terms.words.isEmpty else { return [] }
        let index = try searchIndex(progress: .silent)
        let most = min(max(limit, 1), 200)
        let found =
            terms.words.count == 1
            ? index.values(terms.words[0], most: most) : index.features(terms.words, most: most)
        return try pool.with { lease throws(MapsError) in
            var hits: [MapHit] = []
            for candidate in found { hits.append(try hit(candidate, lease)) }
            return hits
        }
    }

    func searchIndex(progress: WorkProgress) throws(MapsError) -> SearchIndex {
        try derived.search.value { () throws(MapsError) in
            try SearchIndex(self, progress: progress)
        }
    }

    private func hit(
        _ candidate: SearchIndex.Candidate, _ lease: ConnectionPool.Lease
    ) throws(MapsError) -> MapHit {
        let layer = try layer(candidate.layer)
        let others = ["DLMC", "ZLDWMC", "TBBH", "QSDWMC", "XZQMC"].filter {
            $0 != candidate.field && layer.field($0) != nil
        }
        let list =
            ([SnapshotConnection.geometryColumn]
            + ([candidate.field] + others).map(SnapshotConnection.quoted)).joined(separator: ", ")
        let rows = try lease.rows(
            "SELECT \(list) FROM \(SnapshotConnection.quoted(layer.name)) "
                + "WHERE \(SnapshotConnection.identifierColumn) = ?", [.integer(candidate.id)])
        do {
            guard try rows.next() else {
                return MapHit(
                    layer: layer.name, id: candidate.id, label: "", field: candidate.field,
                    detail: "", bounds: nil, count: 0)
            }
            let box = rows.box(0)
            let details = others.indices.compactMap { rows.text($0 + 2) }.filter { !$0.isEmpty }
            return MapHit(
                layer: layer.name, id: candidate.id, label: rows.text(1) ?? "",
                field: candidate.field,
                detail: ([layer.title.zh] + details.prefix(3)).joined(separator: " · "),
                bounds: box.flatMap { box in
                    layer.frame.map { MapSystem.degrees(of: box, in: $0) }
                }, count: candidate.count)
        } catch {
            throw .snapshot(error)
        }
    }
}

/// What was typed, as words in capitals.
struct SearchTerms {
    let words: [[UInt8]]

    /// The most words and bytes that are looked at.
    private static let (mostWords, mostBytes) = (6, 200)

    init(_ text: String) {
        words = text.split { $0.isWhitespace || $0 == "，" || $0 == "," || $0 == "、" }
            .prefix(SearchTerms.mostWords)
            .map { word in
                word.utf8.filter { $0 != 0 }.prefix(SearchTerms.mostBytes).map(
                    SearchWords.capital)
            }.filter { !$0.isEmpty }
    }
}
