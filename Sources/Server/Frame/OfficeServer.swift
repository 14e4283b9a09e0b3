import Accounts
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import LandModel
import Logging
import NIOCore
import NIOSSL
import Operations
import ServiceLifecycle
import Store
import UnixSignals

/// The server of one office (田畴服务): everything behind one address, in one process.
public struct OfficeServer: Sendable {
    private let services: Services
    private let logger: Logger
    private let encryption: TLSConfiguration?

    /// Makes ready to serve a home; one that is not founded yet is founded by the first visitor who
    /// has the code.
    ///
    /// - Throws: ``ServerError``; `StoreError` and `AccountError` when the home cannot be opened.
    public init(
        home: String, _ settings: ServerSettings, programVersion: String,
        clock: @escaping @Sendable () -> Int
    ) async throws {
        let home = home.count > 1 && home.hasSuffix("/") ? String(home.dropLast()) : home
        logger = Logger(label: "tianchou") {
            LogLines(logLevel: settings.logLevel, label: $0)
        }
        var faults: [BilingualText] = settings.demonstrationFaults
        let identity = IdentityService.configured(settings, faults: &faults)
        encryption = Encryption.configured(settings, faults: &faults)
        guard faults.isEmpty else { throw ServerError.configuration(faults) }
        let web = try WebFolders(settings)
        let assets = try AssetShelf([("own", web.own + "/static"), ("lib", web.libraries)])
        var office: OfficeServices?
        if FileManager.default.fileExists(atPath: home + "/home.json") {
            office = try OfficeServices(
                try OfficeHome.open(at: home), settings, programVersion, logger)
        }
        var demonstrationClock: DemonstrationClock?
        if let day = settings.demonstrationDay {
            demonstrationClock = try await DemonstrationClock(
                on: day, office?.home, machine: clock)
        }
        services = try Services(
            settings, home: home, programVersion: programVersion, clock: clock,
            demonstrationClock: demonstrationClock, logger: logger, office: office,
            pages: try await PageShelf(
                folder: web.own, assets: assets, settings: settings,
                programVersion: programVersion), assets: assets, identity: identity)
        services.addGauges()
    }

    /// The code for the first run; nil when the office is founded.
    public var foundingCode: String? {
        services.office == nil ? services.foundingCode.text : nil
    }

    /// Serves until it is told to stop; requests under way are finished first.
    ///
    /// - Parameter ready: called with the port once requests are taken.
    /// - Throws: ``ServerError/address(_:reason:)``.
    public func run(ready: @escaping @Sendable (Int) -> Void) async throws {
        let settings = services.settings
        // The first visitor should not wait until every life is read; beside the service, for it takes a while in a
        // large office.
        let reading = Task { [services, logger] in
            do {
                _ = try await services.office?.lines.all()
            } catch {
                logger.warning("lines", metadata: ["error": "\(error)"])
            }
        }
        defer { reading.cancel() }
        let plain = HTTPServerBuilder.http1(configuration: .office(settings))
        let app = Application(
            router: RouteTable.all.router(services),
            server: try encryption.map { try .tls(plain, tlsConfiguration: $0) } ?? plain,
            configuration: .init(
                address: .hostname(settings.address, port: settings.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    settings.connections)),
            onServerRunning: { channel in ready(channel.localAddress?.port ?? settings.port) },
            logger: logger)
        do {
            var group = ServiceGroupConfiguration(
                services: [app], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            group.maximumGracefulShutdownDuration = Duration.seconds(30)
            try await ServiceGroup(configuration: group).run()
        } catch let error as IOError {
            throw ServerError.address(
                "\(settings.address):\(settings.port)", reason: "\(error.description)")
        }
        if let office = services.office {
            await office.jobs.close()
            try office.accounts.close()
            try office.home.close()
        }
    }
}

/// Where the files of the pages are.
struct WebFolders {
    let own: String
    let libraries: String

    /// Finds them: as configured, else beside or above the program or the current folder.
    init(_ settings: ServerSettings) throws(ServerError) {
        own = try Self.find(
            settings.webFolder, "Resources/Web", holding: "templates",
            BilingualText(zh: "网页资源文件夹", en: "The folder of the pages"),
            "TIANCHOU_WEB_FOLDER")
        libraries = try Self.find(
            settings.libraryFolder, ".deps/web", holding: "maplibre-gl.js",
            BilingualText(zh: "第三方网页库", en: "The folder of web libraries"),
            "TIANCHOU_LIBRARY_FOLDER")
    }

    private static func find(
        _ given: String, _ name: String, holding part: String, _ what: BilingualText,
        _ variable: String
    ) throws(ServerError) -> String {
        if !given.isEmpty {
            guard InstalledFolder.holds(URL(filePath: given), part) else {
                throw .noFolder(what: what, looked: [given], variable: variable)
            }
            return given
        }
        guard let found = InstalledFolder.find(name, holding: part) else {
            throw .noFolder(
                what: what, looked: InstalledFolder.starts.map(\.path), variable: variable)
        }
        return found.path
    }
}

extension OfficeServices {
    /// Opens what belongs to the office of a home.
    init(
        _ home: OfficeHome, _ settings: ServerSettings, _ programVersion: String, _ logger: Logger
    ) throws {
        var rules = AccountSettings()
        rules.sessionIdle = settings.idleMinutes * 60_000
        rules.sessionLength = settings.sessionHours * 3_600_000
        rules.secondFactorRoles = settings.secondFactorRoles
        // What one reader has loaded of packs and files serves all.
        let library = PolicyLibrary(home)
        self.init(
            home: home, desk: OfficeDesk(library, programVersion: programVersion),
            accounts: try AccountBook.open(home.path + "/" + AccountBook.file, settings: rules),
            jobs: JobBoard(),
            uploads: try UploadShelf(home: home.path, megabytes: settings.uploadMegabytes),
            maps: MapShelf(home: home, megabytes: settings.mapMegabytes, logger: logger),
            qualityShelf: QualityShelf(home), checks: CheckShelf(home: home.path),
            lines: ProjectLines(library), calendar: try OfficeCalendar(library), library: library,
            projects: ProjectShelf(library), watch: RecordWatch(home),
            recent: RecentActs(home))
    }
}

extension Services {
    /// Figures that are read when asked for.
    func addGauges() {
        metrics.gauge("tianchou_jobs_waiting", "Jobs that wait or run.") { [self] in
            Double(office?.jobs.load ?? 0)
        }
        metrics.gauge("tianchou_resident_memory_bytes", "Memory of the process.") {
            // The second number of statm is the pages in memory (proc(5)).
            do {
                let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
                let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) }
                return pages.map { $0 * 4096 } ?? .nan
            } catch {
                // A system without it has no figure, which is not nought.
                return .nan
            }
        }
    }
}
