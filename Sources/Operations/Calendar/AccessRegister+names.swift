public import Access
public import LandModel

extension AccessRegister {
    /// The name of an office, or its identifier.
    public func name(of office: Office.ID) -> String { offices[office]?.name ?? office.text }

    /// The name of the office of a kind that is responsible for an area: of several the one with the smallest
    /// territory; nil when none is registered.
    public func name(ofKind kind: String, in area: AdministrativeCode) -> String? {
        let found = offices.values.filter {
            $0.kind.text == kind && $0.territory.areas.contains(area)
        }
        // A county's own office stands before one of the city that covers the county too.
        return found.filter { one in
            !found.contains { other in
                let (inner, outer) = (other.territory.areas, one.territory.areas)
                return outer.contains(inner) && !inner.contains(outer)
            }
        }.min { $0.id < $1.id }?.name
    }
}
