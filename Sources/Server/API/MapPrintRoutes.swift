import Access
import Digest
import Documents
import Foundation
import Geodesy
import HTTPTypes
import HummingbirdCore
import LandModel
import Maps
import Operations
import Store

/// The map on paper, true to scale (打印出图).
enum MapPrintRoutes {
    static let all: [Route] = [
        Route(
            method: .post, path: MapRoutes.prefix + "/print", chapter: "maps",
            title: "The map as a PDF to scale", parameters: MapRoutes.place,
            body: Route.Body(
                types: ["application/json"], schema: PrintOrder.schema, longest: 24 << 20),
            answers: [.file(200, "application/pdf", "A sheet, or a series with its index")],
            handle: print)
    ]

    private static func print(_ call: Call) async throws -> Reply {
        let (recorded, map) = try await MapRoutes.opened(call)
        let order = try PrintOrder(try await call.bytes())
        let maker = SheetMaker(
            order: order, map: map, symbols: try MapSymbols(call.services.assets),
            maker: try await office(of: call), source: source(recorded, call.language),
            moment: ReportMoment(epochSeconds: call.time / 1000), language: call.language)
        let bytes = try await Offload.run { try pdf(maker, name: call.context.reference) }
        return Reply.bytes(bytes, type: "application/pdf").saved(as: order.title + ".pdf")
    }

    /// Draws the sheets and sets them.
    private static func pdf(_ maker: SheetMaker, name: String) throws -> [UInt8] {
        let order = maker.order
        let sheets: [PlotSheet]
        if order.isSeries {
            sheets = try SheetSeries(maker: maker).sheets()
        } else {
            let zone = try SheetMaker.zone(order.longitude)
            let centre = CoordinateFrame(zone: zone)
                .forward(longitude: order.longitude, latitude: order.latitude)
            sheets = [try maker.sheet(zone, centre: centre)]
        }
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "tianchou-print-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { remove(folder) }
        let path = folder.appending(path: "map.pdf").path
        let identifier = MessageDigest.hash(
            of: Array("\(maker.source) \(order.title) \(maker.moment.epochSeconds)".utf8),
            by: .sha256)
        let document = PrintedPlot(sheets).printed(
            at: path, identifier: String(identifier.hex.prefix(32)))
        try PrintedDocument.set([document], by: TypesetterCommand.locate())
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    private static func remove(_ folder: URL) {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            // What is left in the temporary folder the machine clears; the map is made.
        }
    }

    private static func source(
        _ recorded: RecordedDataset, _ language: DisplayLanguage
    ) -> String {
        let digest = recorded.dataset.snapshot.digest.hex
        return recorded.dataset.name
            + BilingualText(
                zh: "　第 \(recorded.edition) 版　摘要 \(digest)",
                en: ", edition \(recorded.edition), digest \(digest)")[language]
    }

    /// The office of the caller's first post, which the map names as its maker.
    private static func office(of call: Call) async throws -> String {
        let caller = try call.caller()
        guard let post = caller.appointments.first else { return "" }
        let register = try await call.office().home.journal.read { view throws(StoreError) in
            try view.accessRegister()
        }
        return register.offices[post.office]?.name ?? ""
    }
}
