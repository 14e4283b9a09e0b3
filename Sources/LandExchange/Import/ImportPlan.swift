import LandModel

/// One layer to import and what becomes of it.
struct ImportJob: Sendable {
    let file: SurveyFile
    /// The layer's position in the file.
    let position: Int
    let described: SourceLayer
    let role: LayerRole
    /// The table in the snapshot.
    let table: String
    let reference: CoordinateReference
    /// The positions of the fields that are kept.
    let sourceFields: [Int]
    /// The columns of the table, the computed area last.
    let columns: [GeoPackageWriter.Column]
    /// The fields with personal data, left out.
    let droppedFields: [String]
    /// SHA-256 of the file.
    let digest: String
    let warnings: [ImportWarning]
}

/// What an import will do: every question settled before a feature is read.
struct ImportPlan {
    /// The column of official areas.
    static let computedArea = "computed_area_m2"
    /// Roles that several layers may have without being told so: parcels come one file each.
    private static let plural: Set<LayerRole> = [.boundaryParcel, .other]

    private(set) var jobs: [ImportJob] = []
    /// The layers that are left out, with their files.
    private(set) var skipped: [ImportWarning] = []
    private var taken: Set<String> = []
    private var roles: [LayerRole: (name: String, isTold: Bool)] = [:]
    private var identities: [String: String] = [:]

    /// Settles roles, coordinate systems and columns.
    init(files: [SurveyFile], assignments: [RoleAssignment]) throws(LandExchangeError) {
        for file in files {
            guard file.layers.contains(where: \.hasPolygons) else {
                if let named = file.layers.first(where: { layer in
                    assignments.contains { $0.matches(layer: layer.name, path: file.path) }
                }) {
                    throw .layer(
                        path: file.path, layer: named.name, .notPolygons(kind: named.geometryKind))
                }
                throw .file(path: file.path, .noPolygons(layers: file.layers.map(\.name)))
            }
            let digest = try file.digest()
            for (position, layer) in file.layers.enumerated() {
                let told = assignments.first { $0.matches(layer: layer.name, path: file.path) }
                guard layer.hasPolygons else {
                    if told != nil {
                        throw .layer(
                            path: file.path, layer: layer.name,
                            .notPolygons(kind: layer.geometryKind))
                    }
                    skipped.append(.layerSkipped(name: layer.name, kind: layer.geometryKind))
                    continue
                }
                try add(file, position, told: told?.role, digest)
            }
        }
        for assignment in assignments {
            let isUsed = jobs.contains {
                assignment.matches(layer: $0.described.name, path: $0.file.path)
            }
            guard isUsed else {
                throw .layer(
                    path: files.map(\.path).joined(separator: " "), layer: assignment.source,
                    .notFound(available: jobs.map(\.described.name)))
            }
        }
    }

    private mutating func add(
        _ file: SurveyFile, _ position: Int, told: LayerRole?, _ digest: String
    ) throws(LandExchangeError) {
        let layer = file.layers[position]
        let role = try role(of: layer, in: file, position, told)
        let place = "\(PathText.name(file.path))#\(layer.name)"
        if let other = identities.updateValue(place, forKey: "\(digest)#\(layer.name)") {
            throw .layer(path: file.path, layer: layer.name, .duplicate(other: other))
        }
        if let other = roles[role], !ImportPlan.plural.contains(role), told == nil || !other.isTold
        {
            throw .layer(path: file.path, layer: layer.name, .roleTaken(role, other: other.name))
        }
        roles[role] = (place, told != nil)
        guard let reference = try file.reference(of: layer, required: true) else {
            throw .layer(path: file.path, layer: layer.name, .noCoordinateSystem)
        }
        var warnings: [ImportWarning] = []
        if reference.frame == nil { warnings.append(.notCGCS2000(name: reference.name)) }
        if let given = file.options.epsg, let own = layer.reference?.epsg, own != given {
            warnings.append(.systemReplaced(file: own, given: given))
        }
        let (kept, columns, dropped) = ImportPlan.columns(of: layer)
        jobs.append(
            ImportJob(
                file: file, position: position, described: layer, role: role,
                table: tableName(role, layer.name), reference: reference, sourceFields: kept,
                columns: columns, droppedFields: dropped, digest: digest, warnings: warnings))
    }

    private func role(
        of layer: SourceLayer, in file: SurveyFile, _ position: Int, _ told: LayerRole?
    ) throws(LandExchangeError) -> LayerRole {
        if let told { return told }
        if file.places[position].part.reader == .boundaryText { return .boundaryParcel }
        let candidates = RoleRecognition.candidates(
            layer: layer.name, file: file.path, fields: layer.fields.map(\.name))
        guard candidates.count <= 1 else {
            throw .layer(
                path: file.path, layer: layer.name, .ambiguousRole(candidates: candidates))
        }
        return candidates.first ?? .other
    }

    private static let reservedPrefixes = ["gpkg_", "rtree_", "sqlite_", "tianchou_"]

    /// The role's own name, or the layer's for `.other`; numbered from 2 when it is taken.
    private mutating func tableName(_ role: LayerRole, _ layer: String) -> String {
        var stem = role.rawValue
        if role == .other {
            stem = String(layer.map { $0.isLetter || $0.isNumber ? $0 : "_" })
            let lower = stem.lowercased()
            let isReserved =
                ImportPlan.reservedPrefixes.contains { lower.hasPrefix($0) }
                || LayerRole(rawValue: stem.uppercased()) != nil || stem.isEmpty
            if isReserved { stem = "layer_" + stem }
        }
        var name = stem
        var number = 1
        while !taken.insert(name.lowercased()).inserted {
            number += 1
            name = "\(stem)_\(number)"
        }
        return name
    }

    /// The fields that are kept, their columns with the computed area last, and the dropped ones.
    private static func columns(
        of layer: SourceLayer
    ) -> (kept: [Int], columns: [GeoPackageWriter.Column], dropped: [String]) {
        var kept: [Int] = []
        var columns: [GeoPackageWriter.Column] = []
        var dropped: [String] = []
        var names: Set<String> = [
            GeoPackageWriter.identifierColumn, GeoPackageWriter.geometryColumn, computedArea,
        ]
        for (position, field) in layer.fields.enumerated() {
            if PersonalFields.contains(field.name) {
                dropped.append(field.name)
                continue
            }
            // A snapshot imported again: the area is computed anew.
            if field.name.lowercased() == computedArea { continue }
            let stem = field.name.isEmpty ? "field_\(position + 1)" : field.name
            var name = stem
            var number = 1
            while !names.insert(name.lowercased()).inserted {
                number += 1
                name = "\(stem)_\(number)"
            }
            kept.append(position)
            columns.append(.init(name: name, kind: field.kind))
        }
        columns.append(.init(name: computedArea, kind: .real))
        return (kept, columns, dropped)
    }
}
