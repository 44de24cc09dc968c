import Analysis
import CORSEngine
import Traffic

/// One exchange put together from what curl printed and what the user says of the page.
struct CurlExchange {
  /// What the user says.
  struct Facts {
    /// The page's origin.
    var origin: String?
    /// The URL that was asked for.
    var url: String?
    /// The method.
    var method: String?
    /// The credentials mode.
    var credentials: CredentialsMode?
  }

  private static let fields: [(StaticString, Field)] = [
    ("access-control-allow-origin", .allowOrigin),
    ("access-control-allow-credentials", .allowCredentials),
    ("access-control-allow-methods", .allowMethods),
    ("access-control-allow-headers", .allowHeaders),
    ("access-control-expose-headers", .exposeHeaders), ("access-control-max-age", .maxAge),
    ("vary", .vary), ("location", .location),
  ]

  private var batch = Batch()
  private var record = Record()
  private let credentials: CredentialsMode?

  /// Puts the exchange together.
  ///
  /// - Throws: `CheckError` where something that a judgement needs is not known.
  init(_ text: CurlText, _ facts: Facts) throws(CheckError) {
    guard let answer = text.answer else {
      throw CheckError("there is no response; pass what 'curl -i' or 'curl -v' printed")
    }
    guard
      let origin = facts.origin.map({ Array($0.utf8) }) ?? text.requestHeaders.combined("origin")
    else {
      throw CheckError(
        "the page's origin is not known; pass --origin https://app.example.com, and send it along: "
          + "curl -i -H 'Origin: https://app.example.com' …")
    }
    credentials = facts.credentials
    set(.origin, origin)
    try setTarget(text, facts)
    let method = facts.method.map { Array($0.utf8) } ?? text.method ?? Array("GET".utf8)
    set(.method, Methods.normalized(method.span))
    setPreflight(text)
    record.setStatus(answer.status)
    for (name, field) in CurlExchange.fields { set(field, name, answer.headers) }
    record.setFlag(.hasCookie, facts.credentials == .include)
    if facts.credentials == nil, text.requestHeaders.combined("cookie") == nil {
      record.forget(.hasCookie)
    }
    batch.records = [record]
  }

  private mutating func set(_ field: Field, _ value: [UInt8]) {
    record.set(field, batch.append(value.span))
  }

  private mutating func set(_ field: Field, _ name: StaticString, _ headers: [HeaderLine]) {
    guard let value = headers.combined(name) else {
      record.setAbsent(field)
      return
    }
    set(field, value)
    if headers.count(name) > 1 { record.repeated.insert(field) }
  }

  private mutating func setTarget(_ text: CurlText, _ facts: Facts) throws(CheckError) {
    if let given = facts.url {
      let url = Array(given.utf8)
      guard let parts = URLParts(url.span) else {
        throw CheckError("--url: '\(given)' is no absolute URL")
      }
      set(.scheme, Array(url[parts.scheme.range]))
      set(.host, Array(url[parts.host.range]))
      if let port = parts.port { record.setPort(Int(port)) }
      set(.target, parts.pathStart < url.count ? Array(url[parts.pathStart...]) : [0x2F])
      return
    }
    guard let host = text.requestHeaders.combined("host") else { return }
    set(.host, host)
    if let target = text.target { set(.target, target) }
  }

  /// A request that curl printed may be a preflight.
  private mutating func setPreflight(_ text: CurlText) {
    guard text.method != nil else {
      record.setAbsent(.requestMethod)
      record.setAbsent(.requestHeaders)
      return
    }
    set(.requestMethod, "access-control-request-method", text.requestHeaders)
    set(.requestHeaders, "access-control-request-headers", text.requestHeaders)
  }

  /// Explains the exchange.
  func explanation() -> ExchangeExplanation {
    let exchange = ExchangeView(
      bytes: batch.bytes.span, records: batch.records.span, index: 0)
    var judge = Judge()
    var judgement = judge.judge(exchange)
    // The user says that no credentials are asked for.
    if judgement.outcome == .conditional, let credentials, credentials != .include {
      judgement.settleWithoutCredentials()
    }
    return Explainer().explain(exchange, judgement, source: "", position: 1, unit: .line)
  }
}
