public import LandModel

/// Finds what a layer means from its name, its file's name and its fields.
public enum RoleRecognition {
    /// A set of fields that only layers of a role have.
    struct Signature: Sendable {
        let role: LayerRole
        let all: Set<String>
        var none: Set<String> = []
    }

    /// Signatures from `handbook/fields.csv`; the red line has two field sets.
    static let signatures: [Signature] = [
        .init(role: .permanentBasicFarmland, all: ["YJJBNTTBMJ"]),
        .init(role: .permanentBasicFarmland, all: ["YJJBNTTBBH"]),
        .init(role: .permanentBasicFarmland, all: ["JBNTMJ"]),
        .init(role: .cultivatedTarget, all: ["DLBM", "SFWHTD"]),
        .init(
            role: .landUse, all: ["DLBM", "TBMJ"],
            none: ["SFWHTD", "YJJBNTTBMJ", "YJJBNTTBBH", "JBNTMJ"]),
        .init(role: .ecologicalRedLine, all: ["HXMC", "HXLX"]),
        .init(role: .ecologicalRedLine, all: ["MC", "RKSL", "QYMJ"]),
        .init(role: .urbanDevelopmentBoundary, all: ["GHFQDM"]),
        .init(
            role: .village, all: ["ZLDWDM", "ZLDWMC"], none: ["DLBM", "TBMJ", "XZQDM", "GHFQDM"]),
        .init(role: .village, all: ["ZLDWDM", "XZQDM", "DCMJ"], none: ["DLBM", "TBMJ"]),
        .init(role: .township, all: ["XZQDM", "XZQMC"], none: ["DLBM", "TBMJ", "GHFQDM", "HXMC"]),
        .init(role: .slope, all: ["PDJB"], none: ["DLBM", "JBNTMJ", "TBMJ"]),
        .init(role: .settlement, all: ["CZCLX"]),
        .init(role: .settlement, all: ["CZCDM", "CZCMC"]),
    ]

    /// The roles that name and fields allow; empty for a layer that means nothing here.
    ///
    /// The layer's own name decides before the file's, and any name before the fields. More than
    /// one role is for a person to settle.
    static func candidates(layer: String, file: String, fields: [String]) -> [LayerRole] {
        for name in [layer, PathText.name(PathText.stem(file))] {
            let roles = LayerTable.roles(inName: name)
            if !roles.isEmpty { return roles }
        }
        let known = Set(fields.map { FieldTable.standard.standardName(of: $0) ?? $0.uppercased() })
        let found = Set(
            signatures.filter { $0.all.isSubset(of: known) && $0.none.isDisjoint(with: known) }
                .map(\.role))
        return LayerRole.allCases.filter(found.contains)
    }
}

/// What a person says about a layer: `--layer SOURCE=ROLE`.
public struct RoleAssignment: Equatable, Sendable {
    /// Layer name, file name (with or without ending) or `FILE#LAYER`.
    public let source: String
    /// The role.
    public let role: LayerRole

    /// Makes an assignment.
    public init(source: String, role: LayerRole) {
        self.source = source
        self.role = role
    }

    /// Reads `SOURCE=ROLE`.
    ///
    /// - Throws: ``LandExchangeError/layer(path:layer:_:)`` when the role is none.
    public init(parsing text: String) throws(LandExchangeError) {
        guard let sign = text.lastIndex(of: "=") else {
            throw .layer(path: text, layer: "", .unknownRole(text))
        }
        let source = String(text[..<sign])
        let name = String(text[text.index(after: sign)...])
        guard let role = LayerTable.role(named: name), !source.isEmpty else {
            throw .layer(path: source, layer: source, .unknownRole(name))
        }
        self.init(source: source, role: role)
    }

    /// Whether the assignment means this layer of this file.
    func matches(layer: String, path: String) -> Bool {
        let file = PathText.name(path)
        let stem = PathText.name(PathText.stem(path))
        return [layer, file, stem, path, "\(path)#\(layer)", "\(file)#\(layer)"].contains(source)
    }
}
