import Traffic

extension HAREntry {
  /// What becomes of the entry.
  enum Outcome: BitwiseCopyable {
    /// It is an exchange; what was wrong with one of its values, if anything.
    case exchange(fault: LineError?)
    /// It never went over HTTP.
    case aside(Aside)
    /// It cannot be used.
    case refused(LineError)
  }

  /// Settles what the silence of the producer means, once the entry is read.
  mutating func finish(_ silence: HARSilence, in bytes: [UInt8]) -> Outcome {
    if record.present.contains(.method),
      bytes.span.extracting(record.places[Int(Field.method.rawValue)].range).equals("CONNECT")
    {
      return .aside(.tunnel)
    }
    switch url {
    case .none: return .refused(.missingField)
    case .malformed: return .refused(.badURL)
    case .otherScheme: return .aside(aside ?? .otherScheme)
    case .http: break
    }
    // Who stands behind a proxy does not show.
    if !silence.producer.isProxy { record.traits.insert(.oneClient) }
    settleRequest(silence)
    settleResponse(silence)
    return .exchange(fault: hasBadTime ? .badTime : nil)
  }

  private mutating func settleRequest(_ silence: HARSilence) {
    // Headers without any that the network's side adds are provisional: the browser noted them
    // before it sent, or instead of sending, and left out what it would have added, Origin first
    // of all. A proxy sees none of that kind.
    let isComplete =
      hasRequestHeaders && !record.traits.contains(.fromCache)
      && (wasSent || record.present.contains(.fetchMode) || silence.producer.isProxy)
    if let bodyType, !record.present.contains(.contentType) { record.set(.contentType, bodyType) }
    if silence.producer.hidesPreflights { record.traits.insert(.hidesPreflights) }
    guard isComplete else {
      record.traits.insert(.provisional)
      return
    }
    record.observable.formUnion(
      HeaderSlots.requestFields.subtracting(FieldSet(.hasCookie, .hasAuthorization)))
    if silence.keepsSecrets {
      record.observable.formUnion(FieldSet(.hasCookie, .hasAuthorization))
    }
  }

  private mutating func settleResponse(_ silence: HARSilence) {
    if silence.producer.tellsErrors { record.observable.insert(.browserError) }
    guard let status, status > 0, status <= 999 else {
      record.traits.insert(.responseMissing)
      record.observable.subtract(HeaderSlots.responseFields)
      record.present.subtract(HeaderSlots.responseFields)
      return
    }
    record.setStatus(status)
    if let redirect, !record.present.contains(.location) { record.set(.location, redirect) }
    // The page's side of what a service worker fetched shows only what the page may read.
    if record.traits.contains(.fromServiceWorker) { return }
    if responseHeaders > 0 {
      record.observable.formUnion(HeaderSlots.responseFields)
    } else if silence.producer == .chromium || silence.producer == .playwright {
      // Any server sends a header or two: here they were withheld from the page.
      record.traits.insert(.withheldResponse)
    }
  }
}
