/// Where the files that an input names are found (所附文件).
public enum PersonFiles: Sendable {
    /// By path, of whoever works at this machine; relative ones begin in the folder.
    case folder(String)
    /// By the names of what the person uploaded, each with its path; nothing else is reached.
    case uploads([String: String])

    /// The path of a name; nil when an upload of the name is not there.
    func path(of name: String) -> String? {
        switch self {
        case .folder(let folder): name.hasPrefix("/") ? name : folder + "/" + name
        case .uploads(let paths): paths[name]
        }
    }
}
