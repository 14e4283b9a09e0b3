import Access
import Digest
import Foundation
import Journal
import LandExchange
import LandModel
import Store
import Testing

@testable import Operations

/// Acts that bring files: datasets and packs.
@Suite struct DataActTests {
    private func square(_ test: TestHome, _ name: String, side: Double) throws {
        let (x, y) = (109.0, 24.0)
        let ring = [
            [x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y],
        ]
        let text = """
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":\
            "urn:ogc:def:crs:EPSG::4490"}},"features":[{"type":"Feature","properties":{"BSM":"1",\
            "TBBH":"1","DLBM":"0101","DLMC":"水田","QSXZ":"30","ZLDWDM":"4502221010010000000",\
            "TBMJ":1.0,"TBDLMJ":1.0},"geometry":{"type":"Polygon","coordinates":[\(ring)]}}]}
            """
        try Data(text.utf8).write(to: test.folder.appending(path: name))
    }

    @Test func `a dataset is imported edition by edition, its snapshots kept under their digests`()
        async throws
    {
        let test = try await TestHome()
        try await test.staffCounty()
        try square(test, "2025.geojson", side: 0.01)
        try square(test, "2026.geojson", side: 0.02)
        let input: (String) -> CanonicalJSON = { file in
            [
                "id": "survey", "name": "乙县国土变更调查", "area": "450222", "files": [.text(file)],
                "roles": [.text("\(file.prefix(4))=DLTB")],
            ]
        }
        try await test.act("importDataset", by: "wang", input("2025.geojson"))
        let second = try await test.act("importDataset", by: "wang", input("2026.geojson"))
        #expect(second.message.zh.hasPrefix("已导入“乙县国土变更调查”第 2 版：1 个图层、1 个要素"))
        let editions = try await test.home.journal.read { view throws(StoreError) in
            try view.editions(of: "survey")
        }
        #expect(editions.map(\.edition) == [1, 2])
        for edition in editions {
            let path = try test.home.vault.path(of: edition.dataset.snapshot)
            try test.home.vault.check(edition.dataset.snapshot)
            let snapshot = try Snapshot.open(path)
            #expect(snapshot.layers.map(\.role) == [.landUse])
            #expect(edition.dataset.layers[0].digest == snapshot.layers[0].digest)
            #expect(edition.dataset.layers[0].computedArea == snapshot.layers[0].computedArea)
        }
        #expect(editions[0].dataset.snapshot != editions[1].dataset.snapshot)
    }

    @Test func `potentials are recorded areas by village and class, before there is a plan`()
        async throws
    {
        let test = try await TestHome()
        try await test.staffCounty()
        // Farmland in one village, a homestead in it, farmland in another village.
        let rows =
            [("4502221010010000000", "0103", 12.34), ("4502221010010000000", "0702", 5.5)]
            + [("4502221010020000000", "0101", 7.0)]
        let features = rows.enumerated().map { index, row in
            let (x, y) = (109.0 + Double(index) * 0.01, 24.0)
            let ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
            return """
                {"type":"Feature","properties":{"BSM":"\(index)","TBBH":"\(index)","DLBM":"\(row.1)",\
                "DLMC":"x","QSXZ":"30","ZLDWDM":"\(row.0)","TBMJ":\(row.2),"TBDLMJ":\(row.2)},\
                "geometry":{"type":"Polygon","coordinates":[\(ring)]}}
                """
        }
        let text = """
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":\
            "urn:ogc:def:crs:EPSG::4490"}},"features":[\(features.joined(separator: ","))]}
            """
        try Data(text.utf8).write(to: test.folder.appending(path: "2025.geojson"))
        try await test.act(
            "publishPack", by: "wang",
            ["folder": .text(try packFolder("liuzhou-2020")), "area": "450222"])
        try await test.act(
            "importDataset", by: "wang",
            [
                "id": "survey", "name": "调查", "area": "450222", "files": ["2025.geojson"],
                "roles": ["2025=DLTB"],
            ])
        try await test.act(
            "listSubject", by: "wang",
            ["subject": "p-1", "entity": "project", "name": "项目", "area": "450222101"])
        #expect(
            try await test.refused(
                "measurePotential", by: "wang", ["subject": "p-1", "dataset": "survey"])
                == ["LIF-VILLAGE"])
        // What is recorded nowhere is not measured as nothing.
        try Data(text.replacing("TBMJ", with: "MJ").utf8).write(
            to: test.folder.appending(path: "bare.geojson"))
        try await test.act(
            "importDataset", by: "wang",
            [
                "id": "bare", "name": "缺面积", "area": "450222", "files": ["bare.geojson"],
                "roles": ["bare=DLTB"],
            ])
        #expect(
            try await test.refused(
                "measurePotential", by: "wang", ["subject": "p-1", "dataset": "bare"])
                == ["DAT-FIELD"])
        try await test.act(
            "listSubject", by: "wang",
            [
                "subject": "p-1/450222101001", "entity": "village", "name": "甲村",
                "parent": "p-1",
            ])
        try await test.act(
            "measurePotential", by: "wang", ["subject": "p-1", "dataset": "survey"])
        let stream: StreamID = "life/p-1"
        let facts = try await test.home.journal.read { view throws(StoreError) in
            Result {
                try view.events(of: stream).map { try $0.event() }
                    .last { $0.type == "factsStated" }?.payload["facts"]
            }
        }.get()
        for (fact, area) in [
            ("upgradePotential", "12.34"), ("highStandardPotential", "12.34"),
            ("homesteadReusePotential", "5.50"), ("reclamationPotential", "5.50"),
            ("reservePotential", "0.00"),
        ] {
            #expect(facts?[fact]?["value"]?.text == area, "\(fact)")
        }
    }

    @Test func `an import outside the territory is refused before a file is read`() async throws {
        let test = try await TestHome()
        try await test.staffCounty()
        #expect(
            try await test.refused(
                "importDataset", by: "wang",
                ["id": "s", "name": "调查", "area": "450223", "files": ["absent.shp"]]) == [
                    "ACC-TERRITORY"
                ])
        #expect(
            try await test.refused(
                "importDataset", by: "wang",
                ["id": "s", "name": "调查", "area": "450222", "files": ["absent.shp"]]) == [
                    "INP-FILE"
                ])
        try Data("no survey".utf8).write(to: test.folder.appending(path: "x.shp"))
        #expect(
            try await test.refused(
                "importDataset", by: "wang",
                ["id": "s", "name": "调查", "area": "450222", "files": ["x.shp"]]) == [
                    "DAT-UNREADABLE"
                ])
    }

    @Test func `a pack is published under its digest, each revision once`() async throws {
        let test = try await TestHome()
        try await test.staffCounty()
        let shelf = test.folder.appending(path: "packs")
        try FileManager.default.createDirectory(at: shelf, withIntermediateDirectories: true)
        let own = URL(filePath: try packFolder("liuzhou-2020"))
        try FileManager.default.copyItem(
            at: own, to: shelf.appending(path: "liuzhou-2020"))
        try FileManager.default.copyItem(
            at: own.deletingLastPathComponent().appending(path: "vocabulary.yaml"),
            to: shelf.appending(path: "vocabulary.yaml"))
        let input: CanonicalJSON = ["folder": "packs/liuzhou-2020", "area": "450222"]
        try await test.act("publishPack", by: "wang", input)
        let published = try await test.home.journal.read { view throws(StoreError) in
            try view.packs()
        }
        #expect(published.count == 1 && published[0].pack.id == "liuzhou-2020")
        let files = try required(published[0].pack.files)
        #expect(files.digest == published[0].pack.digest, "the vault's name is the pack's digest")
        #expect(try await test.refused("publishPack", by: "wang", input) == ["PAC-REVISION"])

        let head = shelf.appending(path: "liuzhou-2020/pack.yaml")
        let text = try String(contentsOf: head, encoding: .utf8)
        let revision = published[0].pack.revision
        #expect(text.contains("revision: \(revision)"))
        try Data(
            text.replacingOccurrences(
                of: "revision: \(revision)", with: "revision: \(revision + 1)"
            ).utf8
        ).write(to: head)
        try await test.act("publishPack", by: "wang", input)

        try Data("pack: [".utf8).write(to: head)
        let codes = try await test.refused("publishPack", by: "wang", input)
        #expect(!codes.isEmpty && codes.allSatisfy { $0.hasPrefix("PAC-P") }, "\(codes)")
    }

    @Test func `a pack is published inside its territory and nowhere else`() async throws {
        let test = try await TestHome()
        try await test.staffCounty()
        for code in ["jinxian-2020", "wuxi-2022", "gansu-2021", "ningxia-2024"] {
            let input: CanonicalJSON = ["folder": .text(try packFolder(code)), "area": "450222"]
            #expect(
                try await test.refused("publishPack", by: "wang", input) == ["PAC-TERRITORY"])
        }
    }

    @Test func `what is noticed in several layers is told once, with their names`() {
        let bytes = BilingualText(zh: "按内容判定编码为 GBK", en: "the bytes are GBK")
        let axes = BilingualText(zh: "坐标轴已对调", en: "the axes were exchanged")
        let remarks = ImportDataset.remarks(on: [
            ("DLTB", [bytes, axes]), ("XZQ", [bytes, bytes]), ("CJDCQ", []),
        ])
        #expect(remarks.map(\.zh) == ["DLTB、XZQ：按内容判定编码为 GBK", "DLTB：坐标轴已对调"])
        #expect(
            remarks.map(\.en) == ["DLTB, XZQ: the bytes are GBK", "DLTB: the axes were exchanged"])
    }
}
