package import Traffic

/// Turns a text format of Envoy, which Istio and Contour use too, into a template.
///
/// - SeeAlso: https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage
package enum EnvoyLogFormat {
  /// What Envoy writes where nothing else is asked for.
  package static let standard =
    #"[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" "#
    + #"%RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION% "#
    + #"%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "#
    + #""%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%""#
  /// What Istio's sidecars and gateways write.
  package static let istio =
    #"[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" "#
    + #"%RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% "#
    + #"%CONNECTION_TERMINATION_DETAILS% "%UPSTREAM_TRANSPORT_FAILURE_REASON%" "#
    + #"%BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "#
    + #""%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "#
    + #""%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%" %UPSTREAM_CLUSTER% %UPSTREAM_LOCAL_ADDRESS% "#
    + #"%DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS% %REQUESTED_SERVER_NAME% %ROUTE_NAME%"#

  /// Compiles `text`, with or without quotes around it.
  ///
  /// - Throws: `IngestError` when an operator is not closed or none is there.
  package static func compile(_ text: String) throws(IngestError) -> LogTemplate {
    var format = ConfigText.trim(text)
    if format.count > 1, let quote = format.first, quote == "\"" || quote == "'",
      format.last == quote, format.dropFirst().first == "["
    {
      format = String(format.dropFirst().dropLast())
    }
    format = ConfigText.unescape(format)
    let bytes = Array(format.utf8)
    var pieces: [LogTemplate.Piece] = []
    var literal: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "%") else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      let start = index
      if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "%") {
        literal.append(UInt8(ascii: "%"))
        index += 2
        continue
      }
      var depth = 0
      index += 1
      while index < bytes.count, depth > 0 || bytes[index] != UInt8(ascii: "%") {
        if bytes[index] == UInt8(ascii: "(") { depth += 1 }
        if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
        index += 1
      }
      guard index < bytes.count else {
        throw IngestError(
          "the operator at column \(start + 1) of the format is not closed",
          mend: "paste the whole format")
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      let name = String(decoding: bytes[start + 1..<index], as: UTF8.self)
      pieces.append(.capture(EnvoyOperator(name).capture))
      index += 1
    }
    while let last = literal.last, last == 0x0A || last == 0x0D { literal.removeLast() }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    guard pieces.contains(where: { if case .capture = $0 { true } else { false } }) else {
      throw IngestError("no %OPERATOR% in the format", mend: "paste the format string itself")
    }
    return LogTemplate(pieces: pieces, escape: .none, hidesRepeats: true)
  }
}
