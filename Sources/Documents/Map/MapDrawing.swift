public import Geometry
public import LandModel

/// What the maps of a report show (图件): land use before, what the plan changes, the control
/// lines and the places where a clause is violated.
///
/// All layers share one plane. Layers left empty are not drawn and not in the legend.
public struct MapDrawing: Sendable {
    /// What one unit of the coordinates is on the ground.
    public enum Plane: Sendable {
        /// Metres, as in a Gauss–Krüger zone.
        case metres
        /// Degrees of longitude and latitude; drawn true to scale at the middle latitude.
        case degrees
    }

    /// A place where a clause is violated.
    public struct Offence: Sendable {
        /// The clause.
        public var clause: String
        /// The offending pieces.
        public var shapes: PolygonLayer

        /// Makes an offence.
        public init(clause: String, shapes: PolygonLayer) {
            self.clause = clause
            self.shapes = shapes
        }
    }

    /// The plane of all coordinates.
    public var plane: Plane
    /// What the map is called.
    public var title: BilingualText
    /// Land use before.
    public var before: ClassedPolygons
    /// The parcels whose class the plan changes, with their new class.
    public var changed = ClassedPolygons(shapes: PolygonLayer(), codes: [])
    /// Villages.
    public var villages = PolygonLayer()
    /// Names of the villages, one each.
    public var villageNames: [String] = []
    /// 永久基本农田.
    public var farmland = PolygonLayer()
    /// 生态保护红线.
    public var redLine = PolygonLayer()
    /// 城镇开发边界.
    public var urbanBoundary = PolygonLayer()
    /// 项目区, the outline of the project.
    public var project = PolygonLayer()
    /// Parcels put into permanent basic farmland (调入).
    public var putIn = PolygonLayer()
    /// Parcels taken out of permanent basic farmland (调出).
    public var takenOut = PolygonLayer()
    /// Land newly built on (建新).
    public var newlyBuilt = PolygonLayer()
    /// Places where a clause is violated.
    public var offences: [Offence] = []
    /// Who made the map (制图单位); empty when not stated.
    public var maker = ""

    /// Makes a drawing with land use only; the other layers are set afterwards.
    public init(plane: Plane, title: BilingualText, before: ClassedPolygons) {
        self.plane = plane
        self.title = title
        self.before = before
    }

    /// The smallest box around everything that is drawn.
    var box: Box {
        var box = before.shapes.box
        for layer in [changed.shapes, villages, project] { box.extend(layer.box) }
        return box
    }
}
