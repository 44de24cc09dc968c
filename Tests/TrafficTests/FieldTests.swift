import Testing
import Traffic

@Suite("The canonical fields")
struct FieldTests {
  static let names = [
    "client", "server", "protocol", "scheme", "host", "method", "target", "origin", "referer",
    "user_agent", "sec_fetch_mode", "sec_fetch_site", "sec_fetch_dest", "content_type",
    "access_control_request_method", "access_control_request_headers", "request_id",
    "access_control_allow_origin", "access_control_allow_credentials",
    "access_control_allow_methods", "access_control_allow_headers",
    "access_control_expose_headers", "access_control_max_age", "vary", "location", "age",
    "timing_allow_origin", "cross_origin_resource_policy", "browser_error", "start", "duration",
    "port", "status", "has_cookie", "has_authorization",
  ]

  @Test("are exactly these, in this order")
  func list() {
    #expect(Field.allCases.map(\.name) == Self.names)
    #expect(Set(Self.names).count == 35)
  }

  @Test("have names that lead back to them", arguments: Field.allCases)
  func roundTrip(_ field: Field) {
    #expect(Field(name: field.name) == field)
    #expect(Field(name: field.name.uppercased()) == nil)
  }

  @Test("that hold bytes come before those that do not")
  func textCount() {
    #expect(Field.allCases.filter(\.isText) == Array(Field.allCases.prefix(Field.textCount)))
    #expect(Field.browserError.isText)
    #expect(!Field.start.isText)
  }

  @Test("are not found by any other name", arguments: ["", "cookie", "authorization", "Origin"])
  func unknown(_ name: String) { #expect(Field(name: name) == nil) }
}

@Suite("A set of fields")
struct FieldSetTests {
  @Test("holds what was put in until it is taken out", arguments: Field.allCases)
  func membership(_ field: Field) {
    var set = FieldSet()
    #expect(!set.contains(field))
    set.insert(field)
    set.insert(field)
    #expect(set.fields == [field])
    #expect(set == FieldSet(field))
    #expect(FieldSet.all.contains(field))
    set.remove(field)
    set.remove(field)
    #expect(set.isEmpty)
  }

  @Test("obeys the laws of sets, and lists its fields in order", arguments: 0..<50 as Range<UInt64>)
  func laws(_ seed: UInt64) {
    var generator = SeededGenerator(seed)
    let left = Field.allCases.filter { _ in Bool.random(using: &generator) }
    let right = Field.allCases.filter { _ in Bool.random(using: &generator) }
    let (first, second) = (FieldSet(left), FieldSet(right))
    #expect(FieldSet(left.shuffled(using: &generator)).fields == left)
    let either = Field.allCases.filter { left.contains($0) || right.contains($0) }
    #expect(first.union(second).fields == either)
    #expect(first.intersection(second).fields == left.filter { right.contains($0) })
    #expect(first.subtracting(second).fields == left.filter { !right.contains($0) })
    #expect(first.union(second) == second.union(first))
    #expect(first.union([]) == first)
    #expect(FieldSet.all.subtracting(FieldSet.all.subtracting(first)) == first)
  }

  @Test("of CORS response headers is the six of the standard")
  func corsResponse() {
    #expect(FieldSet.corsResponse.fields.map(\.name).allSatisfy { $0.hasPrefix("access_control_") })
    #expect(FieldSet.corsResponse.fields.count == 6)
    #expect(!FieldSet.corsResponse.contains(.requestMethod))
    #expect(FieldSet.all.fields == Field.allCases)
  }
}
