/// What is around a place in an entry.
enum HARLevel: UInt8, CaseIterable, BitwiseCopyable {
  case entry, request, response, postData
  /// Lists and objects that are passed over, by the object that they are in.
  case entryNest, requestNest, responseNest, postDataNest
  /// A list of headers.
  case requestHeaders, responseHeaders

  /// The parent of its keys in the table of keys.
  var parent: UInt16 {
    switch self {
    case .entry, .entryNest: HARKey.Parent.entry
    case .request, .requestNest: HARKey.Parent.request
    case .response, .responseNest: HARKey.Parent.response
    case .postData, .postDataNest: HARKey.Parent.postData
    case .requestHeaders: HARKey.Parent.requestHeaders
    case .responseHeaders: HARKey.Parent.responseHeaders
    }
  }

  /// What is around it.
  var around: HARLevel {
    switch self {
    case .postDataNest: .postData
    case .postData, .requestHeaders, .requestNest: .request
    case .responseHeaders, .responseNest: .response
    case .entry, .request, .response, .entryNest: .entry
    }
  }

  /// The nest in an object.
  var nest: HARLevel {
    switch self {
    case .request: .requestNest
    case .response: .responseNest
    case .postData: .postDataNest
    default: .entryNest
    }
  }

  /// Whether it is passed over.
  @inline(__always)
  var isNest: Bool { rawValue &- HARLevel.entryNest.rawValue < 4 }

  /// Whether it is a list of headers.
  @inline(__always)
  var isList: Bool { rawValue >= HARLevel.requestHeaders.rawValue }

  /// The index of the step that has no bytes and stands for it.
  var root: Int { Int(rawValue) + 1 }
}
