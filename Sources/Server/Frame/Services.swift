import Access
import Accounts
import Digest
import Hummingbird
import LandModel
import Logging
import Operations
import Store
import Synchronization

/// What all requests share: settings, the office once it is founded, the accounts, the figures (公用服务).
final class Services: Sendable {
    let settings: ServerSettings
    /// The folder of the office.
    let homePath: String
    /// The version of the program.
    let programVersion: String
    /// Milliseconds since 1970-01-01 UTC.
    let clock: @Sendable () -> Int
    /// The clock, where people may move it; nil but in a demonstration.
    let demonstrationClock: DemonstrationClock?
    let logger: Logger
    let rates: RequestRates
    let signInRates: RequestRates
    let metrics = ServerMetrics()
    let pages: PageShelf?
    let assets: AssetShelf
    let foundingCode: FoundingCode
    /// The identity service people may sign in with; nil when none is set.
    let identity: IdentityService?
    private let opened: Mutex<OfficeServices?>

    init(
        _ settings: ServerSettings, home: String, programVersion: String,
        clock: @escaping @Sendable () -> Int, demonstrationClock: DemonstrationClock?,
        logger: Logger, office: OfficeServices?,
        pages: PageShelf?, assets: AssetShelf, identity: IdentityService?
    ) throws {
        self.settings = settings
        homePath = home
        self.programVersion = programVersion
        if let demonstrationClock {
            self.clock = { demonstrationClock.now }
        } else {
            self.clock = clock
        }
        self.demonstrationClock = demonstrationClock
        self.logger = logger
        self.pages = pages
        self.assets = assets
        self.identity = identity
        rates = RequestRates(perMinute: settings.requestsPerMinute)
        signInRates = RequestRates(perMinute: settings.signInsPerMinute)
        foundingCode = try FoundingCode()
        opened = Mutex(office)
    }

    /// The office; nil until it is founded.
    var office: OfficeServices? { opened.withLock { $0 } }

    /// Takes the office into service after it was founded; false when one is there already.
    func take(_ office: OfficeServices) -> Bool {
        opened.withLock { opened in
            guard opened == nil else { return false }
            opened = office
            return true
        }
    }

    /// The address of the client: of the connection, or what a trusted proxy says it came from.
    func address(of request: Request, peer: String) -> String {
        guard settings.trustsProxy, let forwarded = request.headers.value("X-Forwarded-For"),
            let last = forwarded.split(separator: ",").last?.filter({ $0 != " " }), !last.isEmpty
        else { return peer }
        return String(last.prefix(64))
    }

    /// Whether two secrets are equal, in a time that does not tell where they differ.
    func isSame(_ one: String, _ other: String) -> Bool {
        ConstantTime.areEqual(Array(one.utf8), Array(other.utf8))
    }
}

/// What an office has once it is founded.
struct OfficeServices: Sendable {
    let home: OfficeHome
    let desk: OfficeDesk
    let accounts: AccountBook
    let jobs: JobBoard
    let uploads: UploadShelf
    let downloads = DownloadLedger()
    let maps: MapShelf
    let qualityShelf: QualityShelf
    let checks: CheckShelf
    let packs = InstalledPacks()
    /// Where every subject stands.
    let lines: ProjectLines
    /// What is due.
    let calendar: OfficeCalendar
    /// The packs published here, each read once.
    let library: PolicyLibrary
    /// What was read of subjects lately.
    let projects: ProjectShelf
    /// Where the record stands.
    let watch: RecordWatch
    /// Finished pages.
    let pages = PageStore()
    /// What was done last.
    let recent: RecentActs
}
