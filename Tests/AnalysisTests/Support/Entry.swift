import Traffic

@testable import Analysis

/// Entries as browsers' own recordings hold them.
enum Entry {
  static let page = "https://app.example.com"

  /// A request that went out and was answered; a recording shows no client.
  static func sent(
    _ method: Said = "GET", _ status: Int? = 200, at start: Double = 0, took seconds: Double = 0.01,
    traits: RecordTraits = [], _ fields: [Field: Said] = [:]
  ) -> Sent {
    Sent(
      method, status, at: start, took: seconds, traits: traits.union(.recorded),
      [
        .client: .notObservable, .fetchMode: "cors", .fetchSite: "cross-site",
        .browserError: .absent,
      ].merging(fields) { $1 })
  }

  static func preflight(
    _ method: Said = "PUT", _ status: Int? = 204, at start: Double = 0,
    _ fields: [Field: Said] = [:]
  ) -> Sent {
    .preflight(
      method, status, at: start, took: 0.01, traits: .recorded,
      [.client: .notObservable, .browserError: .absent].merging(fields) { $1 })
  }

  /// GET with a 200.
  static func sent(
    at start: Double = 0, took seconds: Double = 0.01, traits: RecordTraits = [],
    _ fields: [Field: Said]
  ) -> Sent {
    sent("GET", 200, at: start, took: seconds, traits: traits, fields)
  }

  /// A preflight for PUT that passes, but for what the fields tell.
  static func preflight(_ fields: [Field: Said]) -> Sent { preflight("PUT", 204, fields) }

  /// A request that was never sent; Chromium shows what the page gave of it.
  static func unsent(
    _ method: Said = "PUT", at start: Double = 0, took seconds: Double = 0.02,
    error: Said = "net::ERR_FAILED", traits: RecordTraits = [], _ fields: [Field: Said] = [:]
  ) -> Sent {
    Sent(
      method, nil, at: start, took: seconds,
      traits: traits.union([.recorded, .provisional, .responseMissing]),
      [
        .client: .notObservable, .origin: .notObservable, .allowOrigin: .notObservable,
        .allowCredentials: .notObservable, .browserError: error,
        .referer: "https://app.example.com/",
      ].merging(fields) { $1 })
  }
}
