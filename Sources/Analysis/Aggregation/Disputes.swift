package import CORSEngine
package import Traffic

/// The exchanges of which a browser's own recording tells another outcome than the judge.
package struct Disputes: Mergeable, Codable {
  /// One of them, in words whose secrets were taken out.
  package struct Item: Sendable, Codable {
    /// What it was.
    package var kind: Kind
    /// How it ended by the judge.
    package var outcome: Outcome
    /// Where it was blocked; `nil` when it was not.
    package var phase: Phase?
    /// Why it was blocked; `nil` when it was not.
    package var reason: BlockReason?
    /// What the browser did.
    package var browser: BrowserOutcome?
    /// The request's method.
    package var method: String
    /// The page's origin as sent; empty where it is not known.
    package var origin: String
    /// Scheme, host and port of the target.
    package var target: String
    /// The path and query.
    package var path: String
    /// The response's status; 0 where it is unknown.
    package var status: Int
    /// The browser's own word for the failure; empty where there is none.
    package var browserError: String
    /// Where it stands.
    package var position: Position
  }

  /// How many are kept.
  package static let limit = 200

  /// The first of them, in the order seen.
  package private(set) var items: [Item] = []
  /// How many there are in all.
  package private(set) var count = 0

  /// Makes an empty list.
  package init() {}

  /// Adds an exchange, which is kept while there is room.
  mutating func add(
    _ exchange: borrowing ExchangeView, _ judgement: Judgement, at position: Position
  ) {
    count += 1
    guard items.count < Disputes.limit else { return }
    var target = TargetText()
    target.write(exchange)
    items.append(
      Item(
        kind: judgement.kind, outcome: judgement.outcome, phase: judgement.phase,
        reason: judgement.reason, browser: judgement.browser,
        method: exchange.text(.method) ?? "",
        origin: Redaction.reported(exchange.bytes(.origin)),
        target: String(decoding: target.bytes, as: UTF8.self),
        path: Redaction.reported(exchange.bytes(.target)), status: Int(exchange.status),
        browserError: Redaction.reported(exchange.bytes(.browserError)), position: position))
  }

  /// Joins those that came later, which are kept while there is room.
  package mutating func merge(_ other: Disputes) {
    count += other.count
    items += other.items.prefix(Disputes.limit - items.count)
  }
}

extension Disputes {
  private enum CodingKeys: String, CodingKey { case items, count }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are more than are kept.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    items = try values.list(.items, atMost: Disputes.limit)
    count = try values.decode(Int.self, forKey: .count)
  }
}
