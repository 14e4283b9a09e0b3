import Access
import ArgumentParser
import Digest
import Journal
import LandModel
import Operations
import Store

/// Makes the home of an office, with its first administrator.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "建立办公目录 · make the home of an office")

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    @Option(help: "机构代号，如 yx-nr · identifier of the office")
    var office: String

    @Option(help: "机构类别，如 countyNaturalResources · kind of office")
    var kind: String

    @Option(help: "机构全称 · official name")
    var name: String

    @Option(help: "辖区行政区代码，逗号分隔，或 nation · territory, codes separated by commas")
    var areas: String

    @Option(help: "首任系统管理员代号 · identifier of the first administrator")
    var administrator: String

    @Option(help: "首任系统管理员姓名 · name of the first administrator")
    var administratorName: String

    @Option(help: "记录名称，不填则按机构与时间生成 · name of the journal")
    var journal: String?

    @Option(help: "杂凑算法 sha-256 或 sm3 · hash function of the chain")
    var hash = "sha-256"

    @Option(help: "检查点签名算法 ed25519 或 sm2 · how checkpoints are signed")
    var signature = "ed25519"

    mutating func run() async throws {
        let console = Console(common)
        let time = OfficeClock.now
        guard let algorithm = DigestAlgorithm(rawValue: hash) else {
            throw ValidationError("--hash: sha-256, sm3")
        }
        guard let signing = SignatureAlgorithm(rawValue: signature) else {
            throw ValidationError("--signature: ed25519, sm2")
        }
        let founding = Founding(
            journal: try JournalID(journal ?? "\(office)/\(time)"),
            office: Office(
                id: try Self.identifier(office, "--office"),
                kind: try Self.identifier(kind, "--kind"), name: name,
                territory: Territory(try Self.areas(areas))),
            administrator: Person(
                id: try Self.identifier(administrator, "--administrator"),
                name: administratorName),
            time: time)
        try founding.check()
        let home = try OfficeHome.create(
            at: homeOptions.home,
            OfficeSettings(
                journal: founding.journal, office: founding.office.id, algorithm: algorithm,
                signature: signing, created: time))
        let receipt = try await founding.record(in: home)
        if common.json {
            console.result(
                JSONValue.object([
                    ("home", .string(homeOptions.home)),
                    ("journal", .string(founding.journal.text)),
                    ("events", .integer(receipt.sequences.upperBound)),
                ]).text)
        } else {
            let text = BilingualText(
                zh: "已在 \(homeOptions.home) 建立“\(name)”的办公目录，\(administratorName)为系统管理员。"
                    + "请另存 keys/ 中的公钥，以便他人核验。",
                en: "The home of “\(name)” is in \(homeOptions.home); \(administratorName) is its "
                    + "administrator. Keep the public key in keys/ elsewhere too, for others to verify."
            )
            console.result(text[console.language])
        }
    }

    private static func identifier<Subject>(
        _ text: String, _ option: String
    ) throws -> AccessID<Subject> {
        guard let id = AccessID<Subject>(text) else {
            throw ValidationError("\(option): 1–64 × A–Z a–z 0–9 - _ .")
        }
        return id
    }

    static func areas(_ text: String) throws -> AreaScope {
        if text == "nation" { return .nation }
        let parts = text.split(separator: ",")
        let codes = parts.compactMap { AdministrativeCode($0) }
        guard !codes.isEmpty, codes.count == parts.count else {
            throw ValidationError("--areas: 450222,450223 … | nation")
        }
        return .areas(Set(codes))
    }
}
