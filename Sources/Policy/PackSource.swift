/// The nodes of a pack before they mean anything; what `cases/patches.yaml` patches.
struct PackSource: Sendable {
    var head: PackNode
    var lifecycle: PackNode
    var parameters: [PackNode]
    var clauses: [PackNode]
    var cases: [PackNode]
    var patches: [PackNode]
    let digest: String

    /// Sorts the files into their parts; every problem of form goes to the list.
    init(_ folder: PackFolder, problems: inout [PackProblem]) {
        let empty = PackNode(content: .map([]), file: "", line: 0)
        (head, lifecycle) = (empty, empty)
        (parameters, clauses, cases, patches) = ([], [], [], [])
        digest = folder.digest
        for file in folder.files {
            var yaml = PackYAML(file: file.name, anchorsAllowed: file.name.hasPrefix("cases/"))
            guard let text = String(validating: file.bytes, as: UTF8.self) else {
                problems.append(
                    PackProblem(.notYAML("not UTF-8"), file: file.name, line: 0, place: ""))
                continue
            }
            let root = yaml.root(of: text)
            problems += yaml.problems
            guard let root else { continue }
            if !file.name.contains("/") {
                if file.name == "pack.yaml" { head = root } else { lifecycle = root }
                continue
            }
            guard case .list(let items) = root.content else {
                if !root.isNull {
                    problems.append(
                        PackProblem(
                            .wrongShape(field: file.name, wanted: "[…]"), at: root, place: ""))
                }
                continue
            }
            if file.name == "cases/patches.yaml" {
                patches = items
            } else if file.name.hasPrefix("cases/") {
                cases += items
            } else if file.name.hasPrefix("clauses/") {
                clauses += items
            } else {
                parameters += items
            }
        }
    }

    /// The source with a patch of `cases/patches.yaml` applied.
    func applying(_ patch: PackNode) -> PackSource {
        var copy = self
        for change in patch["change"]?.pairs ?? [] {
            for index in copy.clauses.indices where copy.clauses[index]["id"]?.text == change.key {
                copy.clauses[index].update(change.value)
            }
        }
        for change in patch["parameters"]?.pairs ?? [] {
            for index in copy.parameters.indices
            where copy.parameters[index]["name"]?.text == change.key {
                copy.parameters[index].update(change.value)
            }
        }
        copy.parameters += patch["addParameters"]?.items ?? []
        copy.clauses += patch["add"]?.items ?? []
        if let head = patch["pack"] { copy.head.update(head) }
        let removed = Set((patch["remove"]?.items ?? []).compactMap(\.text))
        copy.clauses.removeAll { removed.contains($0["id"]?.text ?? "") }
        for part in ["stages", "acts"] {
            for change in patch[part]?.pairs ?? [] {
                copy.lifecycle["tracks"]?[change.key]?[part]?.append(change.value.items)
            }
        }
        return copy
    }
}
