import CORSEngine
import Traffic

/// What preflights were granted, each pair of lists once, and what such lists cover.
///
/// Servers send few different lists; what comes after the limit counts as granting nothing.
struct GrantLists: Sendable {
  /// One pair of Access-Control-Allow-Methods and -Headers, with or without credentials.
  struct ID: BitwiseCopyable, Hashable {
    var number: UInt32

    /// Nothing at all.
    static let none = ID(number: .max)
  }

  private struct Grant: Sendable {
    var methods: [UInt8]
    var headers: [UInt8]
    var includesCredentials: Bool
  }

  private struct Question: Hashable {
    var grant: ID
    var asked: UInt64
    var profile: UInt8
  }

  private static let limit = 2048
  private static let questionLimit = 32_768

  private var numbers: [UInt64: ID] = [:]
  private var grants: [Grant] = []
  private var answers: [Question: Bool] = [:]

  /// Makes an empty list.
  init() {}

  /// The pair of lists that a preflight's answer grants.
  mutating func id(of exchange: borrowing ExchangeView) -> ID {
    let methods = exchange.bytes(.allowMethods)
    let headers = exchange.bytes(.allowHeaders)
    let includes =
      exchange.bytes(.allowCredentials).equals("true") && !exchange.bytes(.allowOrigin).equals("*")
    let hash = methods.hash(seed: headers.hash(seed: includes ? 5 : 6))
    if let known = numbers[hash] { return known }
    guard grants.count < GrantLists.limit else { return .none }
    let id = ID(number: UInt32(grants.count))
    numbers[hash] = id
    grants.append(
      Grant(
        methods: Array(copying: methods), headers: Array(copying: headers),
        includesCredentials: includes))
    return id
  }

  /// Whether a cached `grant` spares a client with the given engine the preflight `exchange`.
  mutating func covers(
    _ grant: ID, _ exchange: borrowing ExchangeView, _ profile: BrowserProfile
  ) -> Bool {
    guard grant != .none else { return false }
    let asked = exchange.bytes(.requestMethod).hash(
      seed: exchange.bytes(.requestHeaders).hash(seed: 7))
    let question = Question(grant: grant, asked: asked, profile: profile.rawValue)
    if let answer = answers[question] { return answer }
    let answer = ask(grants[Int(grant.number)], exchange, profile)
    if answers.count < GrantLists.questionLimit { answers[question] = answer }
    return answer
  }

  /// Asks the engine's own cache.
  private func ask(
    _ grant: Grant, _ exchange: borrowing ExchangeView, _ profile: BrowserProfile
  ) -> Bool {
    var names: [[UInt8]] = []
    var list = HeaderList(exchange.bytes(.requestHeaders))
    while let name = list.next() {
      if name.count > 0 { names.append(Array(copying: name).asciiLowercased) }
    }
    let method = Array(copying: exchange.bytes(.requestMethod).trimmingBlanks())
    let key = PreflightCache.Key(origin: [], url: [])
    var cache = PreflightCache(profile: profile)
    cache.store(
      key, method: method, names: names, includesCredentials: grant.includesCredentials,
      allowMethods: grant.methods, allowHeaders: grant.headers,
      maxAge: MaxAge(nil, profile: profile), at: 0)
    return cache.grants(
      key, method: method, names: names, includesCredentials: grant.includesCredentials, at: 1)
  }
}
