import LandExchange

extension MapSnapshot {
    /// The names by which a filter calls the shape of a feature.
    public static let shapeNames = ["geometry", "geom", "shape"]
}

extension MapLayer {
    /// The name by which every layer's legal area can be asked for and sorted by.
    public static let areaName = "area_m2"
    /// The name by which every layer's identifiers can be asked for and sorted by.
    public static let identifierName = "id"

    /// What a filter may ask of the layer: its fields, the identifier and the legal area.
    public var queryables: [MapField] {
        var found = fields
        if field(MapLayer.identifierName) == nil {
            found.append(MapField(name: MapLayer.identifierName, kind: .integer, title: "要素号"))
        }
        if field(MapLayer.areaName) == nil, areaExpression != nil {
            found.append(MapField(name: MapLayer.areaName, kind: .real, title: "法定面积（平方米）"))
        }
        return found
    }

    /// The field a filter means: by its name, its name in another case, or its official Chinese name.
    func queryable(_ name: String) -> MapField? {
        if let own = field(name) { return own }
        let all = queryables
        return all.first { $0.name == name.lowercased() } ?? all.first { $0.title == name }
    }

    /// A queryable as SQL writes it.
    func sql(of queryable: MapField) -> String {
        if fields.contains(queryable) { return SnapshotConnection.quoted(queryable.name) }
        return queryable.name == MapLayer.areaName
            ? areaExpression ?? "NULL" : SnapshotConnection.identifierColumn
    }

    /// The legal area in m²: as recorded, else as the import computed it; nil where neither is kept.
    var areaExpression: String? {
        let recorded = areaField.map(SnapshotConnection.quoted)
        let computed =
            hasComputedArea
            ? SnapshotConnection.quoted(SnapshotConnection.computedAreaColumn) : nil
        guard let recorded, let computed else { return recorded ?? computed }
        return "COALESCE(\(recorded), \(computed))"
    }
}
