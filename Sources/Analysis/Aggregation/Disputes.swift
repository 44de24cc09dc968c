package import Traffic

/// The exchanges of which a browser's own recording tells another outcome than the judge.
package struct Disputes: Sendable {
  /// One of them.
  package struct Item: Sendable {
    /// The exchange.
    package var exchange: Exchange
    /// What was judged of it.
    package var judgement: Judgement
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
    items.append(Item(exchange: Exchange(exchange), judgement: judgement, position: position))
  }
}
