import Foundation
import Testing
import Traffic

@testable import Analysis

/// Encoded results that nobody can be trusted to have written.
@Suite("Partial results of strangers")
struct ForeignResultTests {
  /// A small result in which each table holds something, as a tree.
  private static func tree() async throws -> Any {
    var traffic = mixture(60, seed: 3)
    for (index, rule) in RuleCases.all.keys.sorted().enumerated() {
      for sent in RuleCases.all[rule]?.fires.first ?? [] {
        traffic.append(sent.with([.client: .value("198.51.100.\(index)")]))
      }
    }
    let whole = await PartialResultTests.result([.memory("access.log", traffic)])
    return try JSONSerialization.jsonObject(with: whole.json)
  }

  /// A result of few exchanges, as a tree: all the values of it can be tried.
  private static func smallTree() async throws -> Any {
    let rules = [
      "reflected-origin-credentials", "error-response-lacks-cors", "missing-vary-origin",
      "preflight-denies-used-method-or-header", "authorization-under-wildcard",
      "preflight-not-cached-by-url-variety",
    ]
    let traffic = rules.flatMap { RuleCases.all[$0]?.fires.first ?? [] }
    let result = await PartialResultTests.result([.memory("access.log", traffic)])
    return try JSONSerialization.jsonObject(with: result.json)
  }

  /// A way to a value in a tree.
  private enum Step {
    case key(String)
    case index(Int)
  }

  /// How many values of one list are all tried; of longer ones some of all parts are.
  private static let listLimit = 200

  /// The ways to all values, of long lists to a few unless they are wanted `whole`.
  private static func paths(_ tree: Any, _ path: [Step] = [], whole: Bool = false) -> [[Step]] {
    var paths = [path]
    if let object = tree as? [String: Any] {
      for key in object.keys.sorted() {
        if let value = object[key] {
          paths += Self.paths(value, path + [.key(key)], whole: whole)
        }
      }
    } else if let list = tree as? [Any] {
      let step = list.count > listLimit ? 61 : 1
      for index in list.indices
      where index < 2 || index == list.count - 1 || whole && index % step == 0 {
        paths += Self.paths(list[index], path + [.index(index)], whole: whole)
      }
    }
    return paths
  }

  /// The last two names of a path, and whether it goes on to elements.
  private static func place(_ path: [Step]) -> String {
    let names = path.map { step in
      switch step {
      case .key(let key): key
      case .index: "[]"
      }
    }
    return names.filter { $0 != "[]" }.suffix(2).joined(separator: ".")
      + (names.last == "[]" ? "[]" : "")
  }

  private static func replace(_ tree: Any, _ path: ArraySlice<Step>, _ change: (Any) -> Any) -> Any
  {
    switch path.first {
    case nil: return change(tree)
    case .key(let key):
      var object = tree as? [String: Any] ?? [:]
      if let value = object[key] { object[key] = replace(value, path.dropFirst(), change) }
      return object
    case .index(let index):
      var list = tree as? [Any] ?? []
      list[index] = replace(list[index], path.dropFirst(), change)
      return list
    }
  }

  /// Decodes it, or not; what can be decoded can be merged and reported.
  ///
  /// - Returns: Whether it was refused.
  private static func use(
    _ tree: Any, beside good: PartialResult, mergedOnly: Bool = false
  ) throws -> Bool {
    let data = try JSONSerialization.data(withJSONObject: tree)
    do {
      let result = try PartialResult(json: data)
      if mergedOnly {
        var both = good
        if (try? both.merge(result)) != nil {
          #expect(!ReportBuilder(both).report(version: "0").version.isEmpty)
        }
        return false
      }
      #expect(!ReportBuilder(result).report(version: "0").version.isEmpty)
      var (left, right) = (result, good)
      if (try? left.merge(good)) != nil {
        try right.merge(result)
        #expect(!ReportBuilder(left).report(version: "0").version.isEmpty)
        #expect(!ReportBuilder(right).report(version: "0").version.isEmpty)
      }
      return false
    } catch is DecodingError {
      return true
    }
  }

  /// What is done to a value.
  enum Damage: CaseIterable {
    case negative, huge, otherType, cut

    /// What becomes of the value; `nil` where it cannot be done to it.
    func apply(to value: Any) -> Any? {
      switch self {
      case .negative: return -1
      case .huge: return NSNumber(value: Int64.max)
      case .otherType: return value is NSNumber ? "text" : 7
      case .cut: return (value as? [Any]).flatMap { $0.isEmpty ? nil : Array($0.dropLast()) }
      }
    }
  }

  @Test("never trap, whichever value is replaced", arguments: Damage.allCases)
  func replaced(_ damage: Damage) async throws {
    let tree = try await Self.tree()
    let good = await PartialResultTests.result(
      [.memory("b.log", mixture(50, seed: 9))], firstSource: 1)
    let nothing = try JSONSerialization.jsonObject(
      with: await PartialResultTests.result([.memory("access.log", [])]).json)
    var seen: Set<String> = []
    var refused = 0
    var tried = 0
    // Of the values that stand in the same place of the same type, the first.
    for path in Self.paths(tree).dropFirst() where seen.insert(Self.place(path)).inserted {
      guard let value = Self.value(tree, path[...]), let other = damage.apply(to: value) else {
        continue
      }
      // The part of it that is damaged, and nothing else: reading all takes long.
      let depth = if case .key("rules") = path[0] { min(2, path.count) } else { 1 }
      let part = Self.value(tree, path.prefix(depth)) ?? value
      let damaged = Self.replace(part, path.dropFirst(depth)) { _ in other }
      tried += 1
      let whole = Self.replace(nothing, path.prefix(depth)) { _ in damaged }
      if try Self.use(whole, beside: good) { refused += 1 }
    }
    #expect(tried > (damage == .cut ? 50 : 500) && refused > tried / 3, "\(refused) of \(tried)")
    if damage == .otherType { #expect(refused == tried) }
  }

  /// What a number may become, and what a text.
  private static let numbers: [NSNumber] = [
    -1, 0, 1, 2, 64, 255, 65_536, NSNumber(value: Int64(1) << 41), NSNumber(value: Int64.max),
    NSNumber(value: Int64.min), NSNumber(value: UInt64.max), 0.5,
  ]
  private static let texts = ["", "x", "https://a.test", "\u{1B}[31m", "AAAA"]

  @Test("never trap, whichever number or text of a small one is changed")
  func eachValue() async throws {
    let tree = try await Self.smallTree()
    let good = await PartialResultTests.result(
      [.memory("b.log", mixture(20, seed: 9))], firstSource: 1)
    let nothing = try JSONSerialization.jsonObject(
      with: await PartialResultTests.result([.memory("access.log", [])]).json)
    var (tried, refused) = (0, 0)
    for (turn, path) in Self.paths(tree, whole: true).dropFirst().enumerated() {
      guard let value = Self.value(tree, path[...]) else { continue }
      // Each is changed in one way, the next of its kind in the next.
      let other: Any
      if value is NSNumber {
        other = Self.numbers[turn % Self.numbers.count]
      } else if value is String {
        other = Self.texts[turn % Self.texts.count]
      } else {
        continue
      }
      let depth = if case .key("rules") = path[0] { min(2, path.count) } else { 1 }
      let part = Self.value(tree, path.prefix(depth)) ?? value
      let damaged = Self.replace(part, path.dropFirst(depth)) { _ in other }
      tried += 1
      let whole = Self.replace(nothing, path.prefix(depth)) { _ in damaged }
      if try Self.use(whole, beside: good, mergedOnly: true) { refused += 1 }
    }
    #expect(tried > 1_000 && refused > tried / 4, "\(refused) of \(tried)")
  }

  /// The value at the end of a path.
  private static func value(_ tree: Any, _ path: ArraySlice<Step>) -> Any? {
    switch path.first {
    case nil: return tree
    case .key(let key):
      return (tree as? [String: Any])?[key].flatMap { value($0, path.dropFirst()) }
    case .index(let index): return (tree as? [Any]).flatMap { value($0[index], path.dropFirst()) }
    }
  }
}
