// swift-tools-version:6.2
import PackageDescription

/// Settings of every Swift target: the language mode of Swift 6, upcoming features on, warnings as errors.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "tianchou",
    products: [
        .executable(name: "tianchou", targets: ["tianchou"]),
        .library(name: "Geometry", targets: ["Geometry"]),
        .library(name: "LandModel", targets: ["LandModel"]),
        .library(name: "Overlay", targets: ["Overlay"]),
        .library(name: "DataQuality", targets: ["DataQuality"]),
        .library(name: "Access", targets: ["Access"]),
        .library(name: "Digest", targets: ["Digest"]),
        .library(name: "Journal", targets: ["Journal"]),
        .library(name: "Store", targets: ["Store"]),
        .library(name: "Operations", targets: ["Operations"]),
        .library(name: "Policy", targets: ["Policy"]),
        .library(name: "VectorTiles", targets: ["VectorTiles"]),
        .library(name: "Maps", targets: ["Maps"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // MARK: System libraries, each imported by exactly one module
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

        // MARK: Kernels in C, imported by Overlay only
        .target(name: "COverlayKernels"),

        // MARK: GDAL, loaded when it is first needed; imported by LandExchange only
        .target(name: "CGDAL"),

        // MARK: A call of Linux in no standard; imported by Store only
        .target(name: "CFileRange"),

        // MARK: Level 0
        module("Geometry"),
        module("Digest", ["CCrypto"]),

        // MARK: Level 1
        module("Geodesy", ["Geometry"]),
        module("LandModel", ["Geometry"]),

        // MARK: Level 2
        module("Overlay", ["Geometry", "Geodesy", "LandModel", "COverlayKernels"]),
        module(
            "Policy", ["LandModel", "Digest", .product(name: "Yams", package: "Yams")]),
        module(
            "LandExchange", ["Geometry", "Geodesy", "LandModel", "Digest", "CGDAL", "CSQLite"]),

        module("Journal", ["Digest", "LandModel"]),
        module("Access", ["LandModel"]),
        module("VectorTiles", ["Geometry", "LandModel"]),

        // MARK: Level 3
        module("DataQuality", ["Geometry", "Geodesy", "LandModel"]),
        module("Planning", ["Geometry", "Geodesy", "LandModel", "Overlay", "Policy"]),
        module("SampleCounty", ["Geometry", "Geodesy", "LandModel"]),

        module("Lifecycle", ["LandModel", "Policy"]),

        // MARK: Level 4
        module("Documents", ["Geometry", "LandModel", "Policy", "CXLSXWriter"]),
        module(
            "Store",
            [
                "Journal", "Access", "LandModel", "Digest", "CFileRange",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),

        module(
            "Maps",
            [
                "Digest", "Geometry", "Geodesy", "LandModel", "Overlay", "LandExchange",
                "VectorTiles",
            ]),
        module(
            "Accounts",
            [
                "Access", "Digest", "LandModel", .product(name: "GRDB", package: "GRDB.swift"),
            ]),

        // MARK: Level 5
        module(
            "Operations",
            [
                "Access", "Digest", "Journal", "LandExchange", "LandModel", "Lifecycle", "Planning",
                "Policy", "SampleCounty", "Store", .product(name: "Yams", package: "Yams"),
            ]),

        // MARK: Level 6
        module(
            "Server",
            [
                "Access", "Accounts", "CZlib", "DataQuality", "Digest", "Documents", "Geodesy",
                "Geometry", "Journal", "LandExchange", "LandModel", "Lifecycle", "Maps",
                "Operations",
                "Overlay",
                "Planning", "Policy", "Store", "VectorTiles",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Yams", package: "Yams"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),

        // MARK: Level 7
        .executableTarget(
            name: "tianchou",
            dependencies: [
                "Geometry", "Geodesy", "LandModel", "Overlay", "Policy", "LandExchange",
                "DataQuality", "Planning", "SampleCounty", "Documents", "Access", "Accounts",
                "Digest", "Journal",
                "Operations", "Server", "Store",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // MARK: Tests
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        tests("AccessTests", ["Access", "LandModel", "TestSupport"]),
        tests(
            "DataQualityTests",
            ["DataQuality", "Geodesy", "Geometry", "LandModel", "TestSupport"],
            exclude: ["Fixtures", "Oracle"]),
        tests("DigestTests", ["Digest"]),
        tests(
            "DocumentsTests", ["Geometry", "LandModel", "Policy", "Documents", "TestSupport"]),
        tests("EndToEndTests", ["tianchou"], exclude: ["Scripts"]),
        tests(
            "GeodesyTests", ["Geodesy", "Geometry", "CPROJ", "TestSupport"], exclude: ["Fixtures"]),
        tests("GeometryTests", ["Geometry"]),
        tests("JournalTests", ["Journal", "Digest", "LandModel", "TestSupport"]),
        tests("LandExchangeTests", ["LandExchange", "LandModel", "Geometry", "Geodesy"]),
        tests(
            "LifecycleTests", ["Lifecycle", "LandModel", "Policy", "TestSupport"]),
        tests("LandModelTests", ["LandModel"]),
        tests(
            "OperationsTests",
            [
                "Operations", "Access", "Digest", "Journal", "LandExchange", "LandModel", "Policy",
                "Store", "TestSupport",
            ]),
        tests("OverlayTests", ["Overlay", "Geometry", "Geodesy", "LandModel", "TestSupport"]),
        tests(
            "PlanningTests",
            [
                "Planning", "SampleCounty", "LandModel", "Geometry", "Policy", "Overlay", "Geodesy",
                "TestSupport",
            ], exclude: ["Fixtures"]),
        tests(
            "PolicyTests", ["Policy", "Digest", "LandModel", "TestSupport"],
            exclude: ["Fixtures", "Oracle"]),
        tests("SampleCountyTests", ["SampleCounty", "Geometry", "LandModel"]),
        tests(
            "StoreTests",
            [
                "Store", "Journal", "Access", "LandModel", "Digest", "StoreLoader", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], exclude: ["Fixtures"]),
        // Run and killed by the crash test.
        .executableTarget(
            name: "StoreLoader",
            dependencies: ["Store", "Journal", "Access", "Digest", "LandModel", "TestSupport"],
            path: "Tests/StoreLoader", swiftSettings: strict),
        tests(
            "ServerTests",
            [
                "Server", "Accounts", "Access", "Documents", "Journal", "LandModel", "Operations",
                "Store", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ], exclude: ["Scripts"]),
        tests("TidyTests", []),
        tests(
            "AccountsTests",
            [
                "Accounts", "Access", "Digest", "LandModel", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], exclude: ["Oracle"]),
        tests(
            "MapsTests",
            [
                "Maps", "VectorTiles", "Geometry", "Geodesy", "LandModel", "LandExchange",
                "Overlay",
                "SampleCounty", "TestSupport",
            ], exclude: ["Oracle"]),
        tests(
            "VectorTilesTests", ["VectorTiles", "Geometry", "LandModel", "TestSupport"],
            exclude: ["Oracle"]),
    ],
    swiftLanguageModes: [.v6]
)
