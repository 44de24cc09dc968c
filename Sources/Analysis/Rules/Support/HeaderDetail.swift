import Traffic

/// Writes header lines as evidence.
enum HeaderDetail {
  /// `Name: value` of each of the `fields` that holds a value, joined with `; `.
  static func text(
    _ exchange: borrowing ExchangeView, _ fields: Field...
  ) -> String {
    var text: [UInt8] = []
    for field in fields { append(exchange, field, to: &text) }
    return String(decodingUTF8: text.span)
  }

  /// The method, path without query and status of an exchange.
  static func request(_ exchange: borrowing ExchangeView) -> String {
    var text: [UInt8] = []
    append(request: exchange, to: &text)
    return String(decodingUTF8: text.span)
  }

  /// The beginning of a value; evidence is to be read, and kept.
  static func cut(_ text: String) -> String {
    text.utf8.count <= longest ? text : text.prefix(160) + "…"
  }

  /// How many bytes a value may have that is shown as a whole.
  private static let longest = 200

  // As bytes: thousands of such texts are made, and characters are slow to tell apart.
  private static func append(request exchange: borrowing ExchangeView, to text: inout [UInt8]) {
    if let method = exchange.value(.method) {
      append(method, to: &text)
    } else {
      text.append(UInt8(ascii: "-"))
    }
    text.append(UInt8(ascii: " "))
    if exchange.has(.target) {
      append(pathOf: exchange.bytes(.target), to: &text)
    } else {
      text.append(UInt8(ascii: "-"))
    }
    text.append(UInt8(ascii: " "))
    text.append(contentsOf: String(exchange.status).utf8)
  }

  /// Appends what reports show of a target up to its query.
  private static func append(pathOf target: Span<UInt8>, to text: inout [UInt8]) {
    let end = target.firstIndex(of: UInt8(ascii: "?")) ?? target.count
    let path = target.extracting(0..<end)
    // What stands on a question mark makes it another character.
    let isAlone = end + 1 >= target.count || target[end + 1] < 0x80
    if isAlone, isPlain(path), Redaction.isHarmless(path) {
      Redaction.append(path, path.indices, to: &text)
      return
    }
    var value: [UInt8] = []
    Redaction.report(target, into: &value)
    append(Self.path(value).span, to: &text)
  }

  /// A target up to its query.
  private static func path(_ target: [UInt8]) -> [UInt8] {
    guard target.allSatisfy({ $0 < 0x80 }) else {
      // What stands on a question mark makes it another character.
      return Array(String(decodingUTF8: target.span).prefix { $0 != "?" }.utf8)
    }
    return Array(target.prefix { $0 != UInt8(ascii: "?") })
  }

  /// Appends `Name: value`, behind what there is, if the field holds a value.
  private static func append(
    _ exchange: borrowing ExchangeView, _ field: Field, to text: inout [UInt8]
  ) {
    guard let value = exchange.value(field) else { return }
    if !text.isEmpty { text.append(contentsOf: "; ".utf8) }
    text.append(contentsOf: name(field).utf8)
    text.append(contentsOf: ": ".utf8)
    guard !Redaction.isHarmless(value) else { return append(value, to: &text) }
    var reported: [UInt8] = []
    Redaction.report(value, into: &reported)
    append(reported.span, to: &text)
  }

  /// Appends a value, or its beginning.
  private static func append(_ value: Span<UInt8>, to text: inout [UInt8]) {
    if isPlain(value) {
      Redaction.append(value, value.indices, to: &text)
    } else {
      text.append(contentsOf: cut(String(decodingUTF8: value)).utf8)
    }
  }

  /// Whether the value is shown as a whole, and each of its bytes is a character.
  private static func isPlain(_ value: Span<UInt8>) -> Bool {
    guard value.count <= longest else { return false }
    var all: UInt8 = 0
    for index in value.indices { all |= value[index] }
    return all < 0x80
  }

  fileprivate static func name(_ field: Field) -> String {
    switch field {
    case .origin: "Origin"
    case .allowOrigin: "Access-Control-Allow-Origin"
    case .allowCredentials: "Access-Control-Allow-Credentials"
    case .requestMethod: "Access-Control-Request-Method"
    case .requestHeaders: "Access-Control-Request-Headers"
    case .allowMethods: "Access-Control-Allow-Methods"
    case .allowHeaders: "Access-Control-Allow-Headers"
    case .exposeHeaders: "Access-Control-Expose-Headers"
    case .maxAge: "Access-Control-Max-Age"
    case .timingAllowOrigin: "Timing-Allow-Origin"
    case .resourcePolicy: "Cross-Origin-Resource-Policy"
    case .contentType: "Content-Type"
    case .age: "Age"
    case .vary: "Vary"
    case .location: "Location"
    default: field.name
    }
  }
}

extension HeaderDetail {
  /// The same header line behind a semicolon; that it was not sent, where that is known.
  static func suffix(_ exchange: borrowing ExchangeView, _ field: Field) -> String {
    switch exchange.state(field) {
    case .value: "; \(text(exchange, field))"
    case .absent: "; no \(name(field))"
    case .notObservable: ""
    }
  }

  /// The request and the header lines of the `fields` that hold a value.
  static func requestAnd(_ exchange: borrowing ExchangeView, _ fields: Field...) -> String {
    var text: [UInt8] = []
    append(request: exchange, to: &text)
    for field in fields { append(exchange, field, to: &text) }
    return String(decodingUTF8: text.span)
  }
}
