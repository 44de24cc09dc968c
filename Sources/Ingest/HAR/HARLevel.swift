/// What is around a place in an entry.
enum HARLevel: UInt8, CaseIterable, BitwiseCopyable {
  case entry, request, response, postData
  /// A list of headers.
  case requestHeaders, responseHeaders
  /// Lists and objects that are passed over.
  case nest

  /// The parent of its keys in the table of keys.
  var parent: UInt16 {
    switch self {
    case .entry, .nest: HARKey.Parent.entry
    case .request: HARKey.Parent.request
    case .response: HARKey.Parent.response
    case .postData: HARKey.Parent.postData
    case .requestHeaders: HARKey.Parent.requestHeaders
    case .responseHeaders: HARKey.Parent.responseHeaders
    }
  }

  /// What is around it.
  var around: HARLevel {
    switch self {
    case .postData, .requestHeaders: .request
    case .responseHeaders: .response
    default: .entry
    }
  }

  /// Whether it is a list of headers.
  var isList: Bool { self == .requestHeaders || self == .responseHeaders }

  /// The index of the step that has no bytes and stands for it.
  var root: Int { Int(rawValue) + 1 }
}
