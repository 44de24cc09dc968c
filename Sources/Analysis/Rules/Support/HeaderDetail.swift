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
    var value: [UInt8] = []
    if let method = exchange.value(.method) {
      Redaction.append(method, method.indices, to: &value)
    } else {
      value.append(UInt8(ascii: "-"))
    }
    append(value, to: &text)
    text.append(UInt8(ascii: " "))
    value.removeAll(keepingCapacity: true)
    if exchange.has(.target) {
      Redaction.report(exchange.bytes(.target), into: &value)
    } else {
      value.append(UInt8(ascii: "-"))
    }
    append(path(value), to: &text)
    text.append(contentsOf: " \(exchange.status)".utf8)
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
    var reported: [UInt8] = []
    Redaction.report(value, into: &reported)
    append(reported, to: &text)
  }

  /// Appends a value, or its beginning.
  private static func append(_ value: [UInt8], to text: inout [UInt8]) {
    if value.count <= longest, value.allSatisfy({ $0 < 0x80 }) {
      text.append(contentsOf: value)
    } else {
      text.append(contentsOf: cut(String(decodingUTF8: value.span)).utf8)
    }
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
