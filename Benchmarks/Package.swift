// swift-tools-version:6.2
import PackageDescription

/// An executable that times the modules alone; apart from the main package so that nothing leaks into it.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "tianchou", path: "..")],
    targets: [
        .executableTarget(
            name: "OverlayBench",
            dependencies: [
                .product(name: "DataQuality", package: "tianchou"),
                .product(name: "Geometry", package: "tianchou"),
                .product(name: "LandModel", package: "tianchou"),
                .product(name: "Overlay", package: "tianchou"),
            ]),
        .executableTarget(
            name: "StoreBench",
            dependencies: [
                .product(name: "Access", package: "tianchou"),
                .product(name: "Digest", package: "tianchou"),
                .product(name: "Journal", package: "tianchou"),
                .product(name: "LandModel", package: "tianchou"),
                .product(name: "Store", package: "tianchou"),
            ]),
        .executableTarget(
            name: "CalendarBench",
            dependencies: [
                .product(name: "Access", package: "tianchou"),
                .product(name: "Journal", package: "tianchou"),
                .product(name: "LandModel", package: "tianchou"),
                .product(name: "Operations", package: "tianchou"),
                .product(name: "Policy", package: "tianchou"),
                .product(name: "Store", package: "tianchou"),
            ]),
        .executableTarget(
            name: "TileBench",
            dependencies: [
                .product(name: "LandModel", package: "tianchou"),
                .product(name: "Maps", package: "tianchou"),
                .product(name: "VectorTiles", package: "tianchou"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
