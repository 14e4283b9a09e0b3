import LandModel
import Policy

extension MissingItem {
    /// What kind of thing is missing, for the reader and for the findings file.
    var kindWord: (slug: String, word: BilingualText, name: String) {
        switch self {
        case .fact(let name): ("fact", BilingualText(zh: "数据", en: "figure"), name)
        case .collection(let name): ("collection", BilingualText(zh: "清单", en: "list"), name)
        case .entity(let name): ("entity", BilingualText(zh: "对象", en: "subject"), name)
        case .parameter(let name): ("parameter", BilingualText(zh: "文件留白", en: "blank"), name)
        case .parameterNotInForce(let name):
            ("parameterNotInForce", BilingualText(zh: "标准未生效", en: "limit to come"), name)
        case .act(let name): ("act", BilingualText(zh: "环节", en: "act"), name)
        case .document(let name): ("document", BilingualText(zh: "材料", en: "paper"), name)
        case .post(let post, let office):
            ("post", BilingualText(zh: "任职", en: "post"), office.map { "\($0)/\(post)" } ?? post)
        case .layer(let name): ("layer", BilingualText(zh: "图层", en: "layer"), name)
        case .account(let name): ("account", BilingualText(zh: "账户", en: "account"), name)
        case .attestation(let office):
            ("attestation", BilingualText(zh: "承诺确认", en: "attestation"), office)
        case .option(let types):
            ("option", BilingualText(zh: "子项目", en: "sub-project"), types.joined(separator: ","))
        case .condition(let text): ("condition", BilingualText(zh: "条件", en: "condition"), text)
        case .calendar(let year):
            ("calendar", BilingualText(zh: "日历", en: "calendar"), String(year))
        }
    }
}
