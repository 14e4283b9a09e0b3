/// The SQL of the queries that run at every act and every page; a test asserts their plans.
enum RecordQuery {
    /// A character after all that may stand in a name.
    static let afterAllNames = "{"
    /// A character after all digits, so that a code and it enclose what the code is a prefix of.
    static let afterDigits = ":"

    static let head = "SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1"
    static let version = "SELECT version FROM stream WHERE stream = ?"
    static let receipt = "SELECT first, last FROM batch WHERE key = ?"
    static let isNamed = "SELECT 1 FROM named_file WHERE digest = ? LIMIT 1"
    static let registerSince = """
        SELECT canonical, previous, hash FROM event WHERE stream = ? AND version > ? ORDER BY version
        """
    static let streams = """
        SELECT stream, version, first, last FROM stream WHERE stream >= ? AND stream < ?
        ORDER BY stream LIMIT ?
        """
    /// Without the words NOT INDEXED SQLite walks the index of all streams instead of the few events after the place,
    /// because that gives them sorted: 300 ms in a journal of three million events.
    static let streamsAfter = "SELECT DISTINCT stream FROM event NOT INDEXED WHERE sequence > ?"
    static let lastOfStreams = "SELECT max(last) FROM stream WHERE stream >= ? AND stream < ?"
    static let eventsOfStream = """
        SELECT canonical, previous, hash FROM event WHERE stream = ? AND version >= ?
        ORDER BY version LIMIT ?
        """
    static let actsOfProject = """
        SELECT e.canonical, e.previous, e.hash FROM act a JOIN event e USING (sequence)
        WHERE a.project = ? ORDER BY a.sequence
        """
    static let inbox = """
        SELECT e.canonical, e.previous, e.hash, i.acknowledged FROM inbox i JOIN event e USING (sequence)
        WHERE i.person = ? AND i.sequence < ? ORDER BY i.sequence DESC LIMIT ?
        """
    static let waiting = """
        SELECT count(*) FROM (SELECT 1 FROM inbox WHERE person = ? AND acknowledged = 0 LIMIT 100)
        """
    static let actsByPerson = acts("a.person = ? AND")
    static let actsByOffice = acts("a.office = ? AND")
    static let actsByOperation = acts("a.operation = ? AND")
    static let actsByProject = acts("a.project = ? AND")
    static let actsByAll = acts("")
    static let actsByArea = """
        SELECT e.canonical, e.previous, e.hash FROM event e
        WHERE e.sequence IN (
          SELECT sequence FROM act_area WHERE code >= ?1 AND code < ?1 || '\(afterDigits)' AND sequence < ?2)
        ORDER BY e.sequence DESC LIMIT ?3
        """
    static let datasets = """
        SELECT sequence, edition FROM dataset WHERE (id, edition) IN (
          SELECT id, max(edition) FROM dataset GROUP BY id) ORDER BY id
        """
    static let editions = "SELECT sequence, edition FROM dataset WHERE id = ? ORDER BY edition"
    static let packs = "SELECT sequence, edition FROM pack ORDER BY id, edition"
    static let search = """
        SELECT s.kind, s.subject, s.text, s.sequence FROM search f JOIN search_entry s ON s.id = f.rowid
        WHERE search MATCH ? ORDER BY f.rank, f.rowid LIMIT ?
        """
    static let event = "SELECT canonical, previous, hash FROM event WHERE sequence = ?"
    static let citations = """
        SELECT document, clause, phrase, batches, first, last FROM citation
        WHERE document = ? ORDER BY clause, phrase
        """

    private static func acts(_ condition: String) -> String {
        """
        SELECT e.canonical, e.previous, e.hash FROM act a JOIN event e USING (sequence)
        WHERE \(condition) a.sequence < ? ORDER BY a.sequence DESC LIMIT ?
        """
    }
}
