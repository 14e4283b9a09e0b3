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

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "tianchou",
    targets: [
        // MARK: System libraries, each imported by exactly one module
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        // MARK: Level 0
        module("Geometry"),
        module("Digest", ["CCrypto"]),

        // MARK: Level 1
        module("LandModel", ["Geometry"]),

        // MARK: Tests
        tests("GeometryTests", ["Geometry"]),
        tests("LandModelTests", ["LandModel"]),
    ],
    swiftLanguageModes: [.v6]
)
