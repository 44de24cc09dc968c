/// The keys of a HAR that are read.
///
/// - SeeAlso: http://www.softwareishard.com/blog/har-12-spec/
enum HARKey: UInt16 {
  case log, entries, creator, creatorName
  case request, response, start, time, resourceType, fromCache, serviceWorker, server, error
  case method, url, version, requestHeaders, requestCookies, postData, mimeType
  case status, responseHeaders, redirectURL, responseError, failureText, responseServiceWorker
  case responseCookies, initiatorType, webSocketMessages
  // Members that one producer alone writes.
  case frame, workerReference, monotonicTime, charlesStatus, securityState, fetchType
  case connectionID, pollyOrder, mainRequest, bytesIn, k6Checks

  /// The objects that hold keys.
  enum Parent {
    static let file: UInt16 = 0
    static let log: UInt16 = 1
    static let creator: UInt16 = 2
    static let entry: UInt16 = 3
    static let request: UInt16 = 4
    static let response: UInt16 = 5
    static let postData: UInt16 = 6
    static let requestHeaders: UInt16 = 7
    static let responseHeaders: UInt16 = 8
  }

  /// Whether only that the member is there is of interest.
  var isSign: Bool {
    switch self {
    case .frame, .workerReference, .monotonicTime, .charlesStatus, .securityState, .connectionID,
      .pollyOrder, .mainRequest, .bytesIn, .k6Checks, .webSocketMessages:
      true
    default: false
    }
  }

  /// What the member's value is in an entry, if it is an object or a list of headers.
  var inner: HARLevel? {
    switch self {
    case .request: .request
    case .response: .response
    case .postData: .postData
    case .requestHeaders: .requestHeaders
    case .responseHeaders: .responseHeaders
    default: nil
    }
  }

  /// The table of all keys.
  static func table() -> JSONKeyTable {
    var table = JSONKeyTable()
    for (parent, name, key) in names {
      table.insert(Array(name.utf8), in: parent, payload: key.rawValue)
    }
    return table
  }

  private static let names: [(UInt16, String, HARKey)] = [
    (Parent.file, "log", .log),
    (Parent.file, "entries", .entries),
    (Parent.file, "creator", .creator),
    (Parent.log, "entries", .entries),
    (Parent.log, "creator", .creator),
    (Parent.creator, "name", .creatorName),
    (Parent.entry, "request", .request),
    (Parent.entry, "response", .response),
    (Parent.entry, "startedDateTime", .start),
    (Parent.entry, "time", .time),
    (Parent.entry, "_resourceType", .resourceType),
    (Parent.entry, "_fromCache", .fromCache),
    (Parent.entry, "_fetchedViaServiceWorker", .serviceWorker),
    (Parent.entry, "serverIPAddress", .server),
    (Parent.entry, "_error", .error),
    (Parent.entry, "_failureText", .failureText),
    (Parent.entry, "_errorMessage", .error),
    (Parent.entry, "_initiator_type", .initiatorType),
    (Parent.entry, "_webSocketMessages", .webSocketMessages),
    (Parent.entry, "_frameref", .frame),
    (Parent.entry, "_serviceWorkerRef", .workerReference),
    (Parent.entry, "_monotonicTime", .monotonicTime),
    (Parent.entry, "_securityState", .securityState),
    (Parent.entry, "_fetchType", .fetchType),
    (Parent.entry, "_connectionId", .connectionID),
    (Parent.entry, "_order", .pollyOrder),
    (Parent.entry, "_mainRequest", .mainRequest),
    (Parent.entry, "_bytesIn", .bytesIn),
    (Parent.entry, "checks", .k6Checks),
    (Parent.request, "method", .method),
    (Parent.request, "url", .url),
    (Parent.request, "httpVersion", .version),
    (Parent.request, "headers", .requestHeaders),
    (Parent.request, "cookies", .requestCookies),
    (Parent.request, "postData", .postData),
    (Parent.postData, "mimeType", .mimeType),
    (Parent.response, "status", .status),
    (Parent.response, "headers", .responseHeaders),
    (Parent.response, "cookies", .responseCookies),
    (Parent.response, "redirectURL", .redirectURL),
    (Parent.response, "_error", .responseError),
    (Parent.response, "_errorMessage", .responseError),
    (Parent.response, "_failureText", .failureText),
    (Parent.response, "_fetchedViaServiceWorker", .responseServiceWorker),
    (Parent.response, "_charlesStatus", .charlesStatus),
  ]
}
