import Traffic

extension HAREntry {
  /// Takes the value of a member that is no object or list; of what `isCut` only the beginning.
  mutating func take(_ key: HARKey, _ text: Span<UInt8>, isCut: Bool, into bytes: inout [UInt8]) {
    if key == .url {
      setURL(text, isCut: isCut, into: &bytes)
      return
    }
    guard !isCut, text.count > 0 else { return }
    switch key {
    case .method: keep(.method, text, into: &bytes)
    case .version where !text.equals("unknown"): keep(.protocol, text, into: &bytes)
    case .start: setStart(text)
    case .time: setDuration(text)
    case .resourceType, .initiatorType: setResourceType(text)
    case .fetchType: setFetchType(text)
    case .redirectURL: setRedirect(text, into: &bytes)
    case .server: setServer(text, into: &bytes)
    case .error, .responseError, .failureText: setError(text, into: &bytes)
    case .mimeType: setBodyType(text, into: &bytes)
    case .status: status = text.decimal
    case .fromCache where !text.equals("false"): record.traits.insert(.fromCache)
    case .serviceWorker where text.equals("true"), .responseServiceWorker where text.equals("true"):
      record.traits.insert(.fromServiceWorker)
    default: break
    }
  }

  /// Notes a member of which only that it is there is of interest.
  mutating func note(_ key: HARKey) {
    if key == .webSocketMessages { record.traits.insert(.webSocket) }
    if key == .workerReference { record.traits.insert(.workerRequest) }
  }
}
