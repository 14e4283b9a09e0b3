import Access
import Digest
import Glibc
import Journal
import LandModel
import Store

/// What an act may reach beside its input while its ground is loaded: the home, the person's files,
/// a progress.
struct Workplace: Sendable {
    let home: OfficeHome
    /// Who acts.
    let person: Person.ID
    /// When, in milliseconds since 1970-01-01 UTC.
    let time: Int
    private let files: PersonFiles
    /// The version of the program, recorded with snapshots.
    let programVersion: String
    /// Where long work tells how far it is.
    let progress: WorkProgress

    init(
        home: OfficeHome, person: Person.ID, time: Int, files: PersonFiles,
        programVersion: String, progress: WorkProgress
    ) {
        self.home = home
        self.person = person
        self.time = time
        self.files = files
        self.programVersion = programVersion
        self.progress = progress
    }

    /// The path of one of the person's files.
    ///
    /// - Throws: ``Refusal`` when there is none.
    func path(of name: String, field: String) throws(Refusal) -> String {
        guard let path = files.path(of: name) else {
            throw Refusal(
                "INP-FILE", field: field, zh: "没有名为 \(name) 的上传文件。请先上传。",
                en: "There is no upload \(name). Upload the file first.")
        }
        guard access(path, R_OK) == 0 else {
            throw Refusal(
                "INP-FILE", field: field, zh: "读不到 \(path)。请核对路径与权限。",
                en: "\(path) cannot be read. Check path and permissions.")
        }
        return path
    }

    /// The version of a stream; 0 when it has no event.
    func version(of stream: StreamID) async throws(StoreError) -> Int {
        try await home.journal.read { view throws(StoreError) in try view.version(of: stream) }
    }

    /// The end of the chain.
    func head() async throws(StoreError) -> JournalHead {
        try await home.journal.read { view throws(StoreError) in try view.head() }
    }

    /// The notices of the one who acts.
    func notices() async throws(StoreError) -> [RecordedNotice] {
        let person = person
        return try await home.journal.read { view throws(StoreError) in
            try view.inbox(of: person, limit: .max)
        }
    }

    /// The published revision of a pack that came last; nil when there is none.
    func published(_ pack: PackID) async throws(StoreError) -> PackPublished? {
        try await home.journal.read { view throws(StoreError) in
            try view.packs().last { $0.pack.id == pack }?.pack
        }
    }

    /// Puts a file into the vault.
    func keep(_ path: String, named name: String) async throws(StoreError) -> VaultID {
        try await home.vault.add(fileAt: path, name: name, at: time).id
    }

    /// Puts bytes into the vault as a text.
    func keep(text bytes: [UInt8], named name: String) async throws(StoreError) -> VaultID {
        let upload = try home.vault.receive(name: name)
        do throws(StoreError) {
            try upload.write(bytes)
            return try await upload.finish(stated: .text, at: time).id
        } catch {
            upload.abandon()
            throw error
        }
    }

    /// A name for a file that is needed for a while only.
    func temporaryFile(ending: String) throws(StoreError) -> TemporaryFile {
        try TemporaryFile(ending: ending)
    }
}

extension Workplace {
    /// The newest edition of a dataset; nil when there is none.
    func edition(of id: DatasetID) async throws(StoreError) -> RecordedDataset? {
        try await home.journal.read { view throws(StoreError) in
            try view.editions(of: id).last
        }
    }

    /// The newest edition of a dataset, which must be about the place of what is measured.
    ///
    /// - Throws: ``Refusal`` when there is none, or it is of another place.
    func edition(
        of id: DatasetID, around place: AdministrativeCode
    ) async throws -> RecordedDataset {
        guard let edition = try await edition(of: id) else {
            throw Refusal(
                "DAT-UNKNOWN", field: "dataset", zh: "没有数据集 \(id)，请先导入。",
                en: "There is no dataset \(id). Import it first.",
                remedies: [Refusal.Remedy("importDataset")])
        }
        let area = edition.dataset.area
        guard area.contains(place) || place.contains(area) else {
            throw Refusal(
                "DAT-AREA", field: "dataset",
                zh: "数据集 \(id) 属于 \(area.digits)，项目在 \(place.digits)。请改用项目所在地的数据集。",
                en:
                    "The dataset \(id) is of \(area.digits); the project lies in \(place.digits). Name a "
                    + "dataset of that place.")
        }
        return edition
    }

    /// Where a file of the vault lies.
    func path(of file: VaultID) throws(StoreError) -> String { try home.vault.path(of: file) }
}
