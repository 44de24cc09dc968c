import CORSEngine
import Testing
import Traffic

@testable import Analysis

/// Each subset of the columns that a log may lack, tried on exchanges of every outcome.
@Suite("A column that the log lacks")
struct UnobservedTests {
  static let optional: [Field] = [
    .origin, .host, .scheme, .userAgent, .requestMethod, .requestHeaders, .allowOrigin,
    .allowCredentials, .allowMethods, .allowHeaders, .location, .contentType,
  ]

  static let samples: [(String, Sent)] = [
    ("a response without headers", Sent([.hasCookie: "1"])),
    ("an allowed response", Sent([.allowOrigin: "*"])),
    ("an unsafe request", Sent("DELETE", 500, [.contentType: "application/json"])),
    ("a redirect", Sent("GET", 302, [.location: "/"])),
    ("a good preflight", .preflight("PUT", [.requestHeaders: "x-a", .allowHeaders: "x-a"])),
    ("a bare preflight", Sent("OPTIONS", 204, [.requestMethod: "PUT", .requestHeaders: "x-a"])),
    ("a refused preflight", Sent("OPTIONS", 403, [.requestMethod: "PUT"])),
  ]

  /// What each reason must be able to see.
  static func needs(_ reason: BlockReason) -> FieldSet {
    switch reason {
    case .allowOriginMissing, .allowOriginMultiple, .allowOriginMalformed, .allowOriginMismatch,
      .allowOriginWildcardWithCredentials:
      FieldSet(.origin, .allowOrigin)
    case .allowCredentialsNotTrue: FieldSet(.allowCredentials)
    case .allowMethodsUnparseable, .methodNotAllowed: FieldSet(.requestMethod, .allowMethods)
    case .allowHeadersUnparseable, .headerNotAllowed, .authorizationNotCoveredByWildcard:
      FieldSet(.requestHeaders, .allowHeaders)
    default: FieldSet(.status)
    }
  }

  @Test("never blocks for a reason that it could not see", arguments: samples)
  func neverInvents(_ name: String, _ sent: Sent) {
    for subset in 0..<(1 << Self.optional.count) {
      var seen = sent
      for (bit, field) in Self.optional.enumerated() where subset & 1 << bit != 0 {
        seen.fields[field] = .notObservable
      }
      let batch = Batch([seen])
      var judge = Judge()
      let judgement = batch.withFirst { judge.judge($0) }
      let observable = batch.records[0].observable
      for reason in judgement.failed.members {
        #expect(
          observable.isSuperset(of: Self.needs(reason)),
          "\(name): \(reason.id) without \(FieldSet.all.subtracting(observable).fields)")
      }
      if let reason = judgement.reason { #expect(judgement.failed.contains(reason)) }
      #expect((judgement.phase == nil) == (judgement.reason == nil))
      if judgement.outcome == .blocked { #expect(judgement.reason != nil) }
      if judgement.outcome == .allowed {
        #expect(observable.isSuperset(of: FieldSet(.origin, .allowOrigin)))
      }
      #expect(judgement.missing.isDisjoint(with: batch.records[0].present))
      let isJudged = [.cors, .preflight, .unclassified].contains(judgement.kind)
      if judgement.outcome == .unknown, isJudged {
        #expect(judgement.missing != [] || judgement.basis.contains(.noResponse))
        #expect(judgement.confidence == .unknown)
      }
    }
  }

  @Test("gives no judgement when there is no column at all")
  func nothing() {
    var batch = Batch()
    batch.records.append(Record())
    var judge = Judge()
    let judgement = batch.withFirst { judge.judge($0) }
    #expect(judgement.line == "unclassified unknown unknown without origin")
  }
}
