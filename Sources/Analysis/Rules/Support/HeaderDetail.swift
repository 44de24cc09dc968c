import Traffic

/// Writes header lines as evidence.
enum HeaderDetail {
  /// `Name: value` of each of the `fields` that holds a value, joined with `; `.
  static func text(
    _ exchange: borrowing ExchangeView, _ fields: Field...
  ) -> String {
    var parts: [String] = []
    for field in fields {
      guard let value = exchange.value(field) else { continue }
      parts.append("\(name(field)): \(cut(Redaction.reported(value)))")
    }
    return parts.joined(separator: "; ")
  }

  /// The method, path without query and status of an exchange.
  static func request(_ exchange: borrowing ExchangeView) -> String {
    let method = exchange.text(.method) ?? "-"
    let target = exchange.has(.target) ? Redaction.reported(exchange.bytes(.target)) : "-"
    let path = target.prefix { $0 != "?" }
    return "\(cut(method)) \(cut(String(path))) \(exchange.status)"
  }

  /// The beginning of a value; evidence is to be read, and kept.
  static func cut(_ text: String) -> String {
    text.utf8.count <= 200 ? text : text.prefix(160) + "…"
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
    var parts = [request(exchange)]
    for field in fields {
      guard let value = exchange.value(field) else { continue }
      parts.append("\(name(field)): \(cut(Redaction.reported(value)))")
    }
    return parts.joined(separator: "; ")
  }
}
